from typing import cast

import uuid6
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.access import office_of, officer
from agencies.models import Officer
from cases.models.case import Case
from cases.models.request import Request


class OwnNoteQuerySet(models.QuerySet["OwnNote"]):
    def readable_by(self, user: object) -> "OwnNoteQuerySet":
        """The own ones alone: no colleague, head, coordinator or administrator reads them. Whether
        the case or the request is still seen is asked before (`cases.ownnotes`)."""
        if office_of(user) is None:
            return self.none()
        return self.filter(officer=officer(user))


class OwnNote(models.Model):
    """What an officer writes down for himself beside a case or a request. It is never handed on,
    not even when the posting is: who no longer reaches the case no longer reads it either."""

    LONGEST = 4000
    MOST = 100

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    # What it stands beside: the one or the other.
    case = models.ForeignKey(
        Case, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    request = models.ForeignKey(
        Request, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    text = models.TextField(_("note"), max_length=LONGEST)

    objects = OwnNoteQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="own_note_is_not_empty",
                violation_error_message=_("Write the note."),
            ),
            models.CheckConstraint(
                condition=Q(case__isnull=False, request=None) | Q(case=None, request__isnull=False),
                name="own_note_is_on_a_case_or_a_request",
                violation_error_message=_("Give a case or a request."),
            ),
        ]
        indexes = [
            models.Index(fields=["officer", "case"], name="own_note_of_case"),
            models.Index(fields=["officer", "request"], name="own_note_of_request"),
        ]

    def __str__(self) -> str:
        return f"{self.officer}: {self.about}"

    @property
    def about(self) -> Case | Request:
        return self.case if self.case is not None else cast(Request, self.request)
