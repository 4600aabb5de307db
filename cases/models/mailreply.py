import uuid6
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from agencies.access import office_of, officer
from agencies.models import Officer
from cases.models.message import Message


class MailReplyQuerySet(models.QuerySet["MailReply"]):
    def readable_by(self, user: object) -> "MailReplyQuerySet":
        """What came from the address of this person. Nobody reads another's."""
        who = officer(user)
        if who is None or office_of(who) is None:
            return self.none()
        return self.filter(officer=who)

    def lying_at(self, mailbox: str, uid_validity: int, uid: int) -> "MailReplyQuerySet":
        return self.filter(mailbox=mailbox, uid_validity=uid_validity, uid=uid)

    def waiting(self) -> "MailReplyQuerySet":
        return self.filter(state=MailReply.State.WAITING)

    def not_taken(self) -> "MailReplyQuerySet":
        """Put aside, and whose it is was known all the same."""
        return self.filter(state=MailReply.State.ASIDE, officer__isnull=False)

    def reported_to(self, user: object) -> "MailReplyQuerySet":
        """Those that officers called forged: one's own, and for a head those of the office."""
        who, office = officer(user), office_of(user)
        if who is None or office is None:
            return self.none()
        forged = self.filter(state=MailReply.State.FORGED)
        is_head = who.role == Officer.Role.HEAD
        return forged.filter(officer__office=office) if is_head else forged.filter(officer=who)

    def counted_by_reason(self) -> dict[str, int]:
        aside = self.filter(state=MailReply.State.ASIDE).order_by()
        return dict(aside.values_list("reason").annotate(Count("pk")))


class MailReply(models.Model):
    """One e-mail that came into the portal's mailbox. It does nothing by itself: the officer whose
    address it came from decides, and until then only that officer reads it. Of one that is
    decided or put aside no word is kept."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for the officer")
        FILED = "filed", _("filed as a message")
        DISCARDED = "discarded", _("discarded")
        FORGED = "forged", _("reported as forged")
        ASIDE = "aside", _("put aside")

    class Reason(models.TextChoices):
        SENDER_UNCLEAR = "sender_unclear", _("it does not name one sender")
        SENDER_UNKNOWN = "sender_unknown", _("the sender is no officer of an office")
        SENDER_DISABLED = "sender_disabled", _("the sender's account is closed")
        NOT_PROVEN = "not_proven", _("the mail server could not prove the sender")
        AUTOMATIC = "automatic", _("a machine sent it, such as an out-of-office reply")
        NO_REFERENCE = "no_reference", _("its subject does not hold one reference")
        TOO_LARGE = "too_large", _("it is too large")
        UNREADABLE = "unreadable", _("it could not be read")
        TOO_MANY = "too_many", _("too many wait for the same officer")
        TOO_OLD = "too_old", _("nobody decided in time")

    LONGEST = 20_000
    LONGEST_SUBJECT = 300
    MOST_NAMES = 20
    LONGEST_NAME = 100

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    # Where it lies: two rounds at once, and a round after one that was killed, take it once.
    mailbox = models.CharField(max_length=16)
    uid_validity = models.BigIntegerField()
    uid = models.BigIntegerField()
    # Digest of its Message-ID: the same mail sent again is the same mail.
    key = models.CharField(max_length=64, unique=True)
    received_at = models.DateTimeField()
    taken_at = models.DateTimeField()
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    # The own mail server vouches for the sender; else the sender may be forged.
    is_proven = models.BooleanField(default=False)
    reference = models.CharField(max_length=40, blank=True)
    subject = models.CharField(max_length=LONGEST_SUBJECT, blank=True)
    text = models.TextField(blank=True)
    # Names of files that came with it and were not taken; `left_out` is how many.
    names = ArrayField(models.CharField(max_length=LONGEST_NAME), default=list, blank=True)
    left_out = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    reason = models.CharField(max_length=15, choices=Reason, blank=True)
    decided_at = models.DateTimeField(null=True)
    message = models.OneToOneField(Message, on_delete=models.CASCADE, null=True, related_name="+")

    objects = MailReplyQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["mailbox", "uid_validity", "uid"], name="mail_is_taken_once"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", officer__isnull=False, decided_at=None)
                | ~Q(state="waiting") & Q(decided_at__isnull=False),
                name="mail_waits_for_its_officer",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting") | Q(subject="", text="", names=[]),
                name="decided_mail_keeps_no_word",
            ),
            models.CheckConstraint(
                condition=Q(state="filed", message__isnull=False)
                | ~Q(state="filed") & Q(message=None),
                name="filed_mail_has_its_message",
            ),
            models.CheckConstraint(
                condition=Q(state="aside") & ~Q(reason="") | ~Q(state="aside") & Q(reason=""),
                name="mail_put_aside_has_its_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["officer", "-id"], condition=Q(state="waiting"), name="mail_waiting"
            ),
            models.Index(
                fields=["officer", "-id"], condition=Q(state="forged"), name="mail_forged"
            ),
            models.Index(fields=["taken_at"], condition=Q(state="aside"), name="mail_aside"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.received_at:%Y-%m-%d %H:%M}"
