"""A case as its reader may see it, in three shapes that hold one another.

A shape has no field for what its level may not know: the keys are lacking, so nothing can leak
by a forgotten condition. All of them read through `Sighted`.
"""

from functools import cached_property
from typing import Any

from django.db.models import prefetch_related_objects
from django.urls import reverse
from drf_spectacular.utils import PolymorphicProxySerializer
from rest_framework import serializers

from agencies.api.fields import CodeField, Moment, Number
from cases import headline
from cases.api.told import (
    DecisionOut,
    GapOut,
    RecipientOut,
    Told,
    TouchOut,
    UnreachedOut,
    told_of,
    touches_of,
)
from cases.models import Case, RouteStop, Seizure, Subject
from cases.models.levels import Level
from cases.reading import Sighted
from cases.results import offices_reported_to


class Shown:
    """What the shapes read: a case behind its fence, and what follows from it."""

    def __init__(self, sighted: Sighted) -> None:
        self.sighted = sighted
        self.case: Case = sighted.case
        self.level = sighted.level
        self.url = reverse("api:case-detail", args=[sighted.case.reference])

    @property
    def sentence(self) -> str:
        return headline.sentence(self.case)

    @property
    def crossing(self) -> str | None:
        stop = headline.incident_of(self.case)
        return stop.crossing.code if stop is not None and stop.crossing is not None else None

    @property
    def where(self) -> str:
        return headline.where(self.case)

    @property
    def seizure_totals(self) -> list[headline.Total]:
        return headline.seizure_totals(self.case)

    @property
    def listed_subjects(self) -> list[Subject]:
        """What can be sent back in a change of the case."""
        return [subject for subject in self.sighted.subjects if subject.is_listed]

    @property
    def listed_seizures(self) -> list[Seizure]:
        return [seizure for seizure in self.case.seizures.all() if seizure.is_listed]

    @cached_property
    def told(self) -> Told | None:
        """For the originator alone."""
        return told_of(self.case) if self.sighted.is_originator else None

    @property
    def reported_to(self) -> list[str]:
        return [office.code for office in offices_reported_to(self.case)]

    @property
    def touches(self) -> list[dict[str, Any]]:
        return touches_of(self.sighted, self.told)


class OfficeRef(serializers.Serializer):
    code = serializers.CharField()
    country = serializers.CharField(source="country_id")
    title = serializers.CharField()


class CodeRef(serializers.Serializer):
    code = serializers.CharField()
    label: Any = serializers.CharField(source="__str__")


class TotalOut(serializers.Serializer):
    """Seizures of the same thing in the same unit, added up.

    `substance` is the code of the substance, species, type of firearm or HS heading; empty for what
    is told in words alone. The unit of cash is its currency.
    """

    what = serializers.CharField()
    kind = serializers.ChoiceField(choices=Seizure.Kind.choices)
    substance = serializers.CharField(source="code")
    quantity = Number(max_digits=17, decimal_places=3)
    unit = CodeField("units")


class CaseRow(serializers.Serializer):
    """A case in a list: the headline, whatever the level."""

    reference = serializers.CharField(source="case.reference")
    public_id = serializers.UUIDField(source="case.public_id")
    url = serializers.CharField()
    level = serializers.ChoiceField(choices=Level.choices)
    status = serializers.ChoiceField(choices=Case.Status.choices, source="case.status")
    version = serializers.IntegerField(source="case.version")
    urgency = serializers.ChoiceField(choices=Case.Urgency.choices, source="case.urgency")
    handling_code = serializers.ChoiceField(
        choices=Case.Handling.choices, source="case.handling_code"
    )
    sentence = serializers.CharField(help_text="The headline in the reader's language.")
    office = OfficeRef(source="case.office")
    happened_at = Moment(source="case.happened_at")
    submitted_at = Moment(source="case.submitted_at", allow_null=True)
    offences = CodeRef(source="case.offences", many=True)
    crossing = serializers.CharField(allow_null=True, help_text="Code of the crossing.")
    where = serializers.CharField()
    seizure_totals = TotalOut(many=True)


class HeadlineCase(CaseRow):
    """What is told on notification. Touches: those on the borders of the reader's country."""

    level = serializers.ChoiceField(choices=[Level.HEADLINE.value])
    touches = TouchOut(many=True)
    outcome = serializers.CharField(source="case.outcome")
    result = serializers.CharField(
        source="sighted.result",
        help_text="In words. Empty unless it was reported to an office of the caller's country.",
    )


