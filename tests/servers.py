"""One private PostgreSQL and Redis for the whole test run, unless addresses are given.

Imported before anything reads the settings. Workers of pytest-xdist inherit the environment, so
only the first process starts a pair.
"""

import atexit
import os
import shutil
import tempfile

import django

from blo_portal.embedded import private_pair

os.environ.setdefault("BLO_DEMO", "1")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "blo_portal.settings")

if "FILES_ROOT" not in os.environ:
    os.environ["FILES_ROOT"] = tempfile.mkdtemp(prefix="blo-files-")
    atexit.register(shutil.rmtree, os.environ["FILES_ROOT"], ignore_errors=True)

if not ("DATABASE_URL" in os.environ and "REDIS_URL" in os.environ):
    _pair = private_pair()
    os.environ.update(_pair.__enter__())
    atexit.register(_pair.__exit__, None, None, None)

django.setup()
