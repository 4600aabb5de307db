"""The seizures of a case as full records. The list `seizures` of the case is the quick way in."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.versions import expected_version
from agencies.models import Code
from cases import seizures
from cases.api import seizureshapes
from cases.api.cases import REMOVED
from cases.api.parts import PartApi, strange
from cases.api.seizureshapes import (
    LabResultIn,
    NewSeizureIn,
    SeizureChangeIn,
    SeizureRecordOut,
)
from cases.forms.quantities import MEASURED
from cases.models import Seizure
from cases.reading import Sighted
from cases.seizurelists import lists_of
from cases.seizures import FIELDS_OF, LabResult, SeizureRecord
from cases.subjects import only_for_contributors
from cases.trace import Operation, trace


class Seizures(PartApi):
    kept = seizures.SEIZURES
    capabilities = {**PartApi.capabilities, "lab_result": Capability.LOG_CASE}

    def standing(self, sighted: Sighted) -> Sequence[Seizure]:
        return seizures.seizures_of(sighted)

    def shown(self, row: Seizure) -> dict[str, Any]:
        return seizureshapes.shown(row)

    def looked_at(self, sighted: Sighted) -> None:
        trace(sighted.case, Operation.CONSULTATION, "open", by=self.me, fields=[seizures.PART])

    @extend_schema(parameters=[REMOVED], responses=SeizureRecordOut(many=True))
    def list(self, request: Request, reference: str) -> Response:
        """The seizures of a case, each in full: none below level full, which knows the totals."""
        sighted = self.found()
        self.looked_at(sighted)
        factors = seizures.factors()
        return Response([seizureshapes.shown(one, factors) for one in self.asked_for(sighted)])

    @extend_schema(request=NewSeizureIn, responses={201: SeizureRecordOut})
    def create(self, request: Request, reference: str) -> Response:
        """Add a seizure to a draft or open case."""
        self.found()
        said = self.said(NewSeizureIn)
        return self.added(_record(SeizureRecord(said.pop("kind")), said))

    @extend_schema(responses=SeizureRecordOut)
    def retrieve(self, request: Request, reference: str, public_id: UUID) -> Response:
        """One seizure, with its kilograms and what they rest on."""
        return self.opened(public_id)

    @extend_schema(request=SeizureChangeIn, responses=SeizureRecordOut)
    def partial_update(self, request: Request, reference: str, public_id: UUID) -> Response:
        """Change the named fields."""
        seizure = self.one(public_id)
        version = expected_version(request, seizure.version)
        said = self.said(SeizureChangeIn, partial=True)
        before = seizures.record_of(seizure)
        record = _record(seizures.as_kind(before, said.pop("kind", before.kind)), said)
        return self.tell(self.kept.change(seizure, record, officer=self.me, version=version))

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, reference: str, public_id: UUID) -> Response:
        """Take a seizure off the case. It stays in the record and can be brought back."""
        return self.taken_off(public_id)

    @extend_schema(request=None, responses=SeizureRecordOut)
    def restore(self, request: Request, reference: str, public_id: UUID) -> Response:
        """Bring back a seizure that was taken off, as it was."""
        return self.brought_back(public_id)

    @extend_schema(request=LabResultIn, responses=SeizureRecordOut)
    def lab_result(self, request: Request, reference: str, public_id: UUID) -> Response:
        """Record what the laboratory reported, in place of what it reported before."""
        sighted = self.found()
        seizure = seizures.find_seizure(sighted, public_id)
        only_for_contributors(sighted)
        version = expected_version(request, seizure.version)
        result = LabResult(**self.said(LabResultIn))
        return self.tell(
            seizures.record_lab_result(seizure, result, officer=self.me, version=version)
        )


def _record(before: SeizureRecord, said: dict[str, Any]) -> SeizureRecord:
    """The record with what was said, or a 400 that names the field."""
    faults = {**strange(FIELDS_OF[before.kind], said), **_of_another_list(before.kind, said)}
    record = seizures.merged(before, said)
    if not faults and record.unit is not None and record.quantity is not None:
        faults = _not_whole(record.unit, record.quantity)
    if faults:
        raise serializers.ValidationError(faults)
    return record


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
