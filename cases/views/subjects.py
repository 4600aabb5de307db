"""One subject of a case: its page, its questions, taking it off and bringing it back."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access import Capability, may, requires
from cases import drafts, subjects
from cases.forms.raw import restored
from cases.forms.subject_sheet import SubjectSheet, blank, filled, key_of
from cases.models import Subject
from cases.problems import CaseProblem, NotAllowed, StaleVersion
from cases.reading import Sighted, find
from cases.subjectpage import SubjectPage, known_as
from cases.trace import Operation, trace
from cases.views.asking import only_contributors, only_keepers, reader
from cases.views.holding import keeps_typing, token_for


@requires(Capability.READ_CASES)
@require_safe
def subject_detail(request: HttpRequest, reference: str, public_id: uuid.UUID) -> HttpResponse:
    sighted = find(reference, request.user)
    subject = subjects.find_subject(sighted, public_id)
    trace(sighted.case, Operation.CONSULTATION, "open subject", by=request.user)
    context = {
        "case": sighted.case,
        "page": SubjectPage(subject),
        "subject": subject,
        "may_change": may_change(request, sighted, subject),
    }
    return render(request, "cases/subject.html", context)


def may_change(request: HttpRequest, sighted: Sighted, subject: Subject) -> bool:
    standing = sighted.case.is_draft or sighted.case.is_open
    keeps = subject.is_kept_by(sighted.level, sighted.country)
    return standing and keeps and may(request.user, Capability.LOG_CASE)


@requires(Capability.LOG_CASE)
@keeps_typing
@require_http_methods(["GET", "HEAD", "POST"])
def subject_new(request: HttpRequest, reference: str) -> HttpResponse:
    sighted = _changeable(request, reference)
    posted = request.method == "POST"
    kind = (request.POST if posted else request.GET).get("kind", "")
    if kind not in Subject.Kind.values:
        return render(request, "cases/subject_kinds.html", _kinds(sighted))
    fields = request.POST.copy() if posted else blank(kind)
    sheet = SubjectSheet(fields, kind=kind, officer=reader(request))
    if not posted:
        return _page(request, sighted, sheet)
    return _posted(request, sighted, sheet, None)


@requires(Capability.LOG_CASE)
@keeps_typing
@require_http_methods(["GET", "HEAD", "POST"])
def subject_edit(request: HttpRequest, reference: str, public_id: uuid.UUID) -> HttpResponse:
    sighted = _changeable(request, reference)
    subject = _kept(sighted, public_id)
    record = subjects.record_of(subject)
    posted = request.method == "POST"
    fields = request.POST.copy() if posted else filled(record, subject.version)
    sheet = SubjectSheet(fields, kind=subject.kind, officer=reader(request), before=record)
    if not posted:
        trace(sighted.case, Operation.CONSULTATION, "open subject", by=request.user)
        return _page(request, sighted, sheet, subject)
    return _posted(request, sighted, sheet, subject)


@requires(Capability.LOG_CASE)
@require_POST
def subject_remove(request: HttpRequest, reference: str, public_id: uuid.UUID) -> HttpResponse:
    sighted = _changeable(request, reference)
    subject = _kept(sighted, public_id)
    try:
        subjects.remove_subject(subject, officer=reader(request))
    except CaseProblem as problem:
        messages.error(request, problem.message)
        return redirect("case-detail", reference)
    messages.success(request, _("It is taken off the case. You can bring it back below."))
    return redirect(f"{sighted.case.link}?removed={public_id}#removed")


@requires(Capability.LOG_CASE)
@require_POST
def subject_restore(request: HttpRequest, reference: str, public_id: uuid.UUID) -> HttpResponse:
    sighted = _changeable(request, reference)
    try:
        subject = subjects.restore_subject(
            subjects.find_removed(sighted, public_id), officer=reader(request)
        )
    except CaseProblem as problem:
        messages.error(request, problem.message)
        return redirect("case-detail", reference)
    messages.success(request, _("%(name)s is back on the case.") % {"name": known_as(subject)})
    return redirect("case-detail", reference)


def _changeable(request: HttpRequest, reference: str) -> Sighted:
    sighted = find(reference, request.user)
    only_contributors(sighted)
    return sighted


def _kept(sighted: Sighted, public_id: uuid.UUID) -> Subject:
    subject = subjects.find_subject(sighted, public_id)
    only_keepers(sighted, subject)
    return subject


def _kinds(sighted: Sighted) -> dict[str, object]:
    return {"case": sighted.case, "kinds": Subject.Kind.choices}


def _page(
    request: HttpRequest, sighted: Sighted, sheet: SubjectSheet, subject: Subject | None = None
) -> HttpResponse:
    if request.method != "POST":
        sheet = _taken_up(request, sighted, sheet, subject)
    context = {
        "case": sighted.case,
        "sheet": sheet,
        "key": key_of(sighted.case, sheet.kind, subject),
        "token": token_for(sheet.officer),
        "subject": subject,
        "known": known_as(subject) if subject is not None else "",
    }
    return render(request, "cases/subject_form.html", context)


def _taken_up(
    request: HttpRequest, sighted: Sighted, sheet: SubjectSheet, subject: Subject | None
) -> SubjectSheet:
    """What was typed when the session ended, unless the officer begins again."""
    draft = drafts.find(sheet.officer, key_of(sighted.case, sheet.kind, subject))
    if draft is None or draft.case != sighted.case or "afresh" in request.GET:
        return sheet
    kept = SubjectSheet(
        restored(draft.data), kind=sheet.kind, officer=sheet.officer, before=sheet.before
    )
    kept.kept_at = draft.saved_at
    return kept


def _posted(
    request: HttpRequest, sighted: Sighted, sheet: SubjectSheet, subject: Subject | None
) -> HttpResponse:
    """A row more, the lines read, or saved. Whatever is refused comes back as it was typed."""
    do = request.POST.get("do", "")
    if do in ("more", "read") and sheet.asks_documents:
        return _page(request, sighted, sheet.with_row() if do == "more" else sheet.read(), subject)
    sheet.checked = True
    if sheet.record is None:
        return _page(request, sighted, sheet, subject)
    try:
        saved = _save(request, sighted, sheet, subject)
    except StaleVersion as problem:
        return _overtaken(request, sighted, sheet, subject, problem)
    except NotAllowed as problem:
        raise PermissionDenied(problem.message) from problem
    except CaseProblem as problem:
        sheet.refused = problem.message
        return _page(request, sighted, sheet, subject)
    drafts.drop(sheet.officer, key_of(sighted.case, sheet.kind, subject))
    messages.success(request, _("%(name)s is saved.") % {"name": known_as(saved)})
    return redirect("subject-detail", reference=sighted.case.reference, public_id=saved.public_id)


def _save(
    request: HttpRequest, sighted: Sighted, sheet: SubjectSheet, subject: Subject | None
) -> Subject:
    if sheet.record is None:
        raise Http404
    if subject is None:
        return subjects.add_subject(sighted.case, sheet.record, officer=reader(request))
    return subjects.change_subject(
        subject, sheet.record, officer=reader(request), version=sheet.version
    )


def _overtaken(
    request: HttpRequest,
    sighted: Sighted,
    sheet: SubjectSheet,
    subject: Subject | None,
    problem: StaleVersion,
) -> HttpResponse:
    """Removed meanwhile is 404; else both values, and the next save is on the new version."""
    again = find(sighted.case.reference, request.user)
    subject = subjects.find_subject(
        again, subject.public_id if subject is not None else uuid.uuid4()
    )
    sheet.refuse(problem.current, subjects.record_of(subject))
    shown = SubjectSheet(
        sheet.fields, kind=sheet.kind, officer=sheet.officer, before=sheet.before, checked=True
    )
    shown.stands, shown.refused = sheet.stands, sheet.refused
    return _page(request, again, shown, subject)
