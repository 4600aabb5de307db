from typing import Self
from zoneinfo import ZoneInfo

import uuid6
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.access import office_of, officer, partner_of
from agencies.models import Office, Officer
from audit.clock import now


def of_reader(user: object, prefix: str = "") -> Q | None:
    """The two offices of a row, as a reader reaches them: the own one; for a coordinator and a
    partner system, those of the country. None: nobody."""
    partner, who, office = partner_of(user), officer(user), office_of(user)
    country = partner.country_id if partner is not None else None
    if who is not None and office is not None and who.role == Officer.Role.COORDINATOR:
        country = office.country_id
    if country is not None:
        wanted: dict[str, object] = {"__country": country}
    elif office is not None:
        wanted = {"": office}
    else:
        return None
    ((path, value),) = wanted.items()
    own, other = f"{prefix}office{path}", f"{prefix}other{path}"
    return Q(**{own: value}) | Q(**{other: value})


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, user: object) -> Self:
        """Those of the two offices; fails closed."""
        reached = of_reader(user)
        return self.filter(reached) if reached is not None else self.none()


class Meeting(models.Model):
    """Two paired offices meet: agenda, who came, minutes that one side writes and the other agrees
    to."""

    class Status(models.TextChoices):
        PLANNED = "planned", _("Planned")
        DRAFT = "draft", _("Minutes to be agreed")
        AGREED = "agreed", _("Minutes agreed")
        CANCELLED = "cancelled", _("Cancelled")

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    reference = models.CharField(max_length=40, unique=True, editable=False)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=200)
    at = models.DateTimeField(_("when"))
    place = models.CharField(_("place"), max_length=200)
    agenda = ArrayField(models.CharField(max_length=300), default=list)
    present_own = ArrayField(models.CharField(max_length=150), default=list)
    present_other = ArrayField(models.CharField(max_length=150), default=list)
    minutes = models.TextField(_("minutes"), max_length=20_000, blank=True)
    # Whose wording the minutes have now: the other side agrees.
    minutes_by = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")
    agreed_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    status = models.CharField(max_length=9, choices=Status, default=Status.PLANNED)
    reason = models.CharField(max_length=500, blank=True)
    called_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    called_at = models.DateTimeField(editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(office=F("other")),
                name="meeting_has_two_offices",
                violation_error_message=_("An office meets another office."),
            ),
            models.CheckConstraint(
                condition=~Q(status="agreed") | Q(agreed_by__isnull=False),
                name="minutes_are_agreed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def link(self) -> str:
        return f"/meetings/{self.reference}/"

    @property
    def api_link(self) -> str:
        return f"/api/v1/meetings/{self.reference}/"

    @property
    def offices(self) -> tuple[Office, Office]:
        return self.office, self.other

    @property
    def is_planned(self) -> bool:
        return self.status == self.Status.PLANNED

    @property
    def is_draft(self) -> bool:
        return self.status == self.Status.DRAFT

    @property
    def is_open(self) -> bool:
        """Minutes are still written."""
        return self.status in (self.Status.PLANNED, self.Status.DRAFT)

    @property
    def is_agreed(self) -> bool:
        return self.status == self.Status.AGREED


class DecisionQuerySet(models.QuerySet["Decision"]):
    def readable_by(self, user: object) -> Self:
        reached = of_reader(user, "meeting__")
        return self.filter(reached) if reached is not None else self.none()

    def standing(self) -> Self:
        return self.filter(removed_at=None)

    def open(self) -> Self:
        """A task: agreed by both sides and not done."""
        return self.standing().filter(done_at=None, meeting__status=Meeting.Status.AGREED)

    def by_urgency(self) -> Self:
        return self.order_by(F("due").asc(nulls_last=True), "pk")


class Decision(models.Model):
    """What a meeting decided that one of the two offices does, by a day or not. It is that
    office's task once the minutes are agreed; who does it, that office says."""

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="decisions")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(_("what is to be done"), max_length=500)
    due = models.DateField(_("until when"), null=True)
    assignee = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="decision_says_what_to_do",
                violation_error_message=_("Say what is to be done."),
            ),
        ]
        indexes = [
            models.Index(fields=["office"], condition=Q(done_at=None), name="decision_open"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting}: {self.public_id}"

    @property
    def is_overdue(self) -> bool:
        """A day ends when it ends at the office."""
        today = now().astimezone(ZoneInfo(self.office.time_zone)).date()
        return self.done_at is None and self.due is not None and self.due < today
