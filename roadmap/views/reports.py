"""Reports: what is due, drafting, writing, approving, taking out."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access import Capability, requires
from cases.filedelivery import handed_over
from cases.forms.begun import version_in
from cases.forms.days import written
from cases.views.asking import Question, reader
from cases.views.questions import About, done_at_once, put, unless_stale, worked
from roadmap import reportdeadlines, reports
from roadmap.forms.report_forms import (
    PREFIX,
    BeginForm,
    DeadlineForm,
    ReportChoiceForm,
    SendBackForm,
    SendingForm,
    WordsForm,
)
from roadmap.keepers import is_lead, kept_by
from roadmap.models import Report
from roadmap.reportfiles import TYPES, facts_of, take
from roadmap.reportpage import SHOWN, ReportPage, due_lines
from roadmap.reports import Wanted, find_report
from roadmap.sections import sections_for
from roadmap.views.asking import only_keepers

HERE = "roadmap-reports"


@requires(Capability.READ_ROADMAP)
@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    form = ReportChoiceForm(request.GET)
    rows = Report.objects.visible_to(request.user).to_show()
    if form.is_valid():
        rows = rows.filter(**{name: said for name, said in form.cleaned_data.items() if said})
    context = {
        "form": form,
        "due": due_lines(request.user),
        "rows": rows[:SHOWN],
        "may_begin": bool(kept_by(request.user)),
        "is_lead": is_lead(request.user),
        "sections": sections_for(request, HERE),
    }
    return render(request, "roadmap/reports.html", context)


@requires(Capability.READ_ROADMAP)
@require_safe
def report_detail(request: HttpRequest, reference: str) -> HttpResponse:
    report = reports.consult_report(reference, request.user)
    page = ReportPage(report, request.user)
    context = {
        "page": page,
        "report": report,
        "facts": facts_of(report, page.content),
        "kinds": list(TYPES),
        "sections": sections_for(request, HERE),
    }
    return render(request, "roadmap/report.html", context)


@requires(Capability.READ_ROADMAP)
@require_safe
def report_file(request: HttpRequest, reference: str, kind: str) -> HttpResponseBase:
    report = find_report(reference, request.user)
    if kind not in TYPES:
        raise Http404
    return handed_over(take(report, kind, request.user))


@requires(Capability.KEEP_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def report_new(request: HttpRequest) -> HttpResponse:
    question = Question(
        title=_("Begin a report"),
        lead=_("The portal drafts it from the data at the end of the period; you write the words."),
        button=_("Draft it"),
        done="",
    )
    initial = {"language": get_language(), **request.GET.dict()}
    form = BeginForm(request.POST or None, initial=initial)
    made: list[Report] = []

    def verb(**said: Any) -> None:
        made.append(reports.begin(Wanted(**said), officer=reader(request)))

    if form.is_bound and form.is_valid() and worked(verb, form):
        return redirect(made[0].link)
    context = {"form": form, "question": question, "about": _all()}
    return render(request, "cases/question.html", context)


@requires(Capability.KEEP_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def report_write(request: HttpRequest, reference: str) -> HttpResponse:
    report = _own(reference, request)
    question = Question(
        title=_("Write the report"),
        lead=_("The data of each section stays beside your words."),
        button=_("Save"),
        done=_("The words are saved."),
    )
    form = _words(request, report)

    def verb(version: int | None, is_national: bool | None = None, **said: str) -> None:
        texts = {key.removeprefix(PREFIX): text for key, text in said.items()}
        write = partial(
            reports.write, report, texts, officer=reader(request), is_national=is_national
        )
        unless_stale(request, form, write, version, lambda: _stands(reference, request))

    return put(request, _about(report), question, form, verb)


def _words(request: HttpRequest, report: Report) -> WordsForm:
    texts = {f"{PREFIX}{key}": text for key, text in report.texts.items()}
    national = {Report.Kind.QUARTERLY, Report.Kind.ITEM}
    return WordsForm(
        request.POST or None,
        sections=[(one["key"], one["title"]) for one in report.data],
        may_stay=report.kind in national and not report.is_regional,
        initial={**texts, "is_national": report.is_national, "version": report.version},
    )


def _stands(reference: str, request: HttpRequest) -> str:
    return " · ".join(find_report(reference, request.user).texts.values()) or "–"


@requires(Capability.KEEP_ROADMAP)
@require_POST
def report_refresh(request: HttpRequest, reference: str) -> HttpResponse:
    return _step(request, reference, reports.refresh, _("The data is drafted anew."))


@requires(Capability.KEEP_ROADMAP)
@require_POST
def report_submit(request: HttpRequest, reference: str) -> HttpResponse:
    return _step(request, reference, reports.submit, _("It waits for a second coordinator."))


@requires(Capability.KEEP_ROADMAP)
@require_POST
def report_approve(request: HttpRequest, reference: str) -> HttpResponse:
    return _step(request, reference, reports.approve, _("The report is approved and frozen."))


@requires(Capability.KEEP_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def report_send_back(request: HttpRequest, reference: str) -> HttpResponse:
    report = _own(reference, request)
    question = Question(
        title=_("Send the report back"),
        lead=_("It becomes a draft again."),
        button=_("Send it back"),
        done=_("The report is a draft again."),
    )
    form = SendBackForm(request.POST or None, initial={"version": report.version})

    def verb(reason: str, version: int | None) -> None:
        reports.send_back(report, reason, officer=reader(request), version=version or 0)

    return put(request, _about(report), question, form, verb)


@requires(Capability.KEEP_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def report_sent(request: HttpRequest, reference: str) -> HttpResponse:
    report = _own(reference, request)
    question = Question(
        title=_("Mark as sent"),
        lead=_("To which body the report went, and when."),
        button=_("Mark as sent"),
        done=_("It is marked as sent."),
    )
    verb = partial(reports.mark_sent, report, officer=reader(request))
    return put(request, _about(report), question, SendingForm(request.POST or None), verb)


@requires(Capability.KEEP_ROADMAP)
@require_POST
def report_correct(request: HttpRequest, reference: str) -> HttpResponse:
    report = _own(reference, request)
    verb = partial(reports.correct, report, officer=reader(request))
    return done_at_once(request, report.link, verb, _("A further edition is drafted."))


@requires(Capability.KEEP_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def report_deadline(request: HttpRequest, kind: str, year: int) -> HttpResponse:
    if not is_lead(request.user):
        raise PermissionDenied(_("Only coordinators of the lead shepherd can do that."))
    row = reportdeadlines.standing(kind, year)
    names = dict(Report.Kind.choices)
    question = Question(
        title=_("Set the day"),
        lead=f"{names.get(kind, kind)}, {year}",
        button=_("Set the day"),
        done=_("The day is set."),
    )
    day = written(reportdeadlines.yearly_day(kind, year))
    initial = {"due_on": day, "version": row.version if row is not None else 0}
    form = DeadlineForm(request.POST or None, initial=initial)

    def verb(due_on: Any, version: int | None) -> None:
        change = partial(reportdeadlines.set_day, kind, year, due_on, officer=reader(request))
        stands = lambda: f"{reportdeadlines.yearly_day(kind, year)}"  # noqa: E731
        unless_stale(request, form, change, version, stands)

    return put(request, _all(), question, form, verb)


def _step(
    request: HttpRequest, reference: str, verb: Callable[..., Any], said: str
) -> HttpResponse:
    report = _own(reference, request)
    begun = version_in(request.POST)
    step = partial(verb, report, officer=reader(request), version=begun)
    return done_at_once(request, report.link, step, said)


def _own(reference: str, request: HttpRequest) -> Report:
    report = find_report(reference, request.user)
    only_keepers(request, report.country_id)
    return report


def _about(report: Report) -> About:
    return About(report.reference, report.link)


def _all() -> About:
    return About(_("Reports"), reverse(HERE))
