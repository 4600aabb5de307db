"""How gunicorn serves the portal (`gunicorn --config python:blo_portal.web`)."""

import os
import signal
from typing import Any

from blo_portal.processes import die_with_parent

wsgi_app = "blo_portal.wsgi:application"
bind = f"{os.environ.get('BLO_BIND', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("BLO_WEB_WORKERS", "2"))
worker_class = "gthread"
threads = int(os.environ.get("BLO_WEB_THREADS", "4"))
# The code is read once, before the workers part: a worker that died is back in a moment.
preload_app = True
timeout = 30
graceful_timeout = 3
keepalive = 5
# A name or caption of a file that is too long is refused by the portal, in words.
limit_request_field_size = 16_384
# Work files in memory: a slow disk must not look like a worker that hangs.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108, PTH112
control_socket_disable = True
# Path without its query string: search words stay out of the log.
accesslog = "-" if os.environ.get("BLO_ACCESS_LOG") == "1" else None
access_log_format = "%(h)s %(m)s %(U)s %(s)s %(B)s %(M)sms"


def post_fork(server: Any, worker: Any) -> None:
    """A web worker never outlives its master, even one that was killed."""
    die_with_parent(signal.SIGKILL)
