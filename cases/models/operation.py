from typing import Self

import uuid6
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.access import office_of, officer, partner_of
from agencies.models import Border, Country, Crossing, Office, Officer


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def readable_by(self, user: object) -> Self:
        """The seats of the own office; to a coordinator and a partner system, those of the
        offices of its country. Fails closed: no office, no seat."""
        partner = partner_of(user)
        if partner is not None:
            return self.filter(office__country=partner.country_id)
        who, office = officer(user), office_of(user)
        if who is None or office is None:
            return self.none()
        if who.role == Officer.Role.COORDINATOR:
            return self.filter(office__country=office.country_id)
        return self.filter(office=office)

    def taking_part(self) -> Self:
        return self.filter(answer=Participant.Answer.ACCEPTED)

    def waiting(self) -> Self:
        return self.filter(answer="")

    def in_sight(self) -> Self:
        """Whoever is asked reads the plan; whoever declined no longer does."""
        return self.exclude(answer=Participant.Answer.DECLINED)


class OperationQuerySet(models.QuerySet["Operation"]):
    def visible_to(self, user: object) -> Self:
        """Operations that an office of the reader was asked to, or leads."""
        return self.filter(pk__in=Participant.objects.readable_by(user).values("operation"))

    def read_in_full_by(self, user: object) -> Self:
        """Without those that the reader's offices declined."""
        seats = Participant.objects.readable_by(user).in_sight()
        return self.filter(pk__in=seats.values("operation"))

    def with_country(self, country: Country) -> Self:
        """In which an office of the country takes part."""
        seats = Participant.objects.taking_part().filter(office__country=country)
        return self.filter(pk__in=seats.values("operation"))


class Operation(models.Model):
    """A joint or coordinated operation: planned by one office with offices of other countries.

    `version` counts changes of the plan. What somebody attaches or answers leaves it alone, so
    that it never tells a reader of what is out of his sight.
    """

    class Kind(models.TextChoices):
        JOINT = "joint", _("Joint: officers of several countries work together at one site")
        COORDINATED = "coordinated", _("Coordinated: each country at its own sites, at one time")

    class Status(models.TextChoices):
        PLANNED = "planned", _("Planned")
        AGREED = "agreed", _("Agreed")
        RUNNING = "running", _("Running")
        ENDED = "ended", _("Ended")
        REPORTED = "reported", _("Reported")
        CANCELLED = "cancelled", _("Cancelled")

    # Not begun yet; open to changes; open to results.
    AHEAD = frozenset({Status.PLANNED, Status.AGREED})
    OPEN = AHEAD | {Status.RUNNING}
    COUNTING = frozenset({Status.RUNNING, Status.ENDED})
    OVER = frozenset({Status.ENDED, Status.REPORTED})

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    reference = models.CharField(max_length=40, unique=True, editable=False)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=200)
    objective = models.TextField(_("objective"), max_length=5000)
    kind = models.CharField(_("kind"), max_length=11, choices=Kind)
    starts = models.DateField(_("first day"))
    ends = models.DateField(_("last day"))
    sites = models.ManyToManyField(Crossing, related_name="+", verbose_name=_("sites"))
    status = models.CharField(max_length=9, choices=Status, default=Status.PLANNED)
    reason = models.CharField(max_length=500, blank=True)
    summary = models.TextField(max_length=10_000, blank=True)
    planned_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField(editable=False)
    started_at = models.DateTimeField(null=True, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = OperationQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts__lte=F("ends")),
                name="operation_starts_before_it_ends",
                violation_error_message=_("The last day is not before the first."),
            ),
            models.CheckConstraint(
                condition=~Q(status="cancelled") | ~Q(reason=""),
                name="cancelled_operation_has_a_reason",
                violation_error_message=_("Say why."),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def link(self) -> str:
        return f"/operations/{self.reference}/"

    @property
    def api_link(self) -> str:
        return f"/api/v1/operations/{self.reference}/"

    @property
    def borders(self) -> list[Border]:
        """Those that its sites lie on."""
        found = {site.border_id: site.border for site in self.sites.all()}
        return [found[code] for code in sorted(found)]

    @property
    def is_ahead(self) -> bool:
        return self.status in self.AHEAD

    @property
    def is_open(self) -> bool:
        return self.status in self.OPEN

    @property
    def is_running(self) -> bool:
        return self.status == self.Status.RUNNING

    @property
    def is_counting(self) -> bool:
        """Whether results are written down."""
        return self.status in self.COUNTING

    @property
    def is_over(self) -> bool:
        return self.status in self.OVER


class Participant(models.Model):
    """One office's seat in an operation: asked, then accepted or declined. The lead has one."""

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", _("takes part")
        DECLINED = "declined", _("declined")

    operation = models.ForeignKey(Operation, on_delete=models.CASCADE, related_name="participants")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    invited_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    answer = models.CharField(max_length=8, choices=Answer, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    answered_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    # Whether the others read the names in its shifts, or only how many they are.
    shows_names = models.BooleanField(default=False)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["operation", "office"],
                name="office_has_one_seat",
                violation_error_message=_("This office is asked already."),
            ),
            models.CheckConstraint(
                condition=~Q(answer="declined") | ~Q(reason=""),
                name="declined_seat_has_a_reason",
                violation_error_message=_("Say why."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.operation}: {self.office}"

    @property
    def takes_part(self) -> bool:
        return self.answer == self.Answer.ACCEPTED

    @property
    def is_waiting(self) -> bool:
        return self.answer == ""


class OperationEvent(models.Model):
    """What happened to an operation. Nothing of the cases attached is ever written here."""

    class Kind(models.TextChoices):
        PLANNED = "planned", _("Planned")
        CHANGED = "changed", _("Plan changed")
        INVITED = "invited", _("Office asked to take part")
        ACCEPTED = "accepted", _("Office takes part")
        DECLINED = "declined", _("Office declined")
        STARTED = "started", _("Started")
        ENDED = "ended", _("Ended")
        CANCELLED = "cancelled", _("Cancelled")
        REPORTED = "reported", _("Reported")

    operation = models.ForeignKey(Operation, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=9, choices=Kind)
    at = models.DateTimeField()
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    about = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    fields = models.JSONField(default=list)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.operation}: {self.get_kind_display()}"
