from datetime import timedelta

import uuid6
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.access import office_of, officer
from agencies.models import Country, Office, Officer
from audit.clock import now
from cases.models.copy import CaseCopy, Purpose
from cases.models.file import CountryKey


class ExportQuerySet(models.QuerySet["Export"]):
    def visible_to(self, user: object) -> "ExportQuerySet":
        """The asker's alone, and only where he asked: whoever is posted elsewhere asks anew."""
        who = officer(user)
        if who is None:
            return self.none()
        return self.filter(officer=who, office=office_of(user))

    def without_cases(self) -> "ExportQuerySet":
        """For pages that show how far it is: the references of a long list are a megabyte."""
        return self.defer("references", "rows").annotate(counted=F("references__len"))

    def due(self) -> "ExportQuerySet":
        return self.filter(state=Export.State.WAITING, due_at__lte=now())

    def outlived(self) -> "ExportQuerySet":
        return self.filter(expires_at__lte=now()).exclude(state=Export.State.ERASED)

    def to_fetch(self) -> "ExportQuerySet":
        return self.filter(state=Export.State.READY, fetched_at=None, expires_at__gt=now())


class Export(models.Model):
    """A file that a worker makes for one officer: reports of several cases, or a long list. It
    holds references only; the file itself lies sealed in the store for a day."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Being made")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Not made")
        ERASED = "erased", _("Erased")

    class Outcome(models.TextChoices):
        """What became of one case in it."""

        DONE = "done", _("Done")
        GONE = "gone", _("Not done: you no longer see this case")
        REFUSED = "refused", _("Not done: its handling code does not allow it")

    KEPT = timedelta(hours=24)
    FULLER = (CaseCopy.Kind.JSONL, CaseCopy.Kind.DRUGS, CaseCopy.Kind.CITES)
    LISTS = (CaseCopy.Kind.CSV, CaseCopy.Kind.XLSX, *FULLER)
    # A list of more cases is not told case by case.
    LONG = 1000

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=5, choices=CaseCopy.MADE)
    purpose = models.CharField(max_length=20, choices=Purpose)
    language = models.CharField(max_length=10)
    references = ArrayField(models.CharField(max_length=30))
    # By reference: the outcome, and what of the case went into the file.
    rows = models.JSONField(default=dict)
    done = models.PositiveIntegerField(default=0)

    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    lease = models.UUIDField(null=True)
    expires_at = models.DateTimeField()
    fetched_at = models.DateTimeField(null=True)

    name = models.CharField(max_length=80, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    key = models.BinaryField(default=bytes, editable=False)
    country_key = models.ForeignKey(
        CountryKey, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )

    objects = ExportQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="waiting"), name="export_due"),
            models.Index(fields=["officer", "-id"], name="export_of_officer"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"

    @property
    def total(self) -> int:
        """As the database counted it, where the row was read `without_cases`."""
        counted: int | None = self.__dict__.get("counted")
        return len(self.references) if counted is None else counted

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING

    @property
    def is_ready(self) -> bool:
        return self.state == self.State.READY and self.expires_at > now()

    @property
    def is_list(self) -> bool:
        """One file of many cases, where reports are one of each."""
        return self.kind in self.LISTS

    @property
    def is_fuller(self) -> bool:
        """A list that holds more than headlines."""
        return self.kind in self.FULLER

    @property
    def outcomes(self) -> list[tuple[str, "Export.Outcome"]]:
        """Each case and what became of it, in the order it was asked for; of a long list those
        alone that are not in the file."""
        known = (
            (name, self.rows[name]["outcome"]) for name in self.references if name in self.rows
        )
        said = [(name, Export.Outcome(outcome)) for name, outcome in known]
        if self.total <= self.LONG:
            return said
        return [(name, outcome) for name, outcome in said if outcome is not Export.Outcome.DONE]

    @property
    def outcome_rows(self) -> list[dict[str, str]]:
        return [{"reference": name, "outcome": str(outcome)} for name, outcome in self.outcomes]
