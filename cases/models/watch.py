import uuid6
from django.db import models

from agencies.access import officer
from agencies.models import Officer
from cases.models.case import Case


class WatchQuerySet(models.QuerySet["Watch"]):
    def readable_by(self, user: object) -> "WatchQuerySet":
        """One's own, of cases within reach."""
        who = officer(user)
        if who is None:
            return self.none()
        return self.filter(officer=who, case__in=Case.objects.visible_to(who))


class Watch(models.Model):
    """One person follows one case. `seen_event` is the last event that had happened when that
    person opened it: what came later is news."""

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="watches")
    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()
    seen_at = models.DateTimeField()
    seen_event = models.BigIntegerField(default=0)

    objects = WatchQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["officer", "case"], name="one_watch_per_person"),
        ]

    def __str__(self) -> str:
        return f"{self.officer}: {self.case}"
