"""Answering a notice with a short code, and making such codes. No case content on either way."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import Throttled
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.base import Api
from agencies.api.fields import Moment, Strict, Text
from agencies.api.refusals import CONTENT_TYPE, Refusal
from agencies.api.schema import NOT_KEPT
from agencies.idempotency import HEADER
from agencies.models import Office
from agencies.problems import Problem
from audit.context import origin
from cases import bycode
from cases.api.body import code_of
from cases.forms.bycode import MISTYPED
from cases.origin import office_for
from cases.views.bycode import not_accepted
from notices import shortcodes
from notices.models import ShortCode, ShortCodeQuerySet

TOO_MANY = OpenApiResponse(description="Too many wrong tries; `Retry-After` says how long.")


class KeyNotTaken(Problem):
    code = "idempotency_key_not_taken"


class OnceByItself(Api):
    """Answers here are not kept under an `Idempotency-Key`: a code is nowhere in clear, and is
    good once anyway."""

    pagination_class = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if HEADER in request.headers:
            raise KeyNotTaken(_("This address takes no Idempotency-Key: its answer is not kept."))


class AnswerByCodeIn(Strict):
    """The reference of a notice, and a code of the office that was told."""

    reference = Text(max_length=40)
    code = Text(max_length=20, help_text="Eight letters and figures; hyphens do not count.")
    answer = serializers.ChoiceField(
        choices=bycode.Wish.choices, default=bycode.Wish.ACKNOWLEDGE.value
    )

    def validate_reference(self, typed: str) -> str:
        return "".join(typed.upper().split())

    def validate_code(self, typed: str) -> str:
        code = shortcodes.bare(typed)
        if not shortcodes.is_well_formed(code):
            raise serializers.ValidationError(str(MISTYPED), code="mistyped")
        return code


class AnsweredByCodeOut(serializers.Serializer):
    """It is done. Nothing of the case is told, not even of which office."""

    answer = serializers.ChoiceField(choices=bycode.Wish.choices)


class Acknowledgements(OnceByItself):
    capabilities = {"answer": Capability.PUBLIC}

    @extend_schema(
        request=AnswerByCodeIn,
        responses={200: AnsweredByCodeOut, 429: TOO_MANY},
        extensions={NOT_KEPT: True},
    )
    def answer(self, request: Request) -> Response:
        """Acknowledge with a short code, or say that 24 hours are needed. No token is wanted:
        the code is the right to do it. A token makes no difference.

        Whatever does not fit together is answered by the same 400 `not_accepted`; too many wrong
        tries by 429 with `Retry-After`.
        """
        said = self.said(AnswerByCodeIn)
        outcome = bycode.answer(
            said["reference"], said["code"], said["answer"], source=origin().source
        )
        if outcome.accepted:
            return Response({"answer": said["answer"]})
        return _refused(outcome)


def _refused(outcome: bycode.Outcome) -> Response:
    """Answered, not raised: what was counted and recorded stays."""
    if outcome.wait:
        throttled = Throttled(outcome.wait)
        refusal = Refusal(429, "throttled", str(throttled.detail))
        headers = {"Retry-After": str(outcome.wait)}
    else:
        refusal, headers = Refusal(400, "not_accepted", not_accepted()), {}
    return Response(
        refusal.body(), status=refusal.status, headers=headers, content_type=CONTENT_TYPE
    )


class SheetIn(Strict):
    """How many spare codes, and for which office."""

    count = serializers.IntegerField(min_value=1, max_value=shortcodes.MOST)
    office = code_of(Office, help_text="Only for a partner system.")


class SheetOut(serializers.Serializer):
    """A list of spare codes, without them."""

    id = serializers.UUIDField()
    office = serializers.CharField(source="office.code")
    made_by = serializers.CharField(source="made_by.full_title", default=None, allow_null=True)
    made_at = Moment()
    expires_at = Moment()
    total = serializers.IntegerField()
    unused = serializers.IntegerField()


class NewSheetOut(SheetOut):
    codes = serializers.ListField(child=serializers.CharField(), help_text="Shown this once.")


class ShortCodes(OnceByItself):
    capabilities = {
        "list": Capability.ANSWER_NOTICE,
        "create": Capability.ANSWER_NOTICE,
        "destroy": Capability.ANSWER_NOTICE,
    }

    def get_queryset(self) -> ShortCodeQuerySet:
        return ShortCode.objects.visible_to(getattr(self.request, "user", None))

    @extend_schema(responses=SheetOut(many=True))
    def list(self, request: Request) -> Response:
        """Lists of spare codes that have some left, newest first."""
        return Response(SheetOut(shortcodes.sheets_of(request.user), many=True).data)

    @extend_schema(request=SheetIn, responses={201: NewSheetOut}, extensions={NOT_KEPT: True})
    def create(self, request: Request) -> Response:
        """Make spare codes. Each answers one notice of the office, once. They are shown only
        here: the portal keeps no code."""
        said = self.said(SheetIn)
        office = office_for(self.me, (), wanted=said.get("office"))
        made = shortcodes.print_sheet(said["count"], officer=self.me, office=office)
        return Response(NewSheetOut(made).data, status=201)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, sheet: UUID) -> Response:
        """A list was lost: none of its codes is taken any more."""
        found = shortcodes.sheets_of(request.user, only=sheet)
        if not found:
            raise Http404
        shortcodes.cancel_sheet(found[0], officer=self.me)
        return Response(status=204)
