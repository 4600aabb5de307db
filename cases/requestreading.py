"""Opening requests: what a reader reaches, how much of it, and the trace it leaves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from agencies.access import actor, office_of, works_for
from agencies.models import Office, Officer
from agencies.worktime import Calendar, calendar_of, calendars_of
from audit.clock import now
from audit.trail import record
from cases import attachments
from cases.answers import mark_read
from cases.attachments import AttachedPart
from cases.models import Case, Request, RequestConfirmation, RequestStep
from cases.problems import NotAllowed
from cases.requestclock import Face, face_of
from cases.requestdeadlines import limits_of
from cases.requeststeps import KIND, Operation, trace
from notices.models import Notice


@dataclass(frozen=True)
class ReadStep:
    """A step as one reader may see it. Under H3 an answer is read once its restriction is
    confirmed."""

    step: RequestStep
    to_confirm: bool
    attached: Sequence[AttachedPart] = ()

    @property
    def text(self) -> str:
        return "" if self.to_confirm else self.step.text


class Asking:
    """A request before one reader. Pages and serializers read through this."""

    def __init__(self, request: Request, user: object, *, calendar: Calendar | None = None) -> None:
        """`calendar` of the answering office, where a list has read those of all its rows."""
        self.request = request
        self.user = user
        self.calendar = calendar or calendar_of(request.office, request.runs_from)

    @property
    def is_asker(self) -> bool:
        return works_for(self.user, self.request.asking_office)

    @property
    def is_answerer(self) -> bool:
        return works_for(self.user, self.request.office)

    @cached_property
    def is_asking_side(self) -> bool:
        """The country that asked knows whom else it asked; the others do not."""
        office = office_of(self.user)
        own = office is not None and office.country_id == self.request.asking_office.country_id
        return self.is_asker or own

    @cached_property
    def case(self) -> Case | None:
        """Only for those who see it."""
        if self.request.case_id is None:
            return None
        return Case.objects.visible_to(self.user).filter(pk=self.request.case_id).first()

    @cached_property
    def parent(self) -> Request | None:
        if self.request.parent_id is None:
            return None
        return Request.objects.visible_to(self.user).filter(pk=self.request.parent_id).first()

    @cached_property
    def bundle(self) -> list[Request]:
        """Whom else the same was asked at once: for the asking side."""
        if not self.is_asking_side:
            return []
        rows = Request.objects.visible_to(self.user).filter(bundle=self.request.bundle)
        return list(rows.exclude(pk=self.request.pk).select_related("office__country"))

    @cached_property
    def steps(self) -> list[ReadStep]:
        rows = self.request.steps.select_related(
            "by", "office__country", "to_office__country", "ground"
        )
        confirmed = _confirmed_by(self.user, self.request)
        sealed = {row.pk for row in rows if self._is_sealed(row, confirmed)}
        attached = self._attached_to([row for row in rows if row.pk not in sealed])
        return [ReadStep(row, row.pk in sealed, attached.get(row.pk, ())) for row in rows]

    def _attached_to(self, steps: Iterable[RequestStep]) -> dict[int, list[AttachedPart]]:
        """By answer; of one that is still sealed, not even what kind of parts they are."""
        answers = [row.pk for row in steps if row.kind in RequestStep.ANSWERS]
        rows = attachments.attachments_of(answers)
        found: dict[int, list[AttachedPart]] = {}
        for part in attachments.attached_to(rows, self.user, is_asker=self.is_asking_side):
            found.setdefault(part.row.step_id, []).append(part)
        return found

    def part(self, public_id: UUID) -> AttachedPart:
        """One that is attached to an answer in sight, or it does not exist."""
        every = [part for row in self.steps for part in row.attached]
        found = next((part for part in every if part.row.public_id == public_id), None)
        if found is None:
            raise Http404
        return found

    def _is_sealed(self, row: RequestStep, confirmed: set[int]) -> bool:
        if row.handling_code != Case.Handling.H3 or row.pk in confirmed:
            return False
        return not works_for(self.user, row.office)

    @cached_property
    def face(self) -> Face:
        """The clock as it stands; of a settled request, as it stood then."""
        request = self.request
        return face_of(
            self.calendar,
            limits_of(request.urgency).answer,
            runs_from=request.runs_from,
            due=request.due_at,
            now=request.settled_at or now(),
            paused=request.paused_at,
        )


def rows_of(requests: Iterable[Request], user: object) -> list[Asking]:
    """Many at once, their calendars read in two queries."""
    listed = list(requests)
    since = min((request.runs_from for request in listed), default=now())
    calendars = calendars_of([request.office for request in listed], since)
    return [Asking(request, user, calendar=calendars[request.office_id]) for request in listed]


def _confirmed_by(user: object, request: Request) -> set[int]:
    if not isinstance(user, Officer):
        return set()
    rows = RequestConfirmation.objects.filter(officer=user, step__request=request)
    return set(rows.values_list("step", flat=True))


def find(reference: str, user: object) -> Asking:
    """The request as this user may see it, or 404: out of reach does not exist."""
    return _found(user, reference=reference)


def find_by_id(public_id: UUID, user: object) -> Asking:
    return _found(user, public_id=public_id)


def _found(user: object, **named: object) -> Asking:
    request = Request.objects.visible_to(user).with_names().filter(**named).first()
    if request is None:
        raise Http404
    return Asking(request, user)


def consulted(asking: Asking) -> None:
    """One audit row, and the office's notices about it are read."""
    fields = ["attachments"] if any(row.attached for row in asking.steps) else []
    trace(asking.request, Operation.CONSULTATION, "open", by=asking.user, fields=fields)
    mark_notices_read(asking.request, asking.user)


def mark_notices_read(request: Request, user: object) -> None:
    if not isinstance(user, Officer):
        return
    for notice in Notice.objects.visible_to(user).about(request.reference):
        mark_read(notice, user)


def list_consulted(requests: Iterable[Request], user: object, *, action: str = "list") -> None:
    references = [request.reference for request in requests]
    if references:
        record(Operation.CONSULTATION, action, actor=actor(user), kind=KIND, ids=references)


@transaction.atomic
def confirm(asking: Asking, public_id: UUID, *, officer: Officer) -> None:
    """Whoever confirms the restriction of an answer reads it. A second time changes nothing."""
    found = next((row for row in asking.steps if row.step.public_id == public_id), None)
    if found is None:
        raise Http404
    if found.step.handling_code != Case.Handling.H3:
        raise NotAllowed(_("That answer has no restriction to confirm."))
    RequestConfirmation.objects.get_or_create(
        step=found.step, officer=officer, defaults={"at": now()}
    )
    trace(asking.request, Operation.CONSULTATION, "confirm_restriction", by=officer, handling="H3")


def offices_to_forward(request: Request) -> list[Office]:
    """The other active offices of the country that has it."""
    rows = Office.objects.active().filter(country=request.office.country_id)
    rows = rows.exclude(pk__in=[request.office_id, request.asking_office_id])
    return list(rows.select_related("country").order_by("kind", "name"))
