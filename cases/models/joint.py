import uuid6
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Office, Officer
from cases.models.case import Case


class JointInviteQuerySet(models.QuerySet["JointInvite"]):
    def waiting(self) -> "JointInviteQuerySet":
        return self.filter(answer="")


class JointInvite(models.Model):
    """The office that logged a case asks an office of another country to be its originator too,
    with equal rights."""

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("taken back")

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    invited_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    answer = models.CharField(max_length=9, choices=Answer, blank=True)
    answered_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    objects = JointInviteQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(answer=""),
                name="one_joint_invite_at_a_time",
                violation_error_message=_("An office has been asked already."),
            ),
            models.CheckConstraint(
                condition=Q(answer="") | Q(answered_at__isnull=False),
                name="joint_answer_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.office}"
