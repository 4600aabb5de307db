"""One seizure of a case: its page, its questions, taking it off and bringing it back."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access import Capability, may, requires
from cases import seizures
from cases.forms.seizure_sheet import SeizureSheet, blank, filled
from cases.models import Case, Seizure
from cases.reading import Sighted, find
from cases.received import given_by
from cases.seizurepage import SeizurePage
from cases.trace import Operation, trace
from cases.views.asking import full_case, reader
from cases.views.holding import keeps_typing
from cases.views.partform import PartForm
from cases.views.parts import Undoing, bring_back, changeable, kept_one, take_off


@requires(Capability.READ_CASES)
@require_safe
@full_case
def seizure_detail(request: HttpRequest, reference: str, public_id: uuid.UUID) -> HttpResponse:
    sighted = find(reference, request.user)
    seizure = seizures.find_seizure(sighted, public_id)
    trace(sighted.case, Operation.CONSULTATION, "open", by=request.user, fields=[seizures.PART])
    context = {
        "case": sighted.case,
        "page": SeizurePage(seizure),
        "seizure": seizure,
        "given": given_by(seizure, request.user),
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


class SeizureForm(PartForm[Seizure]):
    kept = seizures.SEIZURES
    template = "cases/seizure_form.html"

    def standing(self, sighted: Sighted) -> list[Seizure]:
        return seizures.seizures_of(sighted)

    def more(self) -> dict[str, object]:
        return {"kinds": Seizure.Kind.choices}


@requires(Capability.LOG_CASE)
@keeps_typing
@require_http_methods(["GET", "HEAD", "POST"])
@full_case
def seizure_new(request: HttpRequest, reference: str) -> HttpResponse:
    sighted = changeable(request, reference)
    kind = _kind(request)
    if not kind:
        context = {"case": sighted.case, "kinds": Seizure.Kind.choices}
        return render(request, "cases/seizure_kinds.html", context)
    fields = request.POST.copy() if request.method == "POST" else blank(kind)
    sheet = SeizureSheet(fields, kind=kind, officer=reader(request))
    return SeizureForm(request, sighted, sheet).answer()


@requires(Capability.LOG_CASE)
@keeps_typing
@require_http_methods(["GET", "HEAD", "POST"])
@full_case
def seizure_edit(request: HttpRequest, reference: str, public_id: uuid.UUID) -> HttpResponse:
    """Another `kind` in the address asks the questions of that kind."""
    sighted = changeable(request, reference)
    seizure = kept_one(sighted, seizures.seizures_of(sighted), public_id)
    before = seizures.record_of(seizure)
    kind = _kind(request) or seizure.kind
    posted = request.method == "POST"
    asked = seizures.as_kind(before, kind)
    fields = request.POST.copy() if posted else filled(asked, seizure.version)
    if not posted:
        trace(sighted.case, Operation.CONSULTATION, "open", by=request.user, fields=[seizures.PART])
    sheet = SeizureSheet(fields, kind=kind, officer=reader(request), before=before)
    return SeizureForm(request, sighted, sheet, seizure).answer()


def _kind(request: HttpRequest) -> str:
    asked = (request.POST if request.method == "POST" else request.GET).get("kind", "")
    return asked if asked in Seizure.Kind.values else ""


_UNDOING = Undoing(
    seizures.SEIZURES,
    seizures.seizures_of,
    gettext_lazy("It is taken off the case. You can bring it back below."),
    restore="seizure-restore",
    undo="?seizure={}#seizures-removed",
)


@requires(Capability.LOG_CASE)
@require_POST
def seizure_remove(request: HttpRequest, reference: str, public_id: uuid.UUID) -> HttpResponse:
    return take_off(request, reference, public_id, _UNDOING)


@requires(Capability.LOG_CASE)
@require_POST
def seizure_restore(request: HttpRequest, reference: str, public_id: uuid.UUID) -> HttpResponse:
    def said(seizure: Seizure) -> str:
        return _("%(name)s is back on the case.") % {"name": seizure}

    return bring_back(request, reference, public_id, _UNDOING, said)
