"""The code lists: read by everybody, kept by an administrator."""

from collections.abc import Callable
from functools import partial
from typing import cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies import codekeeping
from agencies.access import Capability, may, officer, requires
from agencies.attempts import attempt
from agencies.codeforms import NewCodeForm, ReasonForm, WordingForm, filled
from agencies.models import Code, CodeChange, CodeList, Officer

SHOWN_CHANGES = 30


@requires(Capability.READ_REFERENCE)
@require_safe
def code_lists(request: HttpRequest) -> HttpResponse:
    return render(request, "agencies/code_lists.html", {"lists": CodeList.objects.all()})


@requires(Capability.READ_REFERENCE)
@require_safe
def code_list(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(CodeList, pk=slug)
    changes = CodeChange.objects.filter(code__list=found).select_related("code", "by")
    context = {
        "list": found,
        "codes": found.codes.all(),
        "changes": changes[:SHOWN_CHANGES],
        "may_edit": may(request.user, Capability.EDIT_CODES),
    }
    return render(request, "agencies/code_list.html", context)


@requires(Capability.EDIT_CODES)
@require_http_methods(["GET", "HEAD", "POST"])
def code_new(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(CodeList, pk=slug)
    form = NewCodeForm(request.POST or None)

    def add() -> object:
        said = form.cleaned_data
        return codekeeping.add_code(
            found, said["code"], form.wording, officer=_reader(request), reason=said["reason"]
        )

    return _asked(request, found, form, add, title=_("Add a code"), done=_("The code is added."))


@requires(Capability.EDIT_CODES)
@require_http_methods(["GET", "HEAD", "POST"])
def code_edit(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    row = _code(slug, code)
    form = WordingForm(request.POST or None, initial=filled(row))

    def change() -> object:
        return codekeeping.change_code(
            row,
            form.wording,
            version=form.read_version,
            officer=_reader(request),
            reason=form.cleaned_data["reason"],
        )

    title = _("Change the code %(code)s") % {"code": row.code}
    return _asked(request, row.list, form, change, title=title, done=_("The code is changed."))


@requires(Capability.EDIT_CODES)
@require_http_methods(["GET", "HEAD", "POST"])
def code_retire(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Retire a code that is offered, or offer a retired one again."""
    row = _code(slug, code)
    form = ReasonForm(request.POST or None)
    verb = codekeeping.retire_code if row.is_active else codekeeping.reinstate_code

    def settle() -> object:
        return verb(row, officer=_reader(request), reason=form.cleaned_data["reason"])

    retires = _("Retire the code %(code)s"), _("The code is retired. Old cases keep it.")
    offers = _("Offer the code %(code)s again"), _("The code is offered again.")
    title, done = retires if row.is_active else offers
    return _asked(request, row.list, form, settle, title=title % {"code": row.code}, done=done)


def _code(slug: str, code: str) -> Code:
    return get_object_or_404(Code.objects.select_related("list"), list=slug, code=code)


def _asked(
    request: HttpRequest,
    found: CodeList,
    form: forms.Form,
    verb: Callable[[], object],
    *,
    title: str,
    done: str,
) -> HttpResponse:
    if form.is_bound and form.is_valid():
        tried = attempt(partial(verb))
        if tried.done:
            messages.success(request, done)
            return redirect("code-list", found.slug)
        for text in tried.problems:
            form.add_error(None, text)
        if tried.current is not None:
            form.data = form.data.copy()  # type: ignore[attr-defined]
            form.data["version"] = str(tried.current)  # type: ignore[index]
    context = {"list": found, "form": form, "title": title}
    return render(request, "agencies/code_form.html", context)


def _reader(request: HttpRequest) -> Officer:
    """`@requires` has let nobody else in."""
    return cast(Officer, officer(request.user))
