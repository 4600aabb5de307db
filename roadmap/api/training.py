"""Courses, sessions, trainers, trainees and needs."""

from dataclasses import fields
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _
from django_filters import CharFilter, FilterSet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.base import Api
from agencies.api.fields import Day, Strict, Text, country_field
from agencies.api.versions import expected_version, tagged
from agencies.models import Office, Officer
from roadmap import training
from roadmap.models import Course, Trainee, Trainer, TrainingNeed, TrainingSession
from roadmap.training import (
    CourseContent,
    PersonContent,
    Results,
    SessionContent,
    content_of,
    find_course,
    find_session,
    find_trainee,
    found,
)
from roadmap.trainingpage import SessionPage


class CourseIn(Strict):
    title = Text(max_length=200)
    subject = Text(max_length=120)
    language = serializers.ChoiceField(choices=settings.LANGUAGES)
    days = serializers.IntegerField(min_value=1, max_value=366)
    donor = Text(max_length=200, required=False, allow_blank=True)


class SessionIn(Strict):
    place = Text(max_length=200)
    starts = Day()
    ends = Day()


class PersonIn(Strict):
    """An officer of the portal by the user name; or a name with an office, or with agency and
    country."""

    officer = Text(
        max_length=150,
        required=False,
        allow_null=True,
        help_text="The user name of an officer of the own country.",
    )
    name = Text(max_length=150, required=False, allow_blank=True)
    office = serializers.SlugRelatedField(
        slug_field="code", queryset=Office.objects.all(), required=False, allow_null=True
    )
    agency = Text(max_length=150, required=False, allow_blank=True)
    country = country_field(required=False, allow_null=True)

    def validate_officer(self, username: str | None) -> Officer | None:
        if not username:
            return None
        found = training.own_officer(username, self.context["request"].user)
        if found is None:
            told = _("Your country has no officer with this user name.")
            raise serializers.ValidationError(told)
        return found


class ResultsIn(Strict):
    sex = serializers.ChoiceField(choices=Trainee.Sex.choices, required=False)
    before = serializers.IntegerField(min_value=0, max_value=100, required=False, allow_null=True)
    after = serializers.IntegerField(min_value=0, max_value=100, required=False, allow_null=True)
    completed = serializers.BooleanField(required=False)


class TraineeIn(PersonIn, ResultsIn):
    pass


class NeedIn(Strict):
    subject = Text(max_length=120)
    officers = serializers.IntegerField(min_value=0, max_value=1000)


