from django.db import models

from agencies.models import Office
from cases.models.case import Case


class ResultReport(models.Model):
    """To which office the result of a closed case is reported. Its country reads it, whatever
    else it sees of the case; everybody else reads the coded outcome only."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="result_reports")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "office"], name="result_reported_once"),
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.office}"
