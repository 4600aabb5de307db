"""The channel of an action item: what coordinators say to each other, and what they decide.

Decisions are taken by consultation and consensus (ASEAN Charter, article 20(1)): a proposal is
agreed when each country that was asked agrees.
"""

from datetime import datetime
from typing import Self

import uuid6
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Max, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agencies.access import Capability, may
from agencies.models import Country, Officer
from audit.clock import now
from roadmap.keepers import kept_member
from roadmap.models.edition import ActionItem
from roadmap.models.history import append_only


class ThreadQuerySet(models.QuerySet["Thread"]):
    def visible_to(self, user: object) -> Self:
        """All to the coordinators of the member states; to observers what was opened to them."""
        if not may(user, Capability.READ_CHANNEL):
            return self.none()
        return self.all() if kept_member(user) else self.filter(for_observers=True)

    def to_show(self) -> Self:
        rows = self.select_related("item__edition", "by__country", "by__office")
        lines = ("by__country", "by__office", "country", "proposal")
        return rows.prefetch_related(*(f"lines__{name}" for name in lines))

    def newest_first(self) -> Self:
        return self.annotate(moved_at=Max("lines__at")).order_by("-moved_at", "-pk")


class Thread(models.Model):
    """A subject that is talked about; what is said are its lines."""

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    item = models.ForeignKey(ActionItem, on_delete=models.PROTECT, related_name="threads")
    title = models.CharField(max_length=200)
    for_observers = models.BooleanField(default=False)
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)

    objects = ThreadQuerySet.as_manager()
    # annotated by `newest_first`
    moved_at: datetime

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title=""),
                name="thread_has_a_subject",
                violation_error_message=_("Say what it is about."),
            ),
        ]
        triggers = [append_only()]

    def __str__(self) -> str:
        return self.title

    @property
    def link(self) -> str:
        return reverse("roadmap-thread", args=[self.public_id])

    @property
    def api_link(self) -> str:
        return reverse("api:roadmap-thread", args=[self.public_id])


class ThreadLine(models.Model):
    """One thing that was said, for a country; added, never changed.

    An answer may be followed by another one of the same country: the last one counts.
    """

    LONGEST = 4000

    class Kind(models.TextChoices):
        SAID = "said", _("message")
        PROPOSED = "proposed", _("proposed decision")
        AGREED = "agreed", _("agrees")
        OBJECTED = "objected", _("objects")
        WITHDRAWN = "withdrawn", _("withdrawn")

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="lines")
    kind = models.CharField(max_length=9, choices=Kind)
    text = models.TextField(blank=True, max_length=LONGEST)
    # Of a proposal: the codes of the countries that are asked.
    asked = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    proposal = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="answers"
    )
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") | Q(kind="agreed"),
                name="thread_line_says_something",
                violation_error_message=_("Write what you want to say."),
            ),
            models.CheckConstraint(
                condition=Q(kind="proposed") ^ Q(asked__len=0),
                name="thread_proposal_asks_countries",
                violation_error_message=_("Choose the countries that are asked."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["agreed", "objected", "withdrawn"]) ^ Q(proposal=None),
                name="thread_answer_is_to_a_proposal",
                violation_error_message=_("Only a proposed decision is answered."),
            ),
        ]
        triggers = [append_only()]

    def __str__(self) -> str:
        return self.kind
