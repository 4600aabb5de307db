"""What an e-mail says: read without trusting it. Pure: nothing is asked of the database."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.parser import BytesHeaderParser
from typing import Any

from agencies.letters import visible
from cases.mailbox import bodies
from cases.references import ReferenceConverter

MOST_TEXT = 1024 * 1024
MOST_PARTS = 200
_HEADER_BYTES = 64 * 1024
_LONGEST_HEADER = 2000
_REFERENCE = re.compile(rf"(?<![A-Z0-9-])(?:RQ-)?{ReferenceConverter.regex}(?![A-Z0-9])")


@dataclass(frozen=True)
class Letter:
    """`references` are those of its subject; `names` of the files that are not taken."""

    key: str
    senders: Sequence[str]
    verdicts: Sequence[str]
    is_automatic: bool
    subject: str = ""
    references: Sequence[str] = ()
    text: str = ""
    names: Sequence[str] = ()
    is_too_long: bool = False


def key_of(raw: bytes) -> str:
    """What tells two mails apart: the Message-ID; without one, every byte."""
    header = BytesHeaderParser().parsebytes(raw[:_HEADER_BYTES])
    ids = _headers(header, "Message-ID")
    said = ids[0].strip() if len(ids) == 1 and ids[0].strip() else None
    kind, content = ("id", said.encode("utf-8", "replace")) if said else ("content", raw)
    return hashlib.sha256(kind.encode() + b"\n" + content).hexdigest()


def read(raw: bytes, *, but: str) -> Letter:
    """Raises whatever the libraries raise for a mail that they cannot read."""
    mail = message_from_bytes(raw)
    subject = _subject(mail)
    found = _body(mail)
    return Letter(
        key=key_of(raw),
        senders=_headers(mail, "From"),
        verdicts=_headers(mail, "Authentication-Results"),
        is_automatic=_is_automatic(mail),
        subject=subject,
        references=sorted(set(_REFERENCE.findall(subject.upper()))),
        text=storable(bodies.own_words(found.text, but=but)),
        names=found.names,
        is_too_long=found.is_too_long,
    )


def _headers(mail: Message, name: str) -> list[str]:
    """As they were sent, encoded words too; bare bytes are read as the letters they seem to be."""
    found = (str(value) for key, value in mail.raw_items() if key.lower() == name.lower())
    return [bodies.decoded(one.encode("utf-8", "surrogateescape"), "") for one in found]


def _is_automatic(mail: Message) -> bool:
    """RFC 3834, and the older ways of saying it."""
    said = [one.strip().lower() for one in _headers(mail, "Auto-Submitted")]
    bulk = [one.strip().lower() for one in _headers(mail, "Precedence")]
    return any(one != "no" for one in said) or "auto_reply" in bulk or "bulk" in bulk


def _subject(mail: Message) -> str:
    return unicodedata.normalize("NFKC", _spelled(" ".join(_headers(mail, "Subject"))))


def _spelled(header: str) -> str:
    """On one line, its encoded words (RFC 2047) written out."""
    said = header[:_LONGEST_HEADER]
    try:
        parts = decode_header(said)
    except (HeaderParseError, ValueError):
        parts = [(said, None)]
    words = (
        one if isinstance(one, str) else bodies.decoded(one, name or "") for one, name in parts
    )
    return storable(" ".join("".join(words).split()))


def storable(text: str) -> str:
    """Without what cannot be seen, and without halves of characters."""
    return visible(text).encode("utf-8", "replace").decode()


# -- the body -------------------------------------------------------------------------------------


@dataclass
class _Body:
    plain: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    is_too_long: bool = False

    @property
    def text(self) -> str:
        return "\n".join(self.plain) or bodies.text_of_page("\n".join(self.pages))


def _body(mail: Message) -> _Body:
    found, length = _Body(), 0
    for part in _parts(mail):
        kind = part.get_content_type()
        if kind not in ("text/plain", "text/html") or _is_a_file(part):
            found.names.append(_name(part))
            continue
        raw: Any = part.get_payload(decode=True) or b""
        length += len(raw)
        if length > MOST_TEXT:
            return _Body(is_too_long=True)
        words = bodies.decoded(raw, str(part.get_content_charset() or ""))
        (found.plain if kind == "text/plain" else found.pages).append(words)
    return found


def _parts(mail: Message) -> Iterator[Message]:
    """The leaves, in order. A mail inside the mail is a file: its words are somebody else's."""
    waiting, seen = [mail], 0
    while waiting and seen < MOST_PARTS:
        part = waiting.pop()
        seen += 1
        inner: Any = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(inner, list):
            waiting.extend(reversed(inner))
        else:
            yield part


def _is_a_file(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or bool(part.get_filename())


def _name(part: Message) -> str:
    return _spelled(str(part.get_filename() or part.get_content_type()))
