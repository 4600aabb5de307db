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
from cases.exhibits import ExhibitContent, Handover
from cases.forms.exhibit_forms import ChangedExhibitForm, ExhibitForm, HandoverForm
from cases.forms.moments import zone_of
from cases.models import Case, Exhibit
from cases.problems import CaseProblem
from cases.reading import Sighted, find
from cases.trace import Operation, trace
from cases.views.asking import Question, ask, full_case, only_confirmed, only_full_readers, reader
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


@requires(Capability.LOG_CASE)
@require_http_methods(["GET", "HEAD", "POST"])
@full_case
def exhibit_new(request: HttpRequest, reference: str) -> HttpResponse:
    sighted = _found(request, reference, exhibits.may_add)
    question = Question(
        title=_("A new exhibit"),
        lead=_("It gets the next number of the case. Then write down who took it."),
        button=_("Add the exhibit"),
        done=_("The exhibit is added. Open it to write down who has it."),
    )
    form = ExhibitForm(request.POST or None, sighted=sighted)
    return ask(request, sighted, question, form, partial(_add, sighted.case, request))


def _add(case: Case, request: HttpRequest, **said: object) -> None:
    exhibits.add_exhibit(case, ExhibitContent(**said), officer=reader(request))  # type: ignore[arg-type]


@requires(Capability.LOG_CASE)
@require_http_methods(["GET", "HEAD", "POST"])
def exhibit_edit(request: HttpRequest, reference: str, public_id: uuid.UUID) -> HttpResponse:
    sighted = changeable(request, reference)
    exhibit = kept_one(sighted, exhibits.exhibits_of(sighted), public_id)
    question = Question(
        title=_("Exhibit %(number)s: put it right") % {"number": exhibit.number},
        lead=_("Until a receiver has signed for it. The chain of custody stays as it is."),
        button=_("Save"),
        done=_("The exhibit is put right."),
    )
    form = ChangedExhibitForm(request.POST or None, sighted=sighted, exhibit=exhibit)
    return ask(request, sighted, question, form, partial(_change, exhibit, request))


def _change(exhibit: Exhibit, request: HttpRequest, *, version: int, **said: object) -> None:
    content = ExhibitContent(**said)  # type: ignore[arg-type]
    exhibits.change_exhibit(exhibit, content, officer=reader(request), version=version)


_UNDOING = Undoing(
    exhibits.EXHIBITS,
    exhibits.exhibits_of,
    gettext_lazy("The exhibit is taken off the case. You can bring it back on its list."),
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
