"""The shapes of a seizure as a full record: what is said of it, and what is told."""

from decimal import Decimal
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from agencies.api.fields import CodeField, Moment, Number, Strict, Text
from cases import seizures
from cases.api.days import PastDay
from cases.api.givenby import GivenBy
from cases.kilograms import CONVERSIONS, Basis
from cases.models import Seizure
from cases.seizurelists import LISTS_OF


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
    given_by = GivenBy()


def shown(seizure: Seizure, factors: dict[str, Decimal] | None = None) -> dict[str, Any]:
    known = seizures.factors() if factors is None else factors
    seizure.equivalent = seizures.in_kilograms(seizure, known)  # type: ignore[attr-defined]
    seizure.reported = seizure if seizure.has_lab_result else None  # type: ignore[attr-defined]
    return dict(SeizureRecordOut(seizure).data)
