"""Logging a case and changing one: the same form."""

import uuid
from contextlib import suppress

import uuid6
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from agencies.access import Capability, requires
from agencies.models import Code, Office, Officer
from cases import drafts, merging, papers, workflow
from cases.content import PARTS, CaseContent, changed_fields, content_of
from cases.forms.entry import TOO_LONG
from cases.forms.filling import blank, filled
from cases.forms.raw import Raw, TooMuch, restored, rows_changed, stored
from cases.forms.sheet import Sheet, unfinished_of
from cases.merging import Merged, Overtaken
from cases.models import Case, FormDraft
from cases.problems import CaseProblem, NotAllowed, StaleVersion
from cases.reading import consult, find
from cases.views.asking import only_originators, reader, reader_office
from cases.views.holding import case_of, keeps_typing, key_of, token_for
from cases.views.overtaken import changed_since, joined_with, overtaken

LISTED = 10


@requires(Capability.LOG_CASE)
@keeps_typing
@require_http_methods(["GET", "HEAD", "POST"])
def case_new(request: HttpRequest) -> HttpResponse:
    officer, office = reader(request), reader_office(request)
    if request.method == "POST":
        return _posted(request, _sheet(officer, request.POST.copy()), office)
    draft = _draft_asked_for(request, officer)
    if draft is not None and draft.case is not None:
        return redirect(unfinished_of(draft).address)
    if draft is not None:
        return _page(request, _taken_up(officer, draft))
    known = _logged_under(request.GET.get("draft", ""), officer)
    if known is not None:
        return _go_on(known)
    fields = blank(officer)
    fields["key"] = papers.key_on_paper(key_of(request.GET.get("draft", "")), officer)
    sheet = _sheet(officer, fields)
    sheet.unfinished = [unfinished_of(draft) for draft in drafts.unfinished(officer)]
    sheet.logged_drafts = list(Case.objects.originated_by(officer).drafts()[:LISTED])
    return _page(request, sheet)


@requires(Capability.LOG_CASE)
@keeps_typing
@require_http_methods(["GET", "HEAD", "POST"])
def case_edit(request: HttpRequest, reference: str) -> HttpResponse:
    posted = request.method == "POST"
    sighted = find(reference, request.user) if posted else consult(reference, request.user)
    only_originators(sighted)
    officer, case = reader(request), sighted.case
    if posted:
        return _posted(request, _sheet(officer, request.POST.copy(), case), case.office)
    if not (case.is_draft or case.is_open):
        messages.error(request, _("The case is over. Reopen it before you change it."))
        return redirect("case-detail", reference)
    draft = drafts.find(officer, case.draft_key)
    if draft is not None and draft.case == case and "draft" in request.GET:
        return _page(request, _taken_up(officer, draft, case))
    sheet = _sheet(officer, filled(_content(case), officer), case)
    sheet.fields["key"] = str(case.draft_key)
    _begin(sheet, case)
    sheet.unfinished = [unfinished_of(d) for d in drafts.unfinished(officer, case=case)]
    return _page(request, sheet)


@requires(Capability.LOG_CASE)
@require_POST
def case_discard(request: HttpRequest, reference: str) -> HttpResponse:
    sighted = find(reference, request.user)
    only_originators(sighted)
    try:
        workflow.discard(sighted.case, officer=reader(request))
    except CaseProblem as problem:
        messages.error(request, problem.message)
        return redirect("case-detail", reference)
    messages.success(request, _("The draft %(ref)s is thrown away.") % {"ref": reference})
    return redirect("case-list")


# -- showing -------------------------------------------------------------------------------------


