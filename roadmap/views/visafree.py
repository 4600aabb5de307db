"""Pages of the days without a visa."""

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access import Capability, requires
from agencies.models import Country
from cases.exports.sheet import CSV, TYPES, Sheet
from cases.forms.begun import version_in
from cases.forms.days import latest_day, written
from cases.views.asking import Question, reader
from cases.views.questions import About, done_at_once, put, unless_stale
from roadmap import visafree as keeping
from roadmap.forms.visa_forms import StrikeForm, VisaChoiceForm, VisaForm
from roadmap.keepers import keeps
from roadmap.models import VisaStatement
from roadmap.sections import sections_for
from roadmap.views.asking import only_keepers
from roadmap.visafree import VisaContent, find_statement
from roadmap.visamatrix import VisaCell, VisaLine, VisaMatrix, matrix_of

Paper = VisaStatement.Paper


@requires(Capability.READ_ROADMAP)
@require_safe
def visa_free(request: HttpRequest) -> HttpResponse:
    form = VisaChoiceForm(_asked(request))
    context: dict[str, Any] = {"sections": sections_for(request, "roadmap-visa-free")}
    context |= {"form": form, "matrix": None, "host": None, "query": request.GET.urlencode()}
    if not form.is_valid():
        return render(request, "roadmap/visa_free.html", context, status=400)
    matrix = _chosen(request, form)
    host = next((one for one in matrix.countries if one.pk == form.cleaned_data["host"]), None)
    context |= {"matrix": matrix, "paper": Paper(matrix.paper).label, "host": host}
    if host is not None:
        context |= {"here": matrix.granted_by(host), "abroad": matrix.granted_to(host)}
    return render(request, "roadmap/visa_free.html", context)


@requires(Capability.READ_ROADMAP)
@require_safe
def visa_free_csv(request: HttpRequest) -> HttpResponse:
    """The table that the page shows under the same address."""
    form = VisaChoiceForm(_asked(request))
    if not form.is_valid():
        faults = " ".join(str(fault) for faults in form.errors.values() for fault in faults)
        return HttpResponse(faults, status=400, content_type="text/plain; charset=utf-8")
    matrix = _chosen(request, form)
    wanted = form.cleaned_data["host"]
    rows = [
        _line(cell, matrix)
        for cell in matrix.cells.values()
        if not cell.is_same and wanted in ("", cell.host.pk)
    ]
    head = [[_("As on"), matrix.day.isoformat()]]
    response = HttpResponse(Sheet(head, _titles(), rows).written(CSV), content_type=TYPES[CSV])
    name = f"visa-free-{matrix.day.isoformat()}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@requires(Capability.READ_ROADMAP)
@require_safe
def visa_pair(request: HttpRequest, host: str, nationality: str) -> HttpResponse:
    here, there = _pair(host, nationality)
    rows = VisaStatement.objects.visible_to(request.user).to_show()
    context = {
        "host": here,
        "nationality": there,
        "lines": [VisaLine(row, request.user) for row in rows.filter(host=here, nationality=there)],
        "may_keep": keeps(request.user, here.pk),
        "today": latest_day(),
        "sections": sections_for(request, "roadmap-visa-free"),
    }
    return render(request, "roadmap/visa_pair.html", context)


@requires(Capability.KEEP_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def visa_new(request: HttpRequest, host: str, nationality: str) -> HttpResponse:
    here, there = _pair(host, nationality)
    only_keepers(request, here.pk)
    question = Question(
        title=_("State days without a visa"),
        lead=_(
            "What %(host)s grants to nationals of %(nationality)s. A second coordinator verifies."
        )
        % {"host": here, "nationality": there},
        button=_("State it"),
        done=_("It is stated. A second coordinator verifies it."),
    )

    def verb(**said: Any) -> None:
        content = VisaContent(**{**said, "valid_to": said["valid_to"] or None})
        keeping.state(here, there, content, officer=reader(request))

    return put(request, _about(here, there), question, VisaForm(request.POST or None), verb)


@requires(Capability.KEEP_ROADMAP)
@require_POST
def visa_verify(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = find_statement(public_id, request.user)
    version = version_in(request.POST)
    verb = partial(keeping.verify, found, officer=reader(request), version=version)
    return done_at_once(request, found.link, verb, _("The statement is verified."))


@requires(Capability.KEEP_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def visa_strike(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = find_statement(public_id, request.user)
    only_keepers(request, found.host_id)
    question = Question(
        title=_("Strike the statement"),
        lead=_("It stays to be read and counts no more. State the right one afterwards."),
        button=_("Strike it"),
        done=_("The statement is struck."),
        is_grave=True,
    )
    form = StrikeForm(request.POST or None, initial={"version": found.version})

    def verb(version: int | None, reason: str) -> None:
        write = partial(keeping.strike, found, reason=reason, officer=reader(request))
        unless_stale(request, form, write, version, lambda: _said(public_id, request))

    return put(request, _about(found.host, found.nationality), question, form, verb)


def _pair(host: str, nationality: str) -> tuple[Country, Country]:
    """Two member states."""
    known = {one.pk: one for one in keeping.members()}
    if host == nationality or not {host, nationality} <= set(known):
        raise Http404
    return known[host], known[nationality]


def _about(host: Country, nationality: Country) -> About:
    from_there = VisaStatement(host=host, nationality=nationality)
    return About(f"{host} ← {nationality}", from_there.link)


def _asked(request: HttpRequest) -> dict[str, str]:
    """What is left out: today, ordinary passports, all countries."""
    asked = {name: request.GET.get(name, "").strip() for name in ("on", "paper", "host")}
    return {
        **asked,
        "on": asked["on"] or written(latest_day()),
        "paper": asked["paper"] or "ordinary",
    }


def _chosen(request: HttpRequest, form: VisaChoiceForm) -> VisaMatrix:
    day: date = form.cleaned_data["on"]
    return matrix_of(request.user, day=day, paper=form.cleaned_data["paper"])


def _titles() -> list[str]:
    return [
        _("Host"),
        _("Nationality"),
        _("Kind of paper"),
        _("Days"),
        _("Holds from"),
        _("Last day"),
        _("Ground"),
        _("Source"),
        _("Verified"),
    ]


def _line(cell: VisaCell, matrix: VisaMatrix) -> list[str | int]:
    """A pair of which nothing is stated has no days."""
    pair: list[str | int] = [cell.host.pk, cell.nationality.pk, matrix.paper]
    row = cell.statement
    if row is None:
        return [*pair, "", "", "", "", "", ""]
    until = row.valid_to.isoformat() if row.valid_to is not None else ""
    verified = _("yes") if row.verified_by_id is not None else _("no")
    held: list[str | int] = [row.days, row.valid_from.isoformat(), until]
    return [*pair, *held, row.ground, row.document, verified]


def _said(public_id: UUID, request: HttpRequest) -> str:
    row = find_statement(public_id, request.user)
    return row.struck_reason or f"{row.days}, {written(row.valid_from)}"
