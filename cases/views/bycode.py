"""Answering a notice with a short code, without signing in; and printing such codes."""

import uuid

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agencies.access import Capability, requires
from audit.context import origin
from cases import bycode
from cases.forms.bycode import AnswerByCodeForm, PrintCodesForm
from cases.views.asking import reader, reader_office
from notices import shortcodes

TOO_MANY_TRIES = 429


@requires(Capability.PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def acknowledge(request: HttpRequest) -> HttpResponse:
    """Whoever holds the code answers. What is not accepted is told in the same words always."""
    form = AnswerByCodeForm(request.POST or None)
    if not form.is_bound or not form.is_valid():
        return _page(request, form)
    said = form.cleaned_data
    outcome = bycode.answer(said["reference"], said["code"], said["answer"], source=origin().source)
    if outcome.accepted:
        return _page(request, None, wish=said["answer"])
    form.add_error(None, too_many(outcome.wait) if outcome.wait else not_accepted())
    answer = _page(request, form, status=TOO_MANY_TRIES if outcome.wait else 200)
    if outcome.wait:
        answer["Retry-After"] = str(outcome.wait)
    return answer


def not_accepted() -> str:
    return _(
        "This was not accepted, and nothing was changed. Either reference and code do not belong "
        "together, or the code was used or has ended, or nothing waits for an answer any more."
    )


def too_many(wait: int) -> str:
    minutes = -(-wait // 60)
    return _("Too many tries. Wait %(minutes)s minutes, or sign in.") % {"minutes": minutes}


def _page(
    request: HttpRequest, form: AnswerByCodeForm | None, *, wish: str = "", status: int = 200
) -> HttpResponse:
    context = {"form": form, "delayed": wish == bycode.Wish.NEED_24_HOURS}
    answer = render(request, "cases/ack.html", context, status=status)
    answer["Cache-Control"] = "no-store"
    return answer


@requires(Capability.ANSWER_NOTICE)
@require_http_methods(["GET", "HEAD", "POST"])
def short_codes(request: HttpRequest) -> HttpResponse:
    """Spare codes of the own office: the list is shown once, to be printed."""
    officer, office = reader(request), reader_office(request)
    form = PrintCodesForm(request.POST or None)
    made = None
    if form.is_bound and form.is_valid():
        count = form.cleaned_data["count"]
        made = shortcodes.print_sheet(count, officer=officer, office=office)
    address = settings.BASE_URL + shortcodes.PAGE
    context = {
        "form": form,
        "made": made,
        "office": office,
        "code_address": address,
        "sheets": shortcodes.sheets_of(officer) if made is None else [],
    }
    answer = render(request, "cases/short_codes.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


@requires(Capability.ANSWER_NOTICE)
@require_POST
def short_codes_cancel(request: HttpRequest, sheet: uuid.UUID) -> HttpResponse:
    found = shortcodes.sheets_of(request.user, only=sheet)
    if not found:
        raise Http404
    shortcodes.cancel_sheet(found[0], officer=reader(request))
    messages.success(request, _("None of the codes on that list is taken any more."))
    return redirect("short-codes")
