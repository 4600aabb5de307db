"""Pages that ask for what a verb needs, where the question is not about a case."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cases.problems import CaseProblem, NotAllowed, StaleVersion
from cases.views.asking import Question


@dataclass(frozen=True)
class About:
    """What the question is about, and the way back to it."""

    reference: str
    link: str


def put(
    request: HttpRequest,
    about: About,
    question: Question,
    form: forms.Form,
    verb: Callable[..., object],
    *,
    template: str = "cases/question.html",
) -> HttpResponse:
    """`verb` takes the form's fields. What it refuses is shown with what was typed kept."""
    if form.is_bound and form.is_valid() and worked(verb, form):
        messages.success(request, question.done)
        return redirect(about.link)
    context = {"about": about, "question": question, "form": form}
    return render(request, template, context)


def worked(verb: Callable[..., object], form: forms.Form) -> bool:
    try:
        verb(**form.cleaned_data)
    except NotAllowed as problem:
        raise PermissionDenied(problem.message) from problem
    except CaseProblem as problem:
        form.add_error(problem.field if problem.field in form.fields else None, problem.message)
        return False
    return True


def done_at_once(
    request: HttpRequest, link: str, verb: Callable[[], object], said: str
) -> HttpResponse:
    """A button without questions. What cannot be done now is said on the page it stands on."""
    try:
        verb()
    except NotAllowed as problem:
        raise PermissionDenied(problem.message) from problem
    except CaseProblem as problem:
        messages.error(request, problem.message)
    else:
        messages.success(request, said)
    return redirect(link)


def unless_stale(
    request: HttpRequest,
    form: forms.Form,
    verb: Callable[..., object],
    version: int | None,
    stands: Callable[[], str],
) -> None:
    """What a colleague saved meanwhile stands beside what was typed; saving again replaces it."""
    try:
        verb(version=version or 0)
    except StaleVersion as problem:
        form.data = request.POST.copy()
        form.data["version"] = str(problem.current)
        raise CaseProblem(
            _(
                "Somebody changed this while you were working on it. It now says: %(text)s. "
                "Save again to put yours in its place."
            )
            % {"text": stands()}
        ) from problem
