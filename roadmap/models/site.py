"""Sites of the I-24/7 extension: where INTERPOL's databases can be asked, how they work, what
was asked; and the checks that offices made there."""

from datetime import date
from typing import Self

import uuid6
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agencies.access import Capability, country_of, may, office_of, officer, partner_of
from agencies.models import Agency, Code, Country, Crossing, Office, Officer
from agencies.models.stamped import Stamped, moves_its_stamp
from audit.clock import now
from cases.models import Case

DATABASES = "interpol_databases"


class SiteQuerySet(models.QuerySet["Site"]):
    def visible_to(self, user: object) -> Self:
        """All sites are read by who reads the Roadmap."""
        return self.all() if may(user, Capability.READ_ROADMAP) else self.none()

    def live(self) -> Self:
        return self.filter(state=Site.State.LIVE)

    def live_on(self, day: date) -> Self:
        """As it is known today: what was stated last, of what holds from that day or before."""
        said = SiteState.objects.filter(site=OuterRef("pk"), since__lte=day).order_by("-pk")
        return self.annotate(stood=Subquery(said.values("state")[:1])).filter(stood=Site.State.LIVE)

    def live_per_country(self) -> dict[str, int]:
        counted = self.live().order_by().values_list("country").annotate(n=Count("pk"))
        return dict(counted)


@moves_its_stamp
class Site(Stamped):
    """A crossing or an office that has, or is to have, the link."""

    class Phase(models.TextChoices):
        PILOT = "pilot", _("Pilot")
        SECOND = "second", _("Phase II")
        LATER = "later", _("Later")

    class Link(models.TextChoices):
        LINE = "line", _("Fixed line")
        NETWORK = "network", _("Mobile network")
        SATELLITE = "satellite", _("Satellite")
        OTHER = "other", _("Other")

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        LIVE = "live", _("Live")
        DOWN = "down", _("Down")

    class Test(models.TextChoices):
        PASSED = "passed", _("Passed")
        FAILED = "failed", _("Failed")

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    crossing = models.ForeignKey(
        Crossing, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    phase = models.CharField(_("phase"), max_length=6, choices=Phase)
    link = models.CharField(_("link"), max_length=9, choices=Link, blank=True)
    databases = models.ManyToManyField(Code, related_name="+", blank=True)
    is_mobile = models.BooleanField(_("mobile"), default=False)
    state = models.CharField(_("state"), max_length=7, choices=State, default=State.PLANNED)
    state_since = models.DateField(_("since"))
    state_reason = models.CharField(_("reason"), max_length=300, blank=True)
    tested_on = models.DateField(_("last test"), null=True, blank=True)
    test_result = models.CharField(_("result"), max_length=6, choices=Test, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = SiteQuerySet.as_manager()

    class Meta:
        ordering = ["country", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(crossing=None, office__isnull=False)
                | Q(crossing__isnull=False, office=None),
                name="site_is_a_crossing_or_an_office",
                violation_error_message=_("A site is at a crossing or at an office: choose one."),
            ),
            models.UniqueConstraint(
                fields=["country", "crossing", "is_mobile"],
                name="site_once_per_crossing",
                violation_error_message=_("Your country has this site already."),
            ),
            models.UniqueConstraint(
                fields=["office", "is_mobile"],
                name="site_once_per_office",
                violation_error_message=_("Your country has this site already."),
            ),
            models.CheckConstraint(
                condition=~Q(state="down") | ~Q(state_reason=""),
                name="site_down_says_why",
                violation_error_message=_("Say why the site is down."),
            ),
            models.CheckConstraint(
                condition=Q(tested_on=None, test_result="")
                | (Q(tested_on__isnull=False) & ~Q(test_result="")),
                name="site_test_has_day_and_result",
                violation_error_message=_("A test has a day and a result: give both, or neither."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.crossing or self.office)

    @property
    def link_to(self) -> str:
        return reverse("roadmap-site", args=[self.public_id])

    @property
    def api_link(self) -> str:
        return f"/api/v1/roadmap/sites/{self.public_id}/"


class SiteState(models.Model):
    """What a site was, from when: the history. Written once."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="states")
    state = models.CharField(max_length=7, choices=Site.State)
    since = models.DateField()
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.site_id}: {self.state}"


class SiteMonthQuerySet(models.QuerySet["SiteMonth"]):
    def visible_to(self, user: object) -> Self:
        return self.filter(site__in=Site.objects.visible_to(user))

    def between(self, first: date, last: date) -> Self:
        """The months from that of `first` to that of `last`."""
        return self.filter(month__gte=first.replace(day=1), month__lte=last)

    def asked_per_country(self) -> dict[str, tuple[int, int]]:
        """Queries and hits."""
        summed = self.order_by().values_list("site__country").annotate(Sum("queries"), Sum("hits"))
        return {country: (queries, hits) for country, queries, hits in summed}


@moves_its_stamp
class SiteMonth(Stamped):
    """What a site asked in one month, and how often there was a hit."""

    MOST = 2_000_000_000

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="months")
    month = models.DateField(help_text="Its first day")
    queries = models.PositiveIntegerField()
    hits = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1)

    objects = SiteMonthQuerySet.as_manager()

    class Meta:
        ordering = ["site", "-month"]
        constraints = [
            models.UniqueConstraint(fields=["site", "month"], name="site_month_once"),
            models.CheckConstraint(
                condition=Q(month__day=1), name="site_month_is_named_by_its_first_day"
            ),
            models.CheckConstraint(
                condition=Q(queries__gte=0, hits__gte=0),
                name="site_figures_not_negative",
                violation_error_message=_("A count is not negative."),
            ),
            models.CheckConstraint(
                condition=Q(hits__lte=F("queries")),
                name="site_hits_within_queries",
                violation_error_message=_("There are not more hits than queries."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class CheckQuerySet(models.QuerySet["Check"]):
    def visible_to(self, user: object) -> Self:
        """The own office's; those of the country for its coordinators and its systems."""
        if not may(user, Capability.RECORD_CHECK):
            return self.none()
        partner, office = partner_of(user), office_of(user)
        if partner is not None:
            return self.filter(office__country=partner.country)
        who = officer(user)
        if who is not None and who.role == Officer.Role.COORDINATOR:
            return self.filter(office__country=country_of(who))
        return self.filter(office=office) if office is not None else self.none()

    def standing(self) -> Self:
        return self.filter(struck_at=None)


class Check(models.Model):
    """A check in another system. It names no person: only that it was done, and what followed."""

    class Result(models.TextChoices):
        HIT = "hit", _("Hit")
        NO_HIT = "no_hit", _("No hit")
        COULD_NOT = "could_not", _("Could not be done")

    LONGEST = 100

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    database = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("when"))
    result = models.CharField(_("result"), max_length=9, choices=Result)
    follow_up = models.CharField(_("follow-up"), max_length=LONGEST, blank=True)
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    struck_at = models.DateTimeField(null=True, editable=False)

    objects = CheckQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["office", "-at"], name="checks_of_an_office")]

    def __str__(self) -> str:
        return f"{self.database.code}: {self.result}"
