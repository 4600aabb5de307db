"""The subjects of a case as full records. The list `subjects` of the case is the quick way in."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability, country_of
from agencies.api.fields import Strict, Text
from agencies.api.versions import expected_version, tagged
from audit.clock import now
from cases import subjects
from cases.api.cases import CaseApi
from cases.api.days import BirthDay, Day, birth_year
from cases.models import Subject
from cases.reading import Sighted
from cases.standards import imo, mrz, phone, vin
from cases.subjects import FIELDS_OF, DocumentRecord, SubjectRecord
from cases.trace import Operation, trace
from cases.verification import findings
from cases.zones import filled_record


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
        ]
        read_only_fields = fields


def shown(subject: Subject) -> dict[str, Any]:
    subject.found = findings(subject)  # type: ignore[attr-defined]
    return dict(SubjectRecordOut(subject).data)


class Subjects(CaseApi):
    needs_full = True
    capabilities = {
        "list": Capability.READ_CASES,
        "retrieve": Capability.READ_CASES,
        "create": Capability.LOG_CASE,
        "partial_update": Capability.LOG_CASE,
        "destroy": Capability.LOG_CASE,
        "restore": Capability.LOG_CASE,
    }

    @extend_schema(responses=SubjectRecordOut(many=True))
    def list(self, request: Request, reference: str) -> Response:
        """The subjects of a case that the caller may see: none below level full.

        Victims and witnesses are for the originator, and for whom they were shown to.
        """
        sighted = self.found()
        self._looked_at(sighted)
        return Response([shown(one) for one in subjects.subjects_of(sighted)])

    @extend_schema(request=NewSubjectIn, responses={201: SubjectRecordOut})
    def create(self, request: Request, reference: str) -> Response:
        """Add a person, a thing or an address to a draft or open case."""
        case = self.found().case
        said = self.said(NewSubjectIn)
        kind = said.pop("kind")
        record = _record(SubjectRecord(kind, said.pop("role")), said)
        subject = subjects.add_subject(case, record, officer=self.me)
        response = self._answer(subject, status=201)
        response["Location"] = f"{request.path}{subject.public_id}/"
        return response

    @extend_schema(responses=SubjectRecordOut)
    def retrieve(self, request: Request, reference: str, public_id: UUID) -> Response:
        """One subject, with what its check digits say."""
        sighted = self.found()
        subject = subjects.find_subject(sighted, public_id)
        self._looked_at(sighted)
        return self._answer(subject)

    @extend_schema(request=SubjectRecordIn, responses=SubjectRecordOut)
    def partial_update(self, request: Request, reference: str, public_id: UUID) -> Response:
        """Change the named fields."""
        subject = subjects.find_subject(self.found(), public_id)
        version = expected_version(request, subject.version)
        said = self.said(SubjectRecordIn, partial=True)
        record = _record(subjects.record_of(subject), said)
        done = subjects.change_subject(subject, record, officer=self.me, version=version)
        return self._answer(done)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, reference: str, public_id: UUID) -> Response:
        """Take a subject off the case. It stays in the record and can be brought back."""
        subject = subjects.find_subject(self.found(), public_id)
        subjects.remove_subject(subject, officer=self.me)
        return Response(status=204)

    @extend_schema(request=None, responses=SubjectRecordOut)
    def restore(self, request: Request, reference: str, public_id: UUID) -> Response:
        """Bring back a subject that was taken off, as it was."""
        sighted = self.found()
        subjects.only_for_contributors(sighted)
        subject = subjects.find_removed(sighted, public_id)
        return self._answer(subjects.restore_subject(subject, officer=self.me))

    def _answer(self, subject: Subject, **more: Any) -> Response:
        return tagged(self.request, subject.version, shown(subject), **more)

    def _looked_at(self, sighted: Sighted) -> None:
        trace(sighted.case, Operation.CONSULTATION, "open subject", by=self.me)


def _record(before: SubjectRecord, said: dict[str, Any]) -> SubjectRecord:
    """The record with what was said, completed from machine-readable lines; or a 400 that names
    the field."""
    _must_belong(before.kind, said)
    for name in ("aliases", "nationalities"):
        if name in said:
            said[name] = tuple(dict.fromkeys(said[name]))
    if "documents" in said:
        said["documents"] = tuple(DocumentRecord(**one) for one in said["documents"])
    merged = subjects.merged(before, said)
    record = filled_record(merged, now().date()) if "documents" in said else merged
    _must_be_known(record)
    return record


def _must_belong(kind: str, said: dict[str, Any]) -> None:
    strange = [name for name in said if name not in FIELDS_OF[kind] and said[name]]
    faults = {
        name: serializers.ErrorDetail(_("This kind has no such field."), "not_of_this_kind")
        for name in strange
    }
    if faults:
        raise serializers.ValidationError(faults)


def _must_be_known(record: SubjectRecord) -> None:
    ages = [record.birth_date, record.birth_year, record.estimated_age]
    if len([age for age in ages if age is not None]) > 1:
        fault = _("Give the date of birth, or the year, or the estimated age.")
        raise serializers.ValidationError({"birth_date": [fault]}, "several_ages")
    numbered = bool(record.documents) and bool(record.documents[0].number)
    if not numbered and not any(getattr(record, name, "") for name in Subject.KNOWN_BY):
        raise serializers.ValidationError(
            _("Give a name, a number or a description."), "unknown_subject"
        )
