"""The Roadmap's editions and action items: editable data, for the official titles are not
public and ours are marked as working titles (reference/domain.md 1.3)."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class Edition(models.Model):
    """One adopted text of the ASEAN Border Management Cooperation Roadmap."""

    year = models.PositiveSmallIntegerField(unique=True)
    title = models.CharField(max_length=200)
    adopted_by = models.CharField(max_length=200)
    adopted_on = models.CharField(max_length=40, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["-year"]

    def __str__(self) -> str:
        return f"{self.title} ({self.year})"


class ActionItem(models.Model):
    """One of an edition's items. `ground` says what supports the title, `strength` how well."""

    class Strength(models.TextChoices):
        STRONG = "strong", _("strong")
        GOOD = "good", _("good")
        FAIR = "fair", _("fair")

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    is_working_title = models.BooleanField(default=True)
    ground = models.TextField(blank=True)
    strength = models.CharField(max_length=6, choices=Strength)
    tracked_by = models.TextField(blank=True)

    class Meta:
        ordering = ["edition", "number"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="item_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="item_numbers_start_at_one"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {gettext(self.title)}"

    @property
    def reference(self) -> str:
        """`2021-4`: the fourth of the edition of 2021."""
        return f"{self.edition.year}-{self.number}"

    @property
    def link(self) -> str:
        return reverse("roadmap-item", args=[self.edition.year, self.number])
