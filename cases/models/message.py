from typing import Any, cast

import pgtrigger
import uuid6
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from agencies.access import office_of, officer, partner_of
from agencies.models import Office, Officer
from cases.models.case import Case
from cases.models.request import Request


class MessageQuerySet(models.QuerySet["Message"]):
    def readable_by(self, user: object) -> "MessageQuerySet":
        """Those to everybody who reads there, those to the own office, and those it wrote. Whether
        the reader sees the case enough, or the request, is asked before (`cases.messages`)."""
        partner = partner_of(user)
        if partner is not None:
            named = Message.readers.through.objects.filter(
                message=OuterRef("pk"), office__country=partner.country_id
            )
            own = Q(office__country=partner.country_id)
            return self.filter(Q(is_to_all=True) | own | Exists(named))
        office = office_of(user)
        if office is None:
            return self.none()
        named = Message.readers.through.objects.filter(message=OuterRef("pk"), office=office)
        return self.filter(Q(is_to_all=True) | Q(office=office) | Exists(named))

    def counted_for(self, user: object) -> tuple[int, int]:
        """How many, and how many of them are others' and not opened yet by this person."""
        who = officer(user)
        read = MessageRead.objects.filter(message=OuterRef("pk"), officer=who)
        is_new: Any = Q(withdrawn_at=None) & ~Q(author=who) & ~Exists(read)
        found = self.order_by().aggregate(all=Count("pk"), new=Count("pk", filter=is_new))
        return found["all"], found["new"]

    def with_names(self) -> "MessageQuerySet":
        return self.select_related("office__country", "author", "case", "request").prefetch_related(
            "readers", "reads__officer", "reads__office", "translations__by"
        )


class Message(models.Model):
    """What one office writes to the others that see the full case, or the request. It is never
    changed; its author may withdraw it: then nobody else reads it, and it stays in the record."""

    LONGEST = 4000

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    # What it stands on: the one or the other.
    case = models.ForeignKey(
        Case, on_delete=models.CASCADE, null=True, blank=True, related_name="messages"
    )
    request = models.ForeignKey(
        Request, on_delete=models.CASCADE, null=True, blank=True, related_name="messages"
    )
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    language = models.CharField(_("language"), max_length=10)
    text = models.TextField(_("message"), max_length=LONGEST)
    # Else only `readers`, and the office that wrote it. On a request all who see it read it.
    is_to_all = models.BooleanField(default=True)
    readers = models.ManyToManyField(Office, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="message_is_not_empty",
                violation_error_message=_("Write the message."),
            ),
            models.CheckConstraint(
                condition=Q(case__isnull=False, request=None) | Q(case=None, request__isnull=False),
                name="message_is_on_a_case_or_a_request",
                violation_error_message=_("Give a case or a request."),
            ),
            models.CheckConstraint(
                condition=Q(request=None) | Q(is_to_all=True),
                name="message_on_a_request_is_to_all",
                violation_error_message=_("On a request all who see it read every message."),
            ),
        ]
        indexes = [
            models.Index(fields=["case", "id"], name="message_thread"),
            models.Index(
                fields=["request", "id"],
                name="message_request_thread",
                condition=Q(request__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="message_stays",
                fields=["case", "request", "office", "author", "written_at", "language", "text"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.about}: {self.office}"

    @property
    def about(self) -> Case | Request:
        return self.case if self.case is not None else cast(Request, self.request)

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None


class MessageRead(models.Model):
    """The first time that somebody opened it. `office` is none for a partner system."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="reads")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["message", "officer"], name="message_is_first_read_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer} {self.at:%H:%M}"


class MessageTranslation(models.Model):
    """The same in another language, beside the original and never instead of it."""

    class Kind(models.TextChoices):
        HUMAN = "human", _("translated by a person")
        MACHINE = "machine", _("translated by a machine")

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(_("language"), max_length=10)
    text = models.TextField(_("translation"), max_length=2 * Message.LONGEST)
    kind = models.CharField(max_length=7, choices=Kind)
    # Who wrote it, or who had the machine do it.
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="translation_is_not_empty",
                violation_error_message=_("Write the translation."),
            ),
            models.UniqueConstraint(
                fields=["message", "language"],
                condition=Q(kind="machine"),
                name="one_machine_translation_per_language",
                violation_error_message=_("A machine has translated it into that language."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.message} {self.language}"