def _page(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    return render(request, "cases/form.html", {"sheet": sheet, "entry": sheet.entry})


def _sheet(officer: Officer, fields: Raw, case: Case | None = None) -> Sheet:
    """A form that came without its hidden key (or with a made-up one) gets a new one."""
    if key_of(fields.get("key", "")) is None:
        fields["key"] = str(uuid6.uuid7())
    in_use = (*codes_of(case),) if case is not None else ()
    return Sheet(officer, fields, token_for(officer), case, in_use)


def codes_of(case: Case) -> list[Code]:
    """The case's own codes stay choosable, retired or not."""
    content = _content(case)
    finds = content.seizures
    return [
        *content.offences,
        *(find.unit for find in finds),
        *(find.substance for find in finds if find.substance is not None),
    ]


def _content(case: Case) -> CaseContent:
    prefetch_related_objects([case], *PARTS)
    return content_of(case)


def _begin(sheet: Sheet, case: Case) -> None:
    """The form is about the case as it stands now: what others change later can be told apart."""
    sheet.fields["version"] = str(case.version)
    sheet.fields["began"] = merging.written(merging.marks_of(_content(case)))


def _taken_up(officer: Officer, draft: FormDraft, case: Case | None = None) -> Sheet:
    """Every value as it was typed, valid or not."""
    sheet = _sheet(officer, restored(draft.data), case)
    sheet.fields["key"] = str(draft.key)
    sheet.kept_at = draft.saved_at
    return sheet


def _draft_asked_for(request: HttpRequest, officer: Officer) -> FormDraft | None:
    key = key_of(request.GET.get("draft", ""))
    return drafts.find(officer, key) if key is not None else None


def _logged_under(text: str, officer: Officer) -> Case | None:
    """The case that a form has become already: going back in the browser ends there."""
    key = key_of(text)
    cases = Case.objects.originated_by(officer)
    return cases.filter(draft_key=key).first() if key is not None else None


def _go_on(case: Case) -> HttpResponse:
    return redirect("case-preview" if case.is_draft else "case-detail", case.reference)


# -- taking what was posted ----------------------------------------------------------------------


def _posted(request: HttpRequest, sheet: Sheet, office: Office) -> HttpResponse:
    do = request.POST.get("do", "")
    rows = rows_changed(sheet.fields, do)
    if rows is not None:
        if rows[0] is sheet.fields and do.startswith("add:"):
            sheet.said = str(TOO_LONG)
        sheet.fields, sheet.new_row = rows
        return _kept(request, sheet)
    sheet.checked = True
    if not sheet.entry.is_valid():
        return _kept(request, sheet)
    if sheet.case is None:
        return _log(request, sheet, office)
    return _revise(request, sheet, sheet.case)


def _kept(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """Show the form again; what was typed is kept in any case."""
    key = key_of(sheet.key)
    if key is not None:
        with suppress(TooMuch):
            drafts.keep(sheet.officer, key, stored(sheet.fields), case=sheet.case)
    return _page(request, sheet)


def _log(request: HttpRequest, sheet: Sheet, office: Office) -> HttpResponse:
    content = sheet.entry.content()
    key = key_of(sheet.key) or uuid6.uuid7()
    other = papers.keyed_in_by_another(key, sheet.officer)
    if other is not None:
        sheet.said = _(
            "A colleague keyed this form in as %(ref)s. What you typed is not saved."
        ) % {"ref": other.reference}
        return _kept(request, sheet)
    case = _draft_of(content, sheet.officer, office, key)
    drafts.drop(sheet.officer, key)
    if not changed_fields(_content(case), content):
        return _go_on(case)
    # The same form once more, with other answers: a change of the case it became.
    sheet.case = case
    sheet.fields["version"] = str(case.version)
    if case.is_draft:
        return _revise(request, sheet, case)
    sheet.said = _("This form was submitted as %(ref)s. What you typed now is not saved yet.") % {
        "ref": case.reference
    }
    return _page(request, sheet)


def _draft_of(content: CaseContent, officer: Officer, office: Office, key: uuid.UUID) -> Case:
    """The case of this form, however often it is sent. A key that another office used already
    is no key of ours."""
    known = Case.objects.filter(draft_key=key).first()
    if known is not None and case_of(known.reference, officer) is None:
        key = uuid6.uuid7()
    try:
        return workflow.create_draft(content, officer=officer, office=office, draft_key=key)
    except IntegrityError:  # a double click: the other request was first, and its case is there
        first = Case.objects.originated_by(officer).filter(draft_key=key).first()
        if first is None:
            raise
        return first


def _revise(request: HttpRequest, sheet: Sheet, case: Case) -> HttpResponse:
    content = sheet.entry.content()
    told_before = _told(case)
    try:
        case = workflow.revise(
            case,
            content,
            officer=sheet.officer,
            version=sheet.version,
            began=sheet.began,
            theirs=sheet.theirs,
        )
    except StaleVersion as problem:
        return _stale(request, sheet, case, problem)
    except NotAllowed as problem:
        raise PermissionDenied(problem.message) from problem
    except CaseProblem as problem:
        sheet.refused = problem.message
        return _kept(request, sheet)
    _drop(sheet)
    said = joined_with(case, since=sheet.version, reader=sheet.officer)
    if said:
        messages.info(request, said)
    if case.is_open:
        messages.success(request, _what_was_told(_told(case) - told_before))
    return _go_on(case)


def _stale(request: HttpRequest, sheet: Sheet, case: Case, problem: StaleVersion) -> HttpResponse:
    """Nothing typed is lost: both values side by side, and the next save is on the new version."""
    now, typed = find(case.reference, request.user).case, sheet.entry.content()
    if not changed_fields(_content(now), typed):  # sent twice: the first did it
        _drop(sheet)
        return _go_on(now)
    merged = problem.merged if isinstance(problem, Overtaken) else _contested(now, sheet, typed)
    again = _sheet(sheet.officer, filled(merged.content, sheet.officer), now)
    again.fields["key"], again.checked = sheet.key, True
    _begin(again, now)
    again.stale = overtaken(
        now, since=sheet.version, now=_content(now), merged=merged, reader=sheet.officer
    )
    return _kept(request, again)


def _contested(case: Case, sheet: Sheet, typed: CaseContent) -> Merged[CaseContent]:
    """A form that does not say what it began with: whatever others changed since is asked."""
    changed = changed_since(case, sheet.version)
    both = [name for name in changed_fields(_content(case), typed) if name in changed]
    return Merged(typed, tuple(both))


def _drop(sheet: Sheet) -> None:
    key = key_of(sheet.key)
    if key is not None:
        drafts.drop(sheet.officer, key)


def _told(case: Case) -> set[Office]:
    return set(Office.objects.filter(involvements__in=case.involvements.standing()))


def _what_was_told(offices: set[Office]) -> str:
    if not offices:
        return _("The change is saved. No new office was told.")
    names = ", ".join(sorted(office.title for office in offices))
    return ngettext(
        "The change is saved and one more office is told: %(names)s.",
        "The change is saved and %(count)s more offices are told: %(names)s.",
        len(offices),
    ) % {"names": names, "count": len(offices)}
