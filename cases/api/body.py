"""What may be said about a case over the API, and the `CaseContent` it becomes."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from agencies.api.fields import (
    CodeField,
    Moment,
    Number,
    Strict,
    Text,
    country_field,
    latitude,
    longitude,
)
from agencies.models import Border, Crossing, Office, Officer
from audit.clock import now
from cases.content import CaseContent, SeizureContent, StopContent, SubjectContent
from cases.forms.moments import AHEAD, PLANNED_AHEAD
from cases.forms.quantities import MEASURED
from cases.models import Case, RouteStop, Subject, TouchDecision
from cases.models.levels import OFFERED
from cases.origin import office_for, on_own_side
from cases.problems import CaseProblem

MOST_PARTS = 200


def code_of(model: Any, **options: Any) -> serializers.SlugRelatedField:
    return serializers.SlugRelatedField(
        slug_field="code", queryset=model.objects.all(), required=False, **options
    )


class Identity(serializers.UUIDField):
    """DRF would also take a number."""

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str):
            self.fail("invalid", value=data)
        return super().to_internal_value(data)


def part_id() -> Identity:
    return Identity(
        source="public_id",
        required=False,
        allow_null=True,
        help_text="In a change: which record of the case this was. Without it, the one that says "
        "the same stays.",
    )


class StopIn(Strict):
    """One stop of the route: a crossing, or coordinates (WGS 84), or a country alone.

    `country` beside a crossing says on which side of it.
    """

    role = serializers.ChoiceField(choices=RouteStop.Role.choices)
    crossing = code_of(Crossing, allow_null=True)
    country = country_field(required=False, allow_null=True)
    lat = latitude(required=False, allow_null=True)
    lon = longitude(required=False, allow_null=True)
    place = Text(source="place_text", required=False, allow_blank=True, max_length=120)
    at = Moment(required=False, allow_null=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        crossing, country = attrs.get("crossing"), attrs.get("country")
        point = (attrs.get("lat"), attrs.get("lon"))
        if (point[0] is None) != (point[1] is None):
            raise serializers.ValidationError(_("Give both lat and lon."), "one_coordinate")
        if crossing is not None and point[0] is not None:
            raise serializers.ValidationError(_("Give a crossing or coordinates."), "two_places")
        if crossing is None and country is None and point[0] is None:
            raise serializers.ValidationError(
                _("A stop needs a crossing, coordinates or at least a country."), "no_place"
            )
        if crossing is not None and country is not None:
            self._must_be_a_side(crossing, country.code)
        self._must_not_lie_ahead(attrs.get("at"), attrs["role"])
        return attrs

    def _must_not_lie_ahead(self, at: datetime | None, role: str) -> None:
        """What happened has happened; what is planned lies within a year."""
        happened = role == RouteStop.Role.INCIDENT
        if at is None or at <= now() + (AHEAD if happened else PLANNED_AHEAD):
            return
        fault = _("What happened lies at most one hour ahead.")
        planned = _("What is planned lies at most one year ahead.")
        raise serializers.ValidationError({"at": fault if happened else planned}, "ahead")

    def _must_be_a_side(self, crossing: Crossing, country: str) -> None:
        if country not in (crossing.country_a_id, crossing.country_b_id):
            fault = _("The crossing has no side in this country.")
            raise serializers.ValidationError({"country": fault}, "not_a_side")


class SubjectIn(Strict):
    """A person, vehicle, vessel or organisation, known by something."""

    kind = serializers.ChoiceField(choices=Subject.Kind.choices, required=False)
    role = serializers.ChoiceField(choices=Subject.Role.choices, required=False)
    name = Text(required=False, allow_blank=True, max_length=200)
    name_latin = Text(required=False, allow_blank=True, max_length=200)
    nationality = serializers.RegexField("^[A-Z]{2,3}$", required=False, allow_blank=True)
    document_type = Text(required=False, allow_blank=True, max_length=20)
    document_number = Text(required=False, allow_blank=True, max_length=60)
    document_issuer = serializers.RegexField("^[A-Z]{2,3}$", required=False, allow_blank=True)
    plate = Text(required=False, allow_blank=True, max_length=30)
    plate_country = serializers.RegexField("^[A-Z]{2}$", required=False, allow_blank=True)
    description = Text(required=False, allow_blank=True, max_length=300)
    id = part_id()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        known_by = ("name", "name_latin", "document_number", "plate", "description")
        if not any(attrs.get(name) for name in known_by):
            raise serializers.ValidationError(
                _("Give a name, a document number, a plate or a description."), "unknown_subject"
            )
        return attrs


class SeizureIn(Strict):
    """A listed substance, or other goods in words; how much, in a unit of the list `units`."""

    substance = CodeField("drugs", "precursors", required=False, allow_null=True)
    goods = Text(required=False, allow_blank=True, max_length=120)
    quantity = Number(max_digits=14, decimal_places=3, min_value=Decimal("0.001"))
    unit = CodeField("units")
    marks = Text(required=False, allow_blank=True, max_length=120)
    id = part_id()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if not attrs.get("substance") and not attrs.get("goods"):
            raise serializers.ValidationError(_("Say what was found."), "nothing_seized")
        if attrs["unit"].code not in MEASURED and attrs["quantity"] % 1:
            fault = _("This unit is counted: write a whole number without decimals.")
            raise serializers.ValidationError({"quantity": fault}, "not_whole")
        return attrs


class EvaluationIn(Strict):
    """4×4 evaluation: the source, and the information."""

    source = serializers.ChoiceField(choices=Case.Source.choices)  # type: ignore[assignment]
    information = serializers.ChoiceField(choices=Case.Information.choices)


@extend_schema_field(
    {
        "oneOf": [
            {"type": "string", "pattern": "^[ABCX][1-4]$", "example": "A1"},
            {"$ref": "#/components/schemas/Evaluation"},
        ]
    }
)
class EvaluationField(serializers.Field):
    """Either two characters ("A1") or an object with `source` and `information`."""

    def to_internal_value(self, data: Any) -> dict[str, str]:
        if isinstance(data, str):
            data = {"source": data[:1], "information": data[1:]}
        return dict(EvaluationIn().run_validation(data))


class CaseIn(Strict):
    """Whatever is left out of a change stays as it is; a list is replaced whole."""

    title = Text(required=False, allow_blank=True, max_length=200)
    narrative = Text(required=False, allow_blank=True, max_length=20_000)
    offences = serializers.ListField(child=CodeField("case_type_iccs"), min_length=1, max_length=20)
    urgency = serializers.ChoiceField(choices=Case.Urgency.choices, required=False)
    handling_code = serializers.ChoiceField(choices=Case.Handling.choices, required=False)
    handling_text = Text(required=False, allow_blank=True, max_length=500)
    evaluation = EvaluationField(required=False)
    happened_at = Moment(
        required=False, help_text="Without it: when the incident was, else the time of the request."
    )
    route = serializers.ListField(child=StopIn(), min_length=1, max_length=MOST_PARTS)
    subjects = serializers.ListField(child=SubjectIn(), required=False, max_length=MOST_PARTS)
    seizures = serializers.ListField(child=SeizureIn(), required=False, max_length=MOST_PARTS)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs.get("handling_code") == Case.Handling.H3 and not attrs.get("handling_text"):
            fault = _("H3 needs the restriction in words.")
            raise serializers.ValidationError({"handling_text": fault}, "required")
        return attrs

    def validate_happened_at(self, value: datetime) -> datetime:
        if value > now() + AHEAD:
            raise serializers.ValidationError(_("What happened lies at most one hour ahead."))
        return value


class NewCaseIn(CaseIn):
    """A new draft. How far the source and the information are trusted has no default."""

    evaluation = EvaluationField()
    office = code_of(
        Office,
        help_text="The office that logs the case. Without it a partner system's case goes to its "
        "country's office at the crossing, else the nearest one on a touched border.",
    )
    paper_form = Text(
        required=False,
        max_length=60,
        help_text="Number and check code of a printed form: the case gets that number.",
    )


def new_content(said: dict[str, Any], officer: Officer) -> tuple[CaseContent, Office]:
    """The content of a new case and the office that logs it."""
    wanted = said.pop("office", None)
    values = _values(said)
    office = office_for(officer, values["route"], wanted=wanted)
    values["route"] = on_own_side(values["route"], office.country_id)
    values.setdefault("happened_at", _when(values["route"]))
    return CaseContent(**values), office


def changed_content(before: CaseContent, said: dict[str, Any], country: str) -> CaseContent:
    """The content after a change of the named parts. An id that is not of this case is refused:
    left alone it would make a second record of what it meant."""
    values = _values(said)
    _must_be_known(before, values)
    if "route" in values:
        values["route"] = on_own_side(values["route"], country)
    return replace(before, **values)


def _must_be_known(before: CaseContent, values: dict[str, Any]) -> None:
    for name in ("subjects", "seizures"):
        known = {row.public_id for row in getattr(before, name)}
        for n, row in enumerate(values.get(name, ())):
            if row.public_id is not None and row.public_id not in known:
                raise CaseProblem(_("The case has no such record."), field=f"{name}.{n}.id")


def _values(said: dict[str, Any]) -> dict[str, Any]:
    values = dict(said)
    parts = {"route": StopContent, "subjects": SubjectContent, "seizures": SeizureContent}
    for name, kind in parts.items():
        if name in values:
            values[name] = tuple(kind(**part) for part in values[name])
    if "offences" in values:
        values["offences"] = tuple(values["offences"])
    if "evaluation" in values:
        evaluation = values.pop("evaluation")
        values["source_evaluation"] = evaluation["source"]
        values["information_evaluation"] = evaluation["information"]
    return values


def _when(route: tuple[StopContent, ...]) -> Any:
    incident = (stop.at for stop in route if stop.role == RouteStop.Role.INCIDENT)
    return next((at for at in incident if at is not None), None) or now()


class SearchIn(Strict):
    """The parameters of the list. What they mean is judged by the filter they are handed to."""

    search = serializers.CharField(required=False, max_length=100)
    subject = serializers.CharField(required=False, max_length=100)
    identifier = serializers.CharField(
        required=False,
        max_length=100,
        help_text="The whole number of a document, plate, VIN, IMO, telephone, account or "
        "registration, in any way of writing.",
    )
    seizure = serializers.CharField(required=False, max_length=40)
    status = serializers.CharField(required=False)
    urgency = serializers.CharField(required=False)
    border = serializers.CharField(required=False)
    office = serializers.CharField(required=False)
    offence = serializers.CharField(required=False)
    assigned = serializers.CharField(required=False)
    tag = serializers.CharField(required=False, max_length=40)
    flag = serializers.CharField(required=False)
    happened_after = serializers.CharField(required=False)
    happened_before = serializers.CharField(required=False)


# -- what the verbs are told ---------------------------------------------------------------------


class SubmitIn(Strict):
    """How much the countries told will see: the headline, unless more is said."""

    levels = serializers.DictField(
        child=serializers.ChoiceField(choices=[(level, level.label) for level in OFFERED]),
        required=False,
        help_text='What a country sees, when more than the headline: {"MM": "full"}.',
    )


class TouchIn(Strict):
    """Add a border that the route does not show, or strike one that it does."""

    border = serializers.SlugRelatedField(slug_field="code", queryset=Border.objects.all())
    kind = serializers.ChoiceField(choices=TouchDecision.Kind.choices)
    reason = Text(max_length=300)


class GrantIn(Strict):
    """What a country, or one office, will see from now on, and for which purpose."""

    country = country_field(required=False)
    office = code_of(Office, help_text="Instead of a country: this office alone.")
    level = serializers.ChoiceField(choices=[(level, level.label) for level in OFFERED])
    purpose = Text(required=False, allow_blank=True, max_length=300)
    expires = Moment(
        required=False,
        allow_null=True,
        help_text="Until when; at most a year ahead. Without it, until it is changed.",
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        office, country = attrs.get("office"), attrs.get("country")
        if (office is None) == (country is None):
            fault = _("Give a country or an office.")
            raise serializers.ValidationError({"country": fault}, "country_or_office")
        return {**attrs, "country": country if office is None else office.country}


class ReasonIn(Strict):
    """Why."""

    said_in_body = True  # of a DELETE too (`agencies.api.schema`)

    reason = Text(max_length=300)


class CloseIn(Strict):
    """How the case ended."""

    outcome = serializers.ChoiceField(choices=Case.Outcome.choices)
    result = Text(required=False, allow_blank=True, max_length=5000)
    report_to = serializers.ListField(
        child=code_of(Office),
        required=False,
        allow_null=True,
        max_length=50,
        help_text="Codes of the told offices that read the result; everybody else reads the "
        "outcome only. Without it: all that acknowledged or work on it.",
    )


class AnswerIn(Strict):
    """Which office answers."""

    office = code_of(Office, help_text="Only for a partner system whose country has several.")


class DeclineIn(AnswerIn):
    """Why it is not for the office."""

    reason = Text(max_length=300)
