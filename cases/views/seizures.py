"""One seizure of a case: its page, its questions, taking it off and bringing it back."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access import Capability, may, requires
from cases import drafts, seizures
from cases.forms.raw import restored
from cases.forms.seizure_sheet import SeizureSheet, blank, filled, key_of
from cases.models import Case, Seizure
from cases.problems import CaseProblem, NotAllowed, StaleVersion
from cases.reading import Sighted, find
from cases.seizurepage import SeizurePage
from cases.trace import Operation, trace
from cases.views.asking import only_contributors, only_keepers, reader
from cases.views.holding import keeps_typing, token_for


@requires(Capability.READ_CASES)
@require_safe
def seizure_detail(request: HttpRequest, reference: str, public_id: uuid.UUID) -> HttpResponse:
    sighted = find(reference, request.user)
    seizure = seizures.find_seizure(sighted, public_id)
    trace(sighted.case, Operation.CONSULTATION, "open", by=request.user, fields=[seizures.PART])
    context = {
        "case": sighted.case,
        "page": SeizurePage(seizure),
        "seizure": seizure,
        "may_change": may_change(request, sighted, seizure),
        "may_report": may_report(request, sighted, seizure),
    }
    return render(request, "cases/seizure.html", context)


def may_change(request: HttpRequest, sighted: Sighted, seizure: Seizure) -> bool:
    standing = sighted.case.is_draft or sighted.case.is_open
    return standing and may_report(request, sighted, seizure)


def may_report(request: HttpRequest, sighted: Sighted, seizure: Seizure) -> bool:
    """What the laboratory says is recorded after the case is closed, too."""
    keeps = seizure.is_kept_by(sighted.level, sighted.country)
    goes_on = sighted.case.status != Case.Status.WITHDRAWN
    return goes_on and keeps and may(request.user, Capability.LOG_CASE)


@requires(Capability.LOG_CASE)
@keeps_typing
@require_http_methods(["GET", "HEAD", "POST"])
def seizure_new(request: HttpRequest, reference: str) -> HttpResponse:
    sighted = changeable(request, reference)
    kind = _kind(request)
    if not kind:
        context = {"case": sighted.case, "kinds": Seizure.Kind.choices}
        return render(request, "cases/seizure_kinds.html", context)
    posted = request.method == "POST"
    fields = request.POST.copy() if posted else blank(kind)
    sheet = SeizureSheet(fields, kind=kind, officer=reader(request))
    if not posted:
        return _page(request, sighted, sheet)
    return _posted(request, sighted, sheet, None)


@requires(Capability.LOG_CASE)
@keeps_typing
@require_http_methods(["GET", "HEAD", "POST"])
def seizure_edit(request: HttpRequest, reference: str, public_id: uuid.UUID) -> HttpResponse:
    """Another `kind` in the address asks the questions of that kind."""
    sighted = changeable(request, reference)
    seizure = kept(sighted, public_id)
    before = seizures.record_of(seizure)
    kind = _kind(request) or seizure.kind
    posted = request.method == "POST"
    asked = seizures.as_kind(before, kind)
    fields = request.POST.copy() if posted else filled(asked, seizure.version)
    sheet = SeizureSheet(fields, kind=kind, officer=reader(request), before=before)
    if not posted:
        trace(sighted.case, Operation.CONSULTATION, "open", by=request.user, fields=[seizures.PART])
        return _page(request, sighted, sheet, seizure)
    return _posted(request, sighted, sheet, seizure)


def _kind(request: HttpRequest) -> str:
    asked = (request.POST if request.method == "POST" else request.GET).get("kind", "")
    return asked if asked in Seizure.Kind.values else ""


@requires(Capability.LOG_CASE)
@require_POST
def seizure_remove(request: HttpRequest, reference: str, public_id: uuid.UUID) -> HttpResponse:
    sighted = changeable(request, reference)
    seizure = kept(sighted, public_id)
    try:
        seizures.remove_seizure(seizure, officer=reader(request))
    except CaseProblem as problem:
        messages.error(request, problem.message)
        return redirect("case-detail", reference)
    messages.success(request, _("It is taken off the case. You can bring it back below."))
    return redirect(f"{sighted.case.link}?seizure={public_id}#seizures-removed")


@requires(Capability.LOG_CASE)
@require_POST
def seizure_restore(request: HttpRequest, reference: str, public_id: uuid.UUID) -> HttpResponse:
    sighted = changeable(request, reference)
    gone = seizures.find_removed(sighted, public_id)
    try:
        seizure = seizures.restore_seizure(gone, officer=reader(request))
    except CaseProblem as problem:
        messages.error(request, problem.message)
        return redirect("case-detail", reference)
    messages.success(request, _("%(name)s is back on the case.") % {"name": seizure})
    return redirect("case-detail", reference)


def changeable(request: HttpRequest, reference: str) -> Sighted:
    sighted = find(reference, request.user)
    only_contributors(sighted)
    return sighted


def kept(sighted: Sighted, public_id: uuid.UUID) -> Seizure:
    seizure = seizures.find_seizure(sighted, public_id)
    only_keepers(sighted, seizure)
    return seizure


def _page(
    request: HttpRequest, sighted: Sighted, sheet: SeizureSheet, seizure: Seizure | None = None
) -> HttpResponse:
    if request.method != "POST":
        sheet = _taken_up(request, sighted, sheet, seizure)
    context = {
        "case": sighted.case,
        "sheet": sheet,
        "key": key_of(sighted.case, sheet.kind, seizure),
        "token": token_for(sheet.officer),
        "seizure": seizure,
        "kinds": Seizure.Kind.choices,
    }
    return render(request, "cases/seizure_form.html", context)


def _taken_up(
    request: HttpRequest, sighted: Sighted, sheet: SeizureSheet, seizure: Seizure | None
) -> SeizureSheet:
    """What was typed when the session ended, unless the officer begins again."""
    draft = drafts.find(sheet.officer, key_of(sighted.case, sheet.kind, seizure))
    if draft is None or draft.case != sighted.case or "afresh" in request.GET:
        return sheet
    kept = restored(draft.data)
    kind = kept.get("kind", sheet.kind)
    kind = kind if kind in Seizure.Kind.values else sheet.kind
    again = SeizureSheet(kept, kind=kind, officer=sheet.officer, before=sheet.before)
    again.kept_at = draft.saved_at
    return again


def _posted(
    request: HttpRequest, sighted: Sighted, sheet: SeizureSheet, seizure: Seizure | None
) -> HttpResponse:
    """Whatever is refused comes back as it was typed."""
    sheet.checked = True
    if sheet.record is None:
        return _page(request, sighted, sheet, seizure)
    try:
        saved = _save(request, sighted, sheet, seizure)
    except StaleVersion as problem:
        return _overtaken(request, sighted, sheet, seizure, problem)
    except NotAllowed as problem:
        raise PermissionDenied(problem.message) from problem
    except CaseProblem as problem:
        _refuse(sheet, problem)
        return _page(request, sighted, sheet, seizure)
    drafts.drop(sheet.officer, key_of(sighted.case, sheet.kind, seizure))
    messages.success(request, _("%(name)s is saved.") % {"name": saved})
    return redirect("seizure-detail", reference=sighted.case.reference, public_id=saved.public_id)


def _refuse(sheet: SeizureSheet, problem: CaseProblem) -> None:
    if problem.field in sheet.form.fields:
        sheet.form.add_error(problem.field, problem.message)
    else:
        sheet.refused = problem.message


def _save(
    request: HttpRequest, sighted: Sighted, sheet: SeizureSheet, seizure: Seizure | None
) -> Seizure:
    if sheet.record is None:
        raise Http404
    if seizure is None:
        return seizures.add_seizure(sighted.case, sheet.record, officer=reader(request))
    return seizures.change_seizure(
        seizure, sheet.record, officer=reader(request), version=sheet.version
    )


def _overtaken(
    request: HttpRequest,
    sighted: Sighted,
    sheet: SeizureSheet,
    seizure: Seizure | None,
    problem: StaleVersion,
) -> HttpResponse:
    """Removed meanwhile is 404; else both values, and the next save is on the new version."""
    again = find(sighted.case.reference, request.user)
    seizure = seizures.find_seizure(
        again, seizure.public_id if seizure is not None else uuid.uuid4()
    )
    sheet.refuse(problem.current, seizures.as_kind(seizures.record_of(seizure), sheet.kind))
    shown = SeizureSheet(
        sheet.fields, kind=sheet.kind, officer=sheet.officer, before=sheet.before, checked=True
    )
    shown.stands, shown.refused = sheet.stands, sheet.refused
    return _page(request, again, shown, seizure)
