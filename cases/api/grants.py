"""Who sees a case, how much of it and why: read, share, recall."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.fields import Moment
from agencies.api.versions import expected_version, tagged
from agencies.models import Country
from cases import approvals, disclosure
from cases.api.approvals import ApprovalOut
from cases.api.body import GrantIn, ReasonIn
from cases.api.cases import CaseApi
from cases.models import Approval, Case, Grant
from cases.models.levels import Level
from cases.reading import Sighted
from cases.seen import Seen, version_of
from cases.sharing import Sight, who_sees


class GrantOut(serializers.Serializer):
    """A country (or one office of it), how much it sees, why, and how many officers that is."""

    id = serializers.UUIDField(source="grant", help_text="DELETE `grants/{id}/` recalls it.")
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


GUARD = OpenApiParameter(
    "If-Match",
    str,
    "header",
    description="The ETag of `grants/` as it was read: 412 when somebody shared or recalled since. "
    "Without it, whatever stands now is changed.",
)


def seen_by(request: Request, case: Case) -> Seen | None:
    """What the caller had read of who sees the case, if it says so."""
    if not request.headers.get("If-Match", "").strip():
        return None
    return Seen(expected_version(request, version_of(case)))


class Grants(CaseApi):
    capabilities = {
        "list": Capability.READ_CASES,
        "create": Capability.SHARE_CASE,
        "destroy": Capability.SHARE_CASE,
        "recall": Capability.SHARE_CASE,
    }

    @extend_schema(responses=PurposeOut(many=True))
    def list(self, request: Request, reference: str) -> Response:
        """Who sees this case, how much of it, and why.

        Below level full, only the line of the caller's own country. The originator gets an `ETag`:
        sent as `If-Match` it guards a share or a recall.
        """
        sighted = self.found()
        lines = [_line(sight, sighted) for sight in self._lines(sighted)]
        if not sighted.is_originator:
            return Response(lines)
        return tagged(request, version_of(sighted.case), lines)

    @extend_schema(
        parameters=[GUARD], request=GrantIn, responses={201: PurposeOut, 202: ApprovalOut}
    )
    def create(self, request: Request, reference: str) -> Response:
        """Share: set what a country sees, or one office of it. Its offices are told.

        A restricted case is shared with offices only. 202: by the rule of the office its head
        approves it first (`approvals/`).
        """
        said = self.said(GrantIn)
        level = Level(said.pop("level"))
        sighted = self.found()
        read = seen_by(request, sighted.case)
        grant = approvals.share(sighted.case, level=level, officer=self.me, seen=read, **said)
        if isinstance(grant, Approval):
            return Response(ApprovalOut(grant).data, status=202)
        line = next(one for one in self._lines(sighted) if one.grant == grant.public_id)
        return Response(_line(line, sighted), status=201)

    @extend_schema(parameters=[GUARD], request=ReasonIn, responses={204: None})
    def destroy(self, request: Request, reference: str, country: str) -> Response:
        """Recall from a country: end the sight of all its offices, with a reason in the body.

        Each of its offices gets a notice that it must acknowledge.
        """
        said = self.said(ReasonIn)
        case = self.found().case
        recalled = Country.objects.filter(pk=country).first()
        if recalled is None:
            raise Http404
        read = seen_by(request, case)
        disclosure.recall(case, recalled, officer=self.me, seen=read, **said)
        return Response(status=204)

    @extend_schema(
        operation_id="cases_grants_recall",
        parameters=[GUARD],
        request=ReasonIn,
        responses={204: None},
    )
    def recall(self, request: Request, reference: str, grant: UUID) -> Response:
        """Recall: end this grant at once, of a country or of one office, with a reason in the body.

        Its offices get a notice that they must acknowledge.
        """
        said = self.said(ReasonIn)
        sighted = self.found()
        line = next((one for one in self._lines(sighted) if one.grant == grant), None)
        if line is None:
            raise Http404
        disclosure.recall(
            sighted.case,
            line.country,
            office=line.office,
            officer=self.me,
            seen=seen_by(request, sighted.case),
            **said,
        )
        return Response(status=204)

    def _lines(self, sighted: Sighted) -> Sequence[Sight]:
        return who_sees(sighted.case, reader=self.me)


def _line(sight: Sight, sighted: Sighted) -> Any:
    is_open = sighted.is_originator or sight.country.pk == sighted.country
    return (PurposeOut if is_open else GrantOut)(sight).data
