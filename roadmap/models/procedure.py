"""Standard procedures (SOPs) in versions, and the offices that acknowledge them."""

from datetime import datetime
from typing import Self

import pgtrigger
import uuid6
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from agencies.access import Capability, may, office_of
from agencies.models import Border, Country, Office, Officer
from roadmap.keepers import kept_by


class ProcedureQuerySet(models.QuerySet["Procedure"]):
    def visible_to(self, user: object) -> Self:
        """What is in force to everybody of the Roadmap; what is drafted to its country; what is
        offered to the country that agrees. Fails closed."""
        rows = ProcedureVersion.objects.visible_to(user).filter(procedure=OuterRef("pk"))
        own = Q(country=kept_by(user) or None)
        return (
            self.filter(Exists(rows) | own) if may(user, Capability.READ_ROADMAP) else self.none()
        )

    def with_countries(self) -> Self:
        return self.select_related("country", "agreeing", "border")


class Procedure(models.Model):
    """A standard procedure of a border, or of the whole region, kept by one country and agreed
    by another: across the border, or the lead shepherd."""

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    reference = models.CharField(max_length=20, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=200)
    border = models.ForeignKey(Border, on_delete=models.PROTECT, null=True, related_name="+")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    agreeing = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    created_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = ProcedureQuerySet.as_manager()

    class Meta:
        ordering = ["reference"]
        constraints = [
            models.CheckConstraint(
                condition=Q(border=None) | ~Q(country=F("agreeing")),
                name="procedure_of_a_border_is_agreed_across",
                violation_error_message=_("The other country of the border agrees."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def link(self) -> str:
        return f"/roadmap/procedures/{self.reference}/"

    @property
    def api_link(self) -> str:
        return f"/api/v1{self.link}"


class ProcedureVersionQuerySet(models.QuerySet["ProcedureVersion"]):
    def visible_to(self, user: object) -> Self:
        if not may(user, Capability.READ_ROADMAP):
            return self.none()
        reached = Q(in_force_at__isnull=False)
        if country := kept_by(user):
            offered = Q(procedure__agreeing=country, offered_at__isnull=False)
            reached |= Q(procedure__country=country) | offered
        return self.filter(reached)

    def current(self, before: datetime | None = None) -> Self:
        """Of each procedure the newest in force: now, or just before a moment."""
        known = Q(in_force_at__isnull=False) if before is None else Q(in_force_at__lt=before)
        later = ProcedureVersion.objects.filter(
            known, procedure=OuterRef("procedure"), number__gt=OuterRef("number")
        )
        return self.filter(known).exclude(Exists(later))

    def concerning(self, office: Office) -> Self:
        """Those that this office is to acknowledge (see `offices_concerned`)."""
        if office.kind != Office.Kind.BORDER or office.status != Office.Status.ACTIVE:
            return self.none()
        return self.filter(
            Q(procedure__border=None) | Q(procedure__border__in=office.borders.all())
        )

    def waiting_for(self, user: object) -> Self:
        """In force, and not acknowledged yet by the office of this user."""
        office = office_of(user)
        if office is None:
            return self.none()
        done = Acknowledgement.objects.filter(version=OuterRef("pk"), office=office)
        return self.current().concerning(office).exclude(Exists(done))


class ProcedureVersion(models.Model):
    """One wording. It is agreed by a second person; once in force it never changes."""

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(_("text"), max_length=50_000)
    changes = models.TextField(_("what changed"), max_length=2000, blank=True)
    drafted_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    offered_at = models.DateTimeField(null=True)
    agreed_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    put_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    in_force_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = ProcedureVersionQuerySet.as_manager()

    class Meta:
        ordering = ["procedure", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "number"], name="procedure_version_number_once"
            ),
            models.UniqueConstraint(
                fields=["procedure"],
                condition=Q(in_force_at=None),
                name="procedure_has_one_draft",
                violation_error_message=_("There is a draft already. Change that one."),
            ),
            models.CheckConstraint(
                condition=Q(agreed_by=None) | ~Q(agreed_by=F("drafted_by")),
                name="procedure_agreed_by_another",
                violation_error_message=_("Somebody else agrees to what you wrote."),
            ),
            models.CheckConstraint(
                condition=Q(in_force_at=None)
                | Q(agreed_by__isnull=False, agreed_at__isnull=False, put_by__isnull=False),
                name="procedure_in_force_is_agreed",
                violation_error_message=_("It is agreed first, then put in force."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="in_force_stands",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__in_force_at__isnull=False),
                func="RAISE EXCEPTION 'A procedure in force is never changed.';",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure.reference} v{self.number}"

    @property
    def status(self) -> str:
        """draft, offered, agreed or in_force."""
        if self.in_force_at is not None:
            return "in_force"
        if self.agreed_at is not None:
            return "agreed"
        return "offered" if self.offered_at is not None else "draft"

    @property
    def status_label(self) -> str:
        return str(STATUS_LABELS[self.status])


STATUS_LABELS = {
    "draft": _("draft"),
    "offered": _("to be agreed"),
    "agreed": _("agreed, not in force yet"),
    "in_force": _("in force"),
}


class AcknowledgementQuerySet(models.QuerySet["Acknowledgement"]):
    def visible_to(self, user: object) -> Self:
        return self.filter(version__in=ProcedureVersion.objects.visible_to(user))

    def of_country(self, country: str) -> Self:
        return self.filter(office__country=country)

    def before(self, moment: datetime) -> Self:
        return self.filter(at__lt=moment)

    def of_current(self) -> Self:
        return self.filter(version__in=ProcedureVersion.objects.current())


class Acknowledgement(models.Model):
    """An office has read a version; an officer says so for it."""

    version = models.ForeignKey(
        ProcedureVersion, on_delete=models.PROTECT, related_name="acknowledgements"
    )
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = AcknowledgementQuerySet.as_manager()

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "office"],
                name="procedure_acknowledged_once",
                violation_error_message=_("Your office has acknowledged it already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.office.code}"
