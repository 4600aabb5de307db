"""Requests for information: ask, answer, and what both sides see of the clock."""

from typing import Any
from uuid import UUID

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request as HttpRequest
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.base import Api
from agencies.api.fields import CodeField, Moment, Nothing, Strict, Text, country_field
from agencies.api.versions import tagged
from agencies.models import Country, Office
from cases import attaching, requestanswers, requestarrival, requestboard, requestreading, requests
from cases.api.attachedshapes import AttachPartsIn, chosen_of
from cases.api.body import code_of
from cases.api.files import WhateverIsAccepted
from cases.api.increments import Told
from cases.api.requestshapes import RequestOut, RequestRowOut, shown
from cases.attachments import open_file
from cases.filedelivery import attachment as as_attachment
from cases.filedelivery import part_of
from cases.models import Case, Request
from cases.models.request import GROUNDS, PHRASEBOOK
from cases.officework import office_for
from cases.problems import CaseProblem
from cases.requestanswers import Answer
from cases.requestreading import Asking
from cases.requests import Asked


class RequestQuestionIn(Strict):
    """A question of the phrasebook, which every reader reads in the own language."""

    code = CodeField(PHRASEBOOK)
    about = Text(required=False, allow_blank=True, max_length=300, default="")


class AskOfficesIn(Strict):
    """`to_office` or `to_country` (its national coordination desk); `also_to` asks the same of
    more offices at once, each with its own record and clock."""

    case = serializers.CharField(required=False, max_length=40, help_text="A case in reach.")
    follows = serializers.UUIDField(required=False, help_text="A request that this one follows.")
    office = code_of(Office, help_text="For which office it is asked; only for a partner system.")
    to_office = code_of(Office)
    to_country = country_field(required=False)
    also_to = serializers.ListField(
        child=serializers.SlugRelatedField(slug_field="code", queryset=Office.objects.all()),
        required=False,
        max_length=requests.MOST_OFFICES,
    )
    urgency = serializers.ChoiceField(choices=Case.Urgency.choices)
    question = Text(required=False, allow_blank=True, max_length=Request.LONGEST_QUESTION)
    questions = RequestQuestionIn(many=True, required=False)
    purpose = Text(max_length=Request.LONGEST)
    legal_basis = Text(max_length=Request.LONGEST)
    disclosed = serializers.BooleanField(
        required=False,
        help_text="The caller knows that an office which does not see the case learns what is "
        "written here.",
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("to_office" in attrs) == ("to_country" in attrs):
            fault = _("Give an office or a country.")
            raise serializers.ValidationError({"to_office": fault}, "office_or_country")
        return attrs


class WordsIn(Strict):
    text = Text(max_length=Request.LONGEST_QUESTION)


MOST_CASES = 5


class RequestWhyIn(Strict):
    reason = Text(max_length=Request.LONGEST)


class RequestAnswerIn(WordsIn):
    """An answer has a handling code and an evaluation (4×4); `is_part` says that more follows."""

    handling_code = serializers.ChoiceField(choices=Case.Handling.choices)
    handling_text = Text(required=False, allow_blank=True, max_length=500)
    source_evaluation = serializers.ChoiceField(choices=Case.Source.choices)
    information_evaluation = serializers.ChoiceField(choices=Case.Information.choices)
    is_part = serializers.BooleanField(required=False, default=False)
    attachments = serializers.ListField(
        child=AttachPartsIn(),
        required=False,
        max_length=MOST_CASES,
        help_text="Parts of cases that the own office logged.",
    )


class ExtendIn(RequestWhyIn):
    due_at = Moment()


class RefuseIn(Strict):
    ground = CodeField(GROUNDS)
    reason = Text(required=False, allow_blank=True, max_length=Request.LONGEST)


class ForwardIn(RequestWhyIn):
    office = serializers.SlugRelatedField(slug_field="code", queryset=Office.objects.all())


class RequestApi(Api):
    """What the viewsets of requests share: a request is found, or it does not exist."""

    lookup_field = "public_id"

    def get_queryset(self) -> Any:
        return Request.objects.visible_to(getattr(self.request, "user", None))

    def found(self) -> Asking:
        return requestreading.find_by_id(self.kwargs["public_id"], self.request.user)

    def answer(self, request: Request, **more: Any) -> Response:
        """The request after a verb, as the caller sees it now."""
        asking = requestreading.find(request.reference, self.request.user)
        return tagged(self.request, asking.request.version, shown(asking), **more)

    def check_reach(self, body: Any) -> None:
        known = self.kwargs.get("public_id") or (body or {}).get("id")
        if known:
            requestreading.find_by_id(known, self.request.user)


class Requests(Told, RequestApi):
    capabilities = {
        "list": Capability.READ_REQUESTS,
        "retrieve": Capability.READ_REQUESTS,
        "create": Capability.ASK_OFFICES,
    }
    filterset_class = requestboard.RequestFilter
    serializer_class = RequestRowOut

    @extend_schema(responses=RequestRowOut(many=True))
    def list(self, request: HttpRequest) -> Response:
        """Requests to and from the caller's office (a partner system: its country), newest first.

        `state`: `mine` waits for the own office, `today` is due today, `overdue` is late,
        `waiting` is what the own office waits for.
        """
        page = self.page_of(self.get_queryset().with_names())
        requestreading.list_consulted(page, self.me)
        rows = requestreading.rows_of(page, self.me)
        return self.get_paginated_response(RequestRowOut(rows, many=True).data)

    @extend_schema(responses=RequestOut)
    def retrieve(self, request: HttpRequest, public_id: UUID) -> Response:
        """One request with its steps. Reading it is recorded."""
        asking = self.found()
        requestreading.consulted(asking)
        return tagged(self.request, asking.request.version, shown(asking))

    @extend_schema(request=AskOfficesIn, responses={201: RequestOut})
    def create(self, request: HttpRequest) -> Response:
        """Ask an office or a country. `also_to` asks others at once; `bundle` names them all."""
        said = self.said(AskOfficesIn)
        office = office_for(self.me, said.pop("office", None))
        first = said.pop("to_office", None) or _desk(said.pop("to_country"))
        to = [first, *said.pop("also_to", [])]
        made = requests.ask(self._asked(said), officer=self.me, office=office, to=to)
        response = self.answer(made[0], status=201)
        response["Location"] = f"{request.path}{made[0].public_id}/"
        return response

    def _asked(self, said: dict[str, Any]) -> Asked:
        case, parent = said.pop("case", ""), said.pop("follows", None)
        questions = [(row["code"], row["about"]) for row in said.pop("questions", [])]
        return Asked(
            **said,
            questions=questions,
            case=_case(case, self.me) if case else None,
            parent=_parent(parent, self.me) if parent else None,
        )


def _desk(country: Country) -> Office:
    return requests.desk_of(country)


def _case(reference: str, user: object) -> Case:
    case = Case.objects.visible_to(user).filter(reference=reference).first()
    if case is None:
        raise CaseProblem(_("You see no such case."), field="case")
    return case


def _parent(public_id: UUID, user: object) -> Request:
    parent = Request.objects.visible_to(user).filter(public_id=public_id).first()
    if parent is None:
        raise CaseProblem(_("You see no such request."), field="follows")
    return parent


class AskerVerbs(RequestApi):
    """What the office that asked does."""

    capabilities = {
        "clarified": Capability.ASK_OFFICES,
        "withdraw": Capability.ASK_OFFICES,
        "reopen": Capability.ASK_OFFICES,
        "result": Capability.ASK_OFFICES,
        "confirm": Capability.READ_REQUESTS,
    }

    @extend_schema(request=WordsIn, responses=RequestOut)
    def clarified(self, request: HttpRequest, public_id: UUID) -> Response:
        """Answer what they asked back. Their clock goes on."""
        said = self.said(WordsIn)
        return self.answer(requests.clarified(self.found().request, officer=self.me, **said))

    @extend_schema(request=RequestWhyIn, responses=RequestOut)
    def withdraw(self, request: HttpRequest, public_id: UUID) -> Response:
        """The answer is not needed any more."""
        said = self.said(RequestWhyIn)
        return self.answer(requests.withdraw(self.found().request, officer=self.me, **said))

    @extend_schema(request=RequestWhyIn, responses=RequestOut)
    def reopen(self, request: HttpRequest, public_id: UUID) -> Response:
        """Ask again, with a new clock: the answer does not do, or the refusal does not hold."""
        said = self.said(RequestWhyIn)
        return self.answer(requests.reopen(self.found().request, officer=self.me, **said))

    @extend_schema(request=WordsIn, responses=RequestOut)
    def result(self, request: HttpRequest, public_id: UUID) -> Response:
        """Tell the offices that helped what became of their answer."""
        said = self.said(WordsIn)
        return self.answer(requests.report_result(self.found().request, officer=self.me, **said))

    @extend_schema(request=Nothing, responses=RequestOut)
    def confirm(self, request: HttpRequest, public_id: UUID, step: UUID) -> Response:
        """The restriction of an answer (H3) is read and confirmed: its text is shown."""
        self.said(Nothing)
        asking = self.found()
        requestreading.confirm(asking, step, officer=self.me)
        return self.answer(asking.request)


class AnswererVerbs(RequestApi):
    """What the office that has the request to answer does."""

    capabilities = dict.fromkeys(
        ("acknowledge", "clarify", "reply", "extend", "refuse", "forward", "take_back"),
        Capability.ANSWER_REQUEST,
    )

    @extend_schema(request=Nothing, responses=RequestOut)
    def acknowledge(self, request: HttpRequest, public_id: UUID) -> Response:
        """It has arrived. A second time changes nothing."""
        self.said(Nothing)
        return self.answer(requestarrival.acknowledge(self.found().request, officer=self.me))

    @extend_schema(request=WordsIn, responses=RequestOut)
    def clarify(self, request: HttpRequest, public_id: UUID) -> Response:
        """Ask back. The clock stands until the asker has answered."""
        said = self.said(WordsIn)
        return self.answer(requestanswers.clarify(self.found().request, officer=self.me, **said))

    @extend_schema(request=RequestAnswerIn, responses=RequestOut)
    def reply(self, request: HttpRequest, public_id: UUID) -> Response:
        """Answer, wholly or in part."""
        said = self.said(RequestAnswerIn)
        verb = requestanswers.answer_in_part if said.pop("is_part") else requestanswers.answer
        chosen = chosen_of(said.pop("attachments", []))
        content = Answer(**said, attachments=chosen)
        return self.answer(verb(self.found().request, content, officer=self.me))

    @extend_schema(request=ExtendIn, responses=RequestOut)
    def extend(self, request: HttpRequest, public_id: UUID) -> Response:
        """Take more time, with a reason: before the time is over, and only so often."""
        said = self.said(ExtendIn)
        return self.answer(requestanswers.extend(self.found().request, officer=self.me, **said))

    @extend_schema(request=RefuseIn, responses=RequestOut)
    def refuse(self, request: HttpRequest, public_id: UUID) -> Response:
        """Refuse, on a ground of the list `request_refusal`."""
        said = self.said(RefuseIn)
        return self.answer(requestanswers.refuse(self.found().request, officer=self.me, **said))

    @extend_schema(request=ForwardIn, responses=RequestOut)
    def forward(self, request: HttpRequest, public_id: UUID) -> Response:
        """Pass it on to another office of the own country. The asker sees who has it."""
        said = self.said(ForwardIn)
        to = said.pop("office")
        asked = self.found().request
        return self.answer(requestanswers.forward(asked, officer=self.me, to=to, **said))

    @extend_schema(request=RequestWhyIn, responses=RequestOut)
    def take_back(self, request: HttpRequest, public_id: UUID, attachment: UUID) -> Response:
        """Take an attachment back: the office that asked reads it no longer.

        What it took over by then stays in its case, and says so.
        """
        asking = self.found()
        row = asking.part(attachment).row
        attaching.take_back(row, officer=self.me, **self.said(RequestWhyIn))
        return self.answer(asking.request)


class Attachments(RequestApi):
    """Files that came with an answer."""

    capabilities = {"content": Capability.READ_REQUESTS}
    content_negotiation_class = WhateverIsAccepted

    @extend_schema(responses={(200, "*/*"): OpenApiTypes.BINARY})
    def content(self, request: HttpRequest, public_id: UUID, attachment: UUID) -> HttpResponseBase:
        """Download an attached file. The office whose it is reads who opened it.

        It is the copy without metadata. One `Range` is answered with 206, HEAD is not recorded.
        """
        part = self.found().part(attachment)
        is_head = request.method == "HEAD"
        return as_attachment(open_file(part, self.me, part_of(request), is_head=is_head))
