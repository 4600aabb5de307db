"""Inside an operation: cases and requests attached, shifts, results of each day, the board."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.fields import Moment, Strict, Text
from agencies.api.versions import expected_version, tagged
from agencies.models import Crossing, Office
from audit.models import Entry
from cases import dayresults, operationrecords, requestreading, shifts
from cases.api.desk import person
from cases.api.operations import OperationApi, SeatIn, SeatOut
from cases.dayresults import DayContent
from cases.models import DayResult
from cases.models import Request as Asked
from cases.models.levels import Level
from cases.operationboard import board_of
from cases.operations import trace_operation
from cases.problems import CaseProblem
from cases.reading import find
from cases.shifts import ShiftContent


class AttachIn(SeatIn):
    case = Text(max_length=30, help_text="Reference of a case that the caller sees.")


class AttachedOut(serializers.Serializer):
    case = serializers.CharField(source="case.reference")
    level = serializers.ChoiceField(choices=Level.choices, help_text="What the caller sees of it.")
    office = serializers.CharField(source="attached.office.code", help_text="That attached it.")
    attached_at = Moment(source="attached.attached_at")


class AttachRequestIn(SeatIn):
    request = serializers.UUIDField(help_text="A request that the caller sees.")


class AttachedRequestOut(serializers.Serializer):
    request = serializers.UUIDField(source="request.public_id")
    reference = serializers.CharField(source="request.reference")
    status = serializers.ChoiceField(choices=Asked.State.choices, source="request.state")
    office = serializers.CharField(source="attached.office.code", help_text="That attached it.")
    attached_at = Moment(source="attached.attached_at")


ATTACHING = {
    "list": Capability.READ_OPERATIONS,
    "create": Capability.RUN_OPERATIONS,
    "destroy": Capability.RUN_OPERATIONS,
}


class OperationCases(OperationApi):
    capabilities = ATTACHING

    @extend_schema(responses=AttachedOut(many=True))
    def list(self, request: Request, reference: str) -> Response:
        """The attached cases that the caller sees; of others, nothing."""
        seen = self.found_in_full()
        doing = Entry.Operation.CONSULTATION
        trace_operation(seen.operation, doing, "list attached cases", self.me)
        return Response(AttachedOut(operationrecords.cases_of(seen), many=True).data)

    @extend_schema(request=AttachIn, responses={201: AttachedOut(many=True)})
    def create(self, request: Request, reference: str) -> Response:
        """Attach a case. That shares nothing with the other offices."""
        operation = self.found_in_full().operation
        said = self.said(AttachIn)
        office = self.office(said)
        operationrecords.attach(operation, said["case"], officer=self.me, office=office)
        lines = operationrecords.cases_of(self.found_in_full())
        return Response(AttachedOut(lines, many=True).data, status=201)

    @extend_schema(request=SeatIn, responses={204: None})
    def destroy(self, request: Request, reference: str, case: str) -> Response:
        """Detach a case that the own office attached."""
        operation = self.found_in_full().operation
        office = self.office(self.said(SeatIn))
        found = find(case, request.user).case
        operationrecords.detach(operation, found, officer=self.me, office=office)
        return Response(status=204)


class OperationRequests(OperationApi):
    capabilities = ATTACHING

    @extend_schema(responses=AttachedRequestOut(many=True))
    def list(self, request: Request, reference: str) -> Response:
        """The attached requests that the caller sees; of others, nothing."""
        seen = self.found_in_full()
        doing = Entry.Operation.CONSULTATION
        trace_operation(seen.operation, doing, "list attached requests", self.me)
        return Response(AttachedRequestOut(operationrecords.requests_of(seen), many=True).data)

    @extend_schema(request=AttachRequestIn, responses={201: AttachedRequestOut(many=True)})
    def create(self, request: Request, reference: str) -> Response:
        """Attach a request. That shows it to nobody else."""
        operation = self.found_in_full().operation
        said = self.said(AttachRequestIn)
        office = self.office(said)
        asked = Asked.objects.visible_to(self.me).filter(public_id=said["request"]).first()
        if asked is None:
            raise CaseProblem(_("You see no such request."), field="request")
        operationrecords.attach(operation, asked.reference, officer=self.me, office=office)
        lines = operationrecords.requests_of(self.found_in_full())
        return Response(AttachedRequestOut(lines, many=True).data, status=201)

    @extend_schema(request=SeatIn, responses={204: None})
    def destroy(self, request: Request, reference: str, asked: UUID) -> Response:
        """Detach a request that the own office attached."""
        operation = self.found_in_full().operation
        office = self.office(self.said(SeatIn))
        found = requestreading.find_by_id(asked, request.user).request
        operationrecords.detach(operation, found, officer=self.me, office=office)
        return Response(status=204)


class OperationShiftIn(SeatIn):
    site = serializers.SlugRelatedField(slug_field="code", queryset=Crossing.objects.all())
    starts_at = Moment()
    ends_at = Moment()
    officers = serializers.ListField(
        child=person(), allow_empty=False, help_text="Usernames of officers of the office."
    )


class OperationShiftOut(serializers.Serializer):
    """`names` is empty where the office does not show them to the others."""

    id = serializers.UUIDField(source="shift.public_id")
    office = serializers.CharField(source="shift.office.code")
    site = serializers.CharField(source="shift.site.code")
    starts_at = Moment(source="shift.starts_at")
    ends_at = Moment(source="shift.ends_at")
    officers = serializers.IntegerField(source="count")
    names = serializers.ListField(child=serializers.CharField())


class NamesIn(SeatIn):
    shows_names = serializers.BooleanField()


class Shifts(OperationApi):
    capabilities = {
        "list": Capability.READ_OPERATIONS,
        "create": Capability.RUN_OPERATIONS,
        "destroy": Capability.RUN_OPERATIONS,
        "names": Capability.RUN_OPERATIONS,
    }

    @extend_schema(responses=OperationShiftOut(many=True))
    def list(self, request: Request, reference: str) -> Response:
        """Who is where and when: of other offices how many, and names only where they show them."""
        return Response(OperationShiftOut(shifts.shifts_of(self.found_in_full()), many=True).data)

    @extend_schema(request=OperationShiftIn, responses={201: OperationShiftOut(many=True)})
    def create(self, request: Request, reference: str) -> Response:
        """Add a shift of the own office."""
        operation = self.found_in_full().operation
        said = self.said(OperationShiftIn)
        office = self.office(said)
        shifts.add_shift(operation, ShiftContent(**said), officer=self.me, office=office)
        lines = shifts.shifts_of(self.found_in_full())
        return Response(OperationShiftOut(lines, many=True).data, status=201)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, reference: str, public_id: UUID) -> Response:
        """Take a shift of the own office off."""
        shift = shifts.find_shift(self.found_in_full(), public_id)
        shifts.remove_shift(shift, officer=self.me)
        return Response(status=204)

    @extend_schema(request=NamesIn, responses=SeatOut)
    def names(self, request: Request, reference: str) -> Response:
        """Whether the other offices read the names in the own shifts."""
        operation = self.found_in_full().operation
        said = self.said(NamesIn)
        office = self.office(said)
        seat = shifts.show_names(operation, said["shows_names"], officer=self.me, office=office)
        return Response(SeatOut(seat).data)


class DayIn(Strict):
    figures = serializers.DictField(
        child=serializers.IntegerField(min_value=0, max_value=DayResult.MOST),
        help_text="Number by code of the list `op_metrics`; leave out what was not counted.",
    )
    notes = Text(max_length=2000, required=False, allow_blank=True, default="")


class DayOut(serializers.Serializer):
    office = serializers.CharField(source="office.code")
    day = serializers.DateField()
    figures = serializers.DictField(child=serializers.IntegerField())
    notes = serializers.CharField()
    version = serializers.IntegerField()
    at = Moment()


class DayHistoryOut(DayOut):
    earlier = DayOut(many=True)


class OperationResults(OperationApi):
    capabilities = {
        "list": Capability.READ_OPERATIONS,
        "retrieve": Capability.READ_OPERATIONS,
        "update": Capability.RUN_OPERATIONS,
    }

    @extend_schema(responses=DayOut(many=True))
    def list(self, request: Request, reference: str) -> Response:
        """What each office counted on each day."""
        return Response(DayOut(dayresults.results_of(self.found_in_full()), many=True).data)

    @extend_schema(responses=DayHistoryOut)
    def retrieve(self, request: Request, reference: str, code: str, day: str) -> Response:
        """What one office counted on one day, with what it wrote down before."""
        return self._day(code, day)

    @extend_schema(request=DayIn, responses=DayHistoryOut)
    def update(self, request: Request, reference: str, code: str, day: str) -> Response:
        """The figures of a day, whole. A correction names what was read (`If-Match`)."""
        seen = self.found_in_full()
        office, on = _office(code), _on(day)
        history = dayresults.history_of(seen, office, on)
        version = expected_version(request, history[0].version) if history else 0
        content = DayContent(**self.said(DayIn))
        dayresults.write_day(
            seen.operation, on, content, officer=self.me, office=office, version=version
        )
        return self._day(code, day)

    def _day(self, code: str, day: str) -> Response:
        history = dayresults.history_of(self.found_in_full(), _office(code), _on(day))
        if not history:
            raise Http404
        body = DayOut(history[0]).data
        body["earlier"] = DayOut(history[1:], many=True).data
        return tagged(self.request, history[0].version, body)


def _office(code: str) -> Office:
    office = Office.objects.filter(code=code).first()
    if office is None:
        raise Http404
    return office


def _on(day: str) -> date:
    try:
        return date.fromisoformat(day)
    except ValueError:
        raise Http404 from None


class CellOut(serializers.Serializer):
    office = serializers.CharField(allow_null=True, help_text="Null: all of them.")
    today = serializers.IntegerField(allow_null=True)
    total = serializers.IntegerField(allow_null=True)


class BoardRowOut(serializers.Serializer):
    metric = serializers.CharField()
    label: serializers.Field = serializers.CharField()  # type: ignore[assignment]
    cells = CellOut(many=True)


class Board(OperationApi):
    capabilities = {"retrieve": Capability.READ_OPERATIONS}

    @extend_schema(responses=BoardRowOut(many=True))
    def retrieve(self, request: Request, reference: str) -> Response:
        """The live board: each office's today (its own) and total. Null: nothing was counted.

        Of `sites` and `countries` the widest day stands; days are not added up.
        """
        board = board_of(self.found_in_full())
        return Response([_board_row(row) for row in board.rows])


def _board_row(row: Any) -> dict[str, Any]:
    cells = [(office.code, cell) for office, cell in row.by_office]
    return {
        "metric": row.metric.code,
        "label": str(row.metric),
        "cells": [{"office": name, **vars(cell)} for name, cell in [*cells, (None, row.all)]],
    }
