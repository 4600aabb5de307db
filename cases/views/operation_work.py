"""Inside an operation: what is attached, shifts, results of a day, the live board, the report."""

import uuid
from datetime import date
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access import Capability, requires
from agencies.models import Office
from audit.models import Entry
from cases import dayresults, operationrecords, requestreading, shifts
from cases.dayresults import DayContent, history_of, metrics_of
from cases.exports.operationreport import take_operation
from cases.exports.taken import Copy
from cases.filedelivery import handed_over
from cases.forms.operation_forms import AttachForm, ResultsForm, ShiftForm, TakeOperationForm
from cases.models import DayResult
from cases.officework import colleagues_of
from cases.operationboard import board_of
from cases.operationreading import SeenOperation, find_in_full, mark_notices_read
from cases.operationrecords import Record
from cases.operations import trace_operation
from cases.problems import CaseProblem, StaleVersion
from cases.reading import find
from cases.shifts import ShiftContent
from cases.views.asking import Question, reader, reader_office
from cases.views.operations import about
from cases.views.questions import done_at_once, put, worked


def taking_part(reference: str, request: HttpRequest) -> tuple[SeenOperation, Office]:
    """In reach, but the own office takes no part: 403 before the page asks anything."""
    seen = find_in_full(reference, request.user)
    if not seen.takes_part:
        raise PermissionDenied(_("Only an office that takes part can do that."))
    return seen, reader_office(request)


# -- cases and requests ---------------------------------------------------------------------------


