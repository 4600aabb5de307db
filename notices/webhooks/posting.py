"""One POST to somebody else's server: a pinned address, no redirect, no proxy, little time.

`connect` 3 s, in all 10 s, and no more than 64 KiB of the answer are read (security rules 5.7).
"""

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException

from django.conf import settings

from notices.webhooks.addresses import Target

CONNECT_SECONDS = 3.0
TOTAL_SECONDS = 10.0
LONGEST_ANSWER = 64 * 1024


@dataclass(frozen=True)
class Reply:
    status: int
    body: bytes
    retry_after: str


class _Pinned(HTTPConnection):
    """Connects to the judged address; the certificate must be for the name."""

    def __init__(self, target: Target) -> None:
        super().__init__(target.host, target.port, timeout=CONNECT_SECONDS)
        self._target = target

    def connect(self) -> None:
        plain = socket.create_connection((self._target.ip, self._target.port), CONNECT_SECONDS)
        self.sock = plain
        plain.settimeout(TOTAL_SECONDS)
        if self._target.is_secure:
            context = ssl.create_default_context(cafile=settings.WEBHOOK_CA or None)
            self.sock = context.wrap_socket(plain, server_hostname=self._target.host)


def post(target: Target, body: bytes, headers: dict[str, str]) -> Reply:
    """Raises OSError (away, too slow, bad certificate) or HTTPException (no HTTP)."""
    connection = _Pinned(target)
    started = time.monotonic()
    with _cut_off(connection):
        try:
            connection.request("POST", target.path, body, {**headers, "Host": target.authority})
            answer = connection.getresponse()
            some = answer.read(LONGEST_ANSWER)
        except (OSError, HTTPException, ValueError) as fault:
            _must_be_in_time(started, fault)
            raise
        finally:
            connection.close()
    # What was cut off looks like an answer that ended.
    _must_be_in_time(started)
    return Reply(answer.status, some, answer.headers.get("Retry-After", ""))


def _must_be_in_time(started: float, fault: Exception | None = None) -> None:
    if time.monotonic() - started >= TOTAL_SECONDS:
        raise TimeoutError from fault


@contextlib.contextmanager
def _cut_off(connection: _Pinned) -> Iterator[None]:
    """A server that sends a byte now and then keeps every single wait short: the whole has an
    end too."""

    def cut() -> None:
        if connection.sock is not None:
            with contextlib.suppress(OSError):
                connection.sock.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(TOTAL_SECONDS, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
