"""An officer leaves: all open work goes to a successor of the same office, in one action.

What goes: cases assigned, open tasks, cases in draft, forms begun and not logged, notices taken.
Only what the office reaches: a recalled case stays where it is, and is not counted either.
"""

from dataclasses import dataclass
from functools import cached_property

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from agencies.access import Capability, actor, may, may_edit_office
from agencies.models import Office, Officer
from audit.clock import now
from audit.models import Entry
from audit.trail import record
from cases.models import Assignment, Case, FormDraft, Task
from cases.models.case import CaseQuerySet
from cases.problems import CaseProblem, NotAllowed
from notices.models import Notice


class Work:
    """The open work of one officer in one office."""

    def __init__(self, officer: Officer, office: Office) -> None:
        self.officer = officer
        self.office = office

    @property
    def _cases(self) -> CaseQuerySet:
        return Case.objects.reached_from(self.office)

    @property
    def assignments(self) -> QuerySet[Assignment]:
        rows = Assignment.objects.standing().filter(officer=self.officer, office=self.office)
        return rows.filter(case__in=self._cases).select_related("case")

    @property
    def tasks(self) -> QuerySet[Task]:
        rows = Task.objects.open().filter(assignee=self.officer, office=self.office)
        return rows.filter(case__in=self._cases).select_related("case")

    @property
    def drafts(self) -> QuerySet[Case]:
        """Cases in draft that the officer began and nobody was assigned to since."""
        taken_over = Assignment.objects.standing().filter(office=self.office)
        drafts = self._cases.drafts().filter(office=self.office, created_by=self.officer)
        return drafts.exclude(pk__in=taken_over.values("case"))

    @property
    def notices(self) -> QuerySet[Notice]:
        """What was promised to be answered."""
        return Notice.objects.waiting().filter(taken_by=self.officer, office=self.office)

    @property
    def forms(self) -> QuerySet[FormDraft]:
        """Nobody else reads them, so they are counted and not listed. A change begun to a case
        goes along if the office reaches the case."""
        if self.officer.office_id != self.office.pk:
            return FormDraft.objects.none()
        mine = FormDraft.objects.filter(officer=self.officer)
        return mine.filter(case=None) | mine.filter(case__in=self._cases)

    @cached_property
    def parcel(self) -> "Parcel":
        return Parcel(
            assignments=[row.case.reference for row in self.assignments],
            tasks=[row.case.reference for row in self.tasks],
            drafts=[case.reference for case in self.drafts],
            notices=[notice.subject_reference for notice in self.notices],
            forms=self.forms.count(),
        )


@dataclass(frozen=True)
class Parcel:
    """What goes: references, once for each row; forms as a number."""

    assignments: list[str]
    tasks: list[str]
    drafts: list[str]
    notices: list[str]
    forms: int

    @property
    def total(self) -> int:
        return len(self.references) + self.forms

    @property
    def references(self) -> list[str]:
        return [*self.assignments, *self.tasks, *self.drafts, *self.notices]


def may_hand_over(user: object, office: Office) -> bool:
    """A head for the own office, a coordinator for every office of the own country."""
    return may(user, Capability.HAND_OVER_POSTING) and may_edit_office(user, office)


def officers_with_work(office: Office) -> list[Officer]:
    """Who is posted there, and who has left and still has open work there."""
    assigned = Assignment.objects.standing().filter(office=office)
    tasks = Task.objects.open().filter(office=office)
    notices = Notice.objects.waiting().filter(office=office)
    people = Officer.objects.people()
    return list(
        (
            people.posted_to(office)
            | people.filter(pk__in=assigned.values("officer"))
            | people.filter(pk__in=tasks.exclude(assignee=None).values("assignee"))
            | people.filter(pk__in=notices.exclude(taken_by=None).values("taken_by"))
        ).distinct()
    )


def find(office: Office, username: str) -> Officer:
    for one in officers_with_work(office):
        if one.username == username:
            return one
    raise Http404


def must_be_theirs(officer: Officer, office: Office) -> None:
    if not may_hand_over(officer, office):
        raise NotAllowed(_("Only the head of the office or the national coordinator does that."))


@transaction.atomic
def hand_over(leaving: Officer, to: Officer, *, office: Office, officer: Officer) -> Parcel:
    """Everything at once, or nothing. Says what went."""
    must_be_theirs(officer, office)
    if to.office_id != office.pk or not to.is_active or to == leaving:
        raise CaseProblem(_("Choose a successor who is posted to the same office."), field="to")
    list(Officer.objects.select_for_update().filter(pk__in=[leaving.pk, to.pk]).order_by("pk"))
    work = Work(leaving, office)
    parcel = work.parcel
    _pass_on(work, to, officer)
    record(
        Entry.Operation.ALTERATION,
        "hand over posting",
        actor=actor(officer),
        kind="office_work",
        ids=list(dict.fromkeys(parcel.references)),
        fields=["assignments", "tasks", "drafts", "forms", "notices"],
        recipients=[leaving.username, to.username],
        purpose=f"{leaving.username} → {to.username}",
    )
    return parcel


def _pass_on(work: Work, to: Officer, by: Officer) -> None:
    """A draft keeps the name of who began it: the successor is assigned to it."""
    ended, drafts = list(work.assignments.select_for_update(of=("self",))), list(work.drafts)
    pks = [row.pk for row in ended]
    Assignment.objects.filter(pk__in=pks).update(ended_at=now(), ended_by=by)
    Assignment.objects.bulk_create(
        Assignment(case=case, office=work.office, officer=to, assigned_by=by, assigned_at=now())
        for case in [*(row.case for row in ended), *drafts]
    )
    for task in work.tasks.select_for_update(of=("self",)):
        task.assignee, task.version = to, task.version + 1
        task.save(update_fields=["assignee", "version"])
    work.notices.update(taken_by=to)
    taken = FormDraft.objects.filter(officer=to).values("key")
    work.forms.exclude(key__in=taken).update(officer=to)
