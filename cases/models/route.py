from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Country, Crossing
from cases.models.case import Case


class RouteStop(models.Model):
    """Where the case happened or went: a crossing, or coordinates, or a country alone."""

    class Role(models.TextChoices):
        ORIGIN = "origin", _("came from")
        TRANSIT = "transit", _("passed through")
        INCIDENT = "incident", _("happened at")
        DESTINATION = "destination", _("goes to")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="route")
    position = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=11, choices=Role)
    crossing = models.ForeignKey(
        Crossing, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    lat = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    lon = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    place_text = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField(null=True, blank=True)
    entered_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["case", "position"]
        constraints = [
            models.UniqueConstraint(fields=["case", "position"], name="one_stop_per_position"),
            models.CheckConstraint(
                condition=Q(crossing__isnull=False)
                | Q(lat__isnull=False, lon__isnull=False)
                | Q(country__isnull=False),
                name="stop_is_somewhere",
                violation_error_message=_(
                    "A stop needs a crossing, coordinates or at least a country."
                ),
            ),
            models.CheckConstraint(
                condition=Q(lat=None, lon=None) | Q(lat__range=(-90, 90), lon__range=(-180, 180)),
                name="stop_on_earth",
                violation_error_message=_(
                    "Latitude lies between -90 and 90, longitude between -180 and 180."
                ),
            ),
        ]

    def __str__(self) -> str:
        if self.crossing is not None:
            if self.country_id in (
                self.crossing.country_a_id,
                self.crossing.country_b_id,
            ):
                return self.crossing.name_on(self.country_id)
            return str(self.crossing)
        if self.place_text:
            return self.place_text
        return f"{self.lat}, {self.lon}" if self.lat is not None else str(self.country)

    @property
    def is_incident(self) -> bool:
        return self.role == self.Role.INCIDENT

    @property
    def is_entered_later(self) -> bool:
        return is_late(self.at, self.entered_at)


def is_late(at: datetime | None, entered_at: datetime | None) -> bool:
    """Whether something was typed in much later than it happened (`LATE_ENTRY_HOURS`)."""
    if at is None or entered_at is None:
        return False
    return entered_at - at > timedelta(hours=settings.LATE_ENTRY_HOURS)
