"""Celery is only the wake-up call, and is set up so that it loses and blocks as little as it can."""

import socket
import time

import pytest
from celery import Celery
from kombu.exceptions import OperationalError

from blo_portal.celery import PERIODIC, VISIBILITY_SECONDS, app, broker_url, configuration


def test_every_periodic_task_exists():
    app.loader.import_default_modules()
    assert set(PERIODIC) <= set(app.tasks)


def test_messages_that_waited_too_long_are_dropped_not_piled_up():
    for entry in app.conf.beat_schedule.values():
        assert entry["options"]["expires"] == 2 * entry["schedule"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("task_acks_late", True),
        ("task_reject_on_worker_lost", True),
        ("task_acks_on_failure_or_timeout", True),
        ("worker_prefetch_multiplier", 1),
        ("task_ignore_result", True),
        ("accept_content", ["json"]),
        ("task_serializer", "json"),
        ("worker_cancel_long_running_tasks_on_connection_loss", True),
    ],
)
def test_settings_without_which_work_is_lost(name, value):
    assert app.conf[name] == value


def test_the_visibility_timeout_stands_in_all_three_places():
    found = configuration()
    assert found["visibility_timeout"] == VISIBILITY_SECONDS
    for place in ("broker_transport_options", "result_backend_transport_options"):
        assert found[place]["visibility_timeout"] == VISIBILITY_SECONDS
    assert found["task_time_limit"] < VISIBILITY_SECONDS


def test_a_socket_address_is_spelled_celerys_way():
    assert (
        broker_url("unix:///run/redis.sock?db=3") == "redis+socket:///run/redis.sock?virtual_host=3"
    )
    assert broker_url("redis://:pw@broker:6379/0") == "redis://:pw@broker:6379/0"


@pytest.fixture
def deaf_broker():
    """A broker that takes the connection and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"redis://127.0.0.1:{server.getsockname()[1]}/0"


def test_a_page_does_not_wait_for_a_broker_that_hangs(deaf_broker):
    with Celery("impatient", set_as_current=False) as impatient:
        impatient.conf.update(configuration() | {"broker_url": deaf_broker})
        began = time.monotonic()
        with pytest.raises(OperationalError):
            impatient.send_task("portal.heartbeat", retry=False)
        assert time.monotonic() - began < 5
