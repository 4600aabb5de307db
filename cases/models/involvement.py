from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Office, Officer
from cases.models.case import Case
from notices.models import Notice


class InvolvementQuerySet(models.QuerySet["Involvement"]):
    def standing(self) -> "InvolvementQuerySet":
        return self.filter(ended_at=None)

    def with_progress(self) -> "InvolvementQuerySet":
        """What the sender's page shows of each office, in a fixed number of queries."""
        return self.select_related(
            "office__country", "notice", "acknowledged_by", "engaged_by", "declined_by"
        ).prefetch_related("notice__reads__officer")


class Involvement(models.Model):
    """One office's standing in one case: notified, delivered, read, acknowledged, engaged,
    not for us. Delivery and reading are read off its notice, never copied."""

    class Standing(models.TextChoices):
        NOTIFIED = "notified", _("queued")
        DELIVERED = "delivered", _("delivered")
        READ = "read", _("read")
        ACKNOWLEDGED = "acknowledged", _("acknowledged")
        ENGAGED = "engaged", _("engaged")
        NOT_FOR_US = "not_for_us", _("not for us")
        ENDED = "ended", _("recalled")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="involvements")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="involvements")
    notice = models.OneToOneField(
        Notice, on_delete=models.PROTECT, related_name="involvement", null=True
    )
    borders = models.CharField(max_length=200, help_text="Codes of the borders it was told for")
    is_direct = models.BooleanField(default=False)
    is_desk = models.BooleanField(default=False)
    skipped = models.CharField(max_length=300, blank=True)
    told_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, related_name="+"
    )
    engaged_at = models.DateTimeField(null=True)
    engaged_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    declined_at = models.DateTimeField(null=True)
    declined_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    decline_reason = models.CharField(max_length=300, blank=True)
    fell_away_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = InvolvementQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "office"], name="one_involvement_per_office"),
            models.CheckConstraint(
                condition=Q(declined_at=None) | ~Q(decline_reason=""),
                name="decline_has_a_reason",
                violation_error_message=_("Say why it is not for your office."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.office}"

    @property
    def standing(self) -> "Involvement.Standing":
        if self.ended_at:
            return self.Standing.ENDED
        if self.declined_at:
            return self.Standing.NOT_FOR_US
        if self.engaged_at:
            return self.Standing.ENGAGED
        if self.acknowledged_at:
            return self.Standing.ACKNOWLEDGED
        return self._standing_of_notice()

    def _standing_of_notice(self) -> "Involvement.Standing":
        if self.notice is None or self.notice.delivered_at is None:
            return self.Standing.NOTIFIED
        return self.Standing.READ if self.notice.reads.all() else self.Standing.DELIVERED

    @property
    def border_codes(self) -> list[str]:
        return [code for code in self.borders.split(" ") if code]
