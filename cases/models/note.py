import uuid6
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.access import country_of
from agencies.models import Country, Office, Officer
from cases.models.case import Case


class NationalNoteQuerySet(models.QuerySet["NationalNote"]):
    def readable_by(self, user: object) -> "NationalNoteQuerySet":
        """The own country's. Fails closed: no country, no notes. Whether the reader sees the case
        enough is asked before (`cases.notes`)."""
        country = country_of(user)
        return self.filter(country=country) if country else self.none()


class NationalNote(models.Model):
    """What one country writes for itself beside a case (design 4.3). No other country reads it,
    the originator's included, and nothing counts or announces it."""

    LONGEST = 4000

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")
    author = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    text = models.TextField(_("note"), max_length=LONGEST)

    objects = NationalNoteQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="note_is_not_empty",
                violation_error_message=_("Write the note."),
            ),
        ]
        indexes = [models.Index(fields=["case", "country"], name="note_pane")]

    def __str__(self) -> str:
        return f"{self.country_id}: {self.case}"
