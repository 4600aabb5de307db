"""The Roadmap's editions and action items: editable data, for the official titles are not
public and ours are marked as working titles (reference/domain.md 1.3)."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.models import Officer
from agencies.models.stamped import Stamped, moves_its_stamp
from audit.clock import now
from roadmap.models.history import append_only


@moves_its_stamp
class Edition(Stamped):
    """One adopted text of the ASEAN Border Management Cooperation Roadmap."""

    year = models.PositiveSmallIntegerField(unique=True)
    title = models.CharField(max_length=200)
    adopted_by = models.CharField(max_length=200)
    adopted_on = models.CharField(max_length=40, blank=True)
    note = models.TextField(blank=True)
    # By the lead shepherd; nobody: it came with the portal, and its loader keeps it.
    entered_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-year"]

    def __str__(self) -> str:
        return f"{self.title} ({self.year})"

    @property
    def link(self) -> str:
        return reverse("roadmap-edition", args=[self.year])

    @property
    def api_link(self) -> str:
        return reverse("api:roadmap-edition", args=[self.year])


@moves_its_stamp
class ActionItem(Stamped):
    """One of an edition's items. `ground` says what supports the title, `strength` how well."""

    class Strength(models.TextChoices):
        STRONG = "strong", _("strong")
        GOOD = "good", _("good")
        FAIR = "fair", _("fair")

    LONGEST = 20_000

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    is_working_title = models.BooleanField(default=True)
    text = models.TextField(blank=True, max_length=LONGEST)
    version = models.PositiveIntegerField(default=1)
    ground = models.TextField(blank=True)
    strength = models.CharField(max_length=6, choices=Strength, blank=True)
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

    @property
    def api_link(self) -> str:
        return reverse("api:roadmap-item", args=[self.edition.year, self.number])

    @property
    def marked(self) -> str:
        """With the word beside it as long as the title is ours."""
        if not self.is_working_title:
            return str(self)
        return gettext("%(title)s (working title)") % {"title": self}


class ItemWording(models.Model):
    """Official words that were put in the place of others; the last one stands."""

    item = models.ForeignKey(ActionItem, on_delete=models.PROTECT, related_name="wordings")
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    title_before = models.CharField(max_length=300)
    text_before = models.TextField(blank=True)
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["-pk"]
        triggers = [append_only()]

    def __str__(self) -> str:
        return self.title
