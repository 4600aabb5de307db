from typing import Any

import pgtrigger
import uuid6
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Country, Office, Officer
from cases.models.case import Case
from cases.models.part import Contribution
from cases.models.seizure import Seizure

# Of a draft that is thrown away nothing stays; of every other case nothing is lost.
_ONLY_GROWS = """
IF TG_OP = 'DELETE' AND EXISTS (
    SELECT 1 FROM cases_exhibit JOIN cases_case ON cases_case.id = cases_exhibit.case_id
    WHERE cases_exhibit.id = {exhibit} AND cases_case.status = 'draft'
) THEN
    RETURN OLD;
END IF;
RAISE EXCEPTION 'The chain of custody is append-only.';
"""


def only_grows(exhibit: str) -> Any:
    return pgtrigger.Trigger(
        name="only_grows",
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func=_ONLY_GROWS.format(exhibit=exhibit),
    )


class Exhibit(Contribution):
    """A numbered thing that is kept as evidence in a case. Where it is and was, its chain of
    custody says. One that is taken off keeps its number."""

    # It has a number instead, and a country in any case.
    position = None  # type: ignore[assignment]
    contributed_by = None

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="exhibits")
    number = models.PositiveSmallIntegerField(editable=False)
    seizure = models.ForeignKey(
        Seizure, on_delete=models.PROTECT, null=True, blank=True, related_name="exhibits"
    )
    description = models.CharField(_("what it is"), max_length=300)
    seal_number = models.CharField(_("seal number"), max_length=60, blank=True)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    created_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(editable=False)

    class Meta(Contribution.Meta):
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="exhibit_number_once_per_case"),
            models.CheckConstraint(
                condition=~Q(description=""),
                name="exhibit_is_described",
                violation_error_message=_("Say what it is."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.description}"

    def is_of(self, country: str) -> bool:
        return self.country_id == country

    def is_added_by(self, country: str) -> bool:
        """Whose evidence it is, the page says; nobody is told of each piece."""
        return False

    @property
    def is_signed(self) -> bool:
        """Whether a receiver has confirmed any row of it: then it stays as it is."""
        return CustodySignature.objects.filter(step__exhibit=self).exists()


class CustodyStep(models.Model):
    """One exhibit went from one hand to another. Rows are never changed: what was wrong is said
    right by a new row that names it."""

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    exhibit = models.ForeignKey(Exhibit, on_delete=models.CASCADE, related_name="steps")
    at = models.DateTimeField(_("when"))
    handed_by = models.CharField(_("handed over by"), max_length=160)
    received_by = models.CharField(_("received by"), max_length=160)
    receiving_office = models.ForeignKey(
        Office, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    place = models.CharField(_("where"), max_length=200)
    reason = models.CharField(_("why"), max_length=300)
    seal_number = models.CharField(_("seal number"), max_length=60, blank=True)
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrections"
    )
    recorded_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(handed_by="") & ~Q(received_by="") & ~Q(place="") & ~Q(reason=""),
                name="custody_step_says_who_where_why",
                violation_error_message=_("Say who handed it to whom, where and why."),
            ),
            models.CheckConstraint(
                condition=Q(at__lte=models.F("recorded_at")),
                name="custody_step_has_happened",
                violation_error_message=_("What is recorded has happened already."),
            ),
        ]
        triggers = [only_grows("OLD.exhibit_id")]

    def __str__(self) -> str:
        return f"{self.handed_by} → {self.received_by}"

    @property
    def signed(self) -> "CustodySignature | None":
        return getattr(self, "signature", None)

    @property
    def is_signed_by_recorder(self) -> bool:
        """Nobody else vouches for it: who wrote it down confirmed it as well."""
        return self.signed is not None and self.signed.officer_id == self.recorded_by_id


class CustodySignature(models.Model):
    """The receiver says in the portal, signed in as himself, that he has it."""

    step = models.OneToOneField(CustodyStep, on_delete=models.CASCADE, related_name="signature")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        triggers = [only_grows("(SELECT exhibit_id FROM cases_custodystep WHERE id = OLD.step_id)")]

    def __str__(self) -> str:
        return f"{self.officer} {self.signed_at:%Y-%m-%d %H:%M}"
