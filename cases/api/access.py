"""Who sees a case and why; for one country, also why not."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.fields import Moment, country_field
from cases.api.cases import CaseApi
from cases.explaining import Access, Answer
from cases.models.levels import Level
from cases.reading import Sighted
from cases.trace import Operation, trace


class AccessOut(serializers.Serializer):
    """A country (or one office of it), whether it sees the case, and one sentence why or why not.

    `sees` is null where the caller may not know. Names of officers are for those who see the
    full case.
    """

    country = serializers.CharField(source="country.pk")
    office = serializers.CharField(source="sight.office.code", default=None, allow_null=True)
    sees = serializers.BooleanField(allow_null=True)
    level = serializers.ChoiceField(
        choices=Level.choices, source="sight.level", default=None, allow_null=True
    )
    since = Moment(source="sight.since", default=None, allow_null=True)
    until = Moment(source="sight.until", default=None, allow_null=True)
    sentence = serializers.CharField(help_text="In the reader's language.")


class OpenAccessOut(AccessOut):
    granted_by = serializers.CharField(
        source="sight.granted_by.full_title", default=None, allow_null=True, required=False
    )


class CaseAccess(CaseApi):
    capabilities = {"list": Capability.READ_CASES}

    def _parameters(self) -> frozenset[str]:
        return frozenset({"country"})

    @extend_schema(
        parameters=[OpenApiParameter("country", str, description="Answer for this country only.")],
        responses=OpenAccessOut(many=True),
    )
    def list(self, request: Request, reference: str) -> Response:
        """Why somebody sees this case.

        With `country`, one answer: why that country sees it, or why not. Below level full, only
        the caller's own country is answered for.
        """
        sighted = self.found()
        access = Access(sighted, self.me)
        asked = request.query_params.get("country")
        answers = access.answers() if asked is None else [access.answer(_country(asked))]
        trace(sighted.case, Operation.CONSULTATION, "access", by=self.me)
        return Response([_shape(answer, sighted) for answer in answers])


def _country(code: str) -> Any:
    try:
        return country_field().to_internal_value(code)
    except ValidationError as fault:
        raise ValidationError({"country": fault.detail}) from fault


def _shape(answer: Answer, sighted: Sighted) -> Any:
    return (OpenAccessOut if sighted.is_full else AccessOut)(answer).data
