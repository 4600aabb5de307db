from django.db import models

from agencies.models import Office


class OfficeCounter(models.Model):
    """The running number of an office's references in one year (of the office's own zone)."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "year"], name="one_counter_per_office_year"),
        ]

    def __str__(self) -> str:
        return f"{self.office}-{self.year}: {self.last}"
