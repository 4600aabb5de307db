import uuid6
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Country, Office, Officer
from cases.models.case import Case
from cases.models.levels import Level
from cases.models.requestattachment import RequestAttachment


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def waiting(self) -> "ProposalQuerySet":
        return self.filter(state=Proposal.State.WAITING)

    def readable_at(self, level: Level, country: str) -> "ProposalQuerySet":
        """For the originator, who decides, all of them; but what came with an answer only where
        the own country asked. Else those of the own country."""
        if level is Level.ORIGINATOR:
            asked = Q(attachment__step__request__asking_office__country=country)
            return self.filter(Q(attachment=None) | asked | Q(country=country))
        return self.filter(country=country) if level.rank >= Level.FULL.rank else self.none()


class Proposal(models.Model):
    """What a country that contributes would have changed in the originator's own fields, or a
    part that an office attached to its answer. It changes nothing before the originator accepts
    it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Taken back")

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="proposals")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    # A partner system has no office.
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=300)
    # The proposed values by field, as `cases.contentjson` writes them.
    changes = models.JSONField()
    # What stood there when it was proposed; empty where that was not kept.
    stood = models.JSONField(default=dict)
    # A part that came with an answer and would be added, in place of values.
    attachment = models.OneToOneField(
        RequestAttachment, on_delete=models.PROTECT, null=True, related_name="proposal"
    )
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    taken = models.JSONField(default=list, help_text="Names of the fields that were taken over")
    settled_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    settle_reason = models.CharField(max_length=300, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="waiting", settled_at=None)
                | ~Q(state="waiting") & Q(settled_at__isnull=False),
                name="proposal_is_settled_once",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(settle_reason=""),
                name="declined_proposal_has_a_reason",
                violation_error_message=_("Say why it is declined."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="proposal_has_a_reason",
                violation_error_message=_("Say why you propose it."),
            ),
            models.CheckConstraint(
                condition=Q(attachment=None) | Q(changes={}),
                name="proposal_is_of_values_or_a_part",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.country_id} {self.state}"

    @property
    def adds_a_part(self) -> bool:
        return self.attachment_id is not None

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING
