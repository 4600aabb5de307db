"""Tasks: what the own office has to do about a case."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.fields import Moment, Nothing, Strict, Text
from agencies.api.versions import expected_version, tagged
from agencies.models import Office
from cases import officework, todo
from cases.api.body import code_of
from cases.api.cases import CaseApi
from cases.api.desk import person
from cases.api.increments import BesideCases
from cases.models import Task
from cases.officework import Operation
from cases.reading import list_consulted
from cases.todo import TaskContent


class TaskIn(Strict):
    """What is to be done, until when, by whom."""

    text = Text(max_length=Task.LONGEST)
    due = serializers.DateField(
        required=False, allow_null=True, help_text="A day at the office; overdue when it is over."
    )
    assignee = person(required=False, allow_null=True, help_text="Username of a colleague.")


class NewTaskIn(TaskIn):
    """A task of the own office."""

    office = code_of(Office, help_text="Only for a partner system.")


class TaskOut(serializers.Serializer):
    """Read by the own office alone; a partner system reads those of its country's offices."""

    id = serializers.UUIDField(source="public_id")
    office = serializers.CharField(source="office.code")
    text = serializers.CharField()
    due = serializers.DateField(allow_null=True)
    is_overdue = serializers.SerializerMethodField()
    assignee = serializers.CharField(source="assignee.username", default=None, allow_null=True)
    created_by = serializers.CharField(source="created_by.full_title")
    created_at = Moment()
    done_at = Moment(allow_null=True)
    done_by = serializers.CharField(source="done_by.full_title", default=None, allow_null=True)
    version = serializers.IntegerField()

    def get_is_overdue(self, task: Task) -> bool:
        return task.is_overdue(todo.today_at(task.office))


class CaseTaskOut(TaskOut):
    reference = serializers.CharField(source="case.reference")


class Tasks(CaseApi):
    capabilities = {
        "list": Capability.READ_CASES,
        "retrieve": Capability.READ_CASES,
        "create": Capability.ARRANGE_WORK,
        "partial_update": Capability.ARRANGE_WORK,
        "done": Capability.ARRANGE_WORK,
        "reopen": Capability.ARRANGE_WORK,
    }

    @extend_schema(responses=TaskOut(many=True))
    def list(self, request: Request, reference: str) -> Response:
        """The tasks of the own office: open ones first, those due soonest at the top."""
        sighted = self.found()
        self._looked_at(sighted.case)
        return Response(TaskOut(todo.tasks_of(sighted, self.me), many=True).data)

    @extend_schema(request=NewTaskIn, responses={201: TaskOut})
    def create(self, request: Request, reference: str) -> Response:
        """Add a task for the own office. No other office sees it."""
        said = self.said(NewTaskIn)
        office = officework.office_for(self.me, said.pop("office", None))
        case = self.found().case
        task = todo.add_task(case, TaskContent(**said), officer=self.me, office=office)
        response = self._answer(task, status=201)
        response["Location"] = f"{request.path}{task.public_id}/"
        return response

    @extend_schema(responses=TaskOut)
    def retrieve(self, request: Request, reference: str, public_id: UUID) -> Response:
        """One task."""
        task = self._task(public_id)
        self._looked_at(task.case)
        return self._answer(task)

    @extend_schema(request=TaskIn, responses=TaskOut)
    def partial_update(self, request: Request, reference: str, public_id: UUID) -> Response:
        """Change the named fields."""
        task = self._task(public_id)
        version = expected_version(request, task.version)
        said = self.said(TaskIn, partial=True)
        now = todo.content_of(task)
        content = TaskContent(
            text=said.get("text", now.text),
            due=said.get("due", now.due),
            assignee=said.get("assignee", now.assignee),
        )
        return self._answer(todo.change_task(task, content, officer=self.me, version=version))

    @extend_schema(request=Nothing, responses=TaskOut)
    def done(self, request: Request, reference: str, public_id: UUID) -> Response:
        """It is done. A second time changes nothing."""
        self.said(Nothing)
        return self._answer(todo.finish_task(self._task(public_id), officer=self.me))

    @extend_schema(request=Nothing, responses=TaskOut)
    def reopen(self, request: Request, reference: str, public_id: UUID) -> Response:
        """It is to be done again."""
        self.said(Nothing)
        return self._answer(todo.reopen_task(self._task(public_id), officer=self.me))

    def _task(self, public_id: UUID) -> Task:
        return todo.find_task(self.found(), public_id, self.me)

    def _answer(self, task: Task, **more: Any) -> Response:
        return tagged(self.request, task.version, TaskOut(task).data, **more)

    def _looked_at(self, case: Any) -> None:
        officework.note(case, Operation.CONSULTATION, "read tasks", self.me, ["text"])


class OpenTasks(BesideCases):
    """Over all cases."""

    capabilities = {"list": Capability.READ_CASES}

    def get_queryset(self) -> Any:
        rows = Task.objects.readable_by(getattr(self.request, "user", None)).open()
        return rows.select_related("office", "assignee", "created_by", "done_by", "case")

    @extend_schema(responses=CaseTaskOut(many=True))
    def list(self, request: Request) -> Response:
        """The open tasks of the own office in all cases, newest first."""
        page = self.page_of(self.get_queryset())
        list_consulted([task.case for task in page], self.me, action="tasks")
        return self.get_paginated_response(CaseTaskOut(page, many=True).data)
