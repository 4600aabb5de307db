"""Counts of people on a case."""

from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.fields import CodeField, Moment, Strict
from agencies.models import Code
from cases import counts
from cases.api.cases import REMOVED, CaseApi
from cases.counts import Counted
from cases.models import PeopleCount
from cases.subjects import only_for_originators
from cases.territories import is_territory
from cases.trace import Operation, trace


class CountIn(Strict):
    """How many people of one sort; the same sort again replaces the figure."""

    what = CodeField(PeopleCount.LIST)
    number = serializers.IntegerField(min_value=1, max_value=1_000_000)
    sex = serializers.ChoiceField(choices=PeopleCount.Sex.choices, required=False, allow_blank=True)
    age = serializers.ChoiceField(choices=PeopleCount.Age.choices, required=False, allow_blank=True)
    nationality = serializers.RegexField(
        "^[A-Z]{2,3}$", required=False, allow_blank=True, help_text="ISO 3166-1, XXA stateless."
    )

    def validate_what(self, value: Code) -> Code:
        if value.code in PeopleCount.DIVISIONS:
            fault = _("This says how a count is divided: use sex, age and nationality.")
            raise serializers.ValidationError(fault, "no_count")
        return value

    def validate_nationality(self, value: str) -> str:
        if value and not is_territory(value):
            raise serializers.ValidationError(_("There is no such country."), "unknown")
        return value


class CountOut(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    what = CodeField(PeopleCount.LIST)
    label: serializers.Field = serializers.CharField(source="what.__str__")  # type: ignore[assignment]
    number = serializers.IntegerField()
    sex = serializers.CharField()
    age = serializers.CharField()
    nationality = serializers.CharField()
    counted_at = Moment()


class Counts(CaseApi):
    needs_full = True
    lists_removed = True
    capabilities = {
        "list": Capability.READ_CASES,
        "create": Capability.LOG_CASE,
        "destroy": Capability.LOG_CASE,
        "restore": Capability.LOG_CASE,
    }

    @extend_schema(parameters=[REMOVED], responses=CountOut(many=True))
    def list(self, request: Request, reference: str) -> Response:
        """The counts of people: none below level full."""
        sighted = self.found()
        trace(sighted.case, Operation.CONSULTATION, "open", by=self.me, fields=[counts.PART])
        asked = counts.removed_of if self.asks_removed() else counts.counts_of
        return Response(CountOut(asked(sighted), many=True).data)

    @extend_schema(request=CountIn, responses={201: CountOut})
    def create(self, request: Request, reference: str) -> Response:
        """Set the figure for one sort of people."""
        case = self.found().case
        said = self.said(CountIn)
        number = said.pop("number")
        count = counts.set_count(case, Counted(**said), number, officer=self.me)
        return Response(CountOut(count).data, status=201)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, reference: str, public_id: UUID) -> Response:
        """Take a wrong count away. It stays in the record and can be brought back."""
        counts.remove_count(counts.find_count(self.found(), public_id), officer=self.me)
        return Response(status=204)

    @extend_schema(request=None, responses=CountOut)
    def restore(self, request: Request, reference: str, public_id: UUID) -> Response:
        """Bring back a count that was taken away."""
        sighted = self.found()
        only_for_originators(sighted)
        count = counts.find_removed(sighted, public_id)
        return Response(CountOut(counts.restore_count(count, officer=self.me)).data)
