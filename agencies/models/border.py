from typing import Any

import pghistory
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models.country import Country
from agencies.models.stamped import Stamped, moves_its_stamp
from agencies.search import search_key


class BorderQuerySet(models.QuerySet["Border"]):
    def of_country(self, country: str) -> "BorderQuerySet":
        return self.filter(Q(country_a=country) | Q(country_b=country))


@moves_its_stamp
class Border(Stamped):
    """An unordered pair of countries that share a land, river or maritime border."""

    code = models.CharField(max_length=5, primary_key=True)
    country_a = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    country_b = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")

    objects = BorderQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(country_a=F("country_b")),
                name="border_has_two_countries",
                violation_error_message=_("A border lies between two different countries."),
            ),
        ]

    def __str__(self) -> str:
        return self.code.replace("-", " – ")

    @property
    def countries(self) -> frozenset[str]:
        return frozenset((self.country_a_id, self.country_b_id))


class Tripoint(models.Model):
    """Where three countries meet: a stop near it touches every border that meets there."""

    name = models.CharField(max_length=80, unique=True)
    lat = models.DecimalField(max_digits=8, decimal_places=5)
    lon = models.DecimalField(max_digits=8, decimal_places=5)
    borders = models.ManyToManyField(Border, related_name="tripoints")
    ground = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class CrossingQuerySet(models.QuerySet["Crossing"]):
    def matching(self, text: str) -> "CrossingQuerySet":
        """Any spelling in any script, of either side."""
        key = search_key(text)
        return self.filter(Q(search_text__contains=key) | Q(code__iexact=text.strip()))

    def of_country(self, country: str) -> "CrossingQuerySet":
        return self.filter(Q(country_a=country) | Q(country_b=country))


# Every change of these stays on record with what stood there before.
TRACKED = [
    "name_a",
    "lat_a",
    "lon_a",
    "name_b",
    "lat_b",
    "lon_b",
    "coordinates_ground",
    "status",
    "status_note",
    "status_ground",
    "status_at",
]


@pghistory.track(
    pghistory.UpdateEvent("before", row="OLD"),
    fields=TRACKED,
    model_name="CrossingPast",
    obj_field=pghistory.ObjForeignKey(related_name="past"),
)
@moves_its_stamp
class Crossing(Stamped):
    """A border crossing point: a named place on each side of one border."""

    class Kind(models.TextChoices):
        LAND = "land", _("land")
        RIVER = "river", _("river")
        SEA = "sea", _("sea")
        AIR = "air", _("air")

    class Status(models.TextChoices):
        INTERNATIONAL = "international", _("international")
        BILATERAL = "bilateral", _("bilateral")
        LOCAL = "local", _("local")
        DISRUPTED = "disrupted", _("disrupted")
        CLOSED = "closed", _("closed")
        PLANNED = "planned", _("planned")

    class Ground(models.TextChoices):
        SEEN = "seen", _("seen in a published source")
        KNOWN = "known", _("own knowledge, not looked up")
        ESTIMATED = "estimated", _("estimated, may be 5–15 km out")
        OWNER = "owner", _("confirmed by the office")

    code = models.CharField(max_length=60, unique=True)
    border = models.ForeignKey(Border, on_delete=models.PROTECT, related_name="crossings")
    name_a = models.CharField(max_length=120)
    country_a = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    lat_a = models.DecimalField(max_digits=8, decimal_places=5)
    lon_a = models.DecimalField(max_digits=8, decimal_places=5)
    name_b = models.CharField(max_length=120)
    country_b = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    lat_b = models.DecimalField(max_digits=8, decimal_places=5)
    lon_b = models.DecimalField(max_digits=8, decimal_places=5)
    kind = models.CharField(max_length=5, choices=Kind)
    status = models.CharField(max_length=13, choices=Status)
    status_note = models.CharField(max_length=200, blank=True)
    status_ground = models.CharField(max_length=9, choices=Ground, default=Ground.KNOWN)
    status_at = models.DateField(null=True, blank=True)
    coordinates_ground = models.CharField(max_length=9, choices=Ground, default=Ground.KNOWN)
    source = models.TextField(blank=True)
    search_text = models.TextField(blank=True, editable=False)
    loaded_hash = models.CharField(max_length=64, blank=True, editable=False)
    edited_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = CrossingQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(lat_a__range=(-90, 90), lat_b__range=(-90, 90))
                & Q(lon_a__range=(-180, 180), lon_b__range=(-180, 180)),
                name="crossing_on_earth",
                violation_error_message=_(
                    "Latitude lies between -90 and 90, longitude between -180 and 180."
                ),
            ),
        ]
        indexes = [
            GinIndex(
                name="crossing_search",
                fields=["search_text"],
                opclasses=["gin_trgm_ops"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name_a} – {self.name_b}"

    @property
    def sides(self) -> tuple[tuple[str, float, float], tuple[str, float, float]]:
        """(country, latitude, longitude) of each side, degrees WGS 84."""
        return (
            (self.country_a_id, float(self.lat_a), float(self.lon_a)),
            (self.country_b_id, float(self.lat_b), float(self.lon_b)),
        )

    def name_on(self, country: str) -> str:
        return self.name_b if country == self.country_b_id else self.name_a

    def refresh_search_text(self, **save: Any) -> None:
        """Call after names changed; `search_text` holds every spelling of both sides."""
        spellings = [
            self.code,
            self.name_a,
            self.name_b,
            *self.names.values_list("text", flat=True),
        ]
        self.search_text = search_key(" ".join(spellings))
        self.save(update_fields=["search_text"], **save)


class CrossingName(models.Model):
    """One more spelling of one side of a crossing, in any script."""

    crossing = models.ForeignKey(Crossing, on_delete=models.CASCADE, related_name="names")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=10)
    text = models.CharField(max_length=120)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["crossing", "country", "language", "text"],
                name="crossing_name_once",
            ),
        ]

    def __str__(self) -> str:
        return self.text
