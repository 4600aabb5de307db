"""Messages on a case, between the offices that see it in full (issue: ask and answer, 3).

All of them read through the case: a recall, an end of the share or a restriction that is not
confirmed ends reading at once, and the rows stay. Notices hold the reference only. Audit rows
say who read or wrote, never what.
"""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from agencies.access import Capability, may, office_of, works_for
from agencies.languages import CHOICES
from agencies.models import Office, Officer
from audit.clock import now
from cases import notify, sharing, translators
from cases.locking import lock
from cases.models import Case, Grant, Message, MessageRead, MessageTranslation
from cases.models.levels import Level
from cases.officework import office_for
from cases.problems import CaseProblem, NotAllowed, WrongState
from cases.reading import Sighted, find, mark_notices_read
from cases.trace import Operation, trace
from notices.models import Notice

LANGUAGES = frozenset(code for code, _name in CHOICES)
_IN_FULL = (Level.FULL, Level.CONTRIBUTE, Level.ORIGINATOR)


# -- reading -------------------------------------------------------------------------------------


def thread_of(sighted: Sighted, reader: object) -> list[Message]:
    """What this reader may read of it, oldest first; nothing below *full*."""
    if not sighted.is_full:
        return []
    rows = Message.objects.readable_by(reader).filter(case=sighted.case)
    return list(rows.with_names())


def counted(sighted: Sighted, reader: object) -> tuple[int, int]:
    """How many there are for this reader, and how many are new."""
    if not sighted.is_full:
        return 0, 0
    rows = Message.objects.readable_by(reader).filter(case=sighted.case)
    return rows.counted_for(reader)


def consult(sighted: Sighted, reader: Officer) -> list[Message]:
    """The same, on record: the offices see who there has read it. What was new before says
    `unread_before`."""
    must_read(sighted)
    messages = thread_of(sighted, reader)
    mark_read(messages, reader)
    mark_notices_read(sighted.case, reader)
    trace(sighted.case, Operation.CONSULTATION, "read messages", by=reader, fields=["messages"])
    return messages


def must_read(sighted: Sighted) -> None:
    if not sighted.is_full:
        raise NotAllowed(_("Your country sees the headline only, so it has no messages here."))


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


def found(public_id: UUID, reader: object) -> tuple[Sighted, Message]:
    """One message before one reader, or 404: what one may not read does not exist."""
    rows = Message.objects.readable_by(reader).filter(public_id=public_id)
    message = rows.with_names().first()
    if message is None:
        raise Http404
    sighted = find(message.case.reference, reader)
    if not sighted.is_full:
        raise Http404
    return sighted, message


# -- writing -------------------------------------------------------------------------------------


def offices_of(case: Case) -> list[Office]:
    """Who can be written to: the offices that lead the case, those that were told and see it in
    full, the desk of a country that sees it in full and has none of them, and whoever wrote."""
    grants = Grant.objects.current().filter(case=case, level__in=_IN_FULL, partner=None)
    holders = list(grants.select_related("office__country", "country"))
    offices = [case.office, *(g.office for g in holders if g.office is not None)]
    countries = {g.country_id for g in holders if g.office is None}
    told = Office.objects.filter(involvements__case=case, involvements__ended_at=None)
    wrote = Office.objects.filter(pk__in=Message.objects.filter(case=case).values("office"))
    offices += (told | wrote).filter(country__in=countries).select_related("country").distinct()
    served = {office.country_id for office in offices} | {case.country_id}
    for country in sorted(countries - served):
        offices += Office.objects.active().national_desk_of(country).select_related("country")
    return sorted({one.pk: one for one in offices}.values(), key=lambda one: one.code)


def may_write(sighted: Sighted, reader: object) -> bool:
    return sighted.is_full and not _is_draft(sighted.case) and may(reader, Capability.WRITE_MESSAGE)


def _is_draft(case: Case) -> bool:
    return case.status == Case.Status.DRAFT


@transaction.atomic
def write(
    case: Case,
    text: str,
    *,
    officer: Officer,
    language: str,
    office: Office | None = None,
    to: Sequence[Office] = (),
) -> Message:
    """Write to the chosen offices, or to all that see the full case. The others are told that
    there is a message."""
    office = office_for(officer, office)
    case = _entered(case, officer)
    if not works_for(officer, office):
        raise NotAllowed(_("You write for your own office."))
    _check_text(text, language)
    others = [one for one in offices_of(case) if one.pk != office.pk]
    chosen = _chosen(others, to)
    message = Message.objects.create(
        case=case,
        office=office,
        author=officer,
        written_at=now(),
        language=language,
        text=text,
        is_to_all=not to,
    )
    message.readers.set(chosen if to else [])
    _tell(message, chosen)
    trace(
        case,
        Operation.DISCLOSURE,
        "write message",
        by=officer,
        fields=["messages"],
        recipients=[one.code for one in chosen],
    )
    return message


def _entered(case: Case, officer: Officer) -> Case:
    """The locked case, for somebody who sees it in full now: a recall may have come first."""
    locked = lock(case)
    level = sharing.level_of(officer, locked)
    if level is None or level.rank < Level.FULL.rank:
        raise NotAllowed(_("Your country sees the headline only, so it has no messages here."))
    if _is_draft(locked):
        raise WrongState(_("Nobody else sees a draft: submit the case first."))
    return locked


def _check_text(text: str, language: str) -> None:
    if not text.strip():
        raise CaseProblem(_("Write the message."), field="text")
    if language not in LANGUAGES:
        raise CaseProblem(_("Choose the language you wrote in."), field="language")


def _chosen(others: list[Office], to: Sequence[Office]) -> list[Office]:
    if not to:
        return others
    known = {one.pk for one in others}
    if any(one.pk not in known for one in to):
        raise CaseProblem(_("Choose among the offices that see the full case."), field="to")
    return list(to)


def _tell(message: Message, offices: list[Office]) -> None:
    key = f"{message.case.reference}:message:{message.public_id}"
    for office in offices:
        notify.tell_office(message.case, office, Notice.Kind.MESSAGE, key)


@transaction.atomic
def withdraw(message: Message, *, officer: Officer) -> Message:
    """Its author takes it back: from then on nobody else reads it. It stays in the record."""
    _entered(message.case, officer)
    message = Message.objects.select_for_update(of=("self",)).get(pk=message.pk)
    if message.author_id != officer.pk:
        raise NotAllowed(_("Only who wrote it withdraws it."))
    if not message.is_withdrawn:
        message.withdrawn_at = now()
        message.save(update_fields=["withdrawn_at"])
        trace(message.case, Operation.ERASURE, "withdraw message", by=officer, fields=["messages"])
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
    if sharing.level_of(officer, message.case) not in _IN_FULL:
        raise NotAllowed(_("Your country sees the headline only, so it has no messages here."))


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
    trace(message.case, Operation.COLLECTION, "translate message", by=by, fields=["messages", kind])
    return made
