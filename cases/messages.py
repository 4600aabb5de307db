"""Messages on a case, between the offices that see it in full, and on a request for information,
between the offices that ask and are asked.

All of them read through what they stand on: a recall, an end of the share or a restriction that is
not confirmed ends reading at once, and the rows stay. Notices hold the reference only. Audit rows
say who read or wrote, never what.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from agencies.access import Capability, may, office_of
from agencies.languages import CHOICES
from agencies.models import Office, Officer
from audit.clock import now
from cases import requestreading, translators
from cases.models import Case, Message, MessageRead, MessageTranslation, Request
from cases.models.message import MessageQuerySet
from cases.officework import office_for
from cases.problems import CaseProblem, NotAllowed, WrongState
from cases.reading import find
from cases.threads import (
    Place,
    chosen_of,
    is_readable,
    must_be_readable,
    thread_of,
    thread_on,
)
from cases.trace import Operation

LANGUAGES = frozenset(code for code, _name in CHOICES)
# How many of a thread stand on one page.
ROWS = 50


# -- reading -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Page:
    """A part of a thread, oldest first. Older ones stand before `older`, where there are any."""

    messages: list[Message]
    older: UUID | None


def rows_of(place: Place, reader: object) -> MessageQuerySet:
    """What this reader may read of it; nothing below *full*."""
    if not is_readable(place):
        return Message.objects.none()
    return thread_of(place).rows.readable_by(reader)


def counted(place: Place, reader: object) -> tuple[int, int]:
    """How many there are for this reader, and how many are new."""
    return rows_of(place, reader).counted_for(reader) if is_readable(place) else (0, 0)


def page_of(place: Place, reader: object, *, before: UUID | None = None, rows: int = ROWS) -> Page:
    """The newest, or those before the message named."""
    asked = rows_of(place, reader)
    if before is not None:
        mark = asked.filter(public_id=before).first()
        if mark is None:
            raise Http404
        asked = asked.filter(pk__lt=mark.pk)
    found = list(asked.with_names().order_by("-pk")[: rows + 1])
    shown = found[:rows]
    return Page(shown[::-1], shown[-1].public_id if len(found) > rows else None)


def consult(place: Place, reader: Officer, *, before: UUID | None = None, rows: int = ROWS) -> Page:
    """The same, on record: the offices see who there has read it."""
    must_be_readable(place)
    page = page_of(place, reader, before=before, rows=rows)
    consulted(place, page.messages, reader)
    return page


def consulted(place: Place, shown: list[Message], reader: Officer) -> None:
    """These were shown to the reader."""
    thread = thread_of(place)
    mark_read(shown, reader)
    thread.mark_notices_read(reader)
    thread.trace(Operation.CONSULTATION, "read messages", by=reader)


def mark_read(messages: Iterable[Message], reader: Officer) -> None:
    """Once for each person; the author has read the own ones."""
    MessageRead.objects.bulk_create(
        (
            MessageRead(message=one, officer=reader, office=office_of(reader), at=now())
            for one in messages
            if one.author_id != reader.pk and not one.is_withdrawn
        ),
        ignore_conflicts=True,
    )


def found(public_id: UUID, reader: object) -> tuple[Place, Message]:
    """One message before one reader, or 404: what one may not read does not exist."""
    rows = Message.objects.readable_by(reader).filter(public_id=public_id)
    message = rows.with_names().first()
    if message is None:
        raise Http404
    place = place_of(message.about, reader)
    if not is_readable(place):
        raise Http404
    return place, message


def place_of(about: Case | Request, reader: object) -> Place:
    """As this reader may see it now, or 404."""
    if isinstance(about, Case):
        return find(about.reference, reader)
    return requestreading.find(about.reference, reader)


# -- writing -------------------------------------------------------------------------------------


def may_write(place: Place, reader: object) -> bool:
    if not is_readable(place) or not may(reader, Capability.WRITE_MESSAGE):
        return False
    return thread_of(place).has_place_for(reader)


@transaction.atomic
def write(
    about: Case | Request,
    text: str,
    *,
    officer: Officer,
    language: str,
    office: Office | None = None,
    to: Sequence[Office] = (),
) -> Message:
    """Write to the chosen offices, or to all there (on a request always to all). The others are
    told that there is a message. A closed case and a settled request are written on too."""
    office = office_for(officer, office)
    thread = thread_on(about)
    thread.enter(officer)
    thread.must_write_for(officer, office)
    _check_text(text, language)
    chosen = chosen_of(thread, office, to)
    message = Message.objects.create(
        case=about if isinstance(about, Case) else None,
        request=about if isinstance(about, Request) else None,
        office=office,
        author=officer,
        written_at=now(),
        language=language,
        text=text,
        is_to_all=not to,
    )
    message.readers.set(chosen if to else [])
    for one in chosen:
        thread.tell(one, f"message:{message.public_id}")
    thread.trace(Operation.DISCLOSURE, "write message", by=officer, recipients=chosen)
    return message


def _check_text(text: str, language: str) -> None:
    if not text.strip():
        raise CaseProblem(_("Write the message."), field="text")
    if language not in LANGUAGES:
        raise CaseProblem(_("Choose the language you wrote in."), field="language")


@transaction.atomic
def withdraw(message: Message, *, officer: Officer) -> Message:
    """Its author takes it back: from then on nobody else reads it. It stays in the record."""
    thread = thread_on(message.about)
    thread.enter(officer)
    message = Message.objects.select_for_update(of=("self",)).get(pk=message.pk)
    if message.author_id != officer.pk:
        raise NotAllowed(_("Only who wrote it withdraws it."))
    if not message.is_withdrawn:
        message.withdrawn_at = now()
        message.save(update_fields=["withdrawn_at"])
        thread.trace(Operation.ERASURE, "withdraw message", by=officer)
    return message


@transaction.atomic
def add_translation(
    message: Message, text: str, *, language: str, officer: Officer
) -> MessageTranslation:
    """Somebody who reads it writes it in another language; it is marked as a person's."""
    _must_be_there(message, officer, language)
    _check_text(text, language)
    return _keep(message, text, language, MessageTranslation.Kind.HUMAN, officer)


def have_translated(message: Message, *, language: str, officer: Officer) -> MessageTranslation:
    """By the machine that this installation has, if it has one; marked as a machine's. No
    transaction is open while it works."""
    _must_be_there(message, officer, language)
    known = message.translations.filter(language=language, kind="machine").first()
    if known is not None:
        return known
    text = translators.translated(message.text, message.language, language)
    with transaction.atomic():
        longest = 2 * Message.LONGEST
        kind = MessageTranslation.Kind.MACHINE
        return _keep(message, text[:longest], language, kind, officer)


def _must_be_there(message: Message, officer: Officer, language: str) -> None:
    message.refresh_from_db(fields=["withdrawn_at"])
    if message.is_withdrawn:
        raise WrongState(_("The message was withdrawn."))
    if language not in LANGUAGES or language == message.language:
        raise CaseProblem(_("Choose another language than the original's."), field="language")
    thread_on(message.about).must_see(officer)


def _keep(
    message: Message, text: str, language: str, kind: MessageTranslation.Kind, by: Officer
) -> MessageTranslation:
    made, _is_new = MessageTranslation.objects.get_or_create(
        message=message,
        language=language,
        kind=kind,
        **({} if kind == MessageTranslation.Kind.MACHINE else {"by": by, "text": text}),
        defaults={"text": text, "by": by, "made_at": now()},
    )
    thread_on(message.about).trace(
        Operation.COLLECTION, "translate message", by=by, fields=["messages", kind]
    )
    return made
