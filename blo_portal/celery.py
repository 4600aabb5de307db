"""The Celery app and every periodic task, in one table.

Celery only wakes workers up; what is due stands in PostgreSQL (notices/outbox.py). Even so
hardened, Celery on Redis may lose or repeat a task, so tasks carry ids only and bear repetition.
No task has an ETA or countdown: past the visibility timeout the broker would multiply it.
"""

import logging.config
import os
from typing import Any
from urllib.parse import parse_qs, urlsplit

from celery import Celery
from celery.signals import setup_logging, task_prerun, worker_process_init, worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "blo_portal.settings")

# Task and seconds between two runs. Two beats at once do no harm: every task claims its rows.
PERIODIC = {
    "notices.sweep": 5.0,
    "notices.climb": 30.0,
    "notices.tidy": 3600.0,
    "webhooks.sweep": 5.0,
    "portal.heartbeat": 15.0,
    "agencies.tidy": 3600.0,
    "cases.tidy": 3600.0,
    "cases.expire": 30.0,
    "cases.send_digests": 300.0,
    "cases.find_reworded": 120.0,
    "cases.check_files": 30.0,
    "cases.make_exports": 15.0,
    "cases.import_due": 15.0,
    "cases.tell_deadlines": 10.0,
    "cases.take_mails": 60.0,
    "roadmap.snapshot": 900.0,
    "roadmap.remind_reports": 3600.0,
    "roadmap.check_evidences": 60.0,
}

# Tasks that wait for other people's servers: many at once in threads, apart from all others.
WAITING_QUEUE = "webhooks"
ROUTES = {name: {"queue": WAITING_QUEUE} for name in ("webhooks.send", "webhooks.prove")}

# After this a message taken by a worker that vanished is given to another one. Celery has three
# places for it and the shortest wins, so all three are set from here.
VISIBILITY_SECONDS = 300
TASK_SECONDS = 120


def broker_url(redis_url: str) -> str:
    """Celery's spelling of `unix:///path?db=0` is `redis+socket:///path?virtual_host=0`."""
    parts = urlsplit(redis_url)
    if parts.scheme != "unix":
        return redis_url
    number = parse_qs(parts.query).get("db", ["0"])[0]
    return f"redis+socket://{parts.path}?virtual_host={number}"


def configuration() -> dict[str, Any]:
    from django.conf import settings

    return {
        "broker_url": broker_url(settings.REDIS_URL),
        # Nobody waits for a result, and a page never waits for the broker: short time-outs, one
        # more try over a fresh connection, then the sweeper's turn.
        "broker_transport_options": {
            "visibility_timeout": VISIBILITY_SECONDS,
            "unacked_restore_interval": 10,
            "unacked_restore_throttle": 1,
            "socket_timeout": 3,
            "socket_connect_timeout": 2,
            "health_check_interval": 25,
        },
        "broker_connection_timeout": 2,
        "broker_connection_retry_on_startup": True,
        "broker_connection_max_retries": None,
        "task_publish_retry_policy": {"max_retries": 1, "interval_start": 0, "interval_max": 0.2},
        "result_backend_transport_options": {"visibility_timeout": VISIBILITY_SECONDS},
        "visibility_timeout": VISIBILITY_SECONDS,
        "task_ignore_result": True,
        "task_serializer": "json",
        "result_serializer": "json",
        "accept_content": ["json"],
        # A task counts as done when it is done, not when it was taken.
        "task_acks_late": True,
        "task_reject_on_worker_lost": True,
        "task_acks_on_failure_or_timeout": True,
        "worker_prefetch_multiplier": 1,
        "task_time_limit": TASK_SECONDS,
        "task_soft_time_limit": TASK_SECONDS - 10,
        "worker_soft_shutdown_timeout": 30,
        "worker_cancel_long_running_tasks_on_connection_loss": True,
        "worker_send_task_events": False,
        "task_routes": ROUTES,
        "worker_hijack_root_logger": False,
        # Connecting anew for every task took a third of a worker's time (`look_at_connections`).
        "CELERY_DB_REUSE_MAX": 500,
        "enable_utc": True,
        "timezone": "UTC",
        "beat_schedule": {
            name: {"task": name, "schedule": seconds, "options": {"expires": seconds * 2}}
            for name, seconds in PERIODIC.items()
        },
    }


app = Celery("blo_portal")
app.add_defaults(configuration)
app.autodiscover_tasks()


@setup_logging.connect
def log_as_the_web_does(**_: object) -> None:
    from django.conf import settings

    logging.config.dictConfig(settings.LOGGING)


@worker_ready.connect
def catch_up(**_: object) -> None:
    """A worker that starts first looks for what was left while none was running."""
    app.send_task("portal.heartbeat")
    app.send_task("notices.sweep")


@task_prerun.connect
def look_at_connections(**_: object) -> None:
    """What every request does: drop a connection that is too old or broken."""
    from django.db import close_old_connections

    close_old_connections()


@worker_process_init.connect
def die_with_worker(**_: object) -> None:
    """A pool process does not outlive its worker, even one that was killed."""
    import signal

    from blo_portal.processes import die_with_parent

    die_with_parent(signal.SIGKILL)
