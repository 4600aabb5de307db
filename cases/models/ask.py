from typing import Any

import uuid6
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Country, Office, Officer
from audit.clock import now
from cases.models.case import Case
from cases.models.levels import Level


class AskQuerySet(models.QuerySet["Ask"]):
    def open(self) -> "AskQuerySet":
        return self.filter(answer="", lapsed_at=None)

    def consents(self) -> "AskQuerySet":
        """Consents that hold: given, for the handling code as it stands now, to somebody who has
        not lost the case since."""
        return self.filter(
            kind=Ask.Kind.EXPORT,
            answer=Ask.Answer.GIVEN,
            lapsed_at=None,
            handling_version=F("case__handling_version"),
        )

    def of_holder(self, country: str, office: Office | None) -> "AskQuerySet":
        """An office's own; without an office, those of the systems of a country."""
        return self.filter(country=country, office=office)

    def readable_by(self, level: Level, country: str) -> "AskQuerySet":
        """All of them for the originator, else what the own country asked."""
        return self if level is Level.ORIGINATOR else self.filter(country=country)

    def lapse(self) -> int:
        """Who no longer sees the case asks nothing and has no consent."""
        return self.filter(lapsed_at=None).update(lapsed_at=now())


class Ask(models.Model):
    """What a reader of a case asks of the office that logged it: its consent to take a copy, to
    pass the case on, or to be shown more than the headline. Answered once, kept for good."""

    class Kind(models.TextChoices):
        EXPORT = "export", _("Take a copy")
        PASS_ON = "pass_on", _("Pass it on")
        MORE = "more", _("See more")

    class Answer(models.TextChoices):
        GIVEN = "given", _("agreed")
        DECLINED = "declined", _("declined")

    LONGEST = 300

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="asks")
    kind = models.CharField(max_length=7, choices=Kind)
    # For which purpose the copy is (`cases.exports.stamp.Purpose`).
    export_purpose = models.CharField(max_length=13, blank=True)
    # To whom it should be passed on, and how much of it.
    to_country = models.ForeignKey(Country, on_delete=models.PROTECT, null=True, related_name="+")
    to_office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")
    level = models.CharField(max_length=10, choices=Level, blank=True)
    purpose = models.CharField(max_length=LONGEST)
    asked_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    handling_version = models.PositiveIntegerField()
    answer = models.CharField(max_length=8, choices=Answer, blank=True)
    answered_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=LONGEST, blank=True)
    lapsed_at = models.DateTimeField(null=True)

    objects = AskQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "country", "office", "export_purpose"],
                condition=Q(kind="export", answer="", lapsed_at=None),
                name="one_open_ask_for_a_copy",
                nulls_distinct=False,
                violation_error_message=_("Your office has asked for that already."),
            ),
            models.UniqueConstraint(
                fields=["case", "country", "to_country", "to_office"],
                condition=Q(kind="pass_on", answer="", lapsed_at=None),
                name="one_open_ask_to_pass_on",
                nulls_distinct=False,
                violation_error_message=_("Your country has asked for that already."),
            ),
            models.UniqueConstraint(
                fields=["case", "country"],
                condition=Q(kind="more", answer="", lapsed_at=None),
                name="one_open_ask_for_more",
                violation_error_message=_("Your country has asked for that already."),
            ),
            models.CheckConstraint(
                condition=~Q(purpose=""),
                name="ask_has_a_purpose",
                violation_error_message=_("Say what for."),
            ),
            models.CheckConstraint(
                condition=~Q(answer="declined") | ~Q(reason=""),
                name="declined_ask_has_a_reason",
                violation_error_message=_("Say why not."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.country_id} {self.kind}"

    @property
    def is_open(self) -> bool:
        return not self.answer and self.lapsed_at is None

    @property
    def to(self) -> Any:
        """Whom the case should be passed on to."""
        return self.to_office or self.to_country
