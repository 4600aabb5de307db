"""Studies, what they recommend and to whom, and where each member state stands on it."""

from typing import Self

import uuid6
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agencies.access import Capability, may
from agencies.models import Country, Officer
from audit.clock import now
from roadmap.models.adoption import NOT_WHEN, WHEN, Body
from roadmap.models.edition import ActionItem
from roadmap.models.history import append_only


class StudyQuerySet(models.QuerySet["Study"]):
    def visible_to(self, user: object) -> Self:
        return self.all() if may(user, Capability.READ_ROADMAP) else self.none()


class Study(models.Model):
    """Kept by the lead shepherd. `at`: a year, a month or a day, "" when it is not known;
    `document`: an address or the place of a document on each line."""

    LONGEST = 2000

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    title = models.CharField(max_length=200)
    made_by = models.CharField(max_length=200)
    at = models.CharField(max_length=10, blank=True)
    document = models.TextField(max_length=LONGEST)
    note = models.TextField(blank=True, max_length=LONGEST)
    version = models.PositiveIntegerField(default=1)

    objects = StudyQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "studies"
        constraints = [
            models.UniqueConstraint(
                fields=["title"],
                name="study_once",
                violation_error_message=_("There is a study of this title."),
            ),
            models.CheckConstraint(
                condition=Q(at="") | Q(at__regex=WHEN),
                name="study_has_a_day_or_month",
                violation_error_message=NOT_WHEN,
            ),
            models.CheckConstraint(
                condition=~Q(document=""),
                name="study_names_its_document",
                violation_error_message=_("Say where the study is."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def link(self) -> str:
        return reverse("roadmap-study", args=[self.public_id])

    @property
    def api_link(self) -> str:
        return reverse("api:roadmap-study", args=[self.public_id])

    @property
    def sources(self) -> list[tuple[str, bool]]:
        """Each line, and whether it is an address."""
        lines = [line.strip() for line in self.document.splitlines() if line.strip()]
        return [(line, line.startswith(("https://", "http://"))) for line in lines]


class StudyChange(models.Model):
    """A study as it was put down then; rows are added, never changed. `by`: nobody entered it, it
    came with the portal."""

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="changes")
    title = models.CharField(max_length=200)
    made_by = models.CharField(max_length=200)
    at = models.CharField(max_length=10, blank=True)
    document = models.TextField()
    note = models.TextField(blank=True)
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    put_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["-pk"]
        triggers = [append_only()]

    def __str__(self) -> str:
        return self.title


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    def visible_to(self, user: object) -> Self:
        return self.all() if may(user, Capability.READ_ROADMAP) else self.none()

    def to_show(self) -> Self:
        return self.select_related("study", "body").prefetch_related("items__edition")


class Recommendation(models.Model):
    """What a study recommends, to a body or to somebody who is named."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        CONSIDERED = "considered", _("under consideration")
        ACCEPTED = "accepted", _("accepted")
        IN_PRACTICE = "in_practice", _("being put into practice")
        DONE = "done", _("done")
        SET_ASIDE = "set_aside", _("set aside")

    LONGEST = 5000

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="recommendations")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(max_length=LONGEST)
    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    addressee = models.CharField(max_length=120, blank=True)
    items = models.ManyToManyField(ActionItem, blank=True, related_name="recommendations")
    status = models.CharField(max_length=11, choices=Status, default=Status.PROPOSED)
    status_on = models.DateField()
    reason = models.TextField(blank=True, max_length=Study.LONGEST)
    version = models.PositiveIntegerField(default=1)

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        ordering = ["study", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["study", "number"],
                name="recommendation_number_once",
                violation_error_message=_("The study has a recommendation of this number."),
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="recommendation_numbers_start_at_one",
                violation_error_message=_("Numbers start at 1."),
            ),
            models.CheckConstraint(
                condition=Q(body__isnull=False, addressee="")
                | Q(body__isnull=True) & ~Q(addressee=""),
                name="recommendation_has_one_addressee",
                violation_error_message=_("Name one addressee: a body, or another."),
            ),
            models.CheckConstraint(
                condition=Q(status="proposed") | ~Q(reason=""),
                name="recommendation_status_says_why",
                violation_error_message=_("Say why it stands so, and who decided it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.study} · {self.number}"

    @property
    def addressed_to(self) -> str:
        return self.body.code if self.body is not None else self.addressee

    @property
    def link(self) -> str:
        return reverse("roadmap-recommendation", args=[self.public_id])

    @property
    def api_link(self) -> str:
        return reverse("api:roadmap-recommendation", args=[self.public_id])


class RecommendationChange(models.Model):
    """A recommendation as it was put down then; rows are added, never changed. `items`: their
    references (2021-4), a blank between them."""

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="changes"
    )
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    addressed_to = models.CharField(max_length=120)
    items = models.CharField(max_length=1000, blank=True)
    status = models.CharField(max_length=11, choices=Recommendation.Status)
    status_on = models.DateField()
    reason = models.TextField(blank=True)
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["-pk"]
        triggers = [append_only()]

    def __str__(self) -> str:
        return f"{self.number} {self.status}"


class PositionQuerySet(models.QuerySet["Position"]):
    def visible_to(self, user: object) -> Self:
        return self.all() if may(user, Capability.READ_ROADMAP) else self.none()

    def standing(self) -> Self:
        """The last word of each country on each recommendation."""
        last = self.order_by("recommendation_id", "country_id", "-version")
        return last.distinct("recommendation_id", "country_id")

    def to_show(self) -> Self:
        return self.select_related("country", "by__country", "by__office")


class Position(models.Model):
    """What a country said of a recommendation; rows are added, never changed: its last one
    stands. `version` counts them from 1."""

    class Stance(models.TextChoices):
        SUPPORTS = "supports", _("supports")
        IN_PART = "in_part", _("supports in part")
        NEEDS_TIME = "needs_time", _("needs time")
        NOT = "not", _("does not support")

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="positions"
    )
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    stance = models.CharField(max_length=10, choices=Stance)
    note = models.TextField(blank=True, max_length=Study.LONGEST)
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)

    objects = PositionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "country", "version"],
                name="position_version_once",
                violation_error_message=_("A colleague stated the position at the same time."),
            ),
        ]
        triggers = [append_only()]

    def __str__(self) -> str:
        return f"{self.country_id} {self.stance}"
