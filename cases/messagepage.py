"""The messages of a case or a request before one reader: what is shown of each, who read it."""

from dataclasses import dataclass
from datetime import datetime

from agencies import languages
from agencies.access import officer
from agencies.models import Officer
from cases import messages
from cases.models import Message, MessageTranslation
from cases.threads import Place

# How many of the newest stand on the page of a request; the rest is on a page of its own.
NEWEST = 5


@dataclass(frozen=True)
class ReadLine:
    """When an office first read it, and how many there have."""

    who: str
    at: datetime
    officers: int


@dataclass(frozen=True)
class MessageLine:
    """`text` is empty where it was withdrawn and the reader did not write it."""

    message: Message
    text: str
    language: str
    translations: list[MessageTranslation]
    readers: list[str]
    reads: list[ReadLine]
    is_new: bool
    is_own: bool

    @property
    def may_withdraw(self) -> bool:
        return self.is_own and not self.message.is_withdrawn


@dataclass(frozen=True)
class ThreadPart:
    """The newest of a thread, and how many there are."""

    lines: list[MessageLine]
    all: int
    new: int
    may_write: bool

    @property
    def has_more(self) -> bool:
        return self.all > len(self.lines)


def newest_of(place: Place, reader: Officer) -> ThreadPart:
    """Shown on the page of what they stand on, so they are read now, as on their own page."""
    every, new = messages.counted(place, reader)
    shown = messages.consult(place, reader, rows=NEWEST).messages if every else []
    return ThreadPart(lines_of(shown, reader), every, new, messages.may_write(place, reader))


def lines_of(found: list[Message], reader: object) -> list[MessageLine]:
    """`found` come from `with_names`, as they were before they were read now."""
    who = officer(reader)
    return [_line(message, who) for message in found]


def _line(message: Message, who: Officer | None) -> MessageLine:
    own = who is not None and message.author_id == who.pk
    hidden = message.is_withdrawn and not own
    read_by = {read.officer_id for read in message.reads.all()}
    return MessageLine(
        message=message,
        text="" if hidden else message.text,
        language=languages.names([message.language])[0],
        translations=[] if message.is_withdrawn else list(message.translations.all()),
        readers=[] if message.is_to_all else [one.title for one in message.readers.all()],
        reads=_reads(message),
        is_new=not own and not message.is_withdrawn and who is not None and who.pk not in read_by,
        is_own=own,
    )


def _reads(message: Message) -> list[ReadLine]:
    """One line for each office, in the order in which they read it."""
    found: dict[str, list[datetime]] = {}
    for read in message.reads.all():
        name = read.office.title if read.office is not None else read.officer.full_title
        found.setdefault(name, []).append(read.at)
    return [ReadLine(name, times[0], len(times)) for name, times in found.items()]
