"""A case as its reader may see it, in three shapes that hold one another.

A shape has no field for what its level may not know: the keys are lacking, so nothing can leak
by a forgotten condition. All of them read through `Sighted`.
"""

from functools import cached_property
from typing import Any

from django.urls import reverse
from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema_field
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
from cases.models import Case, RouteStop, Subject
from cases.models.levels import Level
from cases.reading import Sighted


class OfficeRef(serializers.Serializer):
    code = serializers.CharField()
    country = serializers.CharField(source="country_id")
    title = serializers.CharField()


class CodeRef(serializers.Serializer):
    code = serializers.CharField()
    label = serializers.CharField(source="__str__")


class TotalOut(serializers.Serializer):
    """Seizures of the same thing in the same unit, added up. `substance` is empty for other goods."""

    what = serializers.CharField()
    substance = serializers.CharField(source="code")
    quantity = Number(max_digits=17, decimal_places=3)
    unit = CodeField("units")


class Row(serializers.Serializer):
    """A case in a list: the headline, whatever the level."""

    reference = serializers.CharField(source="case.reference")
    public_id = serializers.UUIDField(source="case.public_id")
    url = serializers.SerializerMethodField()
    level = serializers.ChoiceField(choices=Level.choices)
    status = serializers.ChoiceField(choices=Case.Status.choices, source="case.status")
    version = serializers.IntegerField(source="case.version")
    urgency = serializers.ChoiceField(choices=Case.Urgency.choices, source="case.urgency")
    sentence = serializers.SerializerMethodField(help_text="In the reader's language.")
    office = OfficeRef(source="case.office")
    happened_at = Moment(source="case.happened_at")
    submitted_at = Moment(source="case.submitted_at", allow_null=True)
    offences = CodeRef(source="case.offences", many=True)
    crossing = serializers.SerializerMethodField(help_text="Code of the crossing, or null.")
    where = serializers.SerializerMethodField()
    seizure_totals = serializers.SerializerMethodField()

    def get_url(self, sighted: Sighted) -> str:
        return reverse("api:case-detail", args=[sighted.case.reference])

    def get_sentence(self, sighted: Sighted) -> str:
        return headline.sentence(sighted.case)

    def get_crossing(self, sighted: Sighted) -> str | None:
        stop = headline.incident_of(sighted.case)
        return stop.crossing.code if stop is not None and stop.crossing is not None else None

    def get_where(self, sighted: Sighted) -> str:
        return headline.where(sighted.case)

    @extend_schema_field(TotalOut(many=True))
    def get_seizure_totals(self, sighted: Sighted) -> Any:
        return TotalOut(headline.seizure_totals(sighted.case), many=True).data


class Headline(Row):
    """What is told on notification. Touches: those on the borders of the reader's country."""

    level = serializers.ChoiceField(choices=[Level.HEADLINE.value])
    touches = serializers.SerializerMethodField()

    @extend_schema_field(TouchOut(many=True))
    def get_touches(self, sighted: Sighted) -> Any:
        return touches_of(sighted, self.told(sighted))

    def told(self, sighted: Sighted) -> Told | None:
        return None


class StopOut(serializers.Serializer):
    position = serializers.IntegerField()
    role = serializers.ChoiceField(choices=RouteStop.Role.choices)
    crossing = serializers.CharField(source="crossing.code", default=None, allow_null=True)
    country = serializers.CharField(source="country_id", allow_null=True)
    lat = Number(max_digits=8, decimal_places=5, allow_null=True)
    lon = Number(max_digits=8, decimal_places=5, allow_null=True)
    place = serializers.CharField(source="place_text")
    at = Moment(allow_null=True)


class SubjectOut(serializers.ModelSerializer):
    class Meta:
        model = Subject
        fields = [
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


class SeizureOut(serializers.Serializer):
    substance = CodeField("drugs", allow_null=True)
    goods = serializers.CharField()
    quantity = Number(max_digits=14, decimal_places=3)
    unit = CodeField("units")
    marks = serializers.CharField()


class Evaluation(serializers.Serializer):
    source = serializers.ChoiceField(choices=Case.Source.choices, source="source_evaluation")
    information = serializers.ChoiceField(
        choices=Case.Information.choices, source="information_evaluation"
    )


class Full(Headline):
    """All but victims and witnesses, unless they were shared one by one."""

    level = serializers.ChoiceField(choices=[Level.FULL.value, Level.CONTRIBUTE.value])
    title = serializers.CharField(source="case.title")
    narrative = serializers.CharField(source="case.narrative")
    handling_code = serializers.ChoiceField(
        choices=Case.Handling.choices, source="case.handling_code"
    )
    handling_text = serializers.CharField(source="case.handling_text")
    evaluation = Evaluation(source="case")
    route = StopOut(source="case.route", many=True)
    subjects = SubjectOut(many=True)
    hides_people = serializers.BooleanField(
        help_text="Whether persons of this case are hidden from the reader."
    )
    seizures = SeizureOut(source="case.seizures", many=True)
    outcome = serializers.CharField(source="case.outcome")
    result = serializers.CharField(source="case.result")


class Originator(Full):
    """All of it, and who is (or, for a draft, would be) told what and why."""

    level = serializers.ChoiceField(choices=[Level.ORIGINATOR.value])
    created_at = Moment(source="case.created_at")
    created_by = serializers.CharField(source="case.created_by.full_title")
    decisions = serializers.SerializerMethodField()
    gaps = serializers.SerializerMethodField(
        help_text="Stops between which the border is not known: to be asked, never guessed."
    )
    recipients = serializers.SerializerMethodField()
    unreached = serializers.SerializerMethodField(
        help_text="Countries of touched borders where no active office or desk exists."
    )

    @cached_property
    def _told(self) -> Told:
        return told_of(self.instance.case)

    def told(self, sighted: Sighted) -> Told:
        return self._told

    @extend_schema_field(DecisionOut(many=True))
    def get_decisions(self, sighted: Sighted) -> Any:
        return DecisionOut(self._told.decisions, many=True).data

    @extend_schema_field(GapOut(many=True))
    def get_gaps(self, sighted: Sighted) -> Any:
        return GapOut(self._told.gaps, many=True).data

    @extend_schema_field(RecipientOut(many=True))
    def get_recipients(self, sighted: Sighted) -> Any:
        return RecipientOut(self._told.recipients, many=True).data

    @extend_schema_field(UnreachedOut(many=True))
    def get_unreached(self, sighted: Sighted) -> Any:
        return UnreachedOut(self._told.unreached, many=True).data


SHAPES: dict[Level, type[Headline]] = {
    Level.HEADLINE: Headline,
    Level.FULL: Full,
    Level.CONTRIBUTE: Full,
    Level.ORIGINATOR: Originator,
}

CASE = PolymorphicProxySerializer(
    component_name="Case",
    serializers={level.value: shape for level, shape in SHAPES.items()},
    resource_type_field_name="level",
)


def shown(sighted: Sighted) -> dict[str, Any]:
    return SHAPES[sighted.level](sighted).data
