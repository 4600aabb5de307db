from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import Office, Officer
from cases.models.case import Case
from cases.models.levels import Level


class EventQuerySet(models.QuerySet["Event"]):
    def readable_at(self, level: Level, country: str) -> "EventQuerySet":
        """All of them for the originator. Full readers read of protected persons only what
        concerns the own country; a headline reader reads nothing of them, and of the rest only
        of the own country."""
        if level is Level.ORIGINATOR:
            return self
        of_people = models.Q(kind__in=Event.OF_PROTECTED_PEOPLE)
        if level.rank >= Level.FULL.rank:
            return self.exclude(of_people & ~models.Q(about_country=country))
        return self.exclude(of_people).filter(
            models.Q(about_country=country) | models.Q(about_country="", is_public=True)
        )


class Event(models.Model):
    """A change of a case: who, when, why. Coded, so that it is told in the reader's language."""

    class Kind(models.TextChoices):
        LOGGED = "logged", _("Draft started")
        SUBMITTED = "submitted", _("Submitted")
        REVISED = "revised", _("Changed")
        TOLD = "told", _("Office told")
        SKIPPED = "skipped", _("Office skipped")
        ACKNOWLEDGED = "acknowledged", _("Acknowledged")
        ENGAGED = "engaged", _("Engaged")
        DECLINED = "declined", _("Not for us")
        SHARED = "shared", _("Shared more")
        RECALLED = "recalled", _("Recalled")
        EXPIRED = "expired", _("Share ended by its time")
        PERSON_SHOWN = "person_shown", _("Protected person shown")
        PERSON_HIDDEN = "person_hidden", _("Protected person hidden again")
        TOUCH_ADDED = "touch_added", _("Border added")
        TOUCH_STRUCK = "touch_struck", _("Border struck")
        TOUCH_FELL_AWAY = "touch_fell_away", _("No longer touches the border")
        CLOSED = "closed", _("Closed")
        REOPENED = "reopened", _("Reopened")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    # What a headline reader may know of the case's life.
    PUBLIC = frozenset({Kind.SUBMITTED, Kind.CLOSED, Kind.REOPENED, Kind.WITHDRAWN})
    # That there is a victim or witness, and who knows of them.
    OF_PROTECTED_PEOPLE = frozenset({Kind.PERSON_SHOWN, Kind.PERSON_HIDDEN})

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=16, choices=Kind)
    at = models.DateTimeField()
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")
    about_office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")
    about_country = models.CharField(max_length=2, blank=True)
    is_public = models.BooleanField(default=False)
    fields = models.JSONField(default=list)
    detail = models.CharField(max_length=300, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField()

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.case}: {self.get_kind_display()}"
