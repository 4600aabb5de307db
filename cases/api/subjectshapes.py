"""The shapes of a subject as a full record: what is said of it, and what is told."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from agencies.access import country_of
from agencies.api.fields import Strict, Text
from cases.api.days import BirthDay, Day, birth_year
from cases.api.givenby import GivenBy
from cases.models import Subject
from cases.standards import imo, mrz, phone, vin
from cases.verification import findings


def territory_code(longest: int = 3) -> serializers.RegexField:
    return serializers.RegexField(
        f"^[A-Z]{{2,{longest}}}$", required=False, allow_blank=True, help_text="ISO 3166-1 or ICAO."
    )


class DocumentIn(Strict):
    """An identity or travel document; what is left out is filled from `mrz`."""

    type = Text(required=False, allow_blank=True, max_length=20)
    number = Text(required=False, allow_blank=True, max_length=60)
    issuer = territory_code()
    issued_on = Day(required=False, allow_null=True)
    expires_on = Day(required=False, allow_null=True)
    mrz = Text(
        required=False,
        allow_blank=True,
        max_length=200,
        trim_whitespace=False,
        help_text="The machine-readable lines of ICAO Doc 9303, one per line.",
    )

    def validate_mrz(self, value: str) -> str:
        if not value.strip():
            return ""
        try:
            return "\n".join(mrz.read(value).lines)
        except mrz.NotAZone as problem:
            raise serializers.ValidationError(str(problem), "not_a_zone") from problem

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if not any(attrs.values()):
            raise serializers.ValidationError(_("Say something of the document."), "empty")
        return attrs


class SubjectRecordIn(Strict):
    """A subject. Each kind takes its own fields; a list is replaced whole."""

    role = serializers.ChoiceField(
        choices=Subject.Role.choices,
        help_text="Whose it is, for what is no person: a victim's telephone is hidden as the "
        "victim is.",
    )
    name = Text(required=False, allow_blank=True, max_length=200)
    name_latin = Text(required=False, allow_blank=True, max_length=200)
    honorific = Text(required=False, allow_blank=True, max_length=60)
    aliases = serializers.ListField(child=Text(max_length=200), required=False, max_length=30)
    sex = serializers.ChoiceField(choices=Subject.Sex.choices, required=False, allow_blank=True)
    birth_date = BirthDay(required=False, allow_null=True)
    birth_year = serializers.IntegerField(
        required=False, allow_null=True, min_value=1850, max_value=2800
    )
    estimated_age = serializers.IntegerField(
        required=False, allow_null=True, min_value=0, max_value=130
    )
    nationalities = serializers.ListField(
        child=serializers.RegexField("^[A-Z]{2,3}$"), required=False, max_length=10
    )
    documents = serializers.ListField(child=DocumentIn(), required=False, max_length=10)
    plate = Text(required=False, allow_blank=True, max_length=30)
    plate_country = territory_code(2)
    vin = Text(required=False, allow_blank=True, max_length=30)
    make = Text(required=False, allow_blank=True, max_length=80)
    colour = Text(required=False, allow_blank=True, max_length=40)
    imo = Text(required=False, allow_blank=True, max_length=20)
    flag = territory_code()
    registration = Text(required=False, allow_blank=True, max_length=60)
    phone = Text(
        required=False,
        allow_blank=True,
        max_length=40,
        help_text="Kept as E.164. Without a country code it is one of the caller's country.",
    )
    service = Text(required=False, allow_blank=True, max_length=60)
    account = Text(required=False, allow_blank=True, max_length=120)
    address = Text(required=False, allow_blank=True, max_length=300)
    address_country = territory_code()
    description = Text(required=False, allow_blank=True, max_length=300)

    def validate_vin(self, value: str) -> str:
        return _standard(value, vin.parse, vin.NotAVin)

    def validate_imo(self, value: str) -> str:
        return _standard(value, imo.parse, imo.NotAnImoNumber)

    def validate_phone(self, value: str) -> str:
        country = country_of(self.context["request"].user)
        return _standard(value, lambda text: phone.parse(text, country), phone.NotAPhoneNumber)

    def validate_birth_year(self, value: int | None) -> int | None:
        return birth_year(value) if value is not None else None


class NewSubjectIn(SubjectRecordIn):
    """A new subject."""

    kind = serializers.ChoiceField(choices=Subject.Kind.choices)


def _standard(value: str, parse: Any, fault: type[ValueError]) -> str:
    try:
        return str(parse(value)) if value else ""
    except fault as problem:
        raise serializers.ValidationError(str(problem), "not_the_standard") from problem


class DocumentOut(serializers.Serializer):
    type = serializers.CharField()
    number = serializers.CharField()
    issuer = serializers.CharField()
    issued_on = serializers.DateField(allow_null=True)
    expires_on = serializers.DateField(allow_null=True)
    mrz = serializers.CharField()


class FindingOut(serializers.Serializer):
    """What a check digit or a date says; `document` counts from 0."""

    code = serializers.CharField()
    text = serializers.CharField()
    is_right = serializers.BooleanField()
    document = serializers.IntegerField(allow_null=True)


class SubjectRecordOut(serializers.ModelSerializer):
    id = serializers.UUIDField(source="public_id")
    nationalities = serializers.ListField(child=serializers.CharField())
    documents = DocumentOut(many=True)
    findings = FindingOut(source="found", many=True)
    contributed_by = serializers.CharField(
        source="contributed_by_id",
        allow_null=True,
        help_text="The contributing country that added it; null: the originator.",
    )
    given_by = GivenBy()
    protected = serializers.BooleanField(
        source="is_protected",
        help_text="Hidden from other countries, whatever the role, until `unprotect/` lifts it.",
    )

    class Meta:
        model = Subject
        fields = [
            "id",
            "version",
            "kind",
            "role",
            "name",
            "name_latin",
            "honorific",
            "aliases",
            "sex",
            "birth_date",
            "birth_year",
            "estimated_age",
            "nationalities",
            "documents",
            "plate",
            "plate_country",
            "vin",
            "make",
            "colour",
            "imo",
            "flag",
            "registration",
            "phone",
            "service",
            "account",
            "address",
            "address_country",
            "description",
            "findings",
            "contributed_by",
            "given_by",
            "protected",
        ]
        read_only_fields = fields


def shown(subject: Subject) -> dict[str, Any]:
    subject.found = findings(subject)  # type: ignore[attr-defined]
    return dict(SubjectRecordOut(subject).data)
