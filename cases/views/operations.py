"""Operations: the list, the page of one, its plan, and what the leading office decides."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access import Capability, may, requires
from agencies.models import Office
from cases import operations
from cases.forms.operation_forms import (
    OfficeForm,
    OperationForm,
    SummaryForm,
    SureForm,
    WhyForm,
    shown_plan,
)
from cases.models import Operation
from cases.models.operation import OperationQuerySet
from cases.narrowing import Narrowed, narrowed_by
from cases.operationpage import OperationPage
from cases.operationreading import (
    SeenOperation,
    consult_operation,
    find_in_full,
    find_operation,
    seen_operations,
)
from cases.operations import content_of
from cases.problems import CaseProblem, StaleVersion
from cases.views.asking import Question, reader, reader_office
from cases.views.questions import About, done_at_once, put, worked

ROWS = 30


@requires(Capability.READ_OPERATIONS)
@require_safe
def operation_list(request: HttpRequest) -> HttpResponse:
    rows = Operation.objects.visible_to(request.user).select_related("office__country")
    narrowed = narrowed_by(request.GET)
    rows = _narrow(rows, narrowed, request.user).prefetch_related("sites__border")
    page = Paginator(rows, ROWS).get_page(request.GET.get("page", "1"))
    context = {
        "rows": seen_operations(request.user, list(page.object_list)),
        "narrowed": narrowed,
        "newer": _address(request, page.previous_page_number()) if page.has_previous() else "",
        "older": _address(request, page.next_page_number()) if page.has_next() else "",
        "may_plan": may(request.user, Capability.RUN_OPERATIONS),
    }
    return render(request, "cases/operations.html", context)


def _narrow(rows: OperationQuerySet, narrowed: Narrowed, user: object) -> OperationQuerySet:
    """What an office declined says neither when it was nor who took part."""
    if not (narrowed.words or narrowed.fault):
        return rows
    rows = rows.read_in_full_by(user)
    if narrowed.country is not None:
        rows = rows.with_country(narrowed.country)
    return narrowed.of(rows, moment="started_at")


def _address(request: HttpRequest, number: int) -> str:
    words = request.GET.copy()
    words["page"] = str(number)
    return f"?{words.urlencode()}"


@requires(Capability.READ_OPERATIONS)
@require_safe
def operation_detail(request: HttpRequest, reference: str) -> HttpResponse:
    page = OperationPage(consult_operation(reference, request.user))
    return render(request, "cases/operation.html", {"page": page, "operation": page.operation})


@requires(Capability.RUN_OPERATIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def operation_new(request: HttpRequest) -> HttpResponse:
    office = reader_office(request)
    sites = [site.code for site in office.crossings.all()]
    form = OperationForm(request.POST or None, office=office, initial={"sites": sites})
    made: list[Operation] = []

    def verb(**_said: object) -> None:
        made.append(operations.plan(form.content, officer=reader(request), office=office))

    if form.is_bound and form.is_valid() and worked(verb, form):
        messages.success(request, _("The operation is planned. Ask the other offices now."))
        return redirect(made[0].link)
    context = {"form": form, "back": About(_("Operations"), "/operations/")}
    return render(request, "cases/operation_form.html", context)


@requires(Capability.RUN_OPERATIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def operation_change(request: HttpRequest, reference: str) -> HttpResponse:
    seen = led(reference, request)
    operation = seen.operation
    initial = shown_plan(content_of(operation), operation.version)
    form = OperationForm(request.POST or None, office=operation.office, initial=initial)

    def verb(version: int | None, **_said: object) -> None:
        try:
            operations.change(
                operation, form.content, officer=reader(request), version=version or 0
            )
        except StaleVersion as problem:
            form.data = request.POST.copy()
            form.data["version"] = str(problem.current)
            raise CaseProblem(_stands(find_in_full(reference, request.user))) from problem

    if form.is_bound and form.is_valid() and worked(verb, form):
        messages.success(request, _("The plan is saved. The other offices are told."))
        return redirect(operation.link)
    context = {"form": form, "back": about(seen)}
    return render(request, "cases/operation_form.html", context)


def _stands(seen: SeenOperation) -> str:
    """What a colleague saved meanwhile stands beside what was typed."""
    plan = shown_plan(content_of(seen.operation), 0)
    facts = {name: plan[name] for name in ("title", "objective", "starts", "ends")}
    facts["sites"] = ", ".join(plan["sites"])
    return (
        _(
            "Somebody changed this while you were working on it. It now says: %(title)s, "
            "%(starts)s – %(ends)s, %(sites)s: %(objective)s Save again to put yours in its place."
        )
        % facts
    )


def about(seen: SeenOperation) -> About:
    return About(seen.operation.reference, seen.operation.link)


def led(reference: str, request: HttpRequest) -> SeenOperation:
    """In reach, but not this office's to decide: 403 before the page asks anything."""
    seen = find_in_full(reference, request.user)
    if not seen.leads:
        raise PermissionDenied(_("Only the office that leads the operation can do that."))
    return seen


# -- asked and answered ---------------------------------------------------------------------------


@requires(Capability.RUN_OPERATIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def operation_invite(request: HttpRequest, reference: str) -> HttpResponse:
    seen = led(reference, request)
    offices = {one.code: one for one in _to_ask(seen)}
    question = Question(
        title=_("Ask an office to take part"),
        lead=_("It reads the plan from now on, and accepts or declines. No case is shared by it."),
        button=_("Ask the office"),
        done=_("The office is asked. You are told when it answers."),
    )
    form = OfficeForm(request.POST or None, offices=offices.values())

    def verb(office: str) -> None:
        operations.invite(seen.operation, offices[office], officer=reader(request))

    return put(request, about(seen), question, form, verb)


def _to_ask(seen: SeenOperation) -> list[Office]:
    """Offices beside its borders first, then all others; not those that are asked already."""
    asked = [seat.office_id for seat in seen.participants if seat.answer != "declined"]
    borders = {border.code for border in seen.operation.borders}
    near = set(Office.objects.filter(borders__in=borders).values_list("pk", flat=True))
    rows = Office.objects.active().exclude(pk__in=asked).select_related("country")
    return sorted(rows, key=lambda one: (one.pk not in near, one.code))


@requires(Capability.RUN_OPERATIONS)
@require_POST
def operation_accept(request: HttpRequest, reference: str) -> HttpResponse:
    seen = find_operation(reference, request.user)
    verb = partial(
        operations.accept, seen.operation, officer=reader(request), office=reader_office(request)
    )
    return done_at_once(request, seen.operation.link, verb, _("Your office takes part."))


@requires(Capability.RUN_OPERATIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def operation_decline(request: HttpRequest, reference: str) -> HttpResponse:
    seen = find_operation(reference, request.user)
    if seen.own_seat is None:
        raise PermissionDenied(_("Your office is not asked to take part."))
    question = Question(
        title=_("Not take part"),
        lead=_("The other offices are told. Your office no longer reads the plan."),
        button=_("Decline"),
        done=_("The other offices are told."),
    )
    verb = partial(
        operations.decline, seen.operation, officer=reader(request), office=reader_office(request)
    )
    return put(request, about(seen), question, WhyForm(request.POST or None), verb)


# -- begun, ended, reported -----------------------------------------------------------------------


@requires(Capability.RUN_OPERATIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def operation_start(request: HttpRequest, reference: str) -> HttpResponse:
    seen = led(reference, request)
    question = Question(
        title=_("Start the operation"),
        lead=_("All offices are told. From now on results are written down and the board runs."),
        button=_("Start"),
        done=_("The operation runs."),
    )
    verb = partial(operations.start, seen.operation, officer=reader(request))
    return put(request, about(seen), question, SureForm(_sent(request)), verb)


@requires(Capability.RUN_OPERATIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def operation_end(request: HttpRequest, reference: str) -> HttpResponse:
    seen = led(reference, request)
    question = Question(
        title=_("End the operation"),
        lead=_("All offices are told. Results may still be corrected until it is reported."),
        button=_("End"),
        done=_("The operation has ended."),
    )
    verb = partial(operations.end, seen.operation, officer=reader(request))
    return put(request, about(seen), question, SureForm(_sent(request)), verb)


@requires(Capability.RUN_OPERATIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def operation_report(request: HttpRequest, reference: str) -> HttpResponse:
    seen = led(reference, request)
    question = Question(
        title=_("Final report"),
        lead=_("All offices are told, and take the report out as PDF or spreadsheet."),
        button=_("Report"),
        done=_("The operation is reported."),
    )
    verb = partial(operations.report, seen.operation, officer=reader(request))
    return put(request, about(seen), question, SummaryForm(request.POST or None), verb)


@requires(Capability.RUN_OPERATIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def operation_cancel(request: HttpRequest, reference: str) -> HttpResponse:
    seen = led(reference, request)
    question = Question(
        title=_("Cancel the operation"),
        lead=_("All offices are told why. What was written down stays."),
        button=_("Cancel the operation"),
        done=_("The operation is cancelled."),
        is_grave=True,
    )
    verb = partial(operations.cancel, seen.operation, officer=reader(request))
    return put(request, about(seen), question, WhyForm(request.POST or None), verb)


def _sent(request: HttpRequest) -> object:
    """A form without fields is bound by the method, not by what was sent."""
    return request.POST if request.method == "POST" else None
