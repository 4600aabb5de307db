import uuid6
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.access import office_of
from agencies.models import Office, Officer
from cases.models.case import Case
from cases.models.levels import Level


class HandOverQuerySet(models.QuerySet["HandOver"]):
    def open(self) -> "HandOverQuerySet":
        return self.filter(answer="")

    def readable_by(self, user: object, level: Level) -> "HandOverQuerySet":
        """All of them for the originator, else those that were offered to or by the own office."""
        if level is Level.ORIGINATOR:
            return self
        office = office_of(user)
        return self.filter(Q(to_office=office) | Q(from_office=office)) if office else self.none()


class HandOver(models.Model):
    """One office offers a case to another, which accepts or declines. Nothing moves before."""

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        CANCELLED = "cancelled", _("taken back")

    LONGEST = 300

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="hand_overs")
    from_office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    to_office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    offered_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    offered_at = models.DateTimeField()
    reason = models.CharField(max_length=LONGEST)
    answer = models.CharField(max_length=9, choices=Answer, blank=True)
    answered_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answer_reason = models.CharField(max_length=LONGEST, blank=True)

    objects = HandOverQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(answer=""),
                name="one_open_hand_over",
                violation_error_message=_("The case is offered to an office already."),
            ),
            models.CheckConstraint(
                condition=~Q(answer="declined") | ~Q(answer_reason=""),
                name="declined_hand_over_has_a_reason",
                violation_error_message=_("Say why not."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.from_office} → {self.to_office}"
