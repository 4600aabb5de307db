"""Taking a part that came with an answer into the own case: a record of that case, which keeps
whose it is, from which answer and under which code."""

from django.utils.translation import gettext as _

from agencies.access import works_for
from agencies.models import Officer
from audit.clock import now
from cases import partjson, seizures, subjects
from cases.attachments import Offered
from cases.files import copying
from cases.models import Case, Grant, ReceivedPart, RequestAttachment
from cases.models.levels import Level
from cases.problems import NotAllowed, WrongState

Kind = RequestAttachment.Kind
_H = Case.Handling


def take(attachment: RequestAttachment, case: Case, *, officer: Officer) -> ReceivedPart:
    """The case is locked by its originator; the proposal waits."""
    rows = RequestAttachment.objects.select_for_update(of=("self",))
    row = rows.get(pk=attachment.pk)
    if row.is_taken_back:
        raise WrongState(_("The office that attached it has taken it back."))
    request = row.step.request
    if not works_for(officer, request.asking_office):
        raise NotAllowed(_("Only the office that asked takes it over."))
    if not Offered(row.source, request.asking_office.country_id).holds(row):
        raise WrongState(_("The office that attached it no longer shows it."))
    _must_stay_between(row, case)
    return ReceivedPart.objects.create(
        attachment=row, case=case, by=officer, at=now(), **_made(row, case, officer)
    )


def _made(row: RequestAttachment, case: Case, officer: Officer) -> dict[str, object]:
    giver = row.step.office.country_id
    owner = giver if giver != case.country_id else None
    if row.file is not None:
        return {"file": copying.copied(row.file, case, officer=officer)}
    if row.kind == Kind.SUBJECT:
        subject = partjson.subject_of(row.content)
        return {"subject": subjects.SUBJECTS.take_over(case, subject, officer=officer, owner=owner)}
    seizure = partjson.seizure_of(row.content)
    return {"seizure": seizures.SEIZURES.take_over(case, seizure, officer=officer, owner=owner)}


def may_be_taken(row: RequestAttachment) -> bool:
    """Under H3 it is read with its restriction and stays with the answer. Under H2 a seizure does:
    the headline would show it to whoever is told of the case."""
    code = row.step.handling_code
    return code != _H.H3 and not (code == _H.H2 and row.kind == Kind.SEIZURE)


def _must_stay_between(row: RequestAttachment, case: Case) -> None:
    """Under H2 nobody else sees it by this: no other country sees the case in full."""
    if not may_be_taken(row):
        raise NotAllowed(_("Its handling code does not let it go into a case."))
    if row.step.handling_code != _H.H2:
        return
    own = [case.country_id, row.step.office.country_id]
    others = Grant.objects.current().filter(case=case).exclude(country__in=own)
    first = others.exclude(level=Level.HEADLINE).select_related("country").first()
    if first is not None:
        raise NotAllowed(
            _("%(country)s sees this case in full, and handling code H2 forbids that.")
            % {"country": first.country}
        )
