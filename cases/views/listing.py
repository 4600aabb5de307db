"""The list of cases the reader may see. Filters, order and page live in the address."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.access import Capability, may, requires
from cases import drafts, savedviews
from cases.filterchips import PLACE, chips_of
from cases.filters import NEWEST, CaseFilter
from cases.forms.sheet import unfinished_of
from cases.listing import Page, Turn, capped_count, newest_page, numbered_page, rows_of
from cases.models import Case
from cases.models.case import CaseQuerySet
from cases.reading import list_consulted
from cases.references import is_reference
from cases.views.asking import reader

DRAFT_ROWS = 10


@requires(Capability.READ_CASES)
@require_safe
def case_list(request: HttpRequest) -> HttpResponse:
    visible = Case.objects.visible_to(request.user).submitted()
    asked = CaseFilter(request.GET, request=request, queryset=visible)
    context: dict[str, Any] = {
        "asked": asked,
        "form": asked.form,
        "chips": chips_of(asked, request.GET),
        "views": savedviews.views_of(request.user),
        "may_import": may(request.user, Capability.LOG_CASE),
        **_drafts(request),
    }
    if asked.form.is_valid():
        page = _page(request, asked, visible)
        list_consulted(page.cases, request.user)
        context |= {
            "rows": rows_of(page.cases, request.user),
            "count": capped_count(asked.qs),
            "newer": _address(request, page.newer),
            "older": _address(request, page.older),
            "first": _address(request, ("page", "1")) if page.is_past_the_end else "",
        }
    status = HTTPStatus.NOT_FOUND if context.get("first") else HTTPStatus.OK
    return render(request, "cases/list.html", context, status=status)


def _page(request: HttpRequest, asked: CaseFilter, visible: CaseQuerySet) -> Page:
    """Newest first it turns by reference, so that a new case never shifts a row."""
    if asked.order != NEWEST:
        return numbered_page(asked.sorted(), _number(request.GET.get("page", "")))
    return newest_page(
        asked.qs if asked.chosen else None,
        request.user,
        before=_named(visible, request.GET.get("before", "")),
        after=_named(visible, request.GET.get("after", "")),
    )


def _number(text: str) -> int:
    """Pages end at 99: whoever needs more needs a filter."""
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 3 else 1


def _named(visible: CaseQuerySet, reference: str) -> Case | None:
    """A case out of reach is no place to turn the page from: the first page comes instead."""
    return visible.filter(reference=reference).first() if is_reference(reference) else None


def _address(request: HttpRequest, turn: Turn | None) -> str:
    """This list, another page."""
    if turn is None:
        return ""
    words = request.GET.copy()
    for name in PLACE:
        words.pop(name, None)
    words[turn[0]] = turn[1]
    return f"?{words.urlencode()}"


def _drafts(request: HttpRequest) -> dict[str, Any]:
    """What the reader began or was given: forms not logged yet, and cases not submitted."""
    if not may(request.user, Capability.LOG_CASE):
        return {}
    who = reader(request)
    unsent = Case.objects.originated_by(who).drafts()
    cases = unsent.filter(created_by=who) | unsent.assigned_to("me", who)
    begun = [unfinished_of(draft) for draft in drafts.unfinished(who)]
    logged = rows_of(cases.with_list_rows().order_by("-pk")[:DRAFT_ROWS], who)
    return {"drafts": [*begun, *logged]}
