"""How one country marks cases for itself: flags with a reason, and tags of its own words."""

from typing import Any, Self

import uuid6
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.access import country_of
from agencies.models import Country, Office, Officer
from cases.models.case import Case


class CountryRows(models.QuerySet[Any]):
    def readable_by(self, user: object) -> Self:
        """Of the own country, beside cases within reach. Fails closed."""
        country = country_of(user)
        if not country:
            return self.none()
        return self.standing().filter(country=country, case__in=Case.objects.visible_to(user))

    def standing(self) -> Self:
        return self.filter(ended_at=None)

    def of_case(self, case: Case) -> Self:
        return self.filter(case=case)


class Mark(models.Model):
    """What flags and tags have in common: whose it is, who set it and who took it away."""

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")
    set_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True
        ordering = ["pk"]


class Flag(Mark):
    """Something about a case that officers of one country should know before they go on."""

    class Kind(models.TextChoices):
        REVIEW = "review", _("Urgent review")
        SENSITIVE = "sensitive", _("Sensitive")
        DUPLICATE = "duplicate", _("Possible duplicate")
        OTHER = "other", _("Other, see the reason")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=9, choices=Kind)
    reason = models.CharField(max_length=300)

    objects = CountryRows.as_manager()

    class Meta(Mark.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["case", "country", "kind"],
                condition=Q(ended_at=None),
                name="one_flag_of_a_kind",
                violation_error_message=_("Your country has set this flag already."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="flag_has_a_reason",
                violation_error_message=_("Say why."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.country_id}: {self.case} {self.kind}"


class TagQuerySet(models.QuerySet["Tag"]):
    def readable_by(self, user: object) -> "TagQuerySet":
        country = country_of(user)
        return self.filter(country=country) if country else self.none()


class Tag(models.Model):
    """A word of one country's own vocabulary. `key` is how it is compared: two ways of writing
    the same word are one tag."""

    LONGEST = 40
    # Some characters are several when they are compared.
    LONGEST_KEY = LONGEST * 4

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=LONGEST)
    key = models.CharField(max_length=LONGEST_KEY, editable=False)

    objects = TagQuerySet.as_manager()

    class Meta:
        ordering = ["key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["country", "key"], name="one_tag_per_word"),
        ]

    def __str__(self) -> str:
        return self.name


class CaseTag(Mark):
    """A tag on a case."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    tag = models.ForeignKey(Tag, on_delete=models.PROTECT, related_name="+")

    objects = CountryRows.as_manager()

    class Meta(Mark.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["case", "tag"], condition=Q(ended_at=None), name="one_tag_of_a_word"
            ),
        ]
        indexes = [
            models.Index(fields=["tag", "case"], condition=Q(ended_at=None), name="tag_cases"),
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.tag}"
