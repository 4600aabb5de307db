"""Notices and their deliveries: the outbox.

A notice holds a reference, a kind and a link. It has no field that could carry case content,
so it cannot leak any. Truth is in these tables; Celery and Redis are only the wake-up call.
"""

from datetime import datetime

import uuid6
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from agencies.access import office_of, partner_of
from agencies.models import Office, Officer


class Urgency(models.TextChoices):
    FLASH = "flash", _("Flash")
    URGENT = "urgent", _("Urgent")
    PRIORITY = "priority", _("Priority")
    ROUTINE = "routine", _("Routine")


WAITING = Q(needs_acknowledgement=True, acknowledged_at=None, withdrawn_at=None)


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, user: object) -> "NoticeQuerySet":
        """Notices of the officer's own office, once a worker has delivered them; a partner
        system reads those of its country's offices that are not for one of them alone."""
        partner = partner_of(user)
        if partner is not None:
            rows = self.filter(office__country=partner.country_id, for_office_alone=False)
            return rows.filter(delivered_at__isnull=False)
        office = office_of(user)
        return self.none() if office is None else self.for_office(office)

    def for_office(self, office: Office) -> "NoticeQuerySet":
        return self.filter(office=office, delivered_at__isnull=False)

    def about(self, reference: str) -> "NoticeQuerySet":
        return self.filter(subject_reference=reference)

    def waiting(self) -> "NoticeQuerySet":
        """Asking for an acknowledgement that has not come."""
        return self.filter(WAITING)

    def done(self) -> "NoticeQuerySet":
        return self.exclude(WAITING)

    def unread_by(self, officer: Officer) -> "NoticeQuerySet":
        return self.exclude(reads__officer=officer)

    def silent_at(self, moment: object) -> "NoticeQuerySet":
        """Due to climb one step of the escalation."""
        return self.waiting().filter(next_escalation_at__lte=moment)


