"""How every request goes: signed in, once, again when that is safe, and refusals as exceptions.

Paths are templates below `/api/v1/` with the parts that vary as keywords, so that they are quoted
and can be compared with the schema: `get("cases/{reference}/", reference=...)`.
"""

import json
import random
import ssl
import time
import urllib.parse
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from blo_client.errors import (
    ConnectionLostError,
    ProblemError,
    TooManyError,
    UnavailableError,
    problem_of,
)
from blo_client.tokens import Tokens
from blo_client.transport import Address, Answer, Body

ROOT = "/api/v1/"
BUSY = frozenset({429, 503})
# The portal may have done it before somebody between gave up.
UNCLEAR = frozenset({502, 504})
T = TypeVar("T")


@dataclass(frozen=True)
class Reply(Generic[T]):
    """What was answered. `etag` goes into a change (`If-Match`), so that nobody overwrites what
    he has not read. `is_replayed`: the same Idempotency-Key got this answer before."""

    body: T
    status: int
    etag: str
    location: str
    is_replayed: bool


@dataclass(frozen=True)
class Patience:
    """How often is tried, and how long is waited between: 0.5 s, 1 s, 2 s …, or `Retry-After`."""

    tries: int = 6
    first: float = 0.5
    longest: float = 120.0
    sleep: Callable[[float], None] = time.sleep

    def wait(self, number: int, asked: float | None) -> bool:
        """After try `number` (from 1). False: that was the last, or the portal asks for more."""
        jitter = random.uniform(0.8, 1.2)  # noqa: S311 (no secret)
        usual = min(self.first * 2 ** (number - 1), self.longest) * jitter
        pause = usual if asked is None else asked
        if number >= self.tries or pause > self.longest * 1.2:
            return False
        self.sleep(pause)
        return True


@dataclass
class Ask:
    """A request on its way."""

    method: str
    path: str
    body: Body = None
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def is_repeatable(self) -> bool:
        """Twice is as once: reading, and a POST with its key."""
        return self.method in ("GET", "HEAD") or "Idempotency-Key" in self.headers


