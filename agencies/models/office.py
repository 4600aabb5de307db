import pghistory
from django.contrib.auth.models import Group
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models.agency import Agency
from agencies.models.border import Border, Crossing
from agencies.models.country import Country
from agencies.models.stamped import Stamped, moves_its_stamp


def monday_to_friday() -> list[int]:
    return [1, 2, 3, 4, 5]


class OfficeQuerySet(models.QuerySet["Office"]):
    def active(self) -> "OfficeQuerySet":
        return self.filter(status=Office.Status.ACTIVE)

    def border_offices(self) -> "OfficeQuerySet":
        return self.filter(kind=Office.Kind.BORDER)

    def national_desk_of(self, country: str) -> "OfficeQuerySet":
        return self.filter(kind=Office.Kind.NATIONAL, country=country)

    def matching(self, text: str) -> "OfficeQuerySet":
        """By code, by name, or by any spelling of a crossing beside it."""
        words = text.strip()
        named = Q(name__icontains=words) | Q(name_local__icontains=words) | Q(code__iexact=words)
        beside = Crossing.objects.matching(words)
        return self.filter(named | Q(pk__in=beside.values("offices")))


# Every change of these stays on record with what stood there before.
TRACKED = [
    "name",
    "name_local",
    "lat",
    "lon",
    "coordinates_ground",
    "languages",
    "working_days",
    "opens",
    "closes",
    "phone",
    "email",
    "connection",
    "status",
    "status_reason",
    "approval",
    "status_ground",
]


@pghistory.track(
    pghistory.UpdateEvent("before", row="OLD"),
    fields=TRACKED,
    model_name="OfficePast",
    obj_field=pghistory.ObjForeignKey(related_name="past"),
)
@moves_its_stamp
class Office(Stamped):
    """A Border Liaison Office, or a country's national coordination desk.

    The desk is an office too, so that a notice always goes to an office's inbox.
    """

    class Kind(models.TextChoices):
        BORDER = "border", _("Border Liaison Office")
        NATIONAL = "national", _("National coordination desk")

    class Status(models.TextChoices):
        ACTIVE = "active", _("active")
        PLANNED = "planned", _("planned")
        SUSPENDED = "suspended", _("suspended")
        CLOSED = "closed", _("closed")

    class Approval(models.TextChoices):
        """Which disclosures by its officers the head approves first."""

        NONE = "none", _("none: each officer decides")
        FULL = "full", _("sharing in full or more")
        ALL = "all", _("every submission and every share")

    code = models.CharField(max_length=12, unique=True)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="offices")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.BORDER)
    name = models.CharField(max_length=120)
    name_local = models.CharField(max_length=120, blank=True)
    host_agency = models.ForeignKey(
        Agency,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="hosted_offices",
    )
    member_agencies = models.ManyToManyField(Agency, blank=True, related_name="member_offices")
    borders = models.ManyToManyField(Border, blank=True, related_name="offices")
    crossings = models.ManyToManyField(Crossing, blank=True, related_name="offices")
    lat = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    lon = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    coordinates_ground = models.CharField(
        max_length=9, choices=Crossing.Ground, default=Crossing.Ground.KNOWN
    )
    languages = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    time_zone = models.CharField(max_length=40)
    working_days = ArrayField(
        models.PositiveSmallIntegerField(),
        default=monday_to_friday,
        help_text=_("ISO weekdays: 1 is Monday, 7 is Sunday"),
    )
    opens = models.TimeField(default="08:30")
    closes = models.TimeField(default="16:30")
    phone = models.CharField(max_length=60, blank=True)
    email = models.EmailField(blank=True)
    connection = models.CharField(max_length=60, blank=True)
    status = models.CharField(max_length=9, choices=Status, default=Status.ACTIVE)
    status_reason = models.CharField(max_length=200, blank=True)
    approval = models.CharField(
        max_length=4, choices=Approval, default=Approval.NONE, db_default="none"
    )
    status_ground = models.CharField(
        max_length=9, choices=Crossing.Ground, default=Crossing.Ground.KNOWN
    )
    source = models.TextField(blank=True, help_text=_("Where the office's data comes from"))
    group = models.OneToOneField(
        Group, on_delete=models.PROTECT, related_name="blo_office", editable=False
    )
    loaded_hash = models.CharField(max_length=64, blank=True, editable=False)
    edited_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = OfficeQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens__lt=F("closes")),
                name="office_opens_before_it_closes",
                violation_error_message=_("The office opens before it closes."),
            ),
            models.CheckConstraint(
                condition=Q(status="active") | ~Q(status_reason=""),
                name="office_not_active_has_reason",
                violation_error_message=_("Say why the office is not active."),
            ),
            models.CheckConstraint(
                condition=Q(lat=None, lon=None) | Q(lat__range=(-90, 90), lon__range=(-180, 180)),
                name="office_on_earth",
                violation_error_message=_(
                    "Give latitude and longitude, or neither: latitude lies between -90 and 90, "
                    "longitude between -180 and 180."
                ),
            ),
            models.UniqueConstraint(
                fields=["country"],
                condition=Q(kind="national"),
                name="one_national_desk_per_country",
                violation_error_message=_("A country has one national coordination desk."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The name with what it is: "BLO Mae Sai", or the desk's own name."""
        return f"BLO {self.name}" if self.kind == self.Kind.BORDER else self.name

    @property
    def is_active(self) -> bool:
        return self.status == self.Status.ACTIVE
