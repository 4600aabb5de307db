"""What can go wrong, each with the portal's own code and fields (RFC 9457 problem details)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


class PortalError(Exception):
    """The base of all of them."""


class ConnectionLostError(PortalError):
    """No answer came. What was asked may have happened or not."""

    retry_after: float | None = None


class SignInError(PortalError):
    """No token was given. `code` is that of RFC 6749, section 5.2."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code


class GapError(PortalError):
    """The events feed left a position out. It never does: ask before you go on."""


class StoppedError(PortalError):
    """A job of the portal (an import, an export, the check of a file) ended badly, or not in
    time. The text says which."""


class SignatureError(PortalError):
    """A webhook that is not from the portal, or is too old."""


@dataclass(frozen=True)
class FieldFault:
    """`field` is a path into what was sent (`route.0.crossing`), or the name of a parameter."""

    field: str
    code: str
    detail: str


class ProblemError(PortalError):
    """The portal said no. `code` never changes, `detail` is for people, in their language."""

    def __init__(self, status: int, body: Mapping[str, Any], retry_after: float | None) -> None:
        self.status = status
        self.code = str(body.get("code", f"http_{status}"))
        self.detail = str(body.get("detail", ""))
        self.errors = [
            FieldFault(str(one["field"]), str(one["code"]), str(one["detail"]))
            for one in body.get("errors", [])
        ]
        self.retry_after = retry_after
        faults = "".join(f"; {one.field}: {one.detail}" for one in self.errors)
        super().__init__(f"{status} {self.code}: {self.detail}{faults}")

    @property
    def fields(self) -> dict[str, str]:
        """The first fault of each field, in words."""
        return {one.field: one.detail for one in reversed(self.errors)}


class NotValidError(ProblemError):
    """400: `fields` says what is wrong."""


class NotSignedInError(ProblemError):
    """401"""


class NotAllowedError(ProblemError):
    """403: in reach, but not allowed; or the token lacks the scope."""


class NotFoundError(ProblemError):
    """404: does not exist, or is out of reach. There is no difference."""


class ConflictError(ProblemError):
    """409: not possible in this state (`wrong_state`), or an Idempotency-Key that was used for
    something else (`idempotency_key_reused`)."""


class StaleError(ProblemError):
    """412: somebody changed it since it was read. Read it again, and decide again."""


class TooManyError(ProblemError):
    """429, still after all tries."""


class UnavailableError(ProblemError):
    """500 and above."""


_BY_STATUS: dict[int, type[ProblemError]] = {
    400: NotValidError,
    401: NotSignedInError,
    403: NotAllowedError,
    404: NotFoundError,
    409: ConflictError,
    412: StaleError,
    429: TooManyError,
}


def problem_of(status: int, body: bytes, retry_after: float | None) -> ProblemError:
    """A proxy between may answer something that is no problem document."""
    try:
        said = json.loads(body)
    except ValueError:
        said = None
    kind = _BY_STATUS.get(status, UnavailableError if status >= 500 else ProblemError)
    return kind(status, said if isinstance(said, dict) else {}, retry_after)
