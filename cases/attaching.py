"""Attaching parts of an own case to an answer, and taking them back (design 4.5).

What may go along is what its office may share, and what the asking country would see of the full
case (`cases.attachments.Offered`). In the case that was asked about they wait as proposals.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.access import works_for
from agencies.models import Office, Officer
from audit.clock import now
from cases import partjson, policy, proposals, receiving, requeststeps, seizures, sharing, subjects
from cases.attachments import Offered
from cases.disclosure import lock_to_disclose
from cases.files.arriving import part as named
from cases.models import (
    Case,
    CaseFile,
    Event,
    ReceivedPart,
    Request,
    RequestAttachment,
    RequestStep,
    Seizure,
    Subject,
)
from cases.models.levels import Level
from cases.problems import CaseProblem, NotAllowed
from cases.received import NOT_PASSED_ON
from cases.requeststeps import must_say, tell_office
from cases.timeline import happened
from cases.trace import Operation, trace
from notices.models import Notice

Kind = RequestAttachment.Kind
FIELD = "attachments"


@dataclass(frozen=True)
class Chosen:
    """Parts of one case, by their ids."""

    case: str
    subjects: Sequence[UUID] = ()
    seizures: Sequence[UUID] = ()
    files: Sequence[UUID] = ()

    def __bool__(self) -> bool:
        return bool(self.subjects or self.seizures or self.files)


def offered_to(reference: str, to: Office, *, officer: Officer) -> Offered:
    """What of this case the officer may attach for that office."""
    case = Case.objects.visible_to(officer).submitted().filter(reference=reference).first()
    if case is None:
        raise CaseProblem(_("You see no such case."), field=FIELD)
    _must_be_passed_on(case, officer)
    return Offered(case, to.country_id)


def _must_be_passed_on(case: Case, officer: Officer) -> None:
    if sharing.level_of(officer, case) is not Level.ORIGINATOR:
        raise NotAllowed(_("Only the office that logged a case attaches parts of it."))
    if case.status == Case.Status.WITHDRAWN:
        raise CaseProblem(_("The case is withdrawn."), field=FIELD)
    if case.is_restricted:
        raise CaseProblem(
            _("The case is restricted to offices: share it with the office itself."), field=FIELD
        )


def attach(row: RequestStep, chosen: Iterable[Chosen], *, officer: Officer) -> None:
    """To the answer that was just written; the request is locked. What was attached before, still
    stands there and says the same is not attached again."""
    made: list[RequestAttachment] = []
    for each in chosen:
        made += _attach_of(row, each, officer)
    if made:
        _propose(row.request, made, officer)


def _attach_of(row: RequestStep, chosen: Chosen, officer: Officer) -> list[RequestAttachment]:
    if not chosen:
        raise CaseProblem(_("Choose which parts of the case go along."), field=FIELD)
    to = row.request.asking_office
    offered = offered_to(chosen.case, to, officer=officer)
    case = lock_to_disclose(offered.case, officer)
    policy.must_be_free(case, officer, [Level.FULL])
    offered = Offered(case, to.country_id)
    parts = [
        *(_of_record(Kind.SUBJECT, one) for one in _picked(offered.subjects, chosen.subjects)),
        *(_of_record(Kind.SEIZURE, one) for one in _picked(offered.seizures, chosen.seizures)),
        *(_of_file(one) for one in _picked(offered.files, chosen.files)),
    ]
    _must_be_ours(parts, to)
    made = [RequestAttachment(step=row, source=case, **one) for one in parts]
    made = [one for one in made if not _stands_already(one)]
    RequestAttachment.objects.bulk_create(made)
    _told(case, row.request, made, officer, Event.Kind.ATTACHED)
    return made


def _picked(offered: Sequence[Any], ids: Sequence[UUID]) -> list[Any]:
    known = {part.public_id: part for part in offered}
    if not set(ids) <= known.keys():
        raise CaseProblem(
            _(
                "That part does not go along. Protected people are shown to that country first, "
                "one by one; national files stay."
            ),
            field=FIELD,
        )
    return [part for key, part in known.items() if key in ids]


def _of_record(kind: RequestAttachment.Kind, part: Subject | Seizure) -> dict[str, Any]:
    """Frozen as it stands now."""
    content = partjson.kept(
        subjects.record_of(part) if isinstance(part, Subject) else seizures.record_of(part)
    )
    return {"kind": kind, kind.value: part, "content": content,
            "sha256": partjson.checksum(content)}  # fmt: skip


def _of_file(file: CaseFile) -> dict[str, Any]:
    content = {"name": file.name, "media_type": file.media_type, "size": file.shared_size,
               "caption": file.caption}  # fmt: skip
    return {"kind": Kind.FILE, "file": file, "content": content, "sha256": file.shared_sha256}


def _must_be_ours(parts: Sequence[dict[str, Any]], to: Office) -> None:
    """What another office gave under H2 or H3 goes on to nobody but its own country."""
    theirs = ReceivedPart.objects.under(NOT_PASSED_ON).owned_abroad(to.country_id)
    for one in parts:
        kind = one["kind"].value
        held = theirs.with_owner().filter(**{kind: one[kind]}).first()
        if held is not None:
            raise NotAllowed(
                _("%(office)s gave this under handling code %(code)s: it is not passed on.")
                % {"office": held.step.office.title, "code": held.step.handling_code}
            )


def _stands_already(one: RequestAttachment) -> bool:
    rows = RequestAttachment.objects.filter(
        step__request=one.step.request, taken_back_at=None, kind=one.kind, sha256=one.sha256
    )
    return rows.filter(subject=one.subject, seizure=one.seizure, file=one.file).exists()


def _told(
    case: Case,
    request: Request,
    rows: Sequence[RequestAttachment],
    officer: Officer,
    kind: Event.Kind,
) -> None:
    """The case of the parts keeps who was given which of them."""
    parts = sorted({row.part for row in rows})
    if not parts:
        return
    to = request.asking_office
    happened(case, kind, by=officer, country=to.country_id, fields=parts)
    trace(
        case,
        Operation.DISCLOSURE,
        kind.value,
        by=officer,
        recipients=[to.country_id, to.code],
        purpose=request.purpose,
        fields=[*parts, *(named(row.file) for row in rows if row.file is not None)],
    )


def _propose(request: Request, rows: Sequence[RequestAttachment], officer: Officer) -> None:
    """Where the office that asked leads the case that it asked about, what may go into it."""
    case = request.case
    if case is None or case.is_draft or case.status == Case.Status.WITHDRAWN:
        return
    led = sharing.originators_of(case).filter(office=request.asking_office)
    rows = [row for row in rows if receiving.may_be_taken(row)]
    if rows and led.exists():
        proposals.propose_parts(case, rows, request, officer=officer)


# -- taking back -------------------------------------------------------------------------------


@transaction.atomic
def take_back(attachment: RequestAttachment, *, officer: Officer, reason: str) -> RequestAttachment:
    """The office that asked reads it no longer; what it took over by then stays its own, and says
    that this was taken back. A second time changes nothing."""
    request = requeststeps.lock(attachment.step.request)
    step = attachment.step
    if not works_for(officer, step.office):
        raise NotAllowed(_("Only the office that attached it takes it back."))
    must_say(reason, "reason", _("Say why."))
    waiting = proposals.lock_waiting_of(attachment)
    row = RequestAttachment.objects.select_for_update(of=("self",)).get(pk=attachment.pk)
    if row.is_taken_back:
        return row
    row.taken_back_at, row.taken_back_by = now(), officer
    row.save(update_fields=["taken_back_at", "taken_back_by"])
    if waiting is not None:
        proposals.end_with_its_part(waiting, officer=officer)
    requeststeps.save(request)
    kind = RequestStep.Kind.TAKEN_BACK
    told = requeststeps.step(request, kind, by=officer, office=step.office, text=reason)
    tell_office(request, request.asking_office, Notice.Kind.REQUEST_TAKEN_BACK, told)
    requeststeps.trace(request, Operation.ALTERATION, kind, by=officer, fields=[FIELD],
                       recipients=[request.asking_office], purpose=reason)  # fmt: skip
    _told(attachment.source, request, [row], officer, Event.Kind.ATTACHED_BACK)
    return row
