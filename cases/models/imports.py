"""What is kept of cases that are brought in bulk. The rows themselves lie sealed in the store until
the import is over; the tables hold what became of each, and whose own number is which case."""

from datetime import timedelta

import uuid6
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.access import office_of, officer, partner_of
from agencies.models import Country, Office, Officer, Partner
from audit.clock import now
from cases.models.case import Case
from cases.models.file import CountryKey


class CaseImportQuerySet(models.QuerySet["CaseImport"]):
    def visible_to(self, user: object) -> "CaseImportQuerySet":
        """A partner system's own; for officers, what their office brought."""
        partner = partner_of(user)
        if partner is not None:
            return self.filter(partner=partner)
        office = office_of(user) if officer(user) is not None else None
        return self.none() if office is None else self.filter(office=office, partner=None)

    def due(self) -> "CaseImportQuerySet":
        return self.filter(state__in=CaseImport.WORKING, due_at__lte=now())

    def outlived(self) -> "CaseImportQuerySet":
        """Checked and never run: the content has had its day."""
        return self.filter(state=CaseImport.State.CHECKED, expires_at__lte=now())

    def to_forget(self) -> "CaseImportQuerySet":
        over = self.filter(state__in=CaseImport.OVER)
        return over.filter(expires_at__lte=now() - CaseImport.REPORT_KEPT)


class CaseImport(models.Model):
    """One file of cases, and how far the work on it is."""

    class State(models.TextChoices):
        READING = "reading", _("Being read")
        CHECKING = "checking", _("Being checked")
        CHECKED = "checked", _("Checked")
        MAKING = "making", _("Drafts are being made")
        SUBMITTING = "submitting", _("Being submitted")
        UNDOING = "undoing", _("Drafts are being taken back")
        DONE = "done", _("Imported")
        FAILED = "failed", _("Not imported")
        CANCELLED = "cancelled", _("Cancelled")

    class Mode(models.TextChoices):
        CHECK = "check", _("Only check")
        GOOD_ROWS = "good_rows", _("The rows that are right")
        ALL_OR_NOTHING = "all_or_nothing", _("All rows, or none when one is wrong")

    class Format(models.TextChoices):
        CSV = "csv", "CSV"
        XLSX = "xlsx", "XLSX"
        JSON = "json", "JSON"
        JSONL = "jsonl", "JSON Lines"

    class Encoding(models.TextChoices):
        AUTO = "auto", _("Find out")
        UTF8 = "utf-8", "UTF-8"
        UTF16 = "utf-16", "UTF-16"
        THAI = "windows-874", "Windows-874, TIS-620"

    class Burmese(models.TextChoices):
        AUTO = "auto", _("Find out for each text")
        UNICODE = "unicode", "Unicode"
        ZAWGYI = "zawgyi", "Zawgyi"

    WORKING = (State.READING, State.CHECKING, State.MAKING, State.SUBMITTING, State.UNDOING)
    OVER = (State.DONE, State.FAILED, State.CANCELLED)
    KEPT = timedelta(hours=24)
    REPORT_KEPT = timedelta(days=30)

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, related_name="+")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    format = models.CharField(max_length=5, choices=Format)
    encoding = models.CharField(max_length=11, choices=Encoding, default=Encoding.AUTO)
    burmese = models.CharField(max_length=7, choices=Burmese, default=Burmese.AUTO)
    mode = models.CharField(max_length=14, choices=Mode, default=Mode.CHECK)
    submit = models.BooleanField(default=False)
    language = models.CharField(max_length=10)

    state = models.CharField(max_length=10, choices=State, default=State.READING)
    # Where the next batch begins in the sealed rows, in bytes, and the last row before it.
    position = models.PositiveBigIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    wrong = models.PositiveIntegerField(default=0)
    existing = models.PositiveIntegerField(default=0)
    made = models.PositiveIntegerField(default=0)
    submitted = models.PositiveIntegerField(default=0)
    # Texts that were Zawgyi and became Unicode.
    converted = models.PositiveIntegerField(default=0)
    fault = models.CharField(max_length=300, blank=True)

    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    lease = models.UUIDField(null=True)
    key = models.BinaryField(default=bytes, editable=False)
    country_key = models.ForeignKey(
        CountryKey, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )

    objects = CaseImportQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(state__in=["reading", "checking", "making", "submitting", "undoing"]),
                name="import_due",
            ),
            models.Index(fields=["office", "-id"], name="import_of_office"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.public_id}"

    @property
    def is_working(self) -> bool:
        return self.state in self.WORKING

    @property
    def is_checked(self) -> bool:
        return self.state == self.State.CHECKED

    @property
    def is_over(self) -> bool:
        return self.state in self.OVER

    @property
    def right(self) -> int:
        """Rows that would be made."""
        return self.total - self.wrong - self.existing


class ImportRowQuerySet(models.QuerySet["ImportRow"]):
    def of(self, found: CaseImport) -> "ImportRowQuerySet":
        return self.filter(source=found)

    def in_state(self, state: str) -> "ImportRowQuerySet":
        return self.filter(state=state)


class ImportRow(models.Model):
    """What became of one row, or would."""

    class State(models.TextChoices):
        OK = "ok", _("Right")
        WRONG = "wrong", _("Wrong")
        EXISTS = "exists", _("Was imported before")
        MADE = "made", _("Draft made")
        SUBMITTED = "submitted", _("Submitted")
        UNDONE = "undone", _("Draft taken back")

    source = models.ForeignKey(CaseImport, on_delete=models.CASCADE, related_name="rows")
    # As a spreadsheet program counts: the headings are row 1.
    number = models.PositiveIntegerField()
    own_id = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=9, choices=State)
    # [{"field", "code", "message"}]: the column or path, the rule, the rule in words.
    faults = models.JSONField(default=list)
    case = models.ForeignKey(Case, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["source", "number"], name="import_row_once"),
        ]
        indexes = [
            models.Index(fields=["source", "state", "number"], name="import_rows_by_state"),
            models.Index(fields=["source", "own_id"], name="import_rows_by_own_id"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.state}"


class OwnIdQuerySet(models.QuerySet["OwnId"]):
    def of(self, found: CaseImport) -> "OwnIdQuerySet":
        """Those of the same partner system, else of the same office."""
        if found.partner_id is not None:
            return self.filter(partner=found.partner_id)
        return self.filter(partner=None, office=found.office_id)


class OwnId(models.Model):
    """Whose own number is which case, for good: the same row again makes nothing. A draft that is
    thrown away gives its number free."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")
    own_id = models.CharField(max_length=100)
    # SHA-256 of what the row said: tells whether a row says something else now.
    digest = models.CharField(max_length=64)
    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="own_id")

    objects = OwnIdQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "own_id"],
                condition=Q(partner__isnull=False),
                name="own_id_of_a_partner_once",
                violation_error_message=_("This own_id was imported before."),
            ),
            models.UniqueConstraint(
                fields=["office", "own_id"],
                condition=Q(partner__isnull=True),
                name="own_id_of_an_office_once",
                violation_error_message=_("This own_id was imported before."),
            ),
            models.CheckConstraint(
                condition=Q(partner__isnull=False) | Q(office__isnull=False),
                name="own_id_has_an_owner",
                violation_error_message=_("Say whose own_id it is."),
            ),
        ]

    def __str__(self) -> str:
        return self.own_id
