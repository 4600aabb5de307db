"""Parts of a case that came with an answer, and what became of them where they were taken over."""

from collections.abc import Sequence
from typing import Self

import uuid6
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Officer
from cases.models.case import Case
from cases.models.file import CaseFile
from cases.models.requeststep import RequestStep
from cases.models.seizure import Seizure
from cases.models.subject import Subject

_ONE_PART = (
    Q(kind="subject", subject__isnull=False, seizure=None, file=None)
    | Q(kind="seizure", subject=None, seizure__isnull=False, file=None)
    | Q(kind="file", subject=None, seizure=None, file__isnull=False)
)


class RequestAttachment(models.Model):
    """A part of a case of the office that answers, as it was then. How it may be used stands on
    the answer; whose it is stays said wherever it goes."""

    class Kind(models.TextChoices):
        SUBJECT = "subject", _("Person, vehicle or other subject")
        SEIZURE = "seizure", _("Seizure")
        FILE = "file", _("File")

    # What the timeline and the audit call the parts of a case.
    PARTS = {Kind.SUBJECT: "subjects", Kind.SEIZURE: "seizures", Kind.FILE: "files"}

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    step = models.ForeignKey(RequestStep, on_delete=models.CASCADE, related_name="attachments")
    source = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=7, choices=Kind)
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, null=True, related_name="+")
    seizure = models.ForeignKey(Seizure, on_delete=models.PROTECT, null=True, related_name="+")
    file = models.ForeignKey(CaseFile, on_delete=models.PROTECT, null=True, related_name="+")
    # As `cases.partjson` writes it; of a file what is said about it.
    content = models.JSONField()
    # Of the content; of a file that of the copy that is shared.
    sha256 = models.CharField(max_length=64)
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=_ONE_PART, name="attachment_is_one_part"),
            models.UniqueConstraint(fields=["step", "subject"], name="subject_attached_once"),
            models.UniqueConstraint(fields=["step", "seizure"], name="seizure_attached_once"),
            models.UniqueConstraint(fields=["step", "file"], name="file_attached_once"),
        ]

    def __str__(self) -> str:
        return f"{self.step}: {self.kind}"

    @property
    def part(self) -> str:
        return self.PARTS[self.Kind(self.kind)]

    @property
    def is_taken_back(self) -> bool:
        return self.taken_back_at is not None


class ReceivedPartQuerySet(models.QuerySet["ReceivedPart"]):
    def standing(self) -> Self:
        """Still on their case."""
        return self.filter(
            Q(subject__isnull=False, subject__removed_at=None)
            | Q(seizure__isnull=False, seizure__removed_at=None)
            | Q(file__isnull=False, file__removed_at=None)
        )

    def under(self, codes: Sequence[str]) -> Self:
        return self.filter(attachment__step__handling_code__in=codes)

    def owned_abroad(self, country: str) -> Self:
        """By an office of another country than this."""
        return self.exclude(attachment__step__office__country=country)

    def with_owner(self) -> Self:
        return self.select_related("attachment__step__office__country", "attachment__step__request")


class ReceivedPart(models.Model):
    """A part of a case that was taken over from an answer: whose it is, and under which code."""

    # Read along with a part: who gave it.
    OWNER = "received_part__attachment__step__office"

    attachment = models.OneToOneField(
        RequestAttachment, on_delete=models.PROTECT, related_name="received"
    )
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="received_parts")
    subject = models.OneToOneField(
        Subject, on_delete=models.CASCADE, null=True, related_name="received_part"
    )
    seizure = models.OneToOneField(
        Seizure, on_delete=models.CASCADE, null=True, related_name="received_part"
    )
    file = models.OneToOneField(
        CaseFile, on_delete=models.CASCADE, null=True, related_name="received_part"
    )
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ReceivedPartQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(subject__isnull=False, seizure=None, file=None)
                | Q(subject=None, seizure__isnull=False, file=None)
                | Q(subject=None, seizure=None, file__isnull=False),
                name="received_part_is_one_part",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.attachment}"

    @property
    def step(self) -> RequestStep:
        """The answer that it came with."""
        return self.attachment.step
