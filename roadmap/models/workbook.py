"""A spreadsheet that a coordinator brought back: checked, then imported or left."""

from typing import Self

import uuid6
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agencies.models import Country, Officer
from audit.clock import now
from roadmap.keepers import kept_by


class WorkbookImportQuerySet(models.QuerySet["WorkbookImport"]):
    def visible_to(self, user: object) -> Self:
        """Those of the country whose records somebody keeps."""
        return self.filter(country=kept_by(user) or None)


class WorkbookImport(models.Model):
    """`content` is what stood in the file, until it is imported; `report` a line for each row."""

    class State(models.TextChoices):
        CHECKED = "checked", _("Checked, not imported")
        IMPORTED = "imported", _("Imported")

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.CHECKED)
    content = models.JSONField(default=dict)
    report = models.JSONField(default=list)
    sha256 = models.CharField(max_length=64)
    checked_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(default=now)
    imported_by = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    imported_at = models.DateTimeField(null=True, blank=True)

    objects = WorkbookImportQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="imported", imported_by__isnull=False, imported_at__isnull=False)
                | Q(state="checked", imported_by__isnull=True, imported_at__isnull=True),
                name="workbook_imported_by_somebody",
                violation_error_message=_("An import says who imported it, and when."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.country_id} {self.checked_at:%Y-%m-%d %H:%M}"

    @property
    def link(self) -> str:
        return reverse("roadmap-workbook-import", args=[self.public_id])

    @property
    def api_link(self) -> str:
        return reverse("api:roadmap-workbook-import", args=[self.public_id])
