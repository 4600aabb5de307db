from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef

from agencies.access import country_of, officer, reach
from agencies.models import Officer
from cases.models.case import Case, granted_to
from cases.models.levels import Level


class ConfirmationQuerySet(models.QuerySet["HandlingConfirmation"]):
    def standing(self) -> "ConfirmationQuerySet":
        """Of the restriction as it stands now; a changed one is read again."""
        return self.filter(version=F("case__handling_version"))

    def by(self, user: object) -> "ConfirmationQuerySet":
        """Fails closed: nobody has confirmed nothing."""
        who = officer(user)
        return self.filter(officer=who) if who is not None else self.none()


class HandlingConfirmation(models.Model):
    """An officer (or the account of a partner system) has read the restriction of a case under
    H3 in this version, and confirmed it. Before that, nobody opens the full case."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="confirmations")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    at = models.DateTimeField()

    objects = ConfirmationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "officer", "version"], name="one_confirmation_per_version"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.officer}"


def unread_ids(user: object) -> models.QuerySet[Any]:
    """Cases under H3 whose restriction this user has still to read and confirm. Whose own case it
    is wrote the restriction; the second originator of a joint case did not."""
    confirmed = HandlingConfirmation.objects.standing().by(user).filter(case=OuterRef("pk"))
    own = granted_to(reach(user), Level.ORIGINATOR).filter(
        content_object=OuterRef("pk"), content_object__country=country_of(user)
    )
    restricted = Case.objects.filter(handling_code=Case.Handling.H3)
    return restricted.filter(~Exists(confirmed), ~Exists(own)).order_by().values("pk")
