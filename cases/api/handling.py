"""The handling code of a case: what it forbids this reader, and confirming a restriction (H3)."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.fields import Moment, Strict
from agencies.api.schema import refuses
from cases import handling
from cases.api.cases import CaseApi
from cases.models import Case
from cases.models.copy import Purpose
from cases.reading import Sighted
from cases.trace import Operation, trace


class HandlingOut(serializers.Serializer):
    """`must_confirm`: the restriction is read and confirmed before the full case is opened."""

    code = serializers.ChoiceField(choices=Case.Handling.choices)
    version = serializers.IntegerField(help_text="Counts the changes of the code and its text.")
    must_confirm = serializers.BooleanField()
    confirmed_at = Moment(allow_null=True)
    may_export = serializers.ListField(
        child=serializers.ChoiceField(choices=Purpose.choices),
        help_text="Purposes for which the caller may take a copy now; for others it asks.",
    )


class RestrictionOut(HandlingOut):
    text = serializers.CharField(
        required=False, help_text="Only for those to whom the full case was granted."
    )


class ConfirmIn(Strict):
    """Which version of the restriction was read."""

    version = serializers.IntegerField(min_value=1)


class Handling(CaseApi):
    capabilities = {"retrieve": Capability.READ_CASES, "confirm": Capability.READ_CASES}

    @extend_schema(responses=RestrictionOut)
    def retrieve(self, request: Request, reference: str) -> Response:
        """How the case is to be handled, and what its code forbids the caller."""
        sighted = self.found()
        trace(sighted.case, Operation.CONSULTATION, "handling", by=self.me)
        return Response(self._shown(sighted))

    @extend_schema(request=ConfirmIn, responses=RestrictionOut, extensions=refuses("412"))
    def confirm(self, request: Request, reference: str) -> Response:
        """Confirm that the restriction (H3) was read; then the full case opens.

        Each officer and each partner system for itself, and again when the restriction changes.
        """
        said = self.said(ConfirmIn)
        handling.confirm(self.found().case, officer=self.me, **said)
        return Response(self._shown(self.found()))

    def _shown(self, sighted: Sighted) -> Any:
        case = sighted.case
        confirmation = handling.confirmation_of(case, self.me)
        facts = {
            "code": case.handling_code,
            "version": case.handling_version,
            "must_confirm": sighted.to_confirm is not None,
            "confirmed_at": confirmation.at if confirmation is not None else None,
            "may_export": [p for p in Purpose if handling.may_export(sighted, p, self.me)],
            "text": case.handling_text,
        }
        granted_full = sighted.is_full or sighted.to_confirm is not None
        return (RestrictionOut if granted_full else HandlingOut)(facts).data
