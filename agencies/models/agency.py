from django.db import models

from agencies.models.country import Country


class Agency(models.Model):
    """Police, customs, immigration, narcotics … of one country (or a body of the region)."""

    code = models.CharField(max_length=30, unique=True)
    country = models.ForeignKey(
        Country,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="agencies",
    )
    name = models.CharField(max_length=200)
    abbreviation = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=40)
    source = models.TextField(blank=True)
    loaded_hash = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "agencies"

    def __str__(self) -> str:
        return self.abbreviation or self.name
