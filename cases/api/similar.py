"""Cases that may be the same one."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from cases.api.cases import CaseApi
from cases.api.shapes import CaseRow, row
from cases.reading import Sighted, list_consulted
from cases.sharing import levels_of
from cases.similar import similar_to


class SimilarOut(CaseRow):
    """A headline, and why the case was found."""

    reasons = serializers.ListField(child=serializers.CharField())


class SimilarCases(CaseApi):
    capabilities = {"list": Capability.READ_CASES}

    @extend_schema(responses=SimilarOut(many=True))
    def list(self, request: Request, reference: str) -> Response:
        """At most five cases that share an identifier, or the crossing and the hour.

        Only cases within reach are looked at, and of each only what the caller may read.
        """
        sighted = self.found()
        found = similar_to(sighted, self.me)
        list_consulted([one.case for one in found], self.me, action="similar")
        levels = levels_of(self.me, [one.case for one in found])
        return Response(
            [
                row(Sighted(one.case, levels[one.case.pk], sighted.country))
                | {"reasons": one.reasons}
                for one in found
            ]
        )
