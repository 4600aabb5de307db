"""Tasks of the own office beside a case."""

import uuid
from datetime import date
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agencies.access import Capability, requires
from agencies.models import Officer
from cases import todo
from cases.forms.days import written
from cases.forms.desk import TaskForm
from cases.officework import colleagues_of
from cases.problems import CaseProblem, StaleVersion
from cases.reading import find
from cases.todo import TaskContent
from cases.views.asking import Question, ask, reader, reader_office
from cases.views.desk import did


@requires(Capability.ARRANGE_WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def task_new(request: HttpRequest, reference: str) -> HttpResponse:
    sighted = find(reference, request.user)
    office = reader_office(request)
    question = Question(
        title=_("A task for %(office)s") % {"office": office.title},
        lead=_("Only your office sees it. Overdue tasks are marked in the inbox."),
        button=_("Add the task"),
        done=_("The task is added."),
    )
    colleagues = colleagues_of(office)

    def verb(text: str, due: date | None, assignee: str, version: int | None) -> None:
        content = TaskContent(text, due or None, _named(assignee, colleagues))
        todo.add_task(sighted.case, content, officer=reader(request), office=office)

    return ask(
        request, sighted, question, TaskForm(request.POST or None, colleagues=colleagues), verb
    )


@requires(Capability.ARRANGE_WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def task_change(request: HttpRequest, reference: str, public_id: uuid.UUID) -> HttpResponse:
    sighted = find(reference, request.user)
    task = todo.find_task(sighted, public_id, request.user)
    question = Question(
        title=_("Change the task"),
        lead=_("Only your office sees it. Overdue tasks are marked in the inbox."),
        button=_("Save the task"),
        done=_("The task is saved."),
    )
    colleagues = colleagues_of(task.office)
    initial = {
        "text": task.text,
        "due": written(task.due),
        "assignee": task.assignee.username if task.assignee is not None else "",
        "version": task.version,
    }
    form = TaskForm(request.POST or None, colleagues=colleagues, initial=initial)

    def verb(text: str, due: date | None, assignee: str, version: int | None) -> None:
        content = TaskContent(text, due or None, _named(assignee, colleagues))
        try:
            todo.change_task(task, content, officer=reader(request), version=version or 0)
        except StaleVersion as problem:
            form.data = request.POST.copy()
            form.data["version"] = str(problem.current)
            raise CaseProblem(_stands(task)) from problem

    return ask(request, sighted, question, form, verb)


def _named(username: str, colleagues: list[Officer]) -> Officer | None:
    return next((one for one in colleagues if one.username == username), None)


def _stands(task: todo.Task) -> str:
    """What a colleague saved meanwhile stands beside what was typed."""
    facts = {
        "text": task.text,
        "due": written(task.due) or "–",
        "name": task.assignee.full_title if task.assignee is not None else "–",
    }
    return (
        _(
            "Somebody changed this while you were working on it. It now says: %(text)s "
            "(until %(due)s, %(name)s). Save again to put yours in its place."
        )
        % facts
    )


@requires(Capability.ARRANGE_WORK)
@require_POST
def task_done(request: HttpRequest, reference: str, public_id: uuid.UUID) -> HttpResponse:
    task = todo.find_task(find(reference, request.user), public_id, request.user)
    verb = partial(todo.finish_task, task, officer=reader(request))
    return did(request, reference, verb, _("The task is done."))


@requires(Capability.ARRANGE_WORK)
@require_POST
def task_reopen(request: HttpRequest, reference: str, public_id: uuid.UUID) -> HttpResponse:
    task = todo.find_task(find(reference, request.user), public_id, request.user)
    verb = partial(todo.reopen_task, task, officer=reader(request))
    return did(request, reference, verb, _("The task is open again."))
