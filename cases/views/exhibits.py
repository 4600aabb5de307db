"""The exhibits of a case: the list, one with its chain of custody, adding and signing."""

import uuid
from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access import Capability, requires
from cases import exhibits
from cases.exhibits import Handover
from cases.forms.exhibit_forms import HandoverForm
from cases.forms.exhibit_sheet import ExhibitSheet, filled
from cases.forms.moments import zone_of
from cases.forms.raw import raw
from cases.models import Exhibit
from cases.problems import CaseProblem
from cases.reading import Sighted, find
from cases.trace import Operation, trace
from cases.views.asking import Question, ask, full_case, only_confirmed, only_full_readers, reader
from cases.views.holding import keeps_typing
from cases.views.partform import PartForm
from cases.views.parts import Undoing, bring_back, changeable, kept_one, take_off


@requires(Capability.READ_CASES)
@require_safe
@full_case
def exhibit_list(request: HttpRequest, reference: str) -> HttpResponse:
    sighted = find(reference, request.user)
    only_full_readers(sighted)
    _looked_at(request, sighted)
    context = {
        "case": sighted.case,
        "exhibits": [_with_holder(one) for one in exhibits.exhibits_of(sighted)],
        "may_add": exhibits.may_add(sighted, request.user),
        "removed": exhibits.removed_of(sighted),
    }
    return render(request, "cases/exhibits.html", context)


def _with_holder(exhibit: Exhibit) -> tuple[Exhibit, object]:
    """Who had it last, by the time when it happened."""
    return exhibit, exhibits.last_of(list(exhibit.steps.all()))


@requires(Capability.READ_CASES)
@require_safe
@full_case
def exhibit_detail(request: HttpRequest, reference: str, public_id: uuid.UUID) -> HttpResponse:
    sighted = find(reference, request.user)
    exhibit = exhibits.find_exhibit(sighted, public_id)
    _looked_at(request, sighted)
    steps = exhibits.steps_of(exhibit)
    context = {
        "case": sighted.case,
        "exhibit": exhibit,
        "lines": [(step, exhibits.may_sign(step, request.user)) for step in steps],
        "holder": exhibits.last_of(steps),
        "may_hand_over": exhibits.may_hand_over(sighted, request.user),
        "may_change": exhibits.may_change(exhibit, sighted, request.user),
    }
    return render(request, "cases/exhibit.html", context)


class ExhibitPage(PartForm[Exhibit]):
    kept = exhibits.EXHIBITS

    def standing(self, sighted: Sighted) -> list[Exhibit]:
        return exhibits.exhibits_of(sighted)

    def more(self) -> dict[str, object]:
        return {"known": ""}  # its number stands in the title


@requires(Capability.LOG_CASE)
@keeps_typing
@require_http_methods(["GET", "HEAD", "POST"])
@full_case
def exhibit_new(request: HttpRequest, reference: str) -> HttpResponse:
    sighted = _found(request, reference, exhibits.may_add)
    fields = request.POST.copy() if request.method == "POST" else raw({})
    sheet = ExhibitSheet.about(sighted.case, fields, reader(request))
    return ExhibitPage(request, sighted, sheet).answer()


@requires(Capability.LOG_CASE)
@keeps_typing
@require_http_methods(["GET", "HEAD", "POST"])
@full_case
def exhibit_edit(request: HttpRequest, reference: str, public_id: uuid.UUID) -> HttpResponse:
    sighted = changeable(request, reference)
    exhibit = kept_one(sighted, exhibits.exhibits_of(sighted), public_id)
    posted = request.method == "POST"
    stands = filled(exhibits.record_of(exhibit), exhibit.version)
    fields = request.POST.copy() if posted else stands
    sheet = ExhibitSheet.about(sighted.case, fields, reader(request), exhibit.number)
    return ExhibitPage(request, sighted, sheet, exhibit).answer()


_UNDOING = Undoing(
    exhibits.EXHIBITS,
    exhibits.exhibits_of,
    gettext_lazy("The exhibit is taken off the case. You can bring it back on its list."),
    restore="exhibit-restore",
    undo="exhibits/#exhibits-removed",
)


@requires(Capability.LOG_CASE)
@require_POST
def exhibit_remove(request: HttpRequest, reference: str, public_id: uuid.UUID) -> HttpResponse:
    return take_off(request, reference, public_id, _UNDOING)


@requires(Capability.LOG_CASE)
@require_POST
def exhibit_restore(request: HttpRequest, reference: str, public_id: uuid.UUID) -> HttpResponse:
    def said(exhibit: Exhibit) -> str:
        return _("%(name)s is back on the case.") % {"name": exhibit}

    return bring_back(request, reference, public_id, _UNDOING, said)


@requires(Capability.LOG_CASE)
@require_http_methods(["GET", "HEAD", "POST"])
def custody_new(request: HttpRequest, reference: str, public_id: uuid.UUID) -> HttpResponse:
    sighted = _found(request, reference, exhibits.may_hand_over)
    exhibit = exhibits.find_exhibit(sighted, public_id)
    question = Question(
        title=_("Exhibit %(exhibit)s: it changed hands") % {"exhibit": exhibit},
        lead=_("What is written here stays as it is."),
        button=_("Write it down"),
        done=_("It is written down."),
    )
    zone = zone_of(reader(request).time_zone)
    form = HandoverForm(request.POST or None, exhibit=exhibit, zone=zone)
    return ask(request, sighted, question, form, partial(_hand_over, exhibit, request))


def _hand_over(exhibit: Exhibit, request: HttpRequest, **said: object) -> None:
    exhibits.hand_over(exhibit, Handover(**said), officer=reader(request))  # type: ignore[arg-type]


@requires(Capability.LOG_CASE)
@require_POST
def custody_sign(
    request: HttpRequest, reference: str, public_id: uuid.UUID, step: uuid.UUID
) -> HttpResponse:
    exhibit = exhibits.find_exhibit(find(reference, request.user), public_id)
    row = exhibits.find_step(exhibit, step)
    try:
        exhibits.sign(row, officer=reader(request))
    except CaseProblem as problem:
        raise PermissionDenied(problem.message) from problem
    messages.success(request, _("You have confirmed that your office received it."))
    return redirect("exhibit-detail", reference=reference, public_id=public_id)


def _found(request: HttpRequest, reference: str, may: Callable[[Sighted, object], bool]) -> Sighted:
    sighted = find(reference, request.user)
    only_confirmed(sighted)
    if not may(sighted, request.user):
        raise PermissionDenied(_("Only those who may add to the case can record exhibits."))
    return sighted


def _looked_at(request: HttpRequest, sighted: Sighted) -> None:
    trace(sighted.case, Operation.CONSULTATION, "open", by=request.user, fields=[exhibits.PART])
