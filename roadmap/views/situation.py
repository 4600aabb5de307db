"""The situation at the borders: figures, a picture of them, and the table as a file."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agencies.access import Capability, requires
from agencies.problems import Problem
from cases.exports.sheet import CSV, TYPES, Sheet
from cases.situation import What
from roadmap.forms.situation import COUNTED, ROWS, SituationForm
from roadmap.sections import sections_for
from roadmap.situation import ASKED, Answer, By, answer_to, fitting, types_of
from roadmap.situationchart import bars_of, flows_of
from roadmap.situationwords import row_words, type_words


@requires(Capability.READ_ROADMAP)
@require_safe
def situation(request: HttpRequest) -> HttpResponse:
    """What was chosen stands in the form again, beside what is wrong with it."""
    asked = fitting(_asked(request))
    try:
        answer = answer_to(asked)
    except Problem as problem:
        return _refused(request, asked, problem)
    words = row_words(answer)
    question = answer.question
    is_flows = question.what is What.FLOWS and question.by is By.TYPE
    context = {
        "form": SituationForm(_chosen(answer), type_words(question.what, answer.types)),
        "answer": answer,
        "caption": f"{COUNTED[question.what]}, {ROWS[question.by]}",
        "lines": [(words[row.key], row) for row in answer.rows],
        "bars": bars_of(answer, words),
        "map": flows_of(answer, words) if is_flows else None,
        "query": request.GET.urlencode(),
    }
    return _page(request, context)


@requires(Capability.READ_ROADMAP)
@require_safe
def situation_csv(request: HttpRequest) -> HttpResponse:
    """The table that the page shows under the same address."""
    asked = _asked(request)
    try:
        answer = answer_to(asked)
    except Problem as problem:
        return _refused(request, asked, problem)
    sheet = Sheet(_head(answer), _titles(answer), _lines(answer))
    response = HttpResponse(sheet.written(CSV), content_type=TYPES[CSV])
    response["Content-Disposition"] = 'attachment; filename="situation.csv"'
    return response


def _asked(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "").strip() for name in ASKED}


def _refused(request: HttpRequest, asked: dict[str, str], problem: Problem) -> HttpResponse:
    what = asked["count"] if asked["count"] in [one.value for one in What] else What.CASES
    counted = What(what)
    form = SituationForm(asked, type_words(counted, types_of(counted)))
    if not form.errors:
        form.add_error(problem.field or None, problem.message)
    return _page(request, {"form": form, "answer": None}, status=400)


def _page(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    context["sections"] = sections_for(request, "roadmap-situation")
    return render(request, "roadmap/situation.html", context, status=status)


def _chosen(answer: Answer) -> dict[str, str]:
    question = answer.question
    return {
        "count": question.what.value,
        "by": question.by.value,
        "border": question.border,
        "country": question.country,
        "type": question.type,
        "first": f"{question.first:%Y-%m}",
        "last": f"{question.last:%Y-%m}",
    }


def _head(answer: Answer) -> list[list[str]]:
    note = _("Least numbers: groups of fewer than five cases are left out.")
    return [*([name, value] for name, value in _chosen(answer).items()), [note]]


def _titles(answer: Answer) -> list[str]:
    amount = [_("Amount")] if answer.has_amounts else []
    return [_("Code"), _("Row"), _("Cases (at least)"), *amount]


def _lines(answer: Answer) -> list[list[str | int]]:
    words = row_words(answer)
    lines = [(row.key, words[row.key], row) for row in answer.rows]
    if answer.wider is not None:
        lines.append(("", _("In several rows together"), answer.wider))
    return [
        [key, text, row.cases, *([f"{row.amount:f}"] if answer.has_amounts else [])]
        for key, text, row in lines
    ]
