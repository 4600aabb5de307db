"""Requests for information (design 4.5): one record for each office that is asked, with its own
readers. It carries no content of a case but what the asker writes."""

import uuid6
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from agencies.access import office_of, officer, partner_of
from agencies.models import Code, Office, Officer
from audit.clock import now
from cases.models.case import Case
from notices.models import Notice, Urgency

_SETTLED = ["answered", "refused", "withdrawn"]
PHRASEBOOK = "request_questions"
GROUNDS = "request_refusal"


class RequestQuerySet(models.QuerySet["Request"]):
    def visible_to(self, user: object) -> "RequestQuerySet":
        """The office that asks and those that have or had it to answer; the national coordinators
        and the partner systems of both countries."""
        partner = partner_of(user)
        if partner is not None:
            return self.of_country(partner.country_id)
        who, office = officer(user), office_of(user)
        if who is None or office is None:
            return self.none()
        if who.role == Officer.Role.COORDINATOR:
            return self.of_country(office.country_id)
        return self.filter(Q(asking_office=office) | Exists(_held_by(office)))

    def of_country(self, country: str) -> "RequestQuerySet":
        """It is forwarded inside one country only, so the office that has it tells which."""
        return self.filter(Q(asking_office__country=country) | Q(office__country=country))

    def open(self) -> "RequestQuerySet":
        return self.filter(state__in=Request.OPEN)

    def settled(self) -> "RequestQuerySet":
        return self.exclude(state__in=Request.OPEN)

    def running(self) -> "RequestQuerySet":
        """Open, and its clock is not stopped by a question back."""
        return self.open().filter(paused_at=None)

    def asked_of(self, user: object) -> "RequestQuerySet":
        """To be answered by the user's office, or by an office of a partner's country."""
        partner = partner_of(user)
        if partner is not None:
            return self.filter(office__country=partner.country_id)
        office = office_of(user)
        return self.none() if office is None else self.filter(office=office)

    def asked_by(self, user: object) -> "RequestQuerySet":
        partner = partner_of(user)
        if partner is not None:
            return self.filter(asking_office__country=partner.country_id)
        office = office_of(user)
        return self.none() if office is None else self.filter(asking_office=office)

    def mine(self, user: object) -> "RequestQuerySet":
        """What waits for the own office: to be answered, or asked back."""
        return self.asked_of(user).running() | self.asked_by(user).filter(
            state=Request.State.CLARIFYING
        )

    def waiting(self, user: object) -> "RequestQuerySet":
        """What the own office asked and waits for."""
        return self.asked_by(user).running()

    def overdue(self) -> "RequestQuerySet":
        return self.running().filter(due_at__lt=now())

    def with_names(self) -> "RequestQuerySet":
        return self.select_related(
            "office__country",
            "asking_office__country",
            "case",
            "parent",
            "asked_by",
            "refusal_ground",
        ).prefetch_related("questions__code")


def _held_by(office: Office) -> models.QuerySet["RequestHolding"]:
    return RequestHolding.objects.filter(request=OuterRef("pk"), office=office)


class Request(models.Model):
    """What one office asks of another. Several asked at once share a `bundle`."""

    class State(models.TextChoices):
        SENT = "sent", _("Sent")
        ACKNOWLEDGED = "acknowledged", _("Acknowledged")
        CLARIFYING = "clarifying", _("Asked back: the clock stands")
        PARTLY = "partly", _("Answered in part")
        ANSWERED = "answered", _("Answered")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    OPEN = (State.SENT, State.ACKNOWLEDGED, State.CLARIFYING, State.PARTLY)

    LONGEST_QUESTION = 4_000
    LONGEST = 300

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    reference = models.CharField(max_length=34, unique=True, editable=False)
    bundle = models.UUIDField(db_index=True, editable=False)
    asking_office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="requests_out")
    asked_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    # The office that has it to answer now.
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="requests_in")
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, blank=True, related_name="requests"
    )
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="follow_ups"
    )

    urgency = models.CharField(_("urgency"), max_length=8, choices=Urgency)
    question = models.TextField(_("question"), max_length=LONGEST_QUESTION, blank=True)
    purpose = models.CharField(_("purpose"), max_length=LONGEST)
    legal_basis = models.CharField(_("legal basis"), max_length=LONGEST)

    state = models.CharField(max_length=12, choices=State, default=State.SENT)
    # From when the clock of the answering office runs: its next opening when it was closed.
    runs_from = models.DateTimeField()
    acknowledge_by = models.DateTimeField()
    due_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True, blank=True)
    # Counts every change of the times: deadlines of an older version are not told any more.
    due_version = models.PositiveIntegerField(default=1)
    extensions = models.PositiveSmallIntegerField(default=0)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    partly_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    refusal_ground = models.ForeignKey(
        Code, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    result = models.TextField(max_length=LONGEST_QUESTION, blank=True)
    result_at = models.DateTimeField(null=True, blank=True)
    # What the answering office was told with; acknowledging either acknowledges both.
    notice = models.OneToOneField(
        Notice, on_delete=models.PROTECT, null=True, editable=False, related_name="request"
    )
    version = models.PositiveIntegerField(default=1)

    objects = RequestQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(purpose=""),
                name="request_has_a_purpose",
                violation_error_message=_("Say what for."),
            ),
            models.CheckConstraint(
                condition=~Q(legal_basis=""),
                name="request_has_a_legal_basis",
                violation_error_message=_("Say on which legal basis."),
            ),
            models.CheckConstraint(
                condition=~Q(asking_office=models.F("office")),
                name="request_goes_to_another_office",
                violation_error_message=_("Ask another office than your own."),
            ),
            models.CheckConstraint(
                condition=Q(state="clarifying", paused_at__isnull=False)
                | (~Q(state="clarifying") & Q(paused_at=None)),
                name="request_clock_stands_while_clarifying",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["answered", "refused", "withdrawn"], settled_at__isnull=False
                )
                | (~Q(state__in=["answered", "refused", "withdrawn"]) & Q(settled_at=None)),
                name="request_is_settled_with_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | Q(refusal_ground__isnull=False),
                name="refused_request_has_a_ground",
                violation_error_message=_("Choose the ground."),
            ),
        ]
        indexes = [
            models.Index(fields=["office", "due_at"], name="request_in_due"),
            models.Index(fields=["asking_office", "due_at"], name="request_out_due"),
            models.Index(
                fields=["due_at"],
                name="request_running",
                condition=Q(state__in=["sent", "acknowledged", "partly"]),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def is_paused(self) -> bool:
        return self.paused_at is not None

    @property
    def is_overdue(self) -> bool:
        return self.is_open and not self.is_paused and self.due_at < now()

    @property
    def link(self) -> str:
        """The path that notices carry."""
        return f"/requests/{self.reference}/"


class RequestQuestion(models.Model):
    """A question of the phrasebook, shown in each reader's language, and what it is about."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    code = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["request", "position"], name="one_question_per_place"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.about}".strip()


class RequestHolding(models.Model):
    """An office that has, or had, the request to answer. Whoever had it goes on reading."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="holdings")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["office", "request"], name="office_holds_request_once"),
        ]

    def __str__(self) -> str:
        return f"{self.request}: {self.office}"


class RequestCounter(models.Model):
    """The running number of an office's requests in one year (of the office's own zone)."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "year"], name="one_request_counter_per_office_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office}-{self.year}: {self.last}"
