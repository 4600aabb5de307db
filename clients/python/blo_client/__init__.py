"""A client of the Border Liaison Office portal. See README.md and recipes/."""

from blo_client.bulk import json_lines
from blo_client.door import Patience, Reply
from blo_client.errors import (
    ConflictError,
    ConnectionLostError,
    FieldFault,
    GapError,
    NotAllowedError,
    NotFoundError,
    NotSignedInError,
    NotValidError,
    PortalError,
    ProblemError,
    SignatureError,
    SignInError,
    StaleError,
    StoppedError,
    TooManyError,
    UnavailableError,
)
from blo_client.events import FilePosition, Position
from blo_client.portal import Portal
from blo_client.webhooks import answer_to, verified

__all__ = [
    "ConflictError",
    "ConnectionLostError",
    "FieldFault",
    "FilePosition",
    "GapError",
    "NotAllowedError",
    "NotFoundError",
    "NotSignedInError",
    "NotValidError",
    "Patience",
    "Portal",
    "PortalError",
    "Position",
    "ProblemError",
    "Reply",
    "SignInError",
    "SignatureError",
    "StaleError",
    "StoppedError",
    "TooManyError",
    "UnavailableError",
    "answer_to",
    "json_lines",
    "verified",
]
