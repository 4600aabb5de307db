"""Putting the reference into the database: create what is missing, update what moved, leave the
rest. Nothing is ever deleted, and a row that its owner edited in the portal stays as it is.
"""

import hashlib
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from functools import partial
from typing import Any

from django.contrib.auth.models import Group
from django.db import connection, models, transaction

from agencies.models import (
    Agency,
    Border,
    Code,
    CodeList,
    Country,
    Crossing,
    CrossingName,
    Holiday,
    Office,
    Tripoint,
)
from agencies.reference.book import Reference
