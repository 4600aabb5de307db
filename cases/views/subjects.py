"""One subject of a case: its page, its questions, taking it off and bringing it back."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access import Capability, may, requires
from cases import identity, subjects
from cases.forms.part_sheet import PartSheet
from cases.forms.subject_sheet import SubjectSheet, blank, filled
from cases.models import Subject
from cases.reading import Sighted, find
from cases.received import given_by
from cases.subjectpage import SubjectPage, known_as
from cases.trace import Operation, trace
from cases.views.asking import full_case, reader
from cases.views.holding import keeps_typing
from cases.views.partform import PartForm
from cases.views.parts import Undoing, bring_back, changeable, kept_one, take_off


@requires(Capability.READ_CASES)
@require_safe
@full_case
def subject_detail(request: HttpRequest, reference: str, public_id: uuid.UUID) -> HttpResponse:
    sighted = find(reference, request.user)
    subject = subjects.find_subject(sighted, public_id)
    trace(sighted.case, Operation.CONSULTATION, "open subject", by=request.user)
    context = {
        "case": sighted.case,
        "page": SubjectPage(subject),
        "subject": subject,
        "given": given_by(subject, request.user),
        "may_change": may_change(request, sighted, subject),
        "may_unprotect": may_unprotect(request, sighted, subject),
    }
    return render(request, "cases/subject.html", context)


def may_unprotect(request: HttpRequest, sighted: Sighted, subject: Subject) -> bool:
    holds = sighted.is_originator and may(request.user, Capability.SHARE_CASE)
    return holds and subject.may_be_unprotected


def may_change(request: HttpRequest, sighted: Sighted, subject: Subject) -> bool:
    standing = sighted.case.is_draft or sighted.case.is_open
    keeps = subject.is_kept_by(sighted.level, sighted.country)
    return standing and keeps and may(request.user, Capability.LOG_CASE)


class SubjectForm(PartForm[Subject]):
    kept = subjects.SUBJECTS
    template = "cases/subject_form.html"
    sheet: SubjectSheet

    def standing(self, sighted: Sighted) -> list[Subject]:
        return sighted.subjects

    def called(self, row: Subject) -> str:
        return known_as(row)

    def more(self) -> dict[str, object]:
        if self.row is None:
            return {"known": "", "shown_to": []}
        shown_to = identity.countries_shown(self.sighted.case, self.row)
        own = self.sighted.is_originator  # who may know it
        return {"known": known_as(self.row), "shown_to": shown_to if own else []}

    def moved(self) -> PartSheet[subjects.SubjectRecord] | None:
        """A row more, or the machine-readable lines read."""
        if not self.sheet.asks_documents:
            return None
        moves = {"more": self.sheet.with_row, "read": self.sheet.read}
        move = moves.get(self.request.POST.get("do", ""))
        return move() if move is not None else None


@requires(Capability.LOG_CASE)
@keeps_typing
@require_http_methods(["GET", "HEAD", "POST"])
@full_case
def subject_new(request: HttpRequest, reference: str) -> HttpResponse:
    sighted = changeable(request, reference)
    posted = request.method == "POST"
    kind = (request.POST if posted else request.GET).get("kind", "")
    if kind not in Subject.Kind.values:
        context = {"case": sighted.case, "kinds": Subject.Kind.choices}
        return render(request, "cases/subject_kinds.html", context)
    fields = request.POST.copy() if posted else blank(kind)
    sheet = SubjectSheet(fields, kind=kind, officer=reader(request))
    return SubjectForm(request, sighted, sheet).answer()


@requires(Capability.LOG_CASE)
@keeps_typing
@require_http_methods(["GET", "HEAD", "POST"])
@full_case
def subject_edit(request: HttpRequest, reference: str, public_id: uuid.UUID) -> HttpResponse:
    sighted = changeable(request, reference)
    subject = kept_one(sighted, sighted.subjects, public_id)
    record = subjects.record_of(subject)
    posted = request.method == "POST"
    fields = request.POST.copy() if posted else filled(record, subject.version)
    if not posted:
        trace(sighted.case, Operation.CONSULTATION, "open subject", by=request.user)
    sheet = SubjectSheet(fields, kind=subject.kind, officer=reader(request), before=record)
    return SubjectForm(request, sighted, sheet, subject).answer()


_UNDOING = Undoing(
    subjects.SUBJECTS,
    lambda sighted: sighted.subjects,
    gettext_lazy("It is taken off the case. You can bring it back below."),
    restore="subject-restore",
    undo="?removed={}#removed",
)


@requires(Capability.LOG_CASE)
@require_POST
def subject_remove(request: HttpRequest, reference: str, public_id: uuid.UUID) -> HttpResponse:
    return take_off(request, reference, public_id, _UNDOING)


@requires(Capability.LOG_CASE)
@require_POST
def subject_restore(request: HttpRequest, reference: str, public_id: uuid.UUID) -> HttpResponse:
    def said(subject: Subject) -> str:
        return _("%(name)s is back on the case.") % {"name": known_as(subject)}

    return bring_back(request, reference, public_id, _UNDOING, said)
