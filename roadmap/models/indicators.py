"""Indicators of the action items, their figures month by month, and what is aimed at."""

from typing import Self

import uuid6
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.access import Capability, country_of, may, office_of
from agencies.models import Country, Office, Officer
from audit.clock import now
from roadmap.models.edition import ActionItem
from roadmap.models.history import append_only


class Indicator(models.Model):
    """What is measured of an item: computed from the exchange, or attested by the country."""

    class Kind(models.TextChoices):
        COMPUTED = "computed", _("computed")
        ATTESTED = "attested", _("attested")

    class Better(models.TextChoices):
        HIGHER = "higher", _("more is better")
        LOWER = "lower", _("less is better")

    code = models.SlugField(max_length=40, unique=True)
    item = models.ForeignKey(ActionItem, on_delete=models.PROTECT, related_name="indicators")
    title = models.CharField(max_length=200)
    unit = models.CharField(max_length=20)
    formula = models.TextField(max_length=1000)
    kind = models.CharField(max_length=8, choices=Kind)
    better = models.CharField(max_length=6, choices=Better)

    class Meta:
        ordering = ["item__number", "pk"]

    def __str__(self) -> str:
        return gettext(self.title)

    @property
    def link(self) -> str:
        return f"/roadmap/indicators/{self.code}/"

    @property
    def is_attested(self) -> bool:
        return self.kind == self.Kind.ATTESTED

    @property
    def unit_text(self) -> str:
        return gettext(self.unit)

    @property
    def formula_text(self) -> str:
        return gettext(self.formula)


class FigureQuerySet(models.QuerySet["Figure"]):
    def visible_to(self, user: object) -> Self:
        """Countries and the region are read by all; a single office by itself and by those who
        keep the Roadmap for its country."""
        if not may(user, Capability.READ_ROADMAP):
            return self.none()
        if may(user, Capability.KEEP_ROADMAP):
            return self.filter(Q(office=None) | Q(office__country=country_of(user) or None))
        own = office_of(user)
        return self.filter(Q(office=None) | Q(office=own.pk if own is not None else None))

    def of_countries(self) -> Self:
        return self.filter(office=None, country__isnull=False)

    def of_region(self) -> Self:
        return self.filter(country=None)

    def with_names(self) -> Self:
        return self.select_related(
            "indicator__item__edition", "office", "country", "stated_by", "verified_by"
        )


class Figure(models.Model):
    """The value of an indicator in one month: of a country, of one of its offices, or (without a
    country) of the region. Computed again, it is replaced; `computed_at` says when."""

    LONGEST = 500

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="figures")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, null=True, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")
    period = models.DateField()
    value = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    reason = models.CharField(max_length=LONGEST, blank=True)
    numerator = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    denominator = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    # The smallest number of cases or persons that it tells of, 0 left out.
    fewest = models.PositiveIntegerField(null=True)
    computed_at = models.DateTimeField(null=True)
    document = models.CharField(max_length=LONGEST, blank=True)
    stated_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    stated_at = models.DateTimeField(null=True)
    verified_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    verified_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = FigureQuerySet.as_manager()

    class Meta:
        ordering = ["-period", "indicator", "country", "office"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "country", "office", "period"],
                name="one_figure_a_month",
                nulls_distinct=False,
                violation_error_message=_("There is a figure of this month already."),
            ),
            models.CheckConstraint(
                condition=Q(period__day=1),
                name="figure_is_of_a_month",
                violation_error_message=_("Give the first day of the month."),
            ),
            models.CheckConstraint(
                condition=Q(office=None) | Q(country__isnull=False),
                name="figure_of_an_office_has_its_country",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False) | ~Q(reason=""),
                name="figure_without_value_has_a_reason",
                violation_error_message=_("Say why there is no figure."),
            ),
            models.CheckConstraint(
                condition=Q(computed_at__isnull=False, stated_by=None)
                | (Q(computed_at=None, stated_by__isnull=False, country__isnull=False)),
                name="figure_is_computed_or_stated",
            ),
            models.CheckConstraint(
                condition=Q(stated_by=None) | ~Q(document=""),
                name="stated_figure_names_its_document",
                violation_error_message=_("Name the document that the figure stands in."),
            ),
            models.CheckConstraint(
                condition=Q(verified_by=None)
                | (Q(stated_by__isnull=False) & ~Q(verified_by=F("stated_by"))),
                name="figure_is_verified_by_a_second_person",
                violation_error_message=_("A second person verifies."),
            ),
        ]
        indexes = [models.Index(fields=["period", "indicator"], name="figure_by_month")]

    def __str__(self) -> str:
        return f"{self.indicator.code} {self.place} {self.period:%Y-%m}"

    @property
    def place(self) -> str:
        """The code of whom it is about."""
        return self.office.code if self.office is not None else self.country_id or "region"

    @property
    def api_link(self) -> str:
        return f"/api/v1/roadmap/figures/{self.public_id}/"


class TargetQuerySet(models.QuerySet["Target"]):
    def visible_to(self, user: object) -> Self:
        return self if may(user, Capability.READ_ROADMAP) else self.none()


class Target(models.Model):
    """What a country wants an indicator to reach, by when, and where it started."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="targets")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    value = models.DecimalField(max_digits=16, decimal_places=2)
    by = models.DateField()
    baseline = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    baseline_on = models.DateField(null=True)
    set_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = TargetQuerySet.as_manager()

    class Meta:
        ordering = ["indicator", "country"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "country"], name="one_target_a_country"),
            models.CheckConstraint(
                condition=Q(baseline=None, baseline_on=None)
                | Q(baseline__isnull=False, baseline_on__isnull=False),
                name="baseline_has_its_day",
                violation_error_message=_("Give the baseline with its day, or neither."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator.code} {self.country_id}: {self.value}"


class IndicatorChangeQuerySet(models.QuerySet["IndicatorChange"]):
    def visible_to(self, user: object) -> Self:
        return self if may(user, Capability.READ_ROADMAP) else self.none()


class IndicatorChange(models.Model):
    """What a country stated, verified or aimed at, as it stood then; rows are added, never
    changed."""

    class Kind(models.TextChoices):
        STATED = "stated", _("figure stated")
        VERIFIED = "verified", _("figure verified")
        TARGET = "target", _("target set")

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="changes")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    period = models.DateField(null=True)
    value = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    reason = models.CharField(max_length=500, blank=True)
    document = models.CharField(max_length=500, blank=True)
    due_on = models.DateField(null=True)
    baseline = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    baseline_on = models.DateField(null=True)
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)

    objects = IndicatorChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        triggers = [append_only()]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.country_id} {self.kind}"
