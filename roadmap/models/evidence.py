"""Files that show what a country states of a commitment."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Self

import pgtrigger
import uuid6
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agencies.access import Capability, may
from agencies.models import Country, Officer
from audit.clock import now
from cases.files import names
from cases.files.kinds import KINDS
from cases.models import CaseFile
from cases.models.file import CountryKey
from roadmap.keepers import kept_by
from roadmap.models.commitment import Commitment


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, user: object) -> Self:
        """What is published and was checked, to all; all of it to who keeps it."""
        if not may(user, Capability.READ_ROADMAP):
            return self.none()
        published = Q(reach=Evidence.Reach.PUBLISHED, state=CaseFile.State.READY)
        own = kept_by(user)
        return self.filter(published | Q(country=own) if own else published)

    def standing(self) -> Self:
        return self.filter(struck_at=None)

    def ready_of(self, commitments: Iterable[Commitment]) -> dict[int, int]:
        """How many can be opened, by the key of the commitment."""
        rows = self.standing().filter(commitment__in=commitments, state=CaseFile.State.READY)
        counted = rows.values("commitment").order_by().annotate(number=Count("pk"))
        return dict(counted.values_list("commitment", "number"))

    def to_check(self) -> Self:
        return self.filter(state=CaseFile.State.CHECKING, check_due_at__lte=now())

    def abandoned(self) -> Self:
        begun = now() - Evidence.KEPT_UNFINISHED
        return self.filter(state=CaseFile.State.ARRIVING, created_at__lt=begun)

    def to_show(self) -> Self:
        return self.select_related("commitment", "created_by__country", "created_by__office")


class Evidence(models.Model):
    """Its content lies sealed in the store, as that of files of cases. Struck, never deleted."""

    class Reach(models.TextChoices):
        PUBLISHED = "published", _("All who read the Roadmap")
        NATIONAL = "national", _("Only our own coordinators")

    KEPT_UNFINISHED = timedelta(days=3)

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="evidence")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    created_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=now)
    given_name = models.CharField(max_length=255)
    caption = models.CharField(max_length=300, blank=True)
    reach = models.CharField(max_length=9, choices=Reach, default=Reach.PUBLISHED)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    shared_size = models.PositiveBigIntegerField(null=True)
    shared_sha256 = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=11, choices=CaseFile.State, default=CaseFile.State.ARRIVING)
    scan = models.CharField(max_length=7, choices=CaseFile.Scan, default=CaseFile.Scan.NONE)
    fault = models.CharField(max_length=9, choices=CaseFile.Fault, blank=True)
    check_due_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    struck_at = models.DateTimeField(null=True)
    struck_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    struck_reason = models.CharField(max_length=300, blank=True)
    key = models.BinaryField(editable=False)
    country_key = models.ForeignKey(
        CountryKey, on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(size__gte=1),
                name="evidence_is_not_empty",
                violation_error_message=_("The file is empty."),
            ),
            models.CheckConstraint(
                condition=Q(struck_at=None) | ~Q(struck_reason=""),
                name="evidence_struck_says_why",
                violation_error_message=_("Say why."),
            ),
            models.CheckConstraint(
                condition=~Q(state="ready")
                | ~Q(sha256="") & ~Q(media_type="") & ~Q(shared_sha256=""),
                name="ready_evidence_is_described",
            ),
            models.CheckConstraint(
                condition=Q(fault="") & ~Q(state="quarantined")
                | ~Q(fault="") & Q(state="quarantined"),
                name="held_back_evidence_has_its_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["check_due_at"], condition=Q(state="checking"), name="evidence_to_check"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="evidence_stays",
                operation=pgtrigger.Delete,
                condition=~pgtrigger.Q(old__state="arriving"),
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
        return self.state == CaseFile.State.READY

    @property
    def is_held_back(self) -> bool:
        return self.state == CaseFile.State.QUARANTINED

    @property
    def api_link(self) -> str:
        return reverse("api:roadmap-evidence", args=[self.public_id])
