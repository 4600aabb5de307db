"""The bodies of ASEAN that deal with the Roadmap, what each said of an edition, and what became of
an edition's items in the next."""

from typing import Self

import uuid6
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Officer
from agencies.models.stamped import Stamped, moves_its_stamp
from audit.clock import now
from roadmap.models.edition import ActionItem, Edition
from roadmap.models.history import append_only

# A year, a month or a day: as much as is known.
WHEN = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"
NOT_WHEN = _("Write a year, a month or a day: 2021, 2021-08 or 2021-08-30.")
ADDRESS = r"^https?://[^\s]+$"
NOT_AN_ADDRESS = _("Give the address of the document, such as https://asean.org/…")


@moves_its_stamp
class Body(Stamped):
    """A body such as SOMTC; the list is kept by the lead shepherd."""

    code = models.CharField(
        max_length=12,
        unique=True,
        validators=[RegexValidator(r"^[A-Z][A-Z0-9-]*\Z", _("Capital letters and figures."))],
    )
    name = models.CharField(max_length=200)
    what = models.CharField(max_length=300, blank=True)
    document = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^[A-Z][A-Z0-9-]*$"),
                name="body_code_is_capitals",
                violation_error_message=_("Capital letters and figures."),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Adoption(models.Model):
    """What a body said of an edition; rows are added, never changed. `by`: nobody entered it, it
    came with the portal."""

    class What(models.TextChoices):
        NOTED = "noted", _("noted")
        ENDORSED = "endorsed", _("endorsed")
        ADOPTED = "adopted", _("adopted")

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="adoptions")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="adoptions")
    at = models.CharField(max_length=10)
    what = models.CharField(max_length=8, choices=What)
    document = models.CharField(max_length=500, blank=True)
    note = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "body", "at", "what"],
                name="adoption_once",
                violation_error_message=_("This stands in the trail already."),
            ),
            models.CheckConstraint(
                condition=Q(at__regex=WHEN),
                name="adoption_has_a_day_or_month",
                violation_error_message=NOT_WHEN,
            ),
            models.CheckConstraint(
                condition=Q(document="") | Q(document__regex=ADDRESS),
                name="adoption_document_is_an_address",
                violation_error_message=NOT_AN_ADDRESS,
            ),
        ]
        triggers = [append_only()]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.body_id} {self.what}"


class ItemMappingQuerySet(models.QuerySet["ItemMapping"]):
    def into(self, edition: Edition) -> Self:
        return self.filter(edition=edition)

    def to_show(self) -> Self:
        return self.select_related("old__edition", "new__edition", "edition")


@moves_its_stamp
class ItemMapping(Stamped):
    """What became of an item in a later edition: many to many, a row for each pair."""

    class Kind(models.TextChoices):
        KEPT = "kept", _("kept")
        MERGED = "merged", _("merged")
        SPLIT = "split", _("split")
        DROPPED = "dropped", _("dropped")

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="mappings")
    old = models.ForeignKey(ActionItem, on_delete=models.PROTECT, related_name="became")
    new = models.ForeignKey(
        ActionItem, on_delete=models.PROTECT, null=True, blank=True, related_name="came_from"
    )
    kind = models.CharField(max_length=7, choices=Kind)
    note = models.CharField(max_length=500, blank=True)

    objects = ItemMappingQuerySet.as_manager()

    class Meta:
        ordering = ["old__edition__year", "old__number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "old", "new"],
                nulls_distinct=False,
                name="item_mapped_once",
                violation_error_message=_("These two items are joined already."),
            ),
            models.CheckConstraint(
                condition=Q(kind="dropped", new=None) | ~Q(kind="dropped") & Q(new__isnull=False),
                name="item_dropped_has_no_new_one",
                violation_error_message=_("Name the new item; of one that is dropped, none."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old_id} → {self.new_id}"
