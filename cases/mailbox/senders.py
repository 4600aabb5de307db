"""Who an e-mail says it is from, and whether the own mail server vouches for that.

A mail names its sender as a letter does: anybody can write any name. So only the address counts,
it must stand there in a way that can be read in one way alone, and its officer confirms.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from agencies.models import Officer
from cases.models import MailReply

_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_COMMENT = re.compile(r"\([^()]*\)")
_ADDRESS = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9.-]{1,253}"
_BARE = re.compile(rf"\s*({_ADDRESS})\s*")
_NAMED = re.compile(rf"[^<>,;:@()\"]*<({_ADDRESS})>\s*")
LONGEST = 1000
_DEEPEST = 10


def address_in(headers: Sequence[str]) -> str:
    """The one address of the one From header, in small letters; "" for anything less clear.

    Encoded words are left as they stand: what they hold is a name, whatever it looks like.
    """
    if len(headers) != 1 or len(headers[0]) > LONGEST:
        return ""
    said = _without_comments(_QUOTED.sub(" ", " ".join(headers[0].split())))
    found = _BARE.fullmatch(said) or _NAMED.fullmatch(said)
    return found.group(1).lower() if found else ""


def _without_comments(text: str) -> str:
    """Comments may stand in comments."""
    for _ in range(_DEEPEST):
        text, found = _COMMENT.subn(" ", text)
        if not found:
            break
    return text


def officer_behind(address: str) -> tuple[Officer | None, str]:
    """The one officer of an office with this address, or the reason why there is none."""
    if not address:
        return None, MailReply.Reason.SENDER_UNCLEAR
    people = Officer.objects.people().filter(email__iexact=address).select_related("office")
    same = [one for one in people[:3] if one.email.lower() == address]
    active = [one for one in same if one.is_active]
    if len(active) == 1 and active[0].office is not None:
        return active[0], ""
    closed = bool(same) and not active
    return None, MailReply.Reason.SENDER_DISABLED if closed else MailReply.Reason.SENDER_UNKNOWN


# -- what the own mail server found (RFC 8601) ---------------------------------------------------


@dataclass(frozen=True)
class _Result:
    method: str
    result: str
    properties: dict[str, str]


def is_proven(headers: Sequence[str], address: str, server: str) -> bool:
    """Whether `server`, our own, says that the mail comes from the address's domain. Only the
    topmost header counts: a sender can write others, below it."""
    if not headers or len(headers[0]) > 8 * LONGEST:
        return False
    said = _without_comments(_QUOTED.sub("quoted", " ".join(headers[0].lower().split())))
    name, *rest = said.split(";")
    if "(" in said or ")" in said or name.split()[:1] != [server.lower()]:
        return False
    results = [found for part in rest if (found := _result(part)) is not None]
    return _vouched(results, address.rpartition("@")[2])


def _result(part: str) -> _Result | None:
    words = part.split()
    method, _, result = words[0].partition("=") if words else ("", "", "")
    pairs = (word.partition("=") for word in words[1:])
    return _Result(method, result, {key: value for key, _, value in pairs}) if result else None


def _vouched(results: list[_Result], domain: str) -> bool:
    """DMARC settles it where there is a result; else a signature or the envelope of that domain."""
    policy = [one for one in results if one.method == "dmarc"]
    if policy:
        return all(
            one.result == "pass" and one.properties.get("header.from", domain) == domain
            for one in policy
        )
    return any(_is_of(one, domain) for one in results if one.result == "pass")


def _is_of(one: _Result, domain: str) -> bool:
    if one.method == "dkim":
        return one.properties.get("header.d") == domain
    sent_by = one.properties.get("smtp.mailfrom", "")
    return one.method == "spf" and sent_by.rpartition("@")[2] == domain
