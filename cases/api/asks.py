"""What readers ask of the office that logged a case: consent to a copy, to pass it on, more."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.fields import Moment, Strict, Text, country_field
from agencies.models import Office
from cases import askmore, asks, consents
from cases.api.body import ReasonIn, code_of
from cases.api.cases import CaseApi
from cases.api.progress import name_of
from cases.models import Ask, Case
from cases.models.copy import Purpose
from cases.models.levels import OFFERED, Level
from cases.problems import CaseProblem
from cases.trace import Operation, trace

LEVELS = [(level.value, level.label) for level in OFFERED]


class AskIn(Strict):
    """`export`: for which purpose the copies are. `pass_on`: to which country, how much of it.
    `more`: how much the own country wants to see."""

    kind = serializers.ChoiceField(choices=Ask.Kind.choices)
    purpose = Text(max_length=Ask.LONGEST, help_text="What for, in words.")
    export_purpose = serializers.ChoiceField(choices=Purpose.choices, required=False)
    country = country_field(required=False)
    office = code_of(Office, help_text="`pass_on` to one office, instead of its country.")
    level = serializers.ChoiceField(choices=LEVELS, required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["kind"] == Ask.Kind.PASS_ON and attrs.get("office") is not None:
            if "country" in attrs:
                fault = _("Give a country or an office.")
                raise serializers.ValidationError({"country": fault}, "country_or_office")
            attrs = {**attrs, "country": attrs["office"].country}
        wanted = {
            Ask.Kind.EXPORT: {"export_purpose"},
            Ask.Kind.PASS_ON: {"country", "level"},
            Ask.Kind.MORE: {"level"},
        }[attrs["kind"]]
        given = set(attrs) - {"kind", "purpose"}
        given -= {"office"} if attrs["kind"] == Ask.Kind.PASS_ON else set()
        faults: dict[str, Any] = {name: _("Give this for that kind.") for name in wanted - given}
        faults |= {name: _("Leave this out for that kind.") for name in given - wanted}
        if faults:
            raise serializers.ValidationError(faults, "wrong_for_this_kind")
        return attrs


class AgreeIn(Strict):
    """How much is shown, where more or less than was asked for, and until when."""

    level = serializers.ChoiceField(choices=LEVELS, required=False)
    expires = Moment(required=False, allow_null=True)
    reason = Text(required=False, allow_blank=True, max_length=Ask.LONGEST)


class AskOut(serializers.Serializer):
    """Read by the office that logged the case, and by the country that asked."""

    id = serializers.UUIDField(source="public_id")
    kind = serializers.ChoiceField(choices=Ask.Kind.choices)
    purpose = serializers.CharField()
    export_purpose = serializers.CharField()
    to_country = serializers.CharField(source="to_country_id", allow_null=True)
    to_office = serializers.CharField(source="to_office.code", default=None, allow_null=True)
    level = serializers.CharField()
    country = serializers.CharField(source="country_id")
    office = serializers.CharField(source="office.code", default=None, allow_null=True)
    asked_by = serializers.CharField(source="asked_by.full_title")
    asked_at = Moment()
    answer = serializers.ChoiceField(choices=Ask.Answer.choices, allow_blank=True)
    reason = serializers.CharField()
    answered_by = name_of("answered_by")
    answered_at = Moment(allow_null=True)
    lapsed_at = Moment(allow_null=True, help_text="When who asked lost sight of the case.")


class Asks(CaseApi):
    capabilities = {
        "list": Capability.READ_CASES,
        "create": Capability.ASK_ORIGINATOR,
        "agree": Capability.SHARE_CASE,
        "decline": Capability.SHARE_CASE,
    }

    @extend_schema(responses=AskOut(many=True))
    def list(self, request: Request, reference: str) -> Response:
        """What was asked of the office that logged the case, newest first, and its answers.

        All of it for that office, else what the caller's own country asked.
        """
        sighted = self.found()
        trace(sighted.case, Operation.CONSULTATION, "asks", by=self.me)
        return Response(AskOut(asks.asks_of(sighted), many=True).data)

    @extend_schema(request=AskIn, responses={201: AskOut})
    def create(self, request: Request, reference: str) -> Response:
        """Ask the office that logged the case, which is told."""
        said = self.said(AskIn)
        ask = self._put(self.found().case, said.pop("kind"), said)
        return Response(AskOut(ask).data, status=201)

    def _put(self, case: Case, kind: str, said: dict[str, Any]) -> Ask:
        words = said["purpose"]
        if kind == Ask.Kind.EXPORT:
            purpose = Purpose(said["export_purpose"])
            return consents.ask_for_copy(case, purpose, officer=self.me, purpose=words)
        level = Level(said["level"])
        if kind == Ask.Kind.MORE:
            return askmore.ask_for_more(case, level, officer=self.me, purpose=words)
        to = said["country"]
        return consents.ask_to_pass_on(
            case, to, level, officer=self.me, purpose=words, office=said.get("office")
        )

    @extend_schema(request=AgreeIn, responses=AskOut)
    def agree(self, request: Request, reference: str, public_id: UUID) -> Response:
        """Agree: the copy may be taken, or the case is shared as it was asked. They are told."""
        said = self.said(AgreeIn)
        ask = self._asked(public_id)
        if ask.kind == Ask.Kind.EXPORT and {"level", "expires"} & set(said):
            raise CaseProblem(_("A consent to a copy has no level and no end."), field="level")
        level = Level(said.pop("level")) if "level" in said else None
        return Response(AskOut(consents.agree(ask, officer=self.me, level=level, **said)).data)

    @extend_schema(request=ReasonIn, responses=AskOut)
    def decline(self, request: Request, reference: str, public_id: UUID) -> Response:
        """Do not agree, with a reason that they read."""
        said = self.said(ReasonIn)
        return Response(AskOut(asks.decline(self._asked(public_id), officer=self.me, **said)).data)

    def _asked(self, public_id: UUID) -> Ask:
        rows = asks.asks_of(self.found())
        ask = next((row for row in rows if row.public_id == public_id), None)
        if ask is None:
            raise Http404
        return ask
