from datetime import datetime
from typing import Any

import pgtrigger
import uuid6
from django.conf import settings
from django.db import models
from django.db.models import Prefetch, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from agencies.access import country_of, reach
from agencies.models import Code, Country, Crossing, Office, Officer
from agencies.models.stamped import Stamped, stamp
from agencies.search import search_key
from cases.models.levels import PERMISSIONS, Level
from notices.models import Urgency


class CaseQuerySet(models.QuerySet["Case"]):
    # -- who sees what: every read of cases starts here -----------------------------------

    def visible_to(self, user: object) -> "CaseQuerySet":
        """Cases whose headline, at least, is granted to the user's country or office."""
        return self.seen_at(user, Level.HEADLINE)

    def seen_at(self, user: object, level: Level) -> "CaseQuerySet":
        """Cases granted at `level` or more. Fails closed: no groups, no rows."""
        if not reach(user):
            return self.none()
        return self.filter(pk__in=granted_ids(user, level))

    def reached_from(self, office: Office) -> "CaseQuerySet":
        """Cases that every officer of the office sees."""
        groups = [office.country.group_id, office.group_id]
        return self.filter(pk__in=granted_to(groups, Level.HEADLINE).values("content_object"))

    def originated_by(self, user: object) -> "CaseQuerySet":
        return self.seen_at(user, Level.ORIGINATOR)

    # -- adjectives ------------------------------------------------------------------------

    def submitted(self) -> "CaseQuerySet":
        return self.exclude(status=Case.Status.DRAFT)

    def drafts(self) -> "CaseQuerySet":
        return self.filter(status=Case.Status.DRAFT)

    def open(self) -> "CaseQuerySet":
        return self.filter(status=Case.Status.OPEN)

    def touching(self, border: str, user: object) -> "CaseQuerySet":
        """Cases that touch `border` as far as the user may know it.

        A headline reader knows only of the borders of the own country, so the filter must not
        answer for others.
        """
        touched = self.filter(pk__in=_touching_ids(border))
        if country_of(user) in border.split("-"):
            return touched
        return touched.filter(pk__in=granted_ids(user, Level.FULL))

    def matching(self, text: str, user: object) -> "CaseQuerySet":
        """Words of any script, looked for only in what the user may read of each case."""
        found = self
        for word in search_key(text).split():
            found = found.filter(_readable_with(word, user))
        return found

    def happened_at_crossing(self, crossing: Crossing) -> "CaseQuerySet":
        from cases.models.route import RouteStop

        incidents = RouteStop.objects.filter(crossing=crossing, role=RouteStop.Role.INCIDENT)
        return self.filter(pk__in=incidents.values("case"))

    def about_subject(self, text: str, user: object) -> "CaseQuerySet":
        """With a person or thing of that name that the user may see."""
        from cases.models.subject import Subject

        named = Subject.objects.readable_by(user).named(text)
        return self.filter(pk__in=named.values("case"))

    def with_identifier(self, text: str, user: object) -> "CaseQuerySet":
        """With that number of a document, plate, telephone … on something the user may see."""
        from cases.models.subject import Subject
        from cases.subjectkeys import asked_keys

        keys = asked_keys(text, country_of(user))
        found = Subject.objects.readable_by(user).identified_by(keys)
        return self.filter(pk__in=found.values("case"))

    # -- what the own office and country made of them ---------------------------------------

    def assigned_to(self, whom: str, user: object) -> "CaseQuerySet":
        """To the user ("me"), or to anybody of the user's office ("office")."""
        from cases.models.work import Assignment

        rows = Assignment.objects.readable_by(user).filter(ended_at=None)
        if whom == "me":
            rows = rows.filter(officer=user)
        return self.filter(pk__in=rows.values("case"))

    def tagged(self, key: str, user: object) -> "CaseQuerySet":
        """With a tag of the user's country."""
        from cases.models.mark import CaseTag

        rows = CaseTag.objects.readable_by(user).filter(tag__key=key)
        return self.filter(pk__in=rows.values("case"))

    def flagged(self, kind: str, user: object) -> "CaseQuerySet":
        """With a flag that the user's country has set."""
        from cases.models.mark import Flag

        rows = Flag.objects.readable_by(user).filter(kind=kind)
        return self.filter(pk__in=rows.values("case"))

    def with_seizure(self, kind_or_code: str) -> "CaseQuerySet":
        """With a seizure of that kind or thing. Totals tell as much to a headline reader."""
        from cases.models.seizure import Seizure

        return self.filter(pk__in=Seizure.objects.of(kind_or_code).values("case"))

    # -- annotations -----------------------------------------------------------------------

    def with_list_rows(self) -> "CaseQuerySet":
        """Everything a list row shows, in a fixed number of queries."""
        from cases.models.route import RouteStop
        from cases.models.seizure import Seizure

        return self.select_related("office__country", "created_by").prefetch_related(
            "offences",
            Prefetch("route", RouteStop.objects.select_related("crossing", "country")),
            Prefetch("seizures", Seizure.objects.with_things()),
        )


def granted_to(groups: list[int], level: Level) -> models.QuerySet[Any]:
    """The object permissions behind `level` that these groups hold now."""
    from cases.models.grant import CaseGroupPermission, unexpired

    return CaseGroupPermission.objects.filter(
        unexpired(),
        group__in=groups,
        permission__codename=PERMISSIONS[level],
        permission__content_type__app_label="cases",
    )


def granted_ids(user: object, level: Level) -> models.QuerySet[Any]:
    """Ids of the cases that the user reads at `level` or more: what was granted, without the
    cases whose restriction (H3) he has not confirmed. Their headline is read without."""
    from cases.models.handling import unread_ids

    granted = granted_to(reach(user), level)
    if level in (Level.FULL, Level.CONTRIBUTE):
        granted = granted.exclude(content_object__in=unread_ids(user))
    return granted.values("content_object")


