"""The messages of a case: the thread, a new one, taking one back, a translation."""

import uuid
from collections.abc import Callable

from django import forms
from django.contrib import messages as notes_on_screen
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agencies.access import Capability, requires
from cases import messages, translators
from cases.forms.message_forms import TranslateForm, WriteForm
from cases.messagepage import lines_of
from cases.problems import CaseProblem, NotAllowed
from cases.reading import Sighted, find
from cases.views.asking import only_full_readers, reader, reader_office


@requires(Capability.WRITE_MESSAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def case_messages(request: HttpRequest, reference: str) -> HttpResponse:
    """Reading them is recorded, and the other offices see that it was."""
    sighted = find(reference, request.user)
    only_full_readers(sighted)
    form = _write_form(request, sighted)
    if form.is_bound and form.is_valid():
        said = {**form.cleaned_data, "to": list(form.cleaned_data.get("to", ()))}
        if _done(form, lambda: messages.write(sighted.case, officer=reader(request), **said)):
            notes_on_screen.success(request, _("The message was sent."))
            return redirect("case-messages", reference)
    found = messages.consult(sighted, reader(request))
    context = {
        "case": sighted.case,
        "lines": lines_of(found, request.user),
        "form": form if messages.may_write(sighted, request.user) else None,
    }
    return render(request, "cases/messages.html", context)


def _write_form(request: HttpRequest, sighted: Sighted) -> WriteForm:
    own = reader_office(request)
    others = [one for one in messages.offices_of(sighted.case) if one.pk != own.pk]
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
    _sighted, message = messages.found(public_id, request.user)
    try:
        messages.withdraw(message, officer=reader(request))
    except NotAllowed as problem:
        raise PermissionDenied(problem.message) from problem
    notes_on_screen.success(request, _("The message was withdrawn. Nobody else reads it now."))
    return redirect("case-messages", message.case.reference)


@requires(Capability.WRITE_MESSAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def message_translate(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The reader's own words, or those of a machine where this installation has one."""
    _sighted, message = messages.found(public_id, request.user)
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
        return redirect("case-messages", message.case.reference)
    (line,) = lines_of([message], request.user)
    context = {"form": form, "line": line, "case": message.case}
    return render(request, "cases/message_translate.html", context)


def _translate(request: HttpRequest, form: TranslateForm, message: messages.Message) -> None:
    language = form.cleaned_data["language"]
    if form.is_by_machine:
        messages.have_translated(message, language=language, officer=reader(request))
    else:
        text = form.cleaned_data["text"]
        messages.add_translation(message, text, language=language, officer=reader(request))
