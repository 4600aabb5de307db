"""Tokens by OAuth 2.0 client credentials: asked for when needed, renewed before they end."""

import base64
import json
import threading
import time
import urllib.parse
from collections.abc import Callable, Sequence

from blo_client.errors import SignInError, problem_of
from blo_client.transport import Address, Answer

PATH = "/api/v1/token/"
# A token that ends in less than this is not used for a request that may take as long.
BEFORE = 60.0


class Tokens:
    """One token for all threads of a client."""

    def __init__(
        self,
        address: Address,
        client: tuple[str, str],
        *,
        scopes: Sequence[str] = (),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`client`: its id and its secret. Without `scopes`, all that the partner has."""
        self._address, self._client, self._scopes, self._clock = address, client, scopes, clock
        self._lock = threading.Lock()
        self._token, self._until = "", 0.0

    def current(self) -> str:
        with self._lock:
            if self._clock() >= self._until:
                self._renew()
            return self._token

    def forget(self, token: str) -> None:
        """It was refused: the next request asks for another."""
        with self._lock:
            if token == self._token:
                self._until = 0.0

    def _renew(self) -> None:
        started = self._clock()
        answer = self._ask()
        if answer.status != 200:
            raise _refusal(answer)
        said = json.loads(answer.body)
        self._token = str(said["access_token"])
        lasts = float(said["expires_in"])
        self._until = started + max(lasts - BEFORE, lasts / 2)

    def _ask(self) -> Answer:
        form = {"grant_type": "client_credentials"}
        if self._scopes:
            form["scope"] = " ".join(self._scopes)
        # RFC 6749, 2.3.1: both are form-encoded before they are joined.
        pair = ":".join(urllib.parse.quote_plus(part) for part in self._client)
        headers = {
            "Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}",
            "Content-Type": "application/x-www-form-urlencoded",
            "Accept": "application/json",
        }
        return self._address.ask("POST", PATH, headers, urllib.parse.urlencode(form).encode())


def _refusal(answer: Answer) -> Exception:
    """A portal that is busy or away refuses nobody for good: `Door` tries again."""
    if answer.status in (429, 502, 503, 504):
        return problem_of(answer.status, answer.body, answer.retry_after)
    try:
        said = json.loads(answer.body)
        return SignInError(str(said["error"]), str(said.get("error_description", "")))
    except (ValueError, KeyError, TypeError):
        return problem_of(answer.status, answer.body, answer.retry_after)
