import uuid6
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Country, Office, Officer
from cases.models.case import Case
from cases.models.levels import Level


class ApprovalQuerySet(models.QuerySet["Approval"]):
    def open(self) -> "ApprovalQuerySet":
        return self.filter(answer="")


class Approval(models.Model):
    """A disclosure that an officer proposed and the head of the office approves or declines.
    Nothing of it happens before."""

    class Verb(models.TextChoices):
        SUBMIT = "submit", _("Submit the case")
        SHARE = "share", _("Share the case")

    class Answer(models.TextChoices):
        APPROVED = "approved", _("approved")
        DECLINED = "declined", _("declined")

    LONGEST = 300

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="approvals")
    verb = models.CharField(max_length=6, choices=Verb)
    # Of a share: to whom, how much, what for, until when.
    country = models.ForeignKey(Country, on_delete=models.PROTECT, null=True, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")
    level = models.CharField(max_length=10, choices=Level, blank=True)
    purpose = models.CharField(max_length=LONGEST, blank=True)
    expires_at = models.DateTimeField(null=True)
    # Of a submission: what each country would see, by its code.
    levels = models.JSONField(default=dict)
    # What stood in the case when it was asked (`cases.approvals.stands`).
    stood = models.CharField(max_length=40, blank=True, editable=False)
    proposed_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    answer = models.CharField(max_length=8, choices=Answer, blank=True)
    answered_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=LONGEST, blank=True)

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "verb", "country", "office"],
                condition=Q(answer=""),
                name="one_open_approval_each",
                nulls_distinct=False,
                violation_error_message=_("That waits for the head of your office already."),
            ),
            models.CheckConstraint(
                condition=~Q(answer="declined") | ~Q(reason=""),
                name="declined_approval_has_a_reason",
                violation_error_message=_("Say why not."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.verb}"

    @property
    def to(self) -> Office | Country | None:
        return self.office or self.country
