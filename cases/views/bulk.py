"""Cases ticked in the list: choose what to do with them, fill it in, read what became of each."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access import Capability, office_of, requires
from cases import bulk, tags
from cases.bulk import Action, Answer, Order, Outcome
from cases.bulkpage import LEADS, ahead_of
from cases.forms.bulk_forms import FORMS, BulkForm
from cases.listing import rows_of
from cases.models import Case
from cases.officework import colleagues_of
from cases.problems import CaseProblem
from cases.reading import list_consulted
from cases.references import is_reference
from cases.views.asking import reader

# What became of the last ones, until the next: references and sentences, no content.
LATEST = "bulk_answers"


@requires(Capability.READ_CASES)
@require_http_methods(["GET", "HEAD", "POST"])
def bulk_act(request: HttpRequest) -> HttpResponse:
    """`?case=…&case=…&action=…`; without an action, what may be done with them."""
    references = list(dict.fromkeys(filter(is_reference, request.GET.getlist("case"))))
    offered = bulk.actions_for(request.user)
    context: dict[str, Any] = {
        "offered": offered,
        "number": len(references),
        "references": references,
        "action": None,
        "problem": "",
    }
    try:
        bulk.must_not_be_too_many(references)
    except CaseProblem as problem:
        return render(request, "cases/bulk.html", context | {"problem": problem.message})
    action = _action(request)
    if not references or action is None:
        return render(request, "cases/bulk.html", context)
    if action not in offered:
        raise PermissionDenied
    return _asked(request, action, references, context)


def _action(request: HttpRequest) -> Action | None:
    name = request.GET.get("action", "")
    return Action(name) if name in Action.values else None


def _asked(
    request: HttpRequest, action: Action, references: list[str], context: dict[str, Any]
) -> HttpResponse:
    form = _form(request, action)
    if request.method == "POST" and form.is_valid():
        order = Order(action, office=office_of(request.user), **form.cleaned_data)
        answers = bulk.carry_out(order, references, officer=reader(request))
        request.session[LATEST] = {"action": str(action), "rows": [_kept(one) for one in answers]}
        return redirect("bulk-done")
    visible = Case.objects.visible_to(request.user).filter(reference__in=references)
    rows = rows_of(visible.with_list_rows().order_by("-pk"), request.user)
    list_consulted([row.case for row in rows], request.user, action="choose")
    seen = {row.case.reference for row in rows}
    context |= {
        "action": action,
        "lead": LEADS[action],
        "form": form,
        "ahead": ahead_of(action, rows, request.user),
        "missing": [reference for reference in references if reference not in seen],
    }
    return render(request, "cases/bulk.html", context)


def _form(request: HttpRequest, action: Action) -> BulkForm:
    office = office_of(request.user)
    colleagues = colleagues_of(office) if office is not None else []
    data = request.POST if request.method == "POST" else None
    return FORMS[action](data, colleagues=colleagues, tags=tags.vocabulary(request.user))


def _kept(answer: Answer) -> dict[str, str]:
    return {
        "reference": answer.reference,
        "outcome": str(answer.outcome),
        "detail": answer.detail,
    }


@requires(Capability.READ_CASES)
@require_safe
def bulk_done(request: HttpRequest) -> HttpResponse:
    """The answers of the last time; loading it again does nothing again."""
    latest = request.session.get(LATEST)
    if latest is None:
        return redirect("case-list")
    rows = [{**row, "outcome": Outcome(row["outcome"])} for row in latest["rows"]]
    done = sum(row["outcome"] is Outcome.DONE for row in rows)
    context = {"action": Action(latest["action"]), "rows": rows, "done": done}
    return render(request, "cases/bulk_done.html", context)
