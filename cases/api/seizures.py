"""The seizures of a case as full records. The list `seizures` of the case is the quick way in."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.fields import CodeField, Moment, Number, Strict, Text
from agencies.api.versions import expected_version, tagged
from agencies.models import Code
from cases import seizures
from cases.api.cases import CaseApi
from cases.api.days import PastDay
from cases.forms.quantities import MEASURED
from cases.kilograms import CONVERSIONS, Basis
from cases.models import Seizure
from cases.reading import Sighted
from cases.seizurelists import LISTS_OF, lists_of
from cases.seizures import FIELDS_OF, LabResult, SeizureRecord
from cases.subjects import only_for_contributors
from cases.trace import Operation, trace


def code(name: str, **options: Any) -> CodeField:
    return CodeField(*LISTS_OF[name], required=False, allow_null=True, **options)


def kilograms() -> Number:
    return Number(
        max_digits=14,
        decimal_places=6,
        min_value=Decimal("0.000001"),
        required=False,
        allow_null=True,
    )


class SeizureRecordIn(Strict):
    """A seizure. Each kind takes its own fields; cash has a value and a currency, everything else
    a quantity and a unit."""

    quantity = Number(
        max_digits=14,
        decimal_places=3,
        min_value=Decimal("0.001"),
        required=False,
        allow_null=True,
    )
    unit = code("unit")
    substance = code("substance")
    species = code("species")
    firearm_type = code("firearm_type")
    goods = Text(required=False, allow_blank=True, max_length=120, help_text="In words.")
    form = code("form")
    gross_kg = kilograms()
    net_kg = kilograms()
    value = Number(
        max_digits=13,
        decimal_places=2,
        min_value=Decimal("0.01"),
        required=False,
        allow_null=True,
    )
    currency = code("currency", help_text="ISO 4217.")
    cites_appendix = code("cites_appendix")
    cites_term = code("cites_term")
    cites_source = code("cites_source")
    cites_purpose = code("cites_purpose")
    make = Text(required=False, allow_blank=True, max_length=80)
    calibre = Text(required=False, allow_blank=True, max_length=40)
    serial_number = Text(required=False, allow_blank=True, max_length=60)
    hs = code("hs", help_text="Of the Harmonized System.")
    marks = Text(required=False, allow_blank=True, max_length=120)
    concealment = code("concealment")
    detection = code("detection")
    transport = code("transport")
    note = Text(required=False, allow_blank=True, max_length=300)


class NewSeizureIn(SeizureRecordIn):
    """A new seizure."""

    kind = serializers.ChoiceField(choices=Seizure.Kind.choices)


class SeizureChangeIn(SeizureRecordIn):
    """What changes. Another `kind` keeps what both kinds have."""

    kind = serializers.ChoiceField(choices=Seizure.Kind.choices, required=False)


class LabResultIn(Strict):
    """What a laboratory reported, whole. `unit_mg` is the mean weight of one tablet or piece."""

    laboratory = Text(max_length=120)
    on = PastDay(help_text="Date of the report.")
    report = Text(required=False, allow_blank=True, max_length=60, help_text="Its number.")
    purity = Number(
        max_digits=5,
        decimal_places=2,
        min_value=Decimal("0.01"),
        max_value=Decimal(100),
        required=False,
        allow_null=True,
        help_text="Per cent.",
    )
    unit_mg = Number(
        max_digits=11,
        decimal_places=3,
        min_value=Decimal("0.001"),
        required=False,
        allow_null=True,
    )
    finding = Text(required=False, allow_blank=True, max_length=300)


class LabResultOut(serializers.Serializer):
    laboratory = serializers.CharField()
    on = serializers.DateField(source="lab_on")
    report = serializers.CharField(source="lab_report")
    purity = Number(source="lab_purity", max_digits=5, decimal_places=2, allow_null=True)
    unit_mg = Number(source="lab_unit_mg", max_digits=11, decimal_places=3, allow_null=True)
    finding = serializers.CharField(source="lab_finding")
    recorded_at = Moment(source="lab_at")
    recorded_by = serializers.CharField(source="lab_by.full_title")


def figure() -> Number:
    return Number(max_digits=24, decimal_places=9, allow_null=True)


class KilogramsOut(serializers.Serializer):
    """`kg` with what it rests on. A convention (`is_assumed`) says its factor, of one unit, and the
    list that it is from; a range stands in `least` and `most`."""

    kg = figure()
    least = figure()
    most = figure()
    basis = serializers.ChoiceField(choices=[(basis.value, basis.value) for basis in Basis])
    is_assumed = serializers.BooleanField()
    factor = figure()
    list = serializers.SerializerMethodField()
    code = serializers.CharField()

    @extend_schema_field({"type": "string"})
    def get_list(self, found: Any) -> str:
        return CONVERSIONS if found.code else ""


class SeizureRecordOut(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    version = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=Seizure.Kind.choices)
    what = serializers.CharField(source="__str__")
    quantity = Number(max_digits=14, decimal_places=3)
    unit = code("unit")
    substance = code("substance")
    species = code("species")
    firearm_type = code("firearm_type")
    goods = serializers.CharField()
    form = code("form")
    gross_kg = figure()
    net_kg = figure()
    value = Number(max_digits=13, decimal_places=2, allow_null=True)
    currency = code("currency")
    cites_appendix = code("cites_appendix")
    cites_term = code("cites_term")
    cites_source = code("cites_source")
    cites_purpose = code("cites_purpose")
    make = serializers.CharField()
    calibre = serializers.CharField()
    serial_number = serializers.CharField()
    hs = code("hs")
    marks = serializers.CharField()
    concealment = code("concealment")
    detection = code("detection")
    transport = code("transport")
    note = serializers.CharField()
    kilograms = KilogramsOut(allow_null=True, source="equivalent")
    lab_result = LabResultOut(allow_null=True, source="reported")
    contributed_by = serializers.CharField(
        source="contributed_by_id",
        allow_null=True,
        help_text="The contributing country that added it; null: the originator.",
    )


def shown(seizure: Seizure, factors: dict[str, Decimal] | None = None) -> dict[str, Any]:
    known = seizures.factors() if factors is None else factors
    seizure.equivalent = seizures.in_kilograms(seizure, known)  # type: ignore[attr-defined]
    seizure.reported = seizure if seizure.has_lab_result else None  # type: ignore[attr-defined]
    return dict(SeizureRecordOut(seizure).data)


class Seizures(CaseApi):
    needs_full = True
    capabilities = {
        "list": Capability.READ_CASES,
        "retrieve": Capability.READ_CASES,
        "create": Capability.LOG_CASE,
        "partial_update": Capability.LOG_CASE,
        "destroy": Capability.LOG_CASE,
        "restore": Capability.LOG_CASE,
        "lab_result": Capability.LOG_CASE,
    }

    @extend_schema(responses=SeizureRecordOut(many=True))
    def list(self, request: Request, reference: str) -> Response:
        """The seizures of a case, each in full: none below level full, which knows the totals."""
        sighted = self.found()
        self._looked_at(sighted)
        factors = seizures.factors()
        return Response([shown(one, factors) for one in seizures.seizures_of(sighted)])

    @extend_schema(request=NewSeizureIn, responses={201: SeizureRecordOut})
    def create(self, request: Request, reference: str) -> Response:
        """Add a seizure to a draft or open case."""
        case = self.found().case
        said = self.said(NewSeizureIn)
        record = _record(SeizureRecord(said.pop("kind")), said)
        seizure = seizures.add_seizure(case, record, officer=self.me)
        response = self._answer(seizure, status=201)
        response["Location"] = f"{request.path}{seizure.public_id}/"
        return response

    @extend_schema(responses=SeizureRecordOut)
    def retrieve(self, request: Request, reference: str, public_id: UUID) -> Response:
        """One seizure, with its kilograms and what they rest on."""
        sighted = self.found()
        seizure = seizures.find_seizure(sighted, public_id)
        self._looked_at(sighted)
        return self._answer(seizure)

    @extend_schema(request=SeizureChangeIn, responses=SeizureRecordOut)
    def partial_update(self, request: Request, reference: str, public_id: UUID) -> Response:
        """Change the named fields."""
        seizure = seizures.find_seizure(self.found(), public_id)
        version = expected_version(request, seizure.version)
        said = self.said(SeizureChangeIn, partial=True)
        before = seizures.record_of(seizure)
        record = _record(seizures.as_kind(before, said.pop("kind", before.kind)), said)
        done = seizures.change_seizure(seizure, record, officer=self.me, version=version)
        return self._answer(done)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, reference: str, public_id: UUID) -> Response:
        """Take a seizure off the case. It stays in the record and can be brought back."""
        seizure = seizures.find_seizure(self.found(), public_id)
        seizures.remove_seizure(seizure, officer=self.me)
        return Response(status=204)

    @extend_schema(request=None, responses=SeizureRecordOut)
    def restore(self, request: Request, reference: str, public_id: UUID) -> Response:
        """Bring back a seizure that was taken off, as it was."""
        sighted = self.found()
        only_for_contributors(sighted)
        seizure = seizures.find_removed(sighted, public_id)
        return self._answer(seizures.restore_seizure(seizure, officer=self.me))

    @extend_schema(request=LabResultIn, responses=SeizureRecordOut)
    def lab_result(self, request: Request, reference: str, public_id: UUID) -> Response:
        """Record what the laboratory reported, in place of what it reported before."""
        sighted = self.found()
        seizure = seizures.find_seizure(sighted, public_id)
        only_for_contributors(sighted)
        version = expected_version(request, seizure.version)
        result = LabResult(**self.said(LabResultIn))
        return self._answer(
            seizures.record_lab_result(seizure, result, officer=self.me, version=version)
        )

    def _answer(self, seizure: Seizure, **more: Any) -> Response:
        return tagged(self.request, seizure.version, shown(seizure), **more)

    def _looked_at(self, sighted: Sighted) -> None:
        trace(sighted.case, Operation.CONSULTATION, "open", by=self.me, fields=[seizures.PART])


def _record(before: SeizureRecord, said: dict[str, Any]) -> SeizureRecord:
    """The record with what was said, or a 400 that names the field."""
    faults = {**_strange(before.kind, said), **_of_another_list(before.kind, said)}
    record = seizures.merged(before, said)
    if not faults and record.unit is not None and record.quantity is not None:
        faults = _not_whole(record.unit, record.quantity)
    if faults:
        raise serializers.ValidationError(faults)
    return record


def _strange(kind: str, said: dict[str, Any]) -> dict[str, Any]:
    return {
        name: serializers.ErrorDetail(_("This kind has no such field."), "not_of_this_kind")
        for name in said
        if name not in FIELDS_OF[kind] and said[name]
    }


def _of_another_list(kind: str, said: dict[str, Any]) -> dict[str, Any]:
    """A precursor is no drug."""
    substance = said.get("substance")
    if substance is None or substance.list_id in lists_of("substance", kind):
        return {}
    fault = _("This substance belongs to another kind of seizure.")
    return {"substance": serializers.ErrorDetail(fault, "not_of_this_kind")}


def _not_whole(unit: Code, quantity: Decimal) -> dict[str, Any]:
    if unit.code in MEASURED or not quantity % 1 or unit.list_id != "units":
        return {}
    fault = _("This unit is counted: write a whole number without decimals.")
    return {"quantity": serializers.ErrorDetail(fault, "not_whole")}
