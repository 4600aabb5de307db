"""What became of a case: how far each office has come, what happened, and the office's answer."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability, office_of, partner_of
from agencies.api.fields import Moment
from agencies.models import Office, Officer
from cases import answers
from cases.api.body import AnswerIn, DeclineIn
from cases.api.cases import CaseApi
from cases.eventlines import View, view_of
from cases.models import Case, Event, Involvement
from cases.problems import CaseProblem, NotAllowed
from cases.reading import Sighted


def name_of(field: str) -> serializers.CharField:
    source = f"{field}.full_title"
    return serializers.CharField(source=source, required=False, default=None, allow_null=True)


class ReadOut(serializers.Serializer):
    by = serializers.CharField(source="officer.full_title")
    at = Moment()


class InvolvementOut(serializers.Serializer):
    """How far one office has come: queued, delivered, read by whom, acknowledged …

    Names of officers are for the originator, and for the office's own country.
    """

    office = serializers.CharField(source="office.code")
    country = serializers.CharField(source="office.country_id")
    borders = serializers.ListField(child=serializers.CharField(), source="border_codes")
    direct = serializers.BooleanField(source="is_direct")
    desk = serializers.BooleanField(source="is_desk")
    standing = serializers.ChoiceField(choices=Involvement.Standing.choices)
    told_at = Moment()
    delivered_at = Moment(source="notice.delivered_at", default=None, allow_null=True)
    acknowledged_at = Moment(allow_null=True)
    acknowledged_by_code = serializers.BooleanField(
        source="notice.acknowledged_by_code", required=False, default=False
    )
    delayed_until = Moment(source="notice.delayed_until", default=None, allow_null=True)
    engaged_at = Moment(allow_null=True)
    declined_at = Moment(allow_null=True)
    decline_reason = serializers.CharField()
    fell_away_at = Moment(allow_null=True)


class NamedInvolvementOut(InvolvementOut):
    read_by = ReadOut(source="notice.reads.all", many=True, required=False, default=list)
    acknowledged_by = name_of("acknowledged_by")
    engaged_by = name_of("engaged_by")
    declined_by = name_of("declined_by")


class EventOut(serializers.Serializer):
    """What happened, in codes. A headline reader learns of other countries neither the names of
    officers nor the reasons they wrote: those keys are lacking then."""

    kind = serializers.ChoiceField(choices=Event.Kind.choices)
    at = Moment()
    office = serializers.CharField(source="office.code", default=None, allow_null=True)
    about_office = serializers.CharField(source="about_office.code", default=None, allow_null=True)
    about_country = serializers.CharField()
    detail = serializers.CharField(
        help_text="A code: a border, a level, an outcome, whether parts were `added`, `removed` or "
        "`restored`."
    )
    version = serializers.IntegerField()


class OpenEventOut(EventOut):
    by = name_of("by")
    changed = serializers.ListField(
        child=serializers.CharField(), source="fields", required=False, help_text="Names of fields."
    )
    reason = serializers.CharField(required=False)


EVENT_VIEWS = [view.value for view in View if view is not View.ROUTE]


def _view(request: Request) -> str:
    asked: str = request.query_params.get("view", "")
    if asked and asked not in EVENT_VIEWS:
        known = ", ".join(EVENT_VIEWS)
        raise CaseProblem(_("Choose one of: %(list)s.") % {"list": known}, field="view")
    return asked


class Progress(CaseApi):
    capabilities = {
        "involvements": Capability.READ_CASES,
        "events": Capability.READ_CASES,
        "engage": Capability.ANSWER_NOTICE,
        "decline": Capability.ANSWER_NOTICE,
    }

    def _parameters(self) -> frozenset[str]:
        return frozenset({"view"} if self.action == "events" else ())

    @extend_schema(responses=NamedInvolvementOut(many=True))
    def involvements(self, request: Request, reference: str) -> Response:
        """How far each office that was told has come.

        Below level full, only the offices of the caller's own country.
        """
        sighted = self.found()
        rows = sighted.case.involvements.with_progress()
        if not sighted.is_full:
            rows = rows.filter(office__country=sighted.country)
        return Response([_involvement(row, sighted) for row in rows])

    @extend_schema(
        parameters=[OpenApiParameter("view", str, enum=EVENT_VIEWS, description="One part alone.")],
        responses=OpenEventOut(many=True),
    )
    def events(self, request: Request, reference: str) -> Response:
        """What happened to the case, oldest first; with `view`, one part of it."""
        sighted = self.found()
        view = _view(request)
        rows = []
        for event in sighted.events:
            if view and view_of(event.kind) != view:
                continue
            is_own = event.office is not None and event.office.country_id == sighted.country
            shape = OpenEventOut if sighted.is_full or is_own else EventOut
            rows.append(shape(event).data)
        return Response(rows)

    @extend_schema(request=AnswerIn, responses=NamedInvolvementOut)
    def engage(self, request: Request, reference: str) -> Response:
        """The office works on the case. Acknowledges its notice as well."""
        said = self.said(AnswerIn)
        case = self.found().case
        office = answering_office(case, self.me, said.get("office"))
        return self._standing(answers.engage(case, officer=self.me, office=office))

    @extend_schema(request=DeclineIn, responses=NamedInvolvementOut)
    def decline(self, request: Request, reference: str) -> Response:
        """Not for us, with a reason; the sender is told."""
        said = self.said(DeclineIn)
        case = self.found().case
        office = answering_office(case, self.me, said.get("office"))
        row = answers.decline(case, officer=self.me, office=office, reason=said["reason"])
        return self._standing(row)

    def _standing(self, involvement: Involvement) -> Response:
        row = involvement.case.involvements.with_progress().get(pk=involvement.pk)
        return Response(NamedInvolvementOut(row).data)


def _involvement(row: Involvement, sighted: Sighted) -> Any:
    is_named = sighted.is_originator or row.office.country_id == sighted.country
    return (NamedInvolvementOut if is_named else InvolvementOut)(row).data


def answering_office(case: Case, officer: Officer, named: Office | None) -> Office:
    """The office that answers: a person's own; a partner system's only one, or the one it names.

    Whether it may answer is checked by the verb.
    """
    own = named or office_of(officer)
    if own is not None:
        return own
    partner = partner_of(officer)
    involved = case.involvements.standing().select_related("office")
    offices = [i.office for i in involved if partner and i.office.country_id == partner.country_id]
    if not offices:
        raise NotAllowed(_("Your office was not told of this case, so it has nothing to answer."))
    if len(offices) > 1:
        raise CaseProblem(_("Name the office that answers."), field="office")
    return offices[0]