class CourseOut(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    country = serializers.CharField(source="country_id", help_text="Which keeps it.")
    title = serializers.CharField()
    subject = serializers.CharField()
    language = serializers.CharField()
    days = serializers.IntegerField()
    donor = serializers.CharField()
    version = serializers.IntegerField()


class PersonOut(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    name = serializers.CharField(source="written_name")
    office = serializers.CharField(source="office.code", default=None, allow_null=True)
    agency = serializers.CharField()
    country = serializers.CharField(source="country_id")


class TraineeOut(PersonOut):
    sex = serializers.ChoiceField(choices=Trainee.Sex.choices)
    before = serializers.IntegerField(allow_null=True)
    after = serializers.IntegerField(allow_null=True)
    completed = serializers.BooleanField()
    certificate = serializers.CharField(
        source="certified.written_code", default=None, allow_null=True
    )
    version = serializers.IntegerField()


class TraineeTotalOut(serializers.Serializer):
    """How many of one office, or of a country outside any office, and one sex."""

    country = serializers.CharField()
    office = serializers.CharField(source="office__code", allow_null=True)
    sex = serializers.ChoiceField(choices=Trainee.Sex.choices)
    trainees = serializers.IntegerField(source="number")
    completed = serializers.IntegerField(
        source="done", allow_null=True, help_text="Null: fewer than five, of another country."
    )


class TrainingSessionOut(serializers.Serializer):
    """Totals for everybody; names of trainers only for those who may read them."""

    id = serializers.UUIDField(source="public_id")
    course = serializers.UUIDField(source="course.public_id")
    country = serializers.CharField(source="country_id", help_text="Which held it.")
    place = serializers.CharField()
    starts = serializers.DateField()
    ends = serializers.DateField()
    trainers = serializers.SerializerMethodField()
    trainers_total = serializers.SerializerMethodField()
    totals = serializers.SerializerMethodField()
    version = serializers.IntegerField()

    @extend_schema_field(PersonOut(many=True))
    def get_trainers(self, session: TrainingSession) -> list[Any]:
        return list(PersonOut(self._page(session).trainers, many=True).data)

    def get_trainers_total(self, session: TrainingSession) -> int:
        return self._page(session).trainers_total

    @extend_schema_field(TraineeTotalOut(many=True))
    def get_totals(self, session: TrainingSession) -> list[Any]:
        return list(TraineeTotalOut(self._page(session).totals, many=True).data)

    def _page(self, session: TrainingSession) -> SessionPage:
        return SessionPage(session, self.context["request"].user)


class NeedOut(serializers.Serializer):
    office = serializers.CharField(source="office.code")
    subject = serializers.CharField()
    officers = serializers.IntegerField()


class CascadeOut(serializers.Serializer):
    """Officers who trained, whom they trained, and whom those reached in turn."""

    trainers = serializers.IntegerField()
    trained = serializers.IntegerField()
    passed_on = serializers.IntegerField()
    ratio = serializers.FloatField(allow_null=True)


class CourseFilters(FilterSet):
    country = CharFilter(field_name="country")
    subject = CharFilter(field_name="subject")


class TrainingApi(Api):
    pagination_class: type[BasePagination] | None = None

    def get_queryset(self) -> models.QuerySet[Any]:
        return Course.objects.visible_to(getattr(self.request, "user", None))

    def session(self) -> TrainingSession:
        return find_session(self.kwargs["public_id"], self.request.user)

    def tagged(self, shape: type[serializers.Serializer], row: Any, **more: Any) -> Response:
        body = shape(row, context=self.get_serializer_context()).data
        return tagged(self.request, row.version, body, **more)


class Trainings(TrainingApi):
    capabilities = {
        "list": Capability.READ_ROADMAP,
        "retrieve": Capability.READ_ROADMAP,
        "create": Capability.KEEP_ROADMAP,
        "partial_update": Capability.KEEP_ROADMAP,
    }
    pagination_class = Api.pagination_class
    serializer_class = CourseOut
    filterset_class = CourseFilters

    @extend_schema(responses=CourseOut(many=True))
    def list(self, request: Request) -> Response:
        """Courses, newest first."""
        page = self.page_of(self.get_queryset())
        return self.get_paginated_response(CourseOut(page, many=True).data)

    @extend_schema(request=CourseIn, responses={201: CourseOut})
    def create(self, request: Request) -> Response:
        """Add a course. The own country keeps it."""
        course = training.add_course(CourseContent(**self.said(CourseIn)), officer=self.me)
        response = self.tagged(CourseOut, course, status=201)
        response["Location"] = f"/api/v1/roadmap/trainings/{course.public_id}/"
        return response

    @extend_schema(responses=CourseOut)
    def retrieve(self, request: Request, public_id: UUID) -> Response:
        """One course."""
        return self.tagged(CourseOut, find_course(public_id, request.user))

    @extend_schema(request=CourseIn, responses=CourseOut)
    def partial_update(self, request: Request, public_id: UUID) -> Response:
        """Change a course of the own country (`If-Match`)."""
        course = find_course(public_id, request.user)
        version = expected_version(request, course.version)
        said = {**vars(content_of(course, CourseContent)), **self.said(CourseIn, partial=True)}
        course = training.change_course(
            course, CourseContent(**said), officer=self.me, version=version
        )
        return self.tagged(CourseOut, course)


class TrainingSessions(TrainingApi):
    capabilities = {
        "list": Capability.READ_ROADMAP,
        "retrieve": Capability.READ_ROADMAP,
        "create": Capability.KEEP_ROADMAP,
        "partial_update": Capability.KEEP_ROADMAP,
        "add_trainer": Capability.KEEP_ROADMAP,
        "remove_trainer": Capability.KEEP_ROADMAP,
    }

    @extend_schema(responses=TrainingSessionOut(many=True))
    def list(self, request: Request, public_id: UUID) -> Response:
        """Sessions of a course."""
        course = find_course(public_id, request.user)
        rows = TrainingSession.objects.visible_to(request.user).filter(course=course)
        body = TrainingSessionOut(
            rows.select_related("course"), many=True, context=self.get_serializer_context()
        )
        return Response(body.data)

    @extend_schema(request=SessionIn, responses={201: TrainingSessionOut})
    def create(self, request: Request, public_id: UUID) -> Response:
        """Add a session of a course, held by the own country."""
        course = find_course(public_id, request.user)
        content = SessionContent(**self.said(SessionIn))
        session = training.add_session(course, content, officer=self.me)
        return self.tagged(TrainingSessionOut, session, status=201)

    @extend_schema(responses=TrainingSessionOut)
    def retrieve(self, request: Request, public_id: UUID) -> Response:
        """One session, with totals by office and sex."""
        return self.tagged(TrainingSessionOut, self.session())

    @extend_schema(request=SessionIn, responses=TrainingSessionOut)
    def partial_update(self, request: Request, public_id: UUID) -> Response:
        """Change where and when (`If-Match`)."""
        session = self.session()
        version = expected_version(request, session.version)
        said = {**vars(content_of(session, SessionContent)), **self.said(SessionIn, partial=True)}
        training.change_session(session, SessionContent(**said), officer=self.me, version=version)
        return self.tagged(TrainingSessionOut, self.session())

    @extend_schema(request=PersonIn, responses={201: PersonOut})
    def add_trainer(self, request: Request, public_id: UUID) -> Response:
        """Who trained: an officer of the portal, or a name."""
        person = PersonContent(**self.said(PersonIn))
        trainer = training.add_trainer(self.session(), person, officer=self.me)
        return Response(PersonOut(trainer).data, status=201)

    @extend_schema(responses={204: None})
    def remove_trainer(self, request: Request, public_id: UUID, trainer: UUID) -> Response:
        """Take a trainer off."""
        rows = Trainer.objects.visible_to(request.user).filter(session=self.session())
        row = found(rows.select_related("session"), trainer)
        training.remove_trainer(row, officer=self.me)
        return Response(status=204)


class Trainees(TrainingApi):
    """Names are for the coordinators of the person's country and of the one that held it."""

    capabilities = {
        "list": Capability.KEEP_ROADMAP,
        "create": Capability.KEEP_ROADMAP,
        "retrieve": Capability.KEEP_ROADMAP,
        "partial_update": Capability.KEEP_ROADMAP,
    }

    @extend_schema(responses=TraineeOut(many=True))
    def list(self, request: Request, public_id: UUID) -> Response:
        """Trainees of a session whose names may be read."""
        page = SessionPage(self.session(), request.user)
        return Response(TraineeOut(page.trainees, many=True).data)

    @extend_schema(request=TraineeIn, responses={201: TraineeOut})
    def create(self, request: Request, public_id: UUID) -> Response:
        """Write down a trainee."""
        said = self.said(TraineeIn)
        results = frozenset(one.name for one in fields(Results))
        about = {name: value for name, value in said.items() if name in results}
        person = {name: value for name, value in said.items() if name not in about}
        trainee = training.add_trainee(
            self.session(), PersonContent(**person), Results(**about), officer=self.me
        )
        return self.tagged(TraineeOut, trainee, status=201)

    @extend_schema(responses=TraineeOut)
    def retrieve(self, request: Request, public_id: UUID) -> Response:
        """One trainee."""
        return self.tagged(TraineeOut, find_trainee(public_id, request.user))

    @extend_schema(request=ResultsIn, responses=TraineeOut)
    def partial_update(self, request: Request, public_id: UUID) -> Response:
        """Write down results (`If-Match`)."""
        trainee = find_trainee(public_id, request.user)
        version = expected_version(request, trainee.version)
        said = {**vars(content_of(trainee, Results)), **self.said(ResultsIn, partial=True)}
        training.change_results(trainee, Results(**said), officer=self.me, version=version)
        return self.tagged(TraineeOut, find_trainee(public_id, request.user))


class TrainingNeeds(TrainingApi):
    capabilities = {
        "list": Capability.READ_ROADMAP,
        "create": Capability.STATE_NEEDS,
        "cascade": Capability.READ_ROADMAP,
    }
    pagination_class = Api.pagination_class
    serializer_class = NeedOut

    def get_queryset(self) -> models.QuerySet[Any]:
        rows = TrainingNeed.objects.visible_to(getattr(self.request, "user", None))
        return rows.select_related("office")

    @extend_schema(responses=NeedOut(many=True))
    def list(self, request: Request) -> Response:
        """What offices need."""
        page = self.page_of(self.get_queryset())
        return self.get_paginated_response(NeedOut(page, many=True).data)

    @extend_schema(request=NeedIn, responses={201: NeedOut})
    def create(self, request: Request) -> Response:
        """State what the own office needs. Saying it again replaces it."""
        need = training.state_need(**self.said(NeedIn), officer=self.me)
        return Response(NeedOut(need).data, status=201)

    @extend_schema(responses=CascadeOut)
    def cascade(self, request: Request) -> Response:
        """How training is passed on, in the whole region."""
        return Response(CascadeOut(training.cascade_of()).data)