class Door:
    """The generic part: any path of the API, with all conveniences."""

    def __init__(
        self,
        address: str,
        client_id: str,
        client_secret: str,
        *,
        scopes: Sequence[str] = (),
        language: str = "en",
        timeout: float = 60.0,
        patience: Patience | None = None,
        context: ssl.SSLContext | None = None,
    ) -> None:
        self.address = Address(address, timeout=timeout, context=context)
        self.patience = patience or Patience()
        self._tokens = Tokens(self.address, (client_id, client_secret), scopes=scopes)
        self._always = {"Accept-Language": language, "User-Agent": "blo-client/0.1"}

    # -- verbs -------------------------------------------------------------------------------

    def get(
        self, path: str, *, known: Reply[T] | None = None, query: Any = None, **parts: object
    ) -> Reply[Any]:
        """With `known`, what was read before is given back when nothing changed since."""
        headers = {"If-None-Match": known.etag} if known is not None and known.etag else {}
        answer = self.ask(Ask("GET", place(path, parts, query), headers=headers))
        if answer.status == 304 and known is not None:
            return known
        return reply_of(answer)

    def post(
        self,
        path: str,
        body: object = None,
        *,
        key: str = "",
        etag: str = "",
        headers: Mapping[str, str] | None = None,
        **parts: object,
    ) -> Reply[Any]:
        """Happens once, however often it is sent: `key` is the Idempotency-Key, made here unless
        given. Give your own, and keep it, to be safe from your own crash too."""
        own = {"Idempotency-Key": key or str(uuid.uuid4()), **if_match(etag), **(headers or {})}
        return self._said("POST", place(path, parts), body, own)

    def patch(self, path: str, body: object, *, etag: str, **parts: object) -> Reply[Any]:
        return self._said("PATCH", place(path, parts), body, if_match(etag))

    def put(self, path: str, body: object, *, etag: str, **parts: object) -> Reply[Any]:
        return self._said("PUT", place(path, parts), body, if_match(etag))

    def delete(self, path: str, body: object = None, **parts: object) -> Reply[Any]:
        return self._said("DELETE", place(path, parts), body, {})

    def pages(self, path: str, *, query: Any = None, **parts: object) -> Iterator[Any]:
        """The rows of a list, page by page as they are needed."""
        here = place(path, parts, query)
        while here:
            page = reply_of(self.ask(Ask("GET", here))).body
            yield from page["results"]
            here = following(page["next"])

    def search(self, path: str, body: object, **parts: object) -> Iterator[Any]:
        """A list that is asked for by POST, because what is looked for belongs in no address."""
        here = place(path, parts)
        while here:
            # It changes nothing: the key says that it may be sent again.
            page = self._said("POST", here, body, {"Idempotency-Key": str(uuid.uuid4())}).body
            yield from page["results"]
            here = following(page["next"])

    @contextmanager
    def download(self, path: str, *, query: Any = None, **parts: object) -> Iterator[Any]:
        """The content as a file that is read: `with door.download(...) as source`."""
        ask = Ask("GET", place(path, parts, query))
        headers = {**self._always, "Accept": "*/*"}
        headers["Authorization"] = f"Bearer {self._tokens.current()}"
        with self.address.opened(ask.method, ask.path, headers, None) as response:
            if response.status != 200:
                answer = Answer(response.status, response.headers, response.read())
                raise problem_of(answer.status, answer.body, answer.retry_after)
            yield response

    # -- under them --------------------------------------------------------------------------

    def _said(self, method: str, path: str, body: object, headers: Mapping[str, str]) -> Reply[Any]:
        content = None
        if body is not None or method == "POST":
            content = json.dumps({} if body is None else body).encode()
            headers = {**headers, "Content-Type": "application/json"}
        return reply_of(self.ask(Ask(method, path, content, dict(headers))))

    def ask(self, ask: Ask) -> Answer:
        """Until it is answered with something else than "later"."""
        number, was_renewed = 0, False
        while True:
            number += 1
            try:
                token = self._tokens.current()
                answer = self._once(ask, token)
            except (ConnectionLostError, UnavailableError, TooManyError) as fault:
                # Of the portal's answers only those to the question for a token are raised here.
                again = ask.is_repeatable or isinstance(fault, ProblemError)
                if not again or not self.patience.wait(number, fault.retry_after):
                    raise
                continue
            if answer.status == 401 and not was_renewed:
                self._tokens.forget(token)
                was_renewed = True
            elif not _is_for_later(ask, answer) or not self.patience.wait(
                number, answer.retry_after
            ):
                return answer

    def _once(self, ask: Ask, token: str) -> Answer:
        headers = {
            "Accept": "application/json",
            **self._always,
            **ask.headers,
            "Authorization": f"Bearer {token}",
        }
        return self.address.ask(ask.method, ask.path, headers, ask.body)


def _is_for_later(ask: Ask, answer: Answer) -> bool:
    return answer.status in BUSY or (answer.status in UNCLEAR and ask.is_repeatable)


def if_match(etag: str) -> dict[str, str]:
    return {"If-Match": etag} if etag else {}


def place(path: str, parts: Mapping[str, object], query: Any = None) -> str:
    """The template filled in. What is None in `query` is left out."""
    quoted = {name: urllib.parse.quote(str(part), safe="") for name, part in parts.items()}
    said = {name: _text(value) for name, value in (query or {}).items() if value is not None}
    asked = f"?{urllib.parse.urlencode(said)}" if said else ""
    return ROOT + path.format(**quoted) + asked


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def following(link: str | None) -> str:
    """The next page, asked for where the first was: a token goes to no other host."""
    if not link:
        return ""
    parts = urllib.parse.urlsplit(link)
    return f"{parts.path}?{parts.query}"


def reply_of(answer: Answer) -> Reply[Any]:
    """Raises the ProblemError of a refusal."""
    if not 200 <= answer.status < 300:
        raise problem_of(answer.status, answer.body, answer.retry_after)
    headers = answer.headers
    return Reply(
        body=json.loads(answer.body) if answer.body else None,
        status=answer.status,
        etag=headers.get("ETag") or "",
        location=headers.get("Location") or "",
        is_replayed=headers.get("Idempotent-Replayed") == "true",
    )
