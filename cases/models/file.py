from datetime import timedelta
from typing import Any, ClassVar

import uuid6
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Country, Office, Officer
from audit.clock import now
from cases.files import names
from cases.files.faults import Fault as FaultCode
from cases.files.kinds import KINDS
from cases.models.case import Case
from cases.models.part import Part, StandingParts

NOT_A_CHECKSUM = _("A checksum is a SHA-256 in 64 hexadecimal digits.")


class CountryKey(models.Model):
    """A country's key, which wraps the keys of its files. The newest one is used; older ones
    stay for the files they wrapped. Wrapped itself by the master key that `master` names."""

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    master = models.CharField(max_length=40)
    wrapped = models.BinaryField()
    created_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.country_id} {self.created_at:%Y-%m-%d}"


class CaseFileQuerySet(models.QuerySet["CaseFile"]):
    def arriving(self) -> "CaseFileQuerySet":
        return self.filter(state=CaseFile.State.ARRIVING)

    def owned_by(self, officer: Officer) -> "CaseFileQuerySet":
        """Uploads that this account began: nobody else goes on with them."""
        return self.filter(created_by=officer)

    def abandoned(self) -> "CaseFileQuerySet":
        return self.arriving().filter(touched_at__lt=now() - CaseFile.KEPT_UNFINISHED)

    def to_check(self) -> "CaseFileQuerySet":
        return self.filter(state=CaseFile.State.CHECKING, check_due_at__lte=now())


class StandingFiles(StandingParts.from_queryset(CaseFileQuerySet)):  # type: ignore[misc]
    pass


class CaseFile(Part):
    """A file of one case. Its content lies encrypted in the store under `public_id`; the name
    that was given is data and never a path."""

    class State(models.TextChoices):
        ARRIVING = "arriving", _("Arriving")
        CHECKING = "checking", _("Being checked")
        READY = "ready", _("Ready")
        QUARANTINED = "quarantined", _("Held back")

    class Reach(models.TextChoices):
        SHARED = "shared", _("All who see the case in full")
        NATIONAL = "national", _("Only our own country")

    class Scan(models.TextChoices):
        NONE = "none", _("Not scanned for malware")
        CLEAN = "clean", _("Scanned: nothing found")
        REFUSED = "refused", _("The scanner did not let it pass")

    class Fault(models.TextChoices):
        TYPE = FaultCode.TYPE.value, _("Files of this type are not taken")
        DAMAGED = FaultCode.DAMAGED.value, _("The file is damaged")
        TOO_LARGE = FaultCode.TOO_LARGE.value, _("The file unpacks to more than is allowed")
        LOCKED = FaultCode.LOCKED.value, _("The file is locked with a password")
        MACROS = FaultCode.MACROS.value, _("The file holds macros or other programs")
        MALWARE = FaultCode.MALWARE.value, _("The scanner found malware")
        SCANNER = FaultCode.SCANNER.value, _("The scanner could not say that it is clean")
        CHECKSUM = FaultCode.CHECKSUM.value, _("What arrived is not what was sent")
        UNCHECKED = FaultCode.UNCHECKED.value, _("The file could not be checked")

    KEPT_UNFINISHED = timedelta(days=3)

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="files")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")
    created_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(editable=False)

    given_name = models.CharField(_("name as given"), max_length=255)
    caption = models.CharField(_("what it shows"), max_length=300, blank=True)
    reach = models.CharField(_("who may see it"), max_length=8, choices=Reach, default=Reach.SHARED)
    size = models.PositiveBigIntegerField(_("size"), validators=[MinValueValidator(1)])
    # What its sender says the whole has as SHA-256: by it an upload is known again.
    checksum = models.CharField(max_length=64, blank=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    media_type = models.CharField(max_length=100, blank=True, editable=False)
    shared_size = models.PositiveBigIntegerField(null=True, editable=False)
    shared_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    has_thumbnail = models.BooleanField(default=False, editable=False)

    state = models.CharField(max_length=11, choices=State, default=State.ARRIVING, editable=False)
    scan = models.CharField(max_length=7, choices=Scan, default=Scan.NONE, editable=False)
    fault = models.CharField(max_length=9, choices=Fault, blank=True, editable=False)
    received = models.PositiveBigIntegerField(default=0, editable=False)
    pieces = models.PositiveIntegerField(default=0, editable=False)
    touched_at = models.DateTimeField(editable=False)
    check_due_at = models.DateTimeField(null=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    key = models.BinaryField(editable=False)
    country_key = models.ForeignKey(
        CountryKey, on_delete=models.PROTECT, related_name="files", editable=False
    )

    objects: ClassVar[Any] = StandingFiles()
    everything: ClassVar[Any] = CaseFileQuerySet.as_manager()

    class Meta(Part.Meta):
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(size__gte=1),
                name="file_is_not_empty",
                violation_error_message=_("The file is empty."),
            ),
            models.CheckConstraint(
                condition=Q(received__lte=models.F("size")),
                name="file_receives_no_more_than_its_size",
                violation_error_message=_("More arrived than the file is long."),
            ),
            models.CheckConstraint(
                condition=Q(checksum="") | Q(checksum__regex=r"^[0-9a-f]{64}$"),
                name="file_checksum_is_sha256",
                violation_error_message=NOT_A_CHECKSUM,
            ),
            models.CheckConstraint(
                condition=Q(state="arriving") | Q(received=models.F("size")),
                name="file_is_whole_before_it_is_checked",
            ),
            models.CheckConstraint(
                condition=~Q(state="ready")
                | ~Q(sha256="") & ~Q(media_type="") & ~Q(shared_sha256=""),
                name="ready_file_is_described",
            ),
            models.CheckConstraint(
                condition=Q(fault="") & ~Q(state="quarantined")
                | ~Q(fault="") & Q(state="quarantined"),
                name="held_back_file_has_its_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state="checking") | Q(check_due_at__isnull=False),
                name="file_to_check_is_due",
            ),
        ]
        indexes = [
            models.Index(
                fields=["check_due_at"],
                condition=Q(state="checking"),
                name="file_to_check",
            ),
            models.Index(
                fields=["touched_at"],
                condition=Q(state="arriving"),
                name="file_unfinished",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What is shown and sent: harmless, and with the extension of what the file is."""
        kind = KINDS.get(self.media_type)
        return names.safe(self.given_name, kind.extension if kind is not None else "")

    @property
    def is_ready(self) -> bool:
        return self.state == self.State.READY

    @property
    def is_arriving(self) -> bool:
        return self.state == self.State.ARRIVING

    @property
    def is_removed(self) -> bool:
        return self.removed_at is not None

    @property
    def is_held_back(self) -> bool:
        return self.state == self.State.QUARANTINED

    @property
    def percent(self) -> int:
        """How much of it has arrived, never 100 before it is whole."""
        return self.received * 100 // self.size

    @property
    def expires_at(self) -> Any:
        return self.touched_at + self.KEPT_UNFINISHED
