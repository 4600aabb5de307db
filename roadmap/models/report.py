"""Reports on the Roadmap: drafted from the data, edited, approved by a second person, frozen."""

import json
from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.access import Capability, may
from agencies.models import Country, Officer
from audit.clock import now
from roadmap.keepers import kept_by, speaks_for
from roadmap.models.edition import ActionItem, Edition

SHA256 = "^[0-9a-f]{64}$"


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, user: object) -> Self:
        """Frozen ones to all, unless they stay with their country; what is being written to
        those who keep the country's records. Fails closed."""
        if not may(user, Capability.READ_ROADMAP):
            return self.none()
        frozen = Q(state=Report.State.FROZEN)
        reached = frozen & (Q(is_national=False) | Q(country=speaks_for(user) or None))
        if country := kept_by(user):
            reached |= Q(country=country)
        return self.filter(reached)

    def frozen(self) -> Self:
        return self.filter(state=Report.State.FROZEN)

    def to_show(self) -> Self:
        return self.select_related("country", "edition", "item__edition", "replaces")


class Report(models.Model):
    """Of a country, or of the region (kept by the lead shepherd), and a period. Each further
    edition of it replaces the one before. Once frozen it is never changed."""

    class Kind(models.TextChoices):
        QUARTERLY = "quarterly", _("National report of a quarter")
        SOMTC = "somtc", _("National report of a year, to SOMTC")
        AMMTC = "ammtc", _("Regional report of a year, to AMMTC")
        ITEM = "item", _("Item sheet of a month")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("waits for approval")
        FROZEN = "frozen", _("approved and frozen")

    LONGEST = 20_000

    reference = models.CharField(max_length=40, unique=True, editable=False)
    kind = models.CharField(max_length=9, choices=Kind)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    is_regional = models.BooleanField(default=False)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(ActionItem, on_delete=models.PROTECT, null=True, related_name="+")
    period = models.CharField(max_length=7)
    starts = models.DateField()
    ends = models.DateField()
    number = models.PositiveSmallIntegerField(default=1)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="replaced_by"
    )
    language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    is_national = models.BooleanField(default=False)
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    # As the portal drafted it, and what people wrote to it: words by the key of their section.
    data = models.JSONField(default=list)
    drafted_at = models.DateTimeField()
    texts = models.JSONField(default=dict)
    begun_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(default=now)
    submitted_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    sent_back_because = models.TextField(blank=True, max_length=2000)
    approved_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    # Everything that it says, as canonical JSON (sorted keys, no blanks, UTF-8), once frozen.
    content = models.TextField(blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    seal = models.CharField(max_length=64, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-starts", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "country", "is_regional", "edition", "item", "starts", "number"],
                name="report_once_a_period",
                nulls_distinct=False,
                violation_error_message=_("There is a report of this period already."),
            ),
            models.CheckConstraint(
                condition=Q(kind="item", item__isnull=False) | (~Q(kind="item") & Q(item=None)),
                name="report_item_of_an_item_sheet",
                violation_error_message=_("Choose the action item."),
            ),
            models.CheckConstraint(
                condition=Q(is_national=False)
                | Q(is_regional=False, kind__in=["quarterly", "item"]),
                name="report_that_stays_is_of_a_country",
                violation_error_message=_("A report to a body does not stay with its country."),
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("submitted_by")),
                name="report_approved_by_second",
                violation_error_message=_("A second person approves what you submitted."),
            ),
            models.CheckConstraint(
                condition=Q(
                    state="frozen",
                    submitted_by__isnull=False,
                    approved_by__isnull=False,
                    approved_at__isnull=False,
                    fingerprint__regex=SHA256,
                    seal__regex=SHA256,
                )
                | (~Q(state="frozen") & Q(approved_by=None, content="", fingerprint="")),
                name="report_frozen_is_approved_and_signed",
            ),
            models.CheckConstraint(
                condition=~Q(state="submitted") | Q(submitted_by__isnull=False),
                name="report_submitted_by_somebody",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="frozen_stands",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__state="frozen"),
                func="RAISE EXCEPTION 'A frozen report is never changed.';",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def link(self) -> str:
        return f"/roadmap/reports/{self.reference}/"

    @property
    def api_link(self) -> str:
        return f"/api/v1{self.link}"

    @property
    def is_frozen(self) -> bool:
        return self.state == self.State.FROZEN

    @property
    def frozen_content(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.content)
        return found


class ReportChangeQuerySet(models.QuerySet["ReportChange"]):
    def visible_to(self, user: object) -> Self:
        """How it came about concerns those who keep it."""
        return self.filter(report__country=kept_by(user) or None)


class ReportChange(models.Model):
    """A step of a report, or a wording of one of its sections; rows are added, never changed."""

    class Step(models.TextChoices):
        BEGUN = "begun", _("Begun")
        REFRESHED = "refreshed", _("Data drafted anew")
        WRITTEN = "written", _("Text changed")
        SUBMITTED = "submitted", _("Submitted for approval")
        SENT_BACK = "sent_back", _("Sent back")
        APPROVED = "approved", _("Approved and frozen")

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="changes")
    step = models.CharField(max_length=9, choices=Step)
    section = models.CharField(max_length=20, blank=True)
    text = models.TextField(blank=True)
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)

    objects = ReportChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        triggers = [
            pgtrigger.Protect(name="added_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.step}"


class ReportSending(models.Model):
    """That a frozen report went to a body; it stands beside the report, which never changes."""

    class Body(models.TextChoices):
        SOMTC = "somtc", "SOMTC"
        AMMTC = "ammtc", "AMMTC"

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="sendings")
    body = models.CharField(max_length=5, choices=Body)
    day = models.DateField()
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["day", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "body"],
                name="report_sent_once_to_a_body",
                violation_error_message=_("It is marked as sent to this body already."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="added_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.body}"


class ReportDeadline(models.Model):
    """The day that the lead shepherd has set for the yearly reports; without one, the proposal
    of `roadmap.reportdeadlines` holds."""

    kind = models.CharField(max_length=9, choices=Report.Kind)
    year = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    set_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField(default=now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-year", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "year"], name="one_deadline_a_year"),
            models.CheckConstraint(
                condition=Q(kind__in=["somtc", "ammtc"]),
                name="deadline_of_a_yearly_report",
                violation_error_message=_("A day is set for the yearly reports only."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}"
