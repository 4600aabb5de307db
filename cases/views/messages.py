"""Messages on a case or a request: the thread, a new one, taking one back, a translation."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages as notes_on_screen
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agencies.access import Capability, requires
from agencies.models import Office
from cases import messages, requestreading, translators
from cases.forms.message_forms import TranslateForm, WriteForm
from cases.messagepage import lines_of
from cases.models import Case, Request
from cases.problems import CaseProblem, NotAllowed
from cases.reading import find
from cases.threads import Place, about_of, thread_of
from cases.views.asking import only_full_readers, reader, reader_office


@requires(Capability.WRITE_MESSAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def case_messages(request: HttpRequest, reference: str) -> HttpResponse:
    """Reading them is recorded, and the other offices see that it was."""
    sighted = find(reference, request.user)
    only_full_readers(sighted)
    own = reader_office(request)
    others = [one for one in thread_of(sighted).offices() if one.pk != own.pk]
    return _thread(request, sighted, others)


@requires(Capability.WRITE_MESSAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def request_messages(request: HttpRequest, reference: str) -> HttpResponse:
    """The same on a request, where all who see it read every message."""
    return _thread(request, requestreading.find(reference, request.user), [])


def _thread(request: HttpRequest, place: Place, others: list[Office]) -> HttpResponse:
    about = about_of(place)
    may_write = messages.may_write(place, request.user)
    form = _write_form(request, others)
    if form.is_bound and form.is_valid():
        said = {**form.cleaned_data, "to": list(form.cleaned_data.get("to", ()))}
        if _done(form, lambda: messages.write(about, officer=reader(request), **said)):
            notes_on_screen.success(request, _("The message was sent."))
            return redirect(thread_address(about))
    page = messages.consult(place, reader(request), before=_before(request))
    context = {
        **_where(about),
        "lines": lines_of(page.messages, request.user),
        "older": page.older,
        "is_newest": "before" not in request.GET,
        "form": form if may_write else None,
    }
    return render(request, "cases/messages.html", context)


def _before(request: HttpRequest) -> uuid.UUID | None:
    """The message that the page of older ones ends before."""
    asked = request.GET.get("before", "")
    try:
        return uuid.UUID(asked) if asked else None
    except ValueError as error:
        raise Http404 from error


def thread_address(about: Case | Request) -> str:
    name = "case-messages" if isinstance(about, Case) else "request-messages"
    return reverse(name, args=[about.reference])


def _where(about: Case | Request) -> dict[str, Any]:
    """What stands above: whose thread it is, and the ways back."""
    return {
        "reference": about.reference,
        "about": about.link,
        "thread": thread_address(about),
        "is_request": isinstance(about, Request),
    }


def _write_form(request: HttpRequest, others: list[Office]) -> WriteForm:
    language = reader(request).language
    return WriteForm(request.POST or None, offices=others, initial={"language": language})


def _done(form: forms.Form, verb: Callable[[], object]) -> bool:
    try:
        verb()
    except NotAllowed as problem:
        raise PermissionDenied(problem.message) from problem
    except CaseProblem as problem:
        form.add_error(problem.field if problem.field in form.fields else None, problem.message)
        return False
    return True


@requires(Capability.WRITE_MESSAGE)
@require_POST
def message_withdraw(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    _place, message = messages.found(public_id, request.user)
    try:
        messages.withdraw(message, officer=reader(request))
    except NotAllowed as problem:
        raise PermissionDenied(problem.message) from problem
    notes_on_screen.success(request, _("The message was withdrawn. Nobody else reads it now."))
    return redirect(thread_address(message.about))


@requires(Capability.WRITE_MESSAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def message_translate(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The reader's own words, or those of a machine where this installation has one."""
    _place, message = messages.found(public_id, request.user)
    messages.mark_read([message], reader(request))
    form = TranslateForm(
        request.POST or None,
        has_machine=translators.is_there(),
        initial={"language": reader(request).language, "kind": "human"},
    )
    if (
        form.is_bound
        and form.is_valid()
        and _done(form, lambda: _translate(request, form, message))
    ):
        notes_on_screen.success(request, _("The translation stands beside the original."))
        return redirect(thread_address(message.about))
    (line,) = lines_of([message], request.user)
    context = {**_where(message.about), "form": form, "line": line}
    return render(request, "cases/message_translate.html", context)


def _translate(request: HttpRequest, form: TranslateForm, message: messages.Message) -> None:
    language = form.cleaned_data["language"]
    if form.is_by_machine:
        messages.have_translated(message, language=language, officer=reader(request))
    else:
        text = form.cleaned_data["text"]
        messages.add_translation(message, text, language=language, officer=reader(request))
