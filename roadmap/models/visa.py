"""Days without a visa: what a host country grants to nationals of another, from when to when."""

from datetime import date
from typing import Self

import pgtrigger
import uuid6
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agencies.access import Capability, may
from agencies.models import Country, Officer
from audit.clock import now


class VisaStatementQuerySet(models.QuerySet["VisaStatement"]):
    def visible_to(self, user: object) -> Self:
        return self.all() if may(user, Capability.READ_ROADMAP) else self.none()

    def standing(self) -> Self:
        """Those that are not struck."""
        return self.filter(struck_at=None)

    def on(self, day: date) -> Self:
        """What held then."""
        until = Q(valid_to=None) | Q(valid_to__gte=day)
        return self.standing().filter(until, valid_from__lte=day)

    def to_show(self) -> Self:
        people = [f"{who}__{of}" for who in ("stated_by", "verified_by") for of in _OF_PERSON]
        return self.select_related("host", "nationality", *people)


_OF_PERSON = ("country", "office")


class VisaStatement(models.Model):
    """What the host states is never changed: a new one ends the one before it, a mistake is
    struck. `days` 0: a visa is needed. `valid_to` is the last day it holds, None: until further
    notice."""

    class Paper(models.TextChoices):
        ORDINARY = "ordinary", _("ordinary passport")
        OFFICIAL = "official", _("diplomatic or official passport")

    MOST_DAYS = 366
    LONGEST = 500

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    host = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    nationality = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    paper = models.CharField(max_length=8, choices=Paper, default=Paper.ORDINARY)
    days = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    ground = models.CharField(max_length=LONGEST)
    document = models.CharField(max_length=LONGEST)
    stated_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    stated_at = models.DateTimeField(default=now)
    verified_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    verified_at = models.DateTimeField(null=True)
    struck_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    struck_at = models.DateTimeField(null=True)
    struck_reason = models.CharField(max_length=LONGEST, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = VisaStatementQuerySet.as_manager()

    class Meta:
        ordering = ["host", "nationality", "paper", "-valid_from", "-pk"]
        constraints = [
            ExclusionConstraint(
                name="visa_statements_do_not_overlap",
                expressions=[
                    ("host", RangeOperators.EQUAL),
                    ("nationality", RangeOperators.EQUAL),
                    ("paper", RangeOperators.EQUAL),
                    (
                        Func(
                            F("valid_from"),
                            F("valid_to"),
                            Value("[]"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(struck_at=None),
                violation_error_message=_("Something else is stated for some of these days."),
            ),
            models.CheckConstraint(
                condition=~Q(host=F("nationality")),
                name="visa_statement_is_of_two_countries",
                violation_error_message=_("Choose another country than the host."),
            ),
            models.CheckConstraint(
                condition=Q(days__lte=366),
                name="visa_days_are_a_year_at_most",
                violation_error_message=_("366 days at most."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="visa_statement_ends_after_it_begins",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                condition=~Q(ground="") & ~Q(document=""),
                name="visa_statement_has_ground_and_document",
                violation_error_message=_("Name the ground and the source."),
            ),
            models.CheckConstraint(
                condition=Q(verified_by=None) | ~Q(verified_by=F("stated_by")),
                name="visa_statement_verified_by_second",
                violation_error_message=_("Somebody else verifies what you stated."),
            ),
            models.CheckConstraint(
                condition=Q(struck_at=None) | ~Q(struck_reason=""),
                name="visa_statement_struck_says_why",
                violation_error_message=_("Say why."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="statement_is_kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="statement_stands",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(
                    "host",
                    "nationality",
                    "paper",
                    "days",
                    "valid_from",
                    "ground",
                    "document",
                    "stated_by",
                    "stated_at",
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.host_id} {self.nationality_id} {self.days}"

    @property
    def link(self) -> str:
        return reverse("roadmap-visa-pair", args=[self.host_id, self.nationality_id])

    @property
    def api_link(self) -> str:
        return reverse("api:roadmap-visa-statement", args=[self.public_id])
