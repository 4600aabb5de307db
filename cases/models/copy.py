from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Office, Officer
from cases.models.case import Case
from cases.models.file import CaseFile
from cases.models.levels import Level


class Purpose(models.TextChoices):
    """What a copy is for. A court may not get what H1 protects (Europol SIENA)."""

    INTELLIGENCE = "intelligence", _("Intelligence analysis")
    INVESTIGATION = "investigation", _("Investigation or operation")
    REPORTING = "reporting", _("Reporting inside the own service")
    STATISTICS = "statistics", _("Statistics")
    COURT = "court", _("Use in court")


class CaseCopyQuerySet(models.QuerySet["CaseCopy"]):
    def of_case(self, case: Case) -> "CaseCopyQuerySet":
        return self.filter(case=case)

    def readable_by(self, level: Level, country: str) -> "CaseCopyQuerySet":
        """All copies for the office that logged the case, else those of the own country; that
        another country keeps a file to itself nobody learns here."""
        shared = Q(file=None) | ~Q(file__reach=CaseFile.Reach.NATIONAL)
        rows = self.filter(shared | Q(file__country=country))
        if level is Level.ORIGINATOR:
            return rows
        return rows.filter(country=country) if country else self.none()


class CaseCopy(models.Model):
    """A copy of a case that somebody took along. Its number stands on every page, so that a sheet
    of paper leads back to who took it and when. A list is one copy of each case in it."""

    class Kind(models.TextChoices):
        PDF = "pdf", _("Report (PDF)")
        DOCX = "docx", _("Report (Word)")
        CSV = "csv", _("List (CSV)")
        XLSX = "xlsx", _("List (XLSX)")
        JSONL = "jsonl", _("All that you may see (JSON Lines)")
        UMF = "umf", _("Case in UMF entities (XML)")
        DRUGS = "drugs", _("Drug seizures (CSV)")
        CITES = "cites", _("Wildlife seizures (CSV)")
        FILE = "file", _("File of the case")

    # What can be made of a case or of several; a file is taken as it is.
    MADE: ClassVar = [(kind.value, kind.label) for kind in Kind if kind != "file"]

    number = models.CharField(max_length=12, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="copies")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")
    country = models.CharField(max_length=2)
    at = models.DateTimeField()
    kind = models.CharField(max_length=5, choices=Kind)
    file = models.ForeignKey(CaseFile, on_delete=models.CASCADE, null=True, related_name="copies")
    purpose = models.CharField(max_length=20, choices=Purpose)
    language = models.CharField(max_length=10)
    level = models.CharField(max_length=10, choices=Level)

    objects = CaseCopyQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["number", "case"], name="copy_number_is_unique"),
            models.CheckConstraint(
                condition=Q(kind="file", file__isnull=False)
                | ~Q(kind="file") & Q(file__isnull=True),
                name="copy_of_a_file_names_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.case_id}"