class Notice(models.Model):
    """What an office is told. `event_key` names the event: one notice per office and event."""

    class Kind(models.TextChoices):
        CASE_SUBMITTED = "case_submitted", _("New case")
        CASE_SHARED = "case_shared", _("More was shared")
        CASE_RECALLED = "case_recalled", _("Case recalled")
        CASE_EXPIRED = "case_expired", _("Share ended")
        HANDLING_CHANGED = "handling_changed", _("Handling code changed")
        ASKED = "asked", _("You are asked")
        HAND_OVER_OFFERED = "hand_over_offered", _("You are offered a case")
        HAND_OVER_SETTLED = "hand_over_settled", _("Hand-over settled")
        CASE_HANDED_OVER = "case_handed_over", _("Another office leads the case")
        APPROVAL_ASKED = "approval_asked", _("The head is asked to approve")
        APPROVAL_ANSWERED = "approval_answered", _("The head has answered")
        ASK_ANSWERED = "ask_answered", _("Your question was answered")
        CASE_CLOSED = "case_closed", _("Case closed")
        JOINT_INVITED = "joint_invited", _("Asked to be originator too")
        JOINT_ANSWERED = "joint_answered", _("Joint case: answered")
        CASE_RESULT = "case_result", _("Case closed: result reported to you")
        CASE_REOPENED = "case_reopened", _("Case reopened")
        CASE_WITHDRAWN = "case_withdrawn", _("Case withdrawn")
        TOUCH_WITHDRAWN = "touch_withdrawn", _("No longer touches your border")
        DECLINED = "declined", _("Not for us")
        NEEDS_TIME = "needs_time", _("An office needs 24 hours")
        CONTRIBUTED = "contributed", _("Something was added")
        CHANGE_PROPOSED = "change_proposed", _("A change is proposed")
        PROPOSAL_SETTLED = "proposal_settled", _("A proposal is settled")
        OPERATION_INVITED = "operation_invited", _("Asked to take part in an operation")
        OPERATION_ANSWERED = "operation_answered", _("Operation: an office answered")
        OPERATION_CHANGED = "operation_changed", _("Plan of an operation changed")
        OPERATION_STARTED = "operation_started", _("Operation started")
        OPERATION_ENDED = "operation_ended", _("Operation ended")
        OPERATION_CANCELLED = "operation_cancelled", _("Operation cancelled")
        OPERATION_REPORTED = "operation_reported", _("Operation: final report")
        REQUEST_RECEIVED = "request_received", _("You are asked for information")
        REQUEST_FORWARDED = "request_forwarded", _("A request was passed on")
        REQUEST_ACKNOWLEDGED = "request_acknowledged", _("Your request was acknowledged")
        REQUEST_CLARIFY = "request_clarify", _("They ask back about your request")
        REQUEST_CLARIFIED = "request_clarified", _("What you asked back was answered")
        REQUEST_PARTLY = "request_partly", _("Your request was answered in part")
        REQUEST_ANSWERED = "request_answered", _("Your request was answered")
        REQUEST_EXTENDED = "request_extended", _("More time for your request")
        REQUEST_REFUSED = "request_refused", _("Your request was refused")
        REQUEST_WITHDRAWN = "request_withdrawn", _("A request to you was withdrawn")
        REQUEST_TAKEN_BACK = "request_taken_back", _("An attachment was taken back")
        REQUEST_RESULT = "request_result", _("What became of your answer")
        REQUEST_ACK_SOON = "request_ack_soon", _("Request: acknowledge soon")
        REQUEST_DUE_SOON = "request_due_soon", _("Request: answer soon")
        REQUEST_OVERDUE = "request_overdue", _("Request: the time to answer is over")
        REQUEST_STILL_LATE = "request_still_late", _("Request: still not answered")
        CUSTODY_TO_SIGN = "custody_to_sign", _("Evidence waits for your signature")
        MESSAGE = "message", _("New message")
        MEETING_CALLED = "meeting_called", _("Called to a meeting")
        MEETING_CHANGED = "meeting_changed", _("Meeting changed")
        MEETING_CANCELLED = "meeting_cancelled", _("Meeting cancelled")
        MINUTES_WRITTEN = "minutes_written", _("Minutes to be agreed")
        MINUTES_AGREED = "minutes_agreed", _("Minutes agreed")
        PATROL_LOGGED = "patrol_logged", _("Joint patrol to be signed")
        PATROL_SIGNED = "patrol_signed", _("Joint patrol signed")
        PROCEDURE_OFFERED = "procedure_offered", _("Procedure to be agreed")
        PROCEDURE_IN_FORCE = "procedure_in_force", _("Procedure in force")
        REPORT_DUE_SOON = "report_due_soon", _("Roadmap report: due soon")
        REPORT_DUE = "report_due", _("Roadmap report: due today")
        REPORT_OVERDUE = "report_overdue", _("Roadmap report: overdue")
        THREAD_MOVED = "thread_moved", _("Roadmap: coordinators write")
        THREAD_ASKED = "thread_asked", _("Roadmap: your country is asked to decide")
        ESCALATED_DUTY = "escalated_duty", _("Still waiting: officers on duty")
        ESCALATED_HEAD = "escalated_head", _("Still waiting: head of office")
        ESCALATED_COORDINATOR = "escalated_coordinator", _("Still waiting: coordinator")

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=24, choices=Kind)
    urgency = models.CharField(max_length=8, choices=Urgency, default=Urgency.ROUTINE)
    subject_reference = models.CharField(max_length=40)
    link = models.CharField(max_length=200)
    event_key = models.CharField(max_length=120)
    follows = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="climbs"
    )
    # About what its country does not see, only this office (a restricted case, design 4.3).
    for_office_alone = models.BooleanField(default=False, db_default=False)
    created_at = models.DateTimeField(db_index=True)
    delivered_at = models.DateTimeField(null=True)
    needs_acknowledgement = models.BooleanField(default=False)
    acknowledge_by = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, related_name="+"
    )
    # By whoever held a short code of the office: no person of the portal stands for it.
    acknowledged_by_code = models.BooleanField(default=False, db_default=False)
    # The office said that it needs until then; silence climbs from there.
    delayed_until = models.DateTimeField(null=True)
    taken_by = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True)
    escalation_level = models.PositiveSmallIntegerField(default=0)
    next_escalation_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "event_key"], name="one_notice_per_office_and_event"
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_at=None, acknowledged_by_code=False)
                | Q(acknowledged_by__isnull=False, acknowledged_by_code=False)
                | Q(
                    acknowledged_at__isnull=False,
                    acknowledged_by=None,
                    acknowledged_by_code=True,
                ),
                name="notice_acknowledged_by_person_or_code",
            ),
        ]
        indexes = [
            models.Index(fields=["office", "-id"], name="notice_inbox"),
            models.Index(fields=["subject_reference"], name="notice_subject"),
            models.Index(fields=["office"], name="notice_waiting", condition=WAITING),
            models.Index(
                fields=["next_escalation_at"],
                name="notice_silent",
                condition=WAITING,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.subject_reference}"

    @property
    def is_due_at(self) -> datetime | None:
        """Until when the office has time: its clock, or what it asked for."""
        return self.delayed_until or self.acknowledge_by

    @property
    def is_waiting(self) -> bool:
        return (
            self.needs_acknowledgement
            and self.acknowledged_at is None
            and self.withdrawn_at is None
        )


class ShortCodeQuerySet(models.QuerySet["ShortCode"]):
    def visible_to(self, user: object) -> "ShortCodeQuerySet":
        """Those of the own office; to a partner system, those of its country's offices."""
        partner = partner_of(user)
        if partner is not None:
            return self.filter(office__country=partner.country_id)
        office = office_of(user)
        return self.none() if office is None else self.filter(office=office)

    def on_paper(self) -> "ShortCodeQuerySet":
        return self.filter(sheet__isnull=False)

    def usable_at(self, moment: datetime) -> "ShortCodeQuerySet":
        return self.filter(used_at=None, cancelled_at=None, expires_at__gt=moment)


class ShortCode(models.Model):
    """A code with which an office answers one notice once, without signing in.

    `notice` is the one it was mailed for; a spare of a printed sheet has none, and serves any
    notice of its office. The code itself is nowhere: only its keyed hash (`shortcodes.py`).
    """

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, null=True, related_name="codes")
    mailed_with = models.OneToOneField(
        Notice, on_delete=models.CASCADE, null=True, related_name="mailed_code"
    )
    sheet = models.UUIDField(null=True, db_index=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    used_for = models.ForeignKey(Notice, on_delete=models.CASCADE, null=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True)

    objects = ShortCodeQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(notice__isnull=False, mailed_with__isnull=False, sheet=None)
                | Q(notice=None, mailed_with=None, sheet__isnull=False, made_by__isnull=False),
                name="code_is_mailed_or_printed",
            ),
            models.CheckConstraint(
                condition=Q(used_at=None, used_for=None)
                | Q(used_at__isnull=False, used_for__isnull=False),
                name="code_is_used_for_a_notice",
            ),
        ]
        indexes = [models.Index(fields=["office", "-made_at"], name="code_of_office")]

    def __str__(self) -> str:
        return f"{self.office} {self.made_at:%Y-%m-%d}"