def _touching_ids(border: str) -> models.QuerySet[Any]:
    from cases.models.touch import Touch

    return Touch.objects.standing().filter(border=border).values("case")


def _readable_with(word: str, user: object) -> Q:
    """`word` stands in a text of the case that the user may read."""
    from cases.models.search import SearchText

    condition = Q(pk__in=[])
    for level in (Level.HEADLINE, Level.FULL, Level.ORIGINATOR):
        texts = SearchText.objects.filter(level=level, text__contains=word).values("case")
        condition |= Q(pk__in=texts) & Q(pk__in=granted_ids(user, level))
    return condition


# What every reader sees move; the rest of the row would tell of what is out of his sight.
@pgtrigger.register(stamp("version", "status"))
class Case(Stamped):
    """What one office logs. Draft → open → closed or withdrawn; each change is an event."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class Handling(models.TextChoices):
        """Europol SIENA handling codes."""

        H0 = "H0", _("To prevent and combat crime")
        H1 = "H1", _("Not in court without our consent")
        H2 = "H2", _("Not passed on without our consent")
        H3 = "H3", _("Other restriction, see the text")

    class Source(models.TextChoices):
        """4×4 source evaluation (Europol Regulation art. 29)."""

        A = "A", _("No doubt about the source")
        B = "B", _("Mostly reliable source")
        C = "C", _("Mostly unreliable source")
        X = "X", _("Source cannot be judged")

    class Information(models.TextChoices):
        """4×4 information evaluation."""

        ONE = "1", _("Accuracy not in doubt")
        TWO = "2", _("Known personally to the source")
        THREE = "3", _("Not known personally, but corroborated")
        FOUR = "4", _("Not known personally, not corroborated")

    class Outcome(models.TextChoices):
        RESULT = "result", _("Arrest, seizure or rescue")
        HANDED_OVER = "handed_over", _("Handed over to another office")
        NO_RESULT = "no_result", _("No result")
        UNFOUNDED = "unfounded", _("Unfounded")

    Urgency = Urgency

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    installation = models.CharField(max_length=60, editable=False)
    reference = models.CharField(max_length=30, unique=True, editable=False)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="cases")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="cases")
    created_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="cases")
    created_at = models.DateTimeField(editable=False)
    draft_key = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)

    title = models.CharField(_("title"), max_length=200, blank=True)
    narrative = models.TextField(_("what happened"), max_length=20_000, blank=True)
    offences = models.ManyToManyField(Code, related_name="+", verbose_name=_("offences"))
    urgency = models.CharField(
        _("urgency"), max_length=8, choices=Urgency, default=Urgency.PRIORITY
    )
    handling_code = models.CharField(
        _("handling code"), max_length=2, choices=Handling, default=Handling.H0
    )
    handling_text = models.CharField(_("restriction"), max_length=500, blank=True)
    handling_version = models.PositiveIntegerField(default=1, db_default=1, editable=False)
    # Granted to offices, never to countries (`cases.restricted`).
    is_restricted = models.BooleanField(default=False, db_default=False, editable=False)
    source_evaluation = models.CharField(
        _("source"), max_length=1, choices=Source, default=Source.A
    )
    information_evaluation = models.CharField(
        _("information"), max_length=1, choices=Information, default=Information.ONE
    )
    happened_at = models.DateTimeField(_("when"), db_index=True)

    status = models.CharField(max_length=9, choices=Status, default=Status.DRAFT)
    submitted_at = models.DateTimeField(null=True, editable=False)
    submitted_by = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    outcome = models.CharField(max_length=11, choices=Outcome, blank=True)
    result = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        default_permissions = ()
        permissions = [
            ("see_headline", "Can see the headline"),
            ("see_full", "Can see the full case"),
            ("contribute", "Can add to the case"),
            ("originate", "Is an originator of the case"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(handling_code="H3") | ~Q(handling_text=""),
                name="h3_has_its_text",
                violation_error_message=_("Handling code H3 needs the restriction in words."),
            ),
            models.CheckConstraint(
                condition=Q(status="draft", submitted_at=None)
                | (~Q(status="draft") & Q(submitted_at__isnull=False)),
                name="submitted_case_has_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(status="closed") | ~Q(outcome=""),
                name="closed_case_has_an_outcome",
                violation_error_message=_("Say how the case ended."),
            ),
        ]
        indexes = [
            models.Index(fields=["updated_at"], name="case_updated"),
            models.Index(fields=["office", "-id"], name="case_office_newest"),
            models.Index(fields=["status", "-id"], name="case_status_newest"),
            models.Index(fields=["id"], name="case_under_h3", condition=Q(handling_code="H3")),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_draft(self) -> bool:
        return self.status == self.Status.DRAFT

    @property
    def is_open(self) -> bool:
        return self.status == self.Status.OPEN

    @cached_property
    def codes_to_choose_by(self) -> tuple[list[str], list[str]]:
        """Borders that it touches, and offences: what partner systems choose their events by."""
        borders = self.touches.filter(is_struck=False).values_list("border", flat=True)
        offences = self.offences.values_list("code", flat=True)
        return sorted(set(borders)), sorted(offences)

    @property
    def link(self) -> str:
        """The path that notices carry."""
        return f"/cases/{self.reference}/"

    @property
    def local_happened_at(self) -> datetime:
        from zoneinfo import ZoneInfo

        return self.happened_at.astimezone(ZoneInfo(self.office.time_zone))


def this_installation() -> str:
    return settings.INSTALLATION
