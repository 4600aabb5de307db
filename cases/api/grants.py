"""Who sees a case, how much of it and why: read, share, recall."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.fields import Moment
from agencies.models import Country
from cases import disclosure
from cases.api.body import GrantIn, ReasonIn
from cases.api.cases import CaseApi
from cases.models import Grant
from cases.models.levels import Level
from cases.reading import Sighted
from cases.sharing import Sight, who_sees


class GrantOut(serializers.Serializer):
    """A country (or one office of it), how much it sees, why, and how many officers that is."""

    country = serializers.CharField(source="country.code")
    office = serializers.CharField(source="office.code", default=None, allow_null=True)
    level = serializers.ChoiceField(choices=Level.choices)
    basis = serializers.ChoiceField(choices=Grant.Basis.choices)
    borders = serializers.ListField(child=serializers.CharField())
    officers = serializers.IntegerField()
    since = Moment()
    expires = Moment(source="until", allow_null=True, help_text="After it, nothing is seen.")


class PurposeOut(GrantOut):
    purpose = serializers.CharField(
        required=False, help_text="Read by who wrote it, and by whom it was written for."
    )


class Grants(CaseApi):
    capabilities = {
        "list": Capability.READ_CASES,
        "create": Capability.SHARE_CASE,
        "destroy": Capability.SHARE_CASE,
    }

    @extend_schema(responses=PurposeOut(many=True))
    def list(self, request: Request, reference: str) -> Response:
        """Who sees this case, how much of it, and why.

        Below level full, only the line of the caller's own country.
        """
        sighted = self.found()
        return Response([_line(sight, sighted) for sight in self._lines(sighted)])

    @extend_schema(request=GrantIn, responses={201: PurposeOut})
    def create(self, request: Request, reference: str) -> Response:
        """Share: set what a country sees. Its offices are told."""
        said = self.said(GrantIn)
        level = Level(said.pop("level"))
        sighted = self.found()
        disclosure.share(sighted.case, level=level, officer=self.me, **said)
        line = next(one for one in self._lines(sighted) if one.country == said["country"])
        return Response(_line(line, sighted), status=201)

    @extend_schema(request=ReasonIn, responses={204: None})
    def destroy(self, request: Request, reference: str, country: str) -> Response:
        """Recall: end a country's sight of the case at once, with a reason in the body.

        Each of its offices gets a notice that it must acknowledge.
        """
        said = self.said(ReasonIn)
        case = self.found().case
        recalled = Country.objects.filter(pk=country).first()
        if recalled is None:
            raise Http404
        disclosure.recall(case, recalled, officer=self.me, **said)
        return Response(status=204)

    def _lines(self, sighted: Sighted) -> Sequence[Sight]:
        return who_sees(sighted.case, reader=self.me)


def _line(sight: Sight, sighted: Sighted) -> Any:
    is_open = sighted.is_originator or sight.country.pk == sighted.country
    return (PurposeOut if is_open else GrantOut)(sight).data
