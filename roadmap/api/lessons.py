"""Lessons on using the portal; the right answers are told after answering only."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability, officer
from agencies.api.base import Api
from agencies.api.fields import Moment, Strict
from roadmap import learning
from roadmap.learning import find_lesson
from roadmap.lessons import all_lessons
from roadmap.models import LessonTry


class LessonSummaryOut(serializers.Serializer):
    slug = serializers.CharField()
    version = serializers.IntegerField()
    title = serializers.CharField()
    minutes = serializers.IntegerField()


class LessonQuestionOut(serializers.Serializer):
    text = serializers.CharField()
    answers = serializers.ListField(child=serializers.CharField())


class LessonOut(LessonSummaryOut):
    paragraphs = serializers.ListField(child=serializers.CharField())
    questions = LessonQuestionOut(many=True)


class LessonAnswersIn(Strict):
    answers = serializers.ListField(
        child=serializers.IntegerField(min_value=0, max_value=9),
        max_length=20,
        help_text="The place of the chosen answer of each question, from 0, in their order.",
    )


class LessonTryOut(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    lesson = serializers.CharField()
    version = serializers.IntegerField()
    right = serializers.IntegerField()
    asked = serializers.IntegerField()
    is_passed = serializers.BooleanField()
    at = Moment()


class MarkedOut(serializers.Serializer):
    is_right = serializers.BooleanField()
    right_answer = serializers.CharField()
    why = serializers.CharField(source="question.why")


class LessonResultOut(LessonTryOut):
    questions = MarkedOut(many=True)


class LessonFigureOut(serializers.Serializer):
    office = serializers.CharField(source="office.code")
    officers = serializers.IntegerField()
    begun = serializers.IntegerField()
    passed_all = serializers.IntegerField()


class LessonsApi(Api):
    capabilities = {
        "list": Capability.READ_ROADMAP,
        "retrieve": Capability.READ_ROADMAP,
        "figures": Capability.TAKE_LESSONS,
    }
    serializer_class = LessonSummaryOut
    queryset = LessonTry.objects.none()
    pagination_class = None
    lookup_field = "slug"

    @extend_schema(responses=LessonSummaryOut(many=True))
    def list(self, request: Request) -> Response:
        """The lessons, in the order in which they are best read."""
        return Response(LessonSummaryOut(all_lessons().values(), many=True).data)

    @extend_schema(responses=LessonOut)
    def retrieve(self, request: Request, slug: str) -> Response:
        """One lesson with its questions."""
        return Response(LessonOut(find_lesson(slug)).data)

    @extend_schema(responses=LessonFigureOut(many=True))
    def figures(self, request: Request) -> Response:
        """How many officers of an office have passed all lessons: for coordinators each office of
        the own country, for a head the own one. For others it is empty."""
        return Response(LessonFigureOut(learning.offices_of(request.user), many=True).data)


class LessonTries(Api):
    own_moments = ("at",)
    capabilities = {"list": Capability.TAKE_LESSONS, "create": Capability.TAKE_LESSONS}
    serializer_class = LessonTryOut
    lookup_field = "slug"

    def get_queryset(self) -> Any:
        user = getattr(self.request, "user", None)
        return LessonTry.objects.visible_to(user).filter(officer=officer(user))

    def check_reach(self, body: Any) -> None:
        find_lesson(self.kwargs["slug"])

    @extend_schema(responses=LessonTryOut(many=True))
    def list(self, request: Request, slug: str) -> Response:
        """One's own goes at a lesson, the newest first."""
        rows = self.page_of(self.get_queryset().filter(lesson=find_lesson(slug).slug))
        return self.get_paginated_response(LessonTryOut(rows, many=True).data)

    @extend_schema(request=LessonAnswersIn, responses={201: LessonResultOut})
    def create(self, request: Request, slug: str) -> Response:
        """Answer the questions (a person, no system); told at once is what was right and why."""
        found = find_lesson(slug)
        answers = self.said(LessonAnswersIn)["answers"]
        learning.must_fit(found, answers)
        row, marked = learning.do(found, dict(enumerate(answers)), officer=self.me)
        body = {**LessonTryOut(row).data, "questions": MarkedOut(marked, many=True).data}
        return Response(body, status=201)
