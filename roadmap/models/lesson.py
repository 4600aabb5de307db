"""Answered questions of the portal's own lessons."""

from typing import Self

import uuid6
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.access import country_of, office_of, officer
from agencies.models import Office, Officer
from audit.clock import now
from roadmap.models.history import append_only

Role = Officer.Role


class LessonTryQuerySet(models.QuerySet["LessonTry"]):
    def visible_to(self, user: object) -> Self:
        """One's own; to a head those of the own office; to a coordinator the own country's."""
        who = officer(user)
        if who is None:
            return self.none()
        own = Q(officer=who)
        if who.role == Role.HEAD and (office := office_of(user)) is not None:
            own |= Q(officer__office=office)
        if who.role == Role.COORDINATOR and (country := country_of(user)):
            own |= Q(officer__country=country)
        return self.filter(own)

    def passed(self) -> Self:
        return self.filter(is_passed=True)


class LessonTry(models.Model):
    """One go at the questions of a lesson, in the version it had; added, never changed."""

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    # Where the officer was posted then; none between two postings.
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")
    lesson = models.SlugField(max_length=40)
    version = models.PositiveSmallIntegerField()
    right = models.PositiveSmallIntegerField()
    asked = models.PositiveSmallIntegerField()
    is_passed = models.BooleanField()
    # The place of the chosen answer of each question, from 0.
    answers = ArrayField(models.PositiveSmallIntegerField(), default=list)
    at = models.DateTimeField(default=now)

    objects = LessonTryQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "lesson tries"
        constraints = [
            models.CheckConstraint(
                condition=Q(right__lte=F("asked"), asked__gte=1),
                name="lesson_not_more_right_than_asked",
                violation_error_message=_("There are not so many questions."),
            ),
        ]
        indexes = [models.Index(fields=["officer", "lesson"], name="lesson_of_officer")]
        triggers = [append_only()]

    def __str__(self) -> str:
        return f"{self.officer_id} {self.lesson} {self.right}/{self.asked}"
