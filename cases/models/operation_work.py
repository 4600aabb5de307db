"""What the offices of an operation do in it: cases and requests they attach, shifts, results."""

from typing import Self

import uuid6
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Crossing, Office, Officer
from cases.models.case import Case
from cases.models.operation import Operation
from cases.models.request import Request


class OperationRecordQuerySet(models.QuerySet["OperationRecord"]):
    def readable_by(self, user: object) -> Self:
        """Only beside a case or a request within the reader's own reach: attaching shares
        nothing."""
        operations = Operation.objects.visible_to(user)
        seen = Q(case__in=Case.objects.visible_to(user)) | Q(
            request__in=Request.objects.visible_to(user)
        )
        return self.filter(seen, operation__in=operations)

    def standing(self) -> Self:
        return self.filter(ended_at=None)


class OperationRecord(models.Model):
    """A case or a request that belongs to an operation, in the eyes of the office that attached
    it."""

    operation = models.ForeignKey(Operation, on_delete=models.CASCADE, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, related_name="+")
    request = models.ForeignKey(Request, on_delete=models.CASCADE, null=True, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    attached_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    attached_at = models.DateTimeField()
    ended_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    objects = OperationRecordQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["operation", "case", "office"],
                condition=Q(ended_at=None),
                name="case_attached_once_by_an_office",
            ),
            models.UniqueConstraint(
                fields=["operation", "request", "office"],
                condition=Q(ended_at=None),
                name="request_attached_once_by_an_office",
            ),
            models.CheckConstraint(
                condition=Q(case__isnull=False, request=None) | Q(case=None, request__isnull=False),
                name="operation_record_is_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.operation}: {self.case or self.request}"


class ShiftQuerySet(models.QuerySet["OperationShift"]):
    def readable_by(self, user: object) -> Self:
        return self.filter(operation__in=Operation.objects.visible_to(user))

    def standing(self) -> Self:
        return self.filter(removed_at=None)


class OperationShift(models.Model):
    """Officers of one office at one site for some hours."""

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    operation = models.ForeignKey(Operation, on_delete=models.CASCADE, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey(Crossing, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    officers = models.ManyToManyField(Officer, related_name="+")
    added_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")

    objects = ShiftQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at__lt=F("ends_at")),
                name="shift_starts_before_it_ends",
                violation_error_message=_("A shift ends after it starts."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.operation}: {self.office}, {self.starts_at:%d %b %H:%M}"


class DayResultQuerySet(models.QuerySet["DayResult"]):
    def readable_by(self, user: object) -> Self:
        return self.filter(operation__in=Operation.objects.visible_to(user))

    def current(self) -> Self:
        return self.filter(is_current=True)


class DayResult(models.Model):
    """What one office counted on one day, by the codes of the list `op_metrics`. A correction is a
    new row with the next version; the old ones stay."""

    LIST = "op_metrics"
    MOST = 1_000_000_000

    operation = models.ForeignKey(Operation, on_delete=models.CASCADE, related_name="results")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    version = models.PositiveIntegerField(default=1)
    is_current = models.BooleanField(default=True)
    # Number by code. What was not counted is not in it; 0 was counted.
    figures = models.JSONField(default=dict)
    notes = models.TextField(_("notes"), max_length=2000, blank=True)
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = DayResultQuerySet.as_manager()

    class Meta:
        ordering = ["day", "office", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["operation", "office", "day", "version"], name="one_version_of_a_day"
            ),
            models.UniqueConstraint(
                fields=["operation", "office", "day"],
                condition=Q(is_current=True),
                name="one_current_result_of_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.operation}: {self.office}, {self.day}"
