import uuid6
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Country, Officer
from audit.clock import now
from cases.models.case import Case
from cases.models.levels import Level
from cases.models.subject import Subject


class DisclosureQuerySet(models.QuerySet["Disclosure"]):
    def standing(self) -> "DisclosureQuerySet":
        return self.filter(ended_at=None)

    def of_case(self, case: Case) -> "DisclosureQuerySet":
        return self.filter(subject__case=case)

    def to_country(self, country: str) -> "DisclosureQuerySet":
        return self.filter(country=country)

    def readable_by(self, level: Level, country: str) -> "DisclosureQuerySet":
        """All of them for the originator; below that, what stands for the own country."""
        if level is Level.ORIGINATOR:
            return self
        if level.rank < Level.FULL.rank:
            return self.none()
        return self.standing().to_country(country)

    def end(self, *, by: Officer | None, reason: str) -> int:
        """Take back whatever of these still stands. Nobody ends what a time limit ends."""
        return self.standing().update(ended_at=now(), ended_by=by, end_reason=reason)


class Disclosure(models.Model):
    """One victim or witness shown to one country, for a purpose (design 4.3). It gives nothing
    alone: the country must see the full case as well."""

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="disclosures")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=300)
    disclosed_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    disclosed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    end_reason = models.CharField(max_length=300, blank=True)

    objects = DisclosureQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "country"],
                condition=Q(ended_at=None),
                name="one_standing_disclosure_each",
                violation_error_message=_("That country sees this person already."),
            ),
            models.CheckConstraint(
                condition=~Q(purpose=""),
                name="disclosure_has_a_purpose",
                violation_error_message=_("Say what for."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject_id}: {self.country_id}"
