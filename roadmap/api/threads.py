"""The coordinators' channel: threads about action items, and decisions by consensus."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django_filters import FilterSet, NumberFilter
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.base import Api
from agencies.api.fields import Moment, Strict, Text
from agencies.api.filters import YesNoFilter
from agencies.problems import Problem
from roadmap import threads
from roadmap.commitmentpage import name_for
from roadmap.decisions import Decision, State, decision_of
from roadmap.items import item_named
from roadmap.models import Thread, ThreadLine
from roadmap.threads import find_decision, find_thread, may_write


class ThreadIn(Strict):
    item = Text(max_length=20, help_text="Its reference, such as `2021-4`.")
    title = Text(max_length=200)
    text = Text(max_length=ThreadLine.LONGEST)
    for_observers = serializers.BooleanField(
        required=False, default=False, help_text="Observers may read it. Cannot be changed."
    )


class ThreadTextIn(Strict):
    text = Text(max_length=ThreadLine.LONGEST)


class ProposedDecisionIn(ThreadTextIn):
    asked = serializers.ListField(
        child=serializers.CharField(max_length=2),
        allow_empty=False,
        max_length=20,
        help_text="Codes of the member states that are asked.",
    )


class DecisionAnswerIn(Strict):
    says = serializers.ChoiceField(choices=["agreed", "objected"])
    text = Text(
        max_length=ThreadLine.LONGEST,
        required=False,
        allow_blank=True,
        default="",
        help_text="Why; needed with `objected`.",
    )


class ThreadLineOut(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    kind = serializers.ChoiceField(choices=ThreadLine.Kind.choices)
    text = serializers.CharField()
    country = serializers.CharField(source="country_id")
    by = serializers.SerializerMethodField()
    at = Moment()
    decision = serializers.UUIDField(
        source="proposal.public_id", default=None, allow_null=True, help_text="It answers."
    )

    def get_by(self, line: ThreadLine) -> str:
        """A person of another country is named by the country alone."""
        return name_for(line.by, self.context["request"].user)


class CountryAnswerOut(serializers.Serializer):
    country = serializers.CharField()
    says = serializers.CharField(help_text='"agreed", "objected", or "" of who has not answered.')
    text = serializers.CharField()


class ThreadDecisionOut(serializers.Serializer):
    id = serializers.UUIDField(source="line.public_id")
    thread = serializers.UUIDField(source="line.thread.public_id")
    item = serializers.CharField(source="line.thread.item.reference")
    text = serializers.CharField(source="line.text")
    proposed_by = serializers.CharField(source="line.country_id")
    proposed_at = Moment(source="line.at")
    state = serializers.ChoiceField(choices=State.choices)
    answers = serializers.SerializerMethodField()

    @extend_schema_field(CountryAnswerOut(many=True))
    def get_answers(self, decision: Decision) -> list[dict[str, str]]:
        given = decision.answers
        return [
            {
                "country": code,
                "says": decision.says(code),
                "text": given[code].text if code in given else "",
            }
            for code in decision.line.asked
        ]


class ThreadOut(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    url = serializers.CharField(source="api_link")
    item = serializers.CharField(source="item.reference")
    title = serializers.CharField()
    for_observers = serializers.BooleanField()
    opened_by = serializers.SerializerMethodField()
    opened_at = Moment(source="at")

    def get_opened_by(self, thread: Thread) -> str:
        return name_for(thread.by, self.context["request"].user)


class ThreadFilter(FilterSet):
    edition = NumberFilter(field_name="item__edition__year")
    item = NumberFilter(field_name="item__number")
    for_observers = YesNoFilter()


class Channel(Api):
    """What readers of threads share."""

    lookup_field = "public_id"

    def get_queryset(self) -> Any:
        rows = Thread.objects.visible_to(getattr(self.request, "user", None))
        return rows.select_related("item__edition", "by__country", "by__office")

    def only_writers(self) -> None:
        if not may_write(self.request.user):
            self.permission_denied(self.request)

    def check_reach(self, body: Any) -> None:
        if public_id := self.kwargs.get("public_id"):
            find_thread(public_id, self.request.user)

    def shown(self, serializer: type[serializers.Serializer], row: Any, **more: Any) -> Response:
        return Response(serializer(row, context=self.get_serializer_context()).data, **more)

    def listed(self, serializer: type[serializers.Serializer], rows: Any) -> Response:
        body = serializer(rows, many=True, context=self.get_serializer_context()).data
        return self.get_paginated_response(body)


class Threads(Channel):
    own_moments = ("lines__at",)
    capabilities = {
        "list": Capability.READ_CHANNEL,
        "retrieve": Capability.READ_CHANNEL,
        "create": Capability.KEEP_ROADMAP,
    }
    serializer_class = ThreadOut
    filterset_class = ThreadFilter

    @extend_schema(responses=ThreadOut(many=True))
    def list(self, request: Request) -> Response:
        """Threads, the newest first. Observers see those that were opened to them."""
        return self.listed(ThreadOut, self.page_of(self.get_queryset()))

    @extend_schema(responses=ThreadOut)
    def retrieve(self, request: Request, public_id: UUID) -> Response:
        """One thread. What was said stands under `lines/`."""
        return self.shown(ThreadOut, find_thread(public_id, request.user))

    @extend_schema(request=ThreadIn, responses={201: ThreadOut})
    def create(self, request: Request) -> Response:
        """Open a thread with its first message. For coordinators of the member states."""
        self.only_writers()
        said = self.said(ThreadIn)
        item = item_named(said.pop("item"))
        if item is None:
            raise Problem(_("There is no such item."), field="item")
        made = threads.open_thread(item, **said, officer=self.me)
        return self.shown(ThreadOut, made, status=201, headers={"Location": made.api_link})


class ThreadLines(Channel):
    own_moments = ("at",)
    capabilities = {"list": Capability.READ_CHANNEL, "create": Capability.KEEP_ROADMAP}
    serializer_class = ThreadLineOut

    @extend_schema(responses=ThreadLineOut(many=True))
    def list(self, request: Request, public_id: UUID) -> Response:
        """What was said, the newest first: messages, proposed decisions and answers to them."""
        found = find_thread(public_id, request.user)
        rows = ThreadLine.objects.filter(thread=found).order_by("-pk")
        shown = rows.select_related("by__country", "by__office", "proposal")
        return self.listed(ThreadLineOut, self.page_of(shown))

    @extend_schema(request=ThreadTextIn, responses={201: ThreadLineOut})
    def create(self, request: Request, public_id: UUID) -> Response:
        """Write a message. The countries of the thread are told, with a reference only."""
        found = find_thread(public_id, request.user)
        self.only_writers()
        line = threads.say(found, **self.said(ThreadTextIn), officer=self.me)
        return self.shown(ThreadLineOut, line, status=201)


class Proposals(Channel):
    capabilities = {"create": Capability.KEEP_ROADMAP}
    serializer_class = ThreadDecisionOut

    @extend_schema(request=ProposedDecisionIn, responses={201: ThreadDecisionOut})
    def create(self, request: Request, public_id: UUID) -> Response:
        """Propose a decision (a person, no system). It is decided when each asked country
        agrees."""
        found = find_thread(public_id, request.user)
        self.only_writers()
        made = threads.propose(found, **self.said(ProposedDecisionIn), officer=self.me)
        return self.shown(ThreadDecisionOut, made, status=201)


class Decisions(Channel):
    own_moments = ("at", "answers__at")
    capabilities = {
        "list": Capability.READ_CHANNEL,
        "retrieve": Capability.READ_CHANNEL,
        "answer": Capability.KEEP_ROADMAP,
        "withdraw": Capability.KEEP_ROADMAP,
    }
    serializer_class = ThreadDecisionOut

    def get_queryset(self) -> Any:
        seen = Thread.objects.visible_to(getattr(self.request, "user", None))
        rows = ThreadLine.objects.filter(kind=ThreadLine.Kind.PROPOSED, thread__in=seen)
        return rows.select_related("thread__item__edition", "country").order_by("-pk")

    def check_reach(self, body: Any) -> None:
        find_decision(self.kwargs["public_id"], self.request.user)

    @extend_schema(responses=ThreadDecisionOut(many=True))
    def list(self, request: Request) -> Response:
        """Proposed decisions of all threads, with where they stand."""
        rows = self.page_of(self.get_queryset())
        return self.listed(ThreadDecisionOut, [decision_of(row) for row in rows])

    @extend_schema(responses=ThreadDecisionOut)
    def retrieve(self, request: Request, public_id: UUID) -> Response:
        """One of them."""
        return self.shown(ThreadDecisionOut, find_decision(public_id, request.user))

    @extend_schema(request=DecisionAnswerIn, responses=ThreadDecisionOut)
    def answer(self, request: Request, public_id: UUID) -> Response:
        """Answer for the own country (a person, no system), as long as not all agree."""
        found = find_decision(public_id, request.user)
        done = threads.answer(found, **self.said(DecisionAnswerIn), officer=self.me)
        return self.shown(ThreadDecisionOut, done)

    @extend_schema(request=ThreadTextIn, responses=ThreadDecisionOut)
    def withdraw(self, request: Request, public_id: UUID) -> Response:
        """Withdraw it, by the country that proposed it."""
        found = find_decision(public_id, request.user)
        done = threads.withdraw(found, **self.said(ThreadTextIn), officer=self.me)
        return self.shown(ThreadDecisionOut, done)
