"""One request over HTTP: no redirect is followed, no proxy is read from the environment, and a
secret leaves the machine over TLS only."""

import http.client
import ssl
import urllib.parse
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime

from blo_client.errors import ConnectionLostError

THIS_MACHINE = {"127.0.0.1", "::1", "localhost"}
Body = bytes | Iterable[bytes] | None


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    body: bytes

    @property
    def retry_after(self) -> float | None:
        """Seconds (RFC 9110, 10.2.3)."""
        text = self.headers.get("Retry-After") or ""
        if text.isdecimal():
            return float(text)
        try:
            wait = parsedate_to_datetime(text) - datetime.now(UTC)
        except (TypeError, ValueError):
            return None
        return max(0.0, wait.total_seconds())


class Address:
    """Where the portal is: `https://portal.example.org`."""

    def __init__(self, address: str, *, timeout: float, context: ssl.SSLContext | None) -> None:
        parts = urllib.parse.urlsplit(address)
        self.host, self.port = parts.hostname or "", parts.port
        self.is_secure = parts.scheme == "https"
        is_here = parts.scheme == "http" and self.host in THIS_MACHINE
        if not self.host or not (self.is_secure or is_here):
            raise ValueError("Give the address of the portal, beginning with https://.")
        self.timeout = timeout
        self.context = context

    def ask(self, method: str, path: str, headers: Mapping[str, str], body: Body) -> Answer:
        """Raises ConnectionLostError."""
        with self.opened(method, path, headers, body) as response:
            try:
                return Answer(response.status, response.headers, response.read())
            except (OSError, http.client.HTTPException) as fault:
                raise ConnectionLostError(f"{method} {path}: {fault!r}") from fault

    @contextmanager
    def opened(
        self, method: str, path: str, headers: Mapping[str, str], body: Body
    ) -> Iterator[http.client.HTTPResponse]:
        """The answer, not yet read."""
        connection = self._connection()
        try:
            try:
                connection.request(method, path, body, dict(headers))
                response = connection.getresponse()
            except (OSError, http.client.HTTPException) as fault:
                raise ConnectionLostError(f"{method} {path}: {fault!r}") from fault
            yield response
        finally:
            connection.close()

    def _connection(self) -> http.client.HTTPConnection:
        if not self.is_secure:
            return http.client.HTTPConnection(self.host, self.port, timeout=self.timeout)
        context = self.context or ssl.create_default_context()
        return http.client.HTTPSConnection(
            self.host, self.port, timeout=self.timeout, context=context
        )