class Tries(models.Model):
    """Wrong tries with codes, counted by where they came from and by what they were for: rows,
    so that they count across web processes and outlive a cache. `key` is a digest."""

    key = models.CharField(max_length=64, unique=True)
    since = models.DateTimeField(db_index=True)
    count = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "tries"

    def __str__(self) -> str:
        return f"{self.count} since {self.since:%Y-%m-%d %H:%M}"


class NoticeRead(models.Model):
    """The first time an officer opened what a notice points to."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="reads")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(fields=["notice", "officer"], name="one_read_per_officer"),
        ]

    def __str__(self) -> str:
        return f"{self.officer} {self.at:%H:%M}"


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def claimable(self) -> "DeliveryQuerySet":
        """Due now, or leased by somebody who did not come back (the database's clock)."""
        return self.filter(
            Q(state=Delivery.State.DUE, next_at__lte=Now())
            | Q(state=Delivery.State.LEASED, leased_until__lte=Now())
        )

    def inbox_first(self) -> "DeliveryQuerySet":
        """What an office sees before what only points to it, then by its time."""
        return self.annotate(to_inbox=Q(channel=Delivery.Channel.INBOX)).order_by(
            "-to_inbox", "next_at", "pk"
        )

    def undelivered(self) -> "DeliveryQuerySet":
        return self.filter(state__in=[Delivery.State.DUE, Delivery.State.LEASED])

    def dead(self) -> "DeliveryQuerySet":
        return self.filter(state=Delivery.State.DEAD)


class Delivery(models.Model):
    """One notice over one channel to one reader: a row of the outbox."""

    class Channel(models.TextChoices):
        INBOX = "inbox", _("inbox")
        EMAIL = "email", _("e-mail")

    class State(models.TextChoices):
        DUE = "due", _("queued")
        LEASED = "leased", _("being delivered")
        DELIVERED = "delivered", _("delivered")
        DEAD = "dead", _("given up")

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=8, choices=Channel)
    officer = models.ForeignKey(
        Officer, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    dedupe_key = models.CharField(max_length=200, unique=True)
    state = models.CharField(max_length=9, choices=State, default=State.DUE)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(db_default=Now())
    lease_token = models.UUIDField(null=True)
    leased_until = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(db_default=Now())
    delivered_at = models.DateTimeField(null=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "deliveries"
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="leased")
                | Q(lease_token__isnull=False, leased_until__isnull=False),
                name="leased_delivery_has_a_lease",
            ),
            models.CheckConstraint(
                condition=Q(channel="inbox", officer=None) | Q(officer__isnull=False),
                name="inbox_is_the_offices_mail_is_a_persons",
            ),
        ]
        indexes = [
            models.Index(fields=["next_at"], name="delivery_due", condition=Q(state="due")),
            models.Index(
                fields=["leased_until"],
                name="delivery_leased",
                condition=Q(state="leased"),
            ),
            models.Index(fields=["state"], name="delivery_dead", condition=Q(state="dead")),
        ]

    def __str__(self) -> str:
        return self.dedupe_key
