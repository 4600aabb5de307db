"""What happened to a request, and when somebody has to be told that its time runs out."""

import uuid6
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from agencies.models import Code, Office, Officer
from cases.models.case import Case
from cases.models.request import Request


class RequestStep(models.Model):
    """One verb on a request: who, when, and what was said. Never changed."""

    class Kind(models.TextChoices):
        ASKED = "asked", _("Asked")
        ACKNOWLEDGED = "acknowledged", _("Acknowledged")
        CLARIFY = "clarify", _("Asked back")
        CLARIFIED = "clarified", _("Clarified")
        PARTLY = "partly", _("Answered in part")
        ANSWERED = "answered", _("Answered")
        EXTENDED = "extended", _("More time was taken")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        REOPENED = "reopened", _("Asked again")
        RESULT = "result", _("Result reported")
        FORWARDED = "forwarded", _("Passed on")
        NEEDS_TIME = "needs_time", _("Needs 24 hours")
        TAKEN_BACK = "taken_back", _("An attachment was taken back")

    ANSWERS = (Kind.PARTLY, Kind.ANSWERED)

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=12, choices=Kind)
    at = models.DateTimeField()
    # Nobody's name where a short code did it (`cases/bycode.py`).
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    # For whom it was done: a partner system has no office of its own.
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    # Of an answer (design 4.5): what may be done with it, and how far it can be trusted.
    handling_code = models.CharField(max_length=2, choices=Case.Handling, blank=True)
    handling_text = models.CharField(max_length=500, blank=True)
    source_evaluation = models.CharField(max_length=1, choices=Case.Source, blank=True)
    information_evaluation = models.CharField(max_length=1, choices=Case.Information, blank=True)
    ground = models.ForeignKey(Code, on_delete=models.PROTECT, null=True, related_name="+")
    to_office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")
    # When the answer was due from this step on, where the step moved it.
    due_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind__in=["partly", "answered"])
                | ~Q(text="")
                & ~Q(handling_code="")
                & ~Q(source_evaluation="")
                & ~Q(information_evaluation=""),
                name="answer_has_handling_and_evaluation",
                violation_error_message=_("An answer has a handling code and an evaluation."),
            ),
            models.CheckConstraint(
                condition=~Q(handling_code="H3") | ~Q(handling_text=""),
                name="h3_answer_has_its_text",
                violation_error_message=_("Handling code H3 needs the restriction in words."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="refused") | Q(ground__isnull=False),
                name="refusal_step_has_a_ground",
                violation_error_message=_("Choose the ground."),
            ),
            models.CheckConstraint(
                condition=~Q(
                    kind__in=[
                        "clarify",
                        "clarified",
                        "extended",
                        "withdrawn",
                        "reopened",
                        "result",
                        "forwarded",
                        "taken_back",
                    ]
                )
                | ~Q(text=""),
                name="request_step_says_why",
                violation_error_message=_("Say why."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request}: {self.get_kind_display()}"


class RequestConfirmation(models.Model):
    """Somebody has read the restriction of an answer (H3) and confirmed it."""

    step = models.ForeignKey(RequestStep, on_delete=models.CASCADE, related_name="confirmations")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["step", "officer"], name="answer_confirmed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.step}: {self.officer}"


class RequestDeadlineQuerySet(models.QuerySet["RequestDeadline"]):
    def waiting(self) -> "RequestDeadlineQuerySet":
        return self.filter(told_at=None, dropped_at=None)

    def due_at(self, moment: object) -> "RequestDeadlineQuerySet":
        return self.waiting().filter(at__lte=moment)


class RequestDeadline(models.Model):
    """A moment at which somebody is told, once. A deadline is a row, never a broker's ETA."""

    class Kind(models.TextChoices):
        ACKNOWLEDGE_SOON = "ack_soon", _("to be acknowledged soon")
        ANSWER_SOON = "answer_soon", _("to be answered soon")
        ANSWER_LATE = "answer_late", _("the time to answer is over")
        ANSWER_LATER = "answer_later", _("still not answered")

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="deadlines")
    kind = models.CharField(max_length=12, choices=Kind)
    due_version = models.PositiveIntegerField()
    at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    # The times were changed, or the request was settled, before it came to this.
    dropped_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=Now())

    objects = RequestDeadlineQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "kind", "due_version"], name="deadline_told_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["at"],
                name="request_deadline_waiting",
                condition=Q(told_at=None, dropped_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request}: {self.kind} {self.at:%d %b %H:%M}"