class StopOut(serializers.Serializer):
    position = serializers.IntegerField()
    role = serializers.ChoiceField(choices=RouteStop.Role.choices)
    crossing = serializers.CharField(source="crossing.code", default=None, allow_null=True)
    country = serializers.CharField(source="country_id", allow_null=True)
    lat = Number(max_digits=8, decimal_places=5, allow_null=True)
    lon = Number(max_digits=8, decimal_places=5, allow_null=True)
    place = serializers.CharField(source="place_text")
    at = Moment(allow_null=True)
    entered_at = Moment(allow_null=True, help_text="When it was typed in; `at` is when it was.")
    entered_later = serializers.BooleanField(
        source="is_entered_later", help_text="Typed in more than some hours after it was."
    )


class SubjectOut(serializers.ModelSerializer):
    id = serializers.UUIDField(source="public_id")

    class Meta:
        model = Subject
        fields = [
            "id",
            "kind",
            "role",
            "name",
            "name_latin",
            "nationality",
            "document_type",
            "document_number",
            "document_issuer",
            "plate",
            "plate_country",
            "description",
        ]
        read_only_fields = fields


class SeizureOut(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    substance = CodeField("drugs", "precursors", allow_null=True)
    goods = serializers.CharField()
    quantity = Number(max_digits=14, decimal_places=3)
    unit = CodeField("units")
    marks = serializers.CharField()


class Evaluation(serializers.Serializer):
    """4×4 evaluation of the source and of the information."""

    source: Any = serializers.ChoiceField(choices=Case.Source.choices, source="source_evaluation")
    information = serializers.ChoiceField(
        choices=Case.Information.choices, source="information_evaluation"
    )


class FullCase(HeadlineCase):
    """All but victims and witnesses, unless they were shared one by one."""

    level = serializers.ChoiceField(choices=[Level.FULL.value, Level.CONTRIBUTE.value])
    title = serializers.CharField(source="case.title")
    narrative = serializers.CharField(source="case.narrative")
    handling_text = serializers.CharField(source="case.handling_text")
    evaluation = Evaluation(source="case")
    route = StopOut(source="case.route", many=True)
    subjects = SubjectOut(
        source="listed_subjects",
        many=True,
        help_text="Persons, vehicles, vessels and organisations in short; `subjects/` has all of "
        "them, and all of what is known.",
    )
    hides_people = serializers.BooleanField(
        source="sighted.hides_people",
        help_text="Whether persons of this case are hidden from the reader.",
    )
    seizures = SeizureOut(
        source="listed_seizures",
        many=True,
        help_text="Substances and other things in short; `seizures/` has all of them, and all of "
        "what is known.",
    )


class OwnCase(FullCase):
    """All of it, and who is (or, for a draft, would be) told what and why."""

    level = serializers.ChoiceField(choices=[Level.ORIGINATOR.value])
    restricted = serializers.BooleanField(
        source="case.is_restricted", help_text="Granted to offices, never to countries."
    )
    created_at = Moment(source="case.created_at")
    created_by = serializers.CharField(source="case.created_by.full_title")
    reported_to = serializers.ListField(
        child=serializers.CharField(),
        help_text="Offices to which the result is reported.",
    )
    decisions = DecisionOut(source="told.decisions", many=True)
    gaps = GapOut(
        source="told.gaps",
        many=True,
        help_text="Stops between which the border is not known: to be asked, never guessed.",
    )
    recipients = RecipientOut(source="told.recipients", many=True)
    unreached = UnreachedOut(
        source="told.unreached",
        many=True,
        help_text="Countries of touched borders where no active office or desk exists.",
    )


SHAPES: dict[Level, type[HeadlineCase]] = {
    Level.HEADLINE: HeadlineCase,
    Level.FULL: FullCase,
    Level.CONTRIBUTE: FullCase,
    Level.ORIGINATOR: OwnCase,
}

CASE = PolymorphicProxySerializer(
    component_name="Case",
    serializers={level.value: shape for level, shape in SHAPES.items()},
    resource_type_field_name="level",
)

_PARTS = (
    "offences",
    "touches",
    "subjects",
    "route__crossing",
    "route__country",
    headline.seizures_named(),
    "touch_decisions__by",
)


def shown(sighted: Sighted) -> dict[str, Any]:
    prefetch_related_objects([sighted.case], *_PARTS)
    return dict(SHAPES[sighted.level](Shown(sighted)).data)


def row(sighted: Sighted) -> dict[str, Any]:
    return dict(CaseRow(Shown(sighted)).data)