@requires(Capability.RUN_OPERATIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def operation_attach(request: HttpRequest, reference: str) -> HttpResponse:
    seen, office = taking_part(reference, request)
    question = Question(
        title=_("Attach a case or a request"),
        lead=_("This shares nothing. Officers who do not see it do not learn that it is attached."),
        button=_("Attach it"),
        done=_("It is attached."),
    )

    def verb(case: str) -> None:
        operationrecords.attach(seen.operation, case, officer=reader(request), office=office)

    return put(request, about(seen), question, AttachForm(request.POST or None), verb)


@requires(Capability.RUN_OPERATIONS)
@require_POST
def operation_detach(request: HttpRequest, reference: str, case: str) -> HttpResponse:
    seen, office = taking_part(reference, request)
    return _detached(request, seen, office, find(case, request.user).case)


@requires(Capability.RUN_OPERATIONS)
@require_POST
def operation_detach_request(request: HttpRequest, reference: str, asked: str) -> HttpResponse:
    seen, office = taking_part(reference, request)
    return _detached(request, seen, office, requestreading.find(asked, request.user).request)


def _detached(
    request: HttpRequest, seen: SeenOperation, office: Office, record: Record
) -> HttpResponse:
    verb = partial(
        operationrecords.detach, seen.operation, record, officer=reader(request), office=office
    )
    return done_at_once(request, seen.operation.link, verb, _("It is no longer attached."))


# -- shifts ---------------------------------------------------------------------------------------


@requires(Capability.RUN_OPERATIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def shift_new(request: HttpRequest, reference: str) -> HttpResponse:
    seen, office = taking_part(reference, request)
    sites = {site.code: site for site in seen.operation.sites.all()}
    people = {one.username: one for one in colleagues_of(office)}
    question = Question(
        title=_("A shift of %(office)s") % {"office": office.title},
        lead=_("Times are those of your office. The others read site, hours and how many you are."),
        button=_("Add the shift"),
        done=_("The shift is added."),
    )
    form = ShiftForm(
        request.POST or None, office=office, sites=sites.values(), colleagues=people.values()
    )

    def verb(site: str, officers: list[str], **times: object) -> None:
        chosen = [people[name] for name in officers]
        content = ShiftContent(site=sites[site], officers=chosen, **times)  # type: ignore[arg-type]
        shifts.add_shift(seen.operation, content, officer=reader(request), office=office)

    return put(request, about(seen), question, form, verb)


@requires(Capability.RUN_OPERATIONS)
@require_POST
def shift_remove(request: HttpRequest, reference: str, public_id: uuid.UUID) -> HttpResponse:
    seen, _office = taking_part(reference, request)
    shift = shifts.find_shift(seen, public_id)
    verb = partial(shifts.remove_shift, shift, officer=reader(request))
    return done_at_once(request, seen.operation.link, verb, _("The shift is taken off."))


@requires(Capability.RUN_OPERATIONS)
@require_POST
def shift_names(request: HttpRequest, reference: str) -> HttpResponse:
    seen, office = taking_part(reference, request)
    shows = request.POST.get("shows") == "yes"
    verb = partial(shifts.show_names, seen.operation, shows, officer=reader(request), office=office)
    said = _("The other offices read your names.") if shows else _("Your names are your own.")
    return done_at_once(request, seen.operation.link, verb, said)


# -- results --------------------------------------------------------------------------------------


@requires(Capability.RUN_OPERATIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def day_results(request: HttpRequest, reference: str, day: str) -> HttpResponse:
    seen, office = taking_part(reference, request)
    on = _day(day)
    if on not in dayresults.days_of(seen.operation, office):
        raise Http404
    history = history_of(seen, office, on)
    metrics = metrics_of(history[:1])
    form = ResultsForm(request.POST or None, metrics=metrics, initial=_shown(history))

    def verb(version: int | None, notes: str, **_counts: object) -> None:
        content = DayContent(form.figures, notes)
        try:
            dayresults.write_day(
                seen.operation,
                on,
                content,
                officer=reader(request),
                office=office,
                version=version or 0,
            )
        except StaleVersion as problem:
            form.data = request.POST.copy()
            form.data["version"] = str(problem.current)
            raise CaseProblem(_stands(seen, office, on)) from problem

    if form.is_bound and form.is_valid() and worked(verb, form):
        messages.success(request, _("The results are saved."))
        return redirect(f"{seen.operation.link}board/")
    context = {
        "form": form,
        "day": on,
        "office": office,
        "operation": seen.operation,
        "history": [(one, _in_words(one)) for one in history],
    }
    return render(request, "cases/operation_day.html", context)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Http404 from None


def _shown(history: list[DayResult]) -> dict[str, object]:
    if not history:
        return {"version": 0}
    standing = history[0]
    figures = {f"metric-{code}": number for code, number in standing.figures.items()}
    return {**figures, "notes": standing.notes, "version": standing.version}


def _stands(seen: SeenOperation, office: Office, day: date) -> str:
    """What a colleague saved meanwhile stands beside what was typed."""
    standing = history_of(seen, office, day)[0]
    return _(
        "Somebody changed this while you were working on it. It now says: %(text)s. "
        "Save again to put yours in its place."
    ) % {"text": _in_words(standing)}


def _in_words(result: DayResult) -> str:
    labels = {metric.code: str(metric) for metric in metrics_of([result])}
    counted = [
        f"{labels[code]}: {result.figures[code]}" for code in labels if code in result.figures
    ]
    return "; ".join([*counted, *([result.notes] if result.notes else [])]) or "–"


# -- the live board, the report -------------------------------------------------------------------


@requires(Capability.READ_OPERATIONS)
@require_safe
def operation_board(request: HttpRequest, reference: str) -> HttpResponse:
    seen = find_in_full(reference, request.user)
    mark_notices_read(reference, request.user)
    trace_operation(seen.operation, Entry.Operation.CONSULTATION, "open board", request.user)
    context = {"operation": seen.operation, "board": board_of(seen)}
    return render(request, "cases/operation_board.html", context)


@requires(Capability.READ_OPERATIONS)
@require_safe
def operation_board_table(request: HttpRequest, reference: str) -> HttpResponse:
    """The table alone: the open page asks for it by itself, which is no new consultation."""
    seen = find_in_full(reference, request.user)
    context = {"operation": seen.operation, "board": board_of(seen)}
    return render(request, "cases/_operation_board.html", context)


operation_board_table.background = True  # type: ignore[attr-defined]


@requires(Capability.READ_OPERATIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def operation_take(request: HttpRequest, reference: str) -> HttpResponseBase:
    seen = find_in_full(reference, request.user)
    form = TakeOperationForm(request.POST or None, initial={"language": get_language() or "en"})
    copy = _taken(seen, form) if form.is_bound and form.is_valid() else None
    if copy is not None:
        return handed_over(copy)
    return render(request, "cases/operation_take.html", {"form": form, "about": about(seen)})


def _taken(seen: SeenOperation, form: TakeOperationForm) -> Copy | None:
    try:
        return take_operation(seen, form.asked)
    except CaseProblem as problem:
        form.add_error(None, problem.message)
        return None
