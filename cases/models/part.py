from datetime import datetime
from typing import Any

import uuid6
from django.db import models

from agencies.access import country_of
from agencies.models import Country, Officer
from audit.clock import now
from cases.models.levels import Level


class StandingParts(models.Manager[Any]):
    """What the case holds now. A removed part stays in the record and can be brought back."""

    def get_queryset(self) -> models.QuerySet[Any]:
        return super().get_queryset().filter(removed_at=None)


class Part(models.Model):
    """A record of one case that keeps its identity through every edit: links, exhibits and
    disclosures point to it. Nothing of it is destroyed but by retention."""

    case: models.ForeignKey[Any, Any]
    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    removed_at = models.DateTimeField(null=True, editable=False)
    removed_by = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )

    objects = StandingParts()
    everything = models.Manager()

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    def is_kept_by(self, level: Level | None, country: str) -> bool:
        """Who changes it and takes it off: the originator."""
        return level is Level.ORIGINATOR

    def is_added_by(self, country: str) -> bool:
        """Whether a contributing country added it, and this one."""
        return False

    def is_brought_back_by(self, level: Level | None, country: str) -> bool:
        """Who keeps it; but what the originator took off, only the originator brings back."""
        if level is Level.ORIGINATOR:
            return True
        own = self.removed_by is not None and country_of(self.removed_by) == country
        return own and self.is_kept_by(level, country)

    def next_version(self, by: Officer) -> list[str]:
        """Counts a change; the columns that it touches."""
        return []


class Contribution(Part):
    """A part that a contributing country may add; empty `contributed_by`: the originator's own."""

    contributed_by = models.ForeignKey(
        Country, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    # Who changed it before, where a verb joined its change with theirs.
    joined_with: "tuple[Officer, datetime] | None" = None
    # Who changed it last; nobody did since it was added where they are empty.
    changed_at = models.DateTimeField(null=True, editable=False)
    changed_by = models.ForeignKey(
        Officer,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        db_index=False,
    )

    class Meta(Part.Meta):
        abstract = True

    def is_kept_by(self, level: Level | None, country: str) -> bool:
        """Who changes it and takes it off: the originator everything, a country that
        contributes what it added."""
        own = level is Level.CONTRIBUTE and self.is_of(country)
        return level is Level.ORIGINATOR or own

    def is_of(self, country: str) -> bool:
        return self.contributed_by_id == country

    def is_added_by(self, country: str) -> bool:
        return self.is_of(country)

    def next_version(self, by: Officer) -> list[str]:
        self.version += 1
        self.changed_at, self.changed_by = now(), by
        return ["version", "changed_at", "changed_by"]
