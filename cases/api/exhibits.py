"""Exhibits of a case and their chain of custody."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.fields import Moment, Strict, Text
from agencies.api.versions import expected_version
from agencies.models import Office
from audit.clock import now
from cases import exhibits
from cases.api.body import Identity, code_of
from cases.api.cases import REMOVED
from cases.api.parts import PartApi
from cases.exhibits import ExhibitContent, Handover
from cases.models import CustodyStep, Exhibit, Seizure
from cases.reading import Sighted
from cases.trace import Operation, trace


class ExhibitIn(Strict):
    """A new exhibit; its number follows from the case."""

    description = Text(max_length=300)
    seal_number = Text(required=False, allow_blank=True, max_length=60)
    seizure = Identity(
        required=False, allow_null=True, help_text="The seizure that it was taken from, by its id."
    )


class HandoverIn(Strict):
    """The exhibit went from one hand to another. Not changed afterwards: `corrects` names a row
    that this one says right."""

    at = Moment(help_text="When it happened; late entry is fine.")
    handed_by = Text(max_length=160)
    received_by = Text(max_length=160, help_text="Name and function.")
    receiving_office = code_of(
        Office, allow_null=True, help_text="Whose officer will confirm it in the portal."
    )
    place = Text(max_length=200)
    reason = Text(max_length=300)
    seal_number = Text(required=False, allow_blank=True, max_length=60)
    corrects = Identity(required=False, allow_null=True)


class StepOut(serializers.Serializer):
    """`recorded_at` is when it was typed. Without `signed_at` nobody has confirmed it here."""

    id = serializers.UUIDField(source="public_id")
    at = Moment()
    handed_by = serializers.CharField()
    received_by = serializers.CharField()
    receiving_office = serializers.CharField(
        source="receiving_office.code", default=None, allow_null=True
    )
    place = serializers.CharField()
    reason = serializers.CharField()
    seal_number = serializers.CharField()
    corrects = serializers.UUIDField(source="corrects.public_id", default=None, allow_null=True)
    recorded_at = Moment()
    recorded_by = serializers.CharField(source="recorded_by.full_title")
    signed_at = Moment(source="signature.signed_at", default=None, allow_null=True)
    signed_by = serializers.CharField(
        source="signature.officer.full_title", default=None, allow_null=True
    )
    signed_by_recorder = serializers.BooleanField(
        source="is_signed_by_recorder",
        help_text="Signed by the one who recorded it: no confirmation by somebody else.",
    )


class ExhibitOut(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    version = serializers.IntegerField()
    number = serializers.IntegerField()
    description = serializers.CharField()
    seal_number = serializers.CharField()
    seizure = serializers.UUIDField(source="seizure.public_id", default=None, allow_null=True)
    country = serializers.CharField(source="country_id", help_text="Whose officer added it.")
    created_at = Moment()
    created_by = serializers.CharField(source="created_by.full_title")


class Exhibits(PartApi):
    kept = exhibits.EXHIBITS
    capabilities = {
        **PartApi.capabilities,
        "custody": Capability.READ_CASES,
        "hand_over": Capability.LOG_CASE,
        "sign": Capability.LOG_CASE,
    }

    def standing(self, sighted: Sighted) -> Sequence[Exhibit]:
        return exhibits.exhibits_of(sighted)

    def shown(self, row: Exhibit) -> dict[str, Any]:
        return dict(ExhibitOut(row).data)

    def looked_at(self, sighted: Sighted) -> None:
        trace(sighted.case, Operation.CONSULTATION, "open", by=self.me, fields=[exhibits.PART])

    @extend_schema(parameters=[REMOVED], responses=ExhibitOut(many=True))
    def list(self, request: Request, reference: str) -> Response:
        """The exhibits of a case: none below level full."""
        sighted = self.found()
        self.looked_at(sighted)
        return Response(ExhibitOut(self.asked_for(sighted), many=True).data)

    @extend_schema(request=ExhibitIn, responses={201: ExhibitOut})
    def create(self, request: Request, reference: str) -> Response:
        """Add an exhibit to a draft or open case. The originator may, and who may add to it."""
        sighted = self.found()
        said = self.said(ExhibitIn)
        said["seizure"] = _seizure(sighted, said.get("seizure"))
        exhibit = exhibits.add_exhibit(sighted.case, ExhibitContent(**said), officer=self.me)
        response = self.tell(exhibit, status=201)
        response["Location"] = f"{request.path}{exhibit.public_id}/"
        return response

    @extend_schema(responses=ExhibitOut)
    def retrieve(self, request: Request, reference: str, public_id: UUID) -> Response:
        """One exhibit."""
        return self.opened(public_id)

    @extend_schema(request=ExhibitIn, responses=ExhibitOut)
    def partial_update(self, request: Request, reference: str, public_id: UUID) -> Response:
        """Put the named fields right, until a receiver has signed for the exhibit."""
        sighted = self.found()
        exhibit = exhibits.find_exhibit(sighted, public_id)
        version = expected_version(request, exhibit.version)
        said = self.said(ExhibitIn, partial=True)
        if "seizure" in said:
            said["seizure"] = _seizure(sighted, said["seizure"])
        content = replace(exhibits.record_of(exhibit), **said)
        return self.tell(self.kept.change(exhibit, content, officer=self.me, version=version))

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, reference: str, public_id: UUID) -> Response:
        """Take an exhibit off the case, until a receiver has signed for it. It stays in the
        record, keeps its number and can be brought back."""
        return self.taken_off(public_id)

    @extend_schema(request=None, responses=ExhibitOut)
    def restore(self, request: Request, reference: str, public_id: UUID) -> Response:
        """Bring back an exhibit that was taken off, as it was."""
        return self.brought_back(public_id)

    @extend_schema(responses=StepOut(many=True))
    def custody(self, request: Request, reference: str, public_id: UUID) -> Response:
        """The chain of custody, in the order in which it happened."""
        sighted = self.found()
        exhibit = exhibits.find_exhibit(sighted, public_id)
        self.looked_at(sighted)
        return Response(StepOut(exhibits.steps_of(exhibit), many=True).data)

    @extend_schema(request=HandoverIn, responses={201: StepOut})
    def hand_over(self, request: Request, reference: str, public_id: UUID) -> Response:
        """Write down that the exhibit changed hands. After the case is closed, too."""
        exhibit = exhibits.find_exhibit(self.found(), public_id)
        said = self.said(HandoverIn)
        if said["at"] > now():
            fault = _("What is recorded has happened already.")
            raise serializers.ValidationError({"at": fault}, "ahead")
        said["corrects"] = _corrected(exhibit, said.get("corrects"))
        step = exhibits.hand_over(exhibit, Handover(**said), officer=self.me)
        return Response(StepOut(step).data, status=201)

    @extend_schema(request=None, responses=StepOut)
    def sign(self, request: Request, reference: str, public_id: UUID, step: UUID) -> Response:
        """Confirm that the own office has received it. A second time changes nothing."""
        exhibit = exhibits.find_exhibit(self.found(), public_id)
        exhibits.sign(exhibits.find_step(exhibit, step), officer=self.me)
        return Response(StepOut(exhibits.find_step(exhibit, step)).data)


def _seizure(sighted: Sighted, public_id: UUID | None) -> Seizure | None:
    if public_id is None:
        return None
    found = sighted.case.seizures.filter(public_id=public_id).first() if sighted.is_full else None
    if found is None:
        fault = _("There is no such seizure on this case.")
        raise serializers.ValidationError({"seizure": fault}, "unknown")
    return found


def _corrected(exhibit: Any, public_id: UUID | None) -> CustodyStep | None:
    if public_id is None:
        return None
    for step in exhibits.steps_of(exhibit):
        if step.public_id == public_id:
            return step
    fault = _("This exhibit has no such row.")
    raise serializers.ValidationError({"corrects": fault}, "unknown")
