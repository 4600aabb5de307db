"""What one office keeps for itself about a case: who works on it, and what is to be done.

Rows stay when the case is recalled, but nobody reaches them then: reading starts at the case.
"""

from datetime import date
from typing import Any, Self

import uuid6
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.access import office_of, partner_of
from agencies.models import Office, Officer
from cases.models.case import Case


class OfficeRows(models.QuerySet[Any]):
    def readable_by(self, user: object) -> Self:
        """Of the own office (a partner system: of its country's offices), beside cases within
        reach. Fails closed: no office, no rows."""
        rows = self.filter(case__in=Case.objects.visible_to(user))
        partner = partner_of(user)
        if partner is not None:
            return rows.filter(office__country=partner.country_id)
        office = office_of(user)
        return rows.filter(office=office) if office is not None else self.none()

    def of_case(self, case: Case) -> Self:
        return self.filter(case=case)


class AssignmentQuerySet(OfficeRows):
    def standing(self) -> Self:
        return self.filter(ended_at=None)

    def of_officer(self, officer: Officer) -> Self:
        return self.filter(officer=officer)


class Assignment(models.Model):
    """One officer works on the case for one office. Who did before stays in the record."""

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    assigned_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "office"],
                condition=Q(ended_at=None),
                name="one_assignment_per_office",
                violation_error_message=_("Somebody of your office was assigned meanwhile."),
            ),
        ]
        indexes = [
            models.Index(fields=["officer"], condition=Q(ended_at=None), name="assignment_open"),
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.officer}"


class TaskQuerySet(OfficeRows):
    def open(self) -> Self:
        return self.filter(done_at=None)

    def of_officer(self, officer: Officer) -> Self:
        return self.filter(assignee=officer)

    def by_urgency(self) -> Self:
        """Open ones first, those due soonest at the top."""
        return self.order_by(
            F("done_at").desc(nulls_first=True), F("due").asc(nulls_last=True), "pk"
        )


class Task(models.Model):
    """Something that one office has to do about a case, by a day or not, by somebody or not."""

    LONGEST = 500

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(_("what is to be done"), max_length=LONGEST)
    due = models.DateField(_("until when"), null=True)
    assignee = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    created_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="task_says_what_to_do",
                violation_error_message=_("Say what is to be done."),
            ),
        ]
        indexes = [
            models.Index(fields=["case", "office"], name="task_of_case"),
            models.Index(fields=["assignee"], condition=Q(done_at=None), name="task_open"),
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.public_id}"

    @property
    def is_done(self) -> bool:
        return self.done_at is not None

    def is_overdue(self, today: date) -> bool:
        """`today` where the office is."""
        return self.done_at is None and self.due is not None and self.due < today
