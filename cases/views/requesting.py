"""Asking one or several offices for information: from a case, from another request, or from
nothing."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from agencies.access import Capability, requires
from agencies.models import Office
from cases import requestreading, requests
from cases.forms.request_forms import AskForm, phrases
from cases.models import Case, Request
from cases.reading import find as find_case
from cases.requests import Asked
from cases.views.asking import reader, reader_office, tried


@dataclass(frozen=True)
class Ground:
    """What the request starts from, where it starts from anything."""

    case: Case | None
    parent: Request | None


@requires(Capability.ASK_OFFICES)
@require_http_methods(["GET", "HEAD", "POST"])
def request_new(request: HttpRequest) -> HttpResponse:
    office, ground = reader_office(request), _ground(request)
    near, others = offices_for(office)
    form = AskForm(
        request.POST or None,
        near=near,
        others=others,
        phrases=phrases(),
        has_case=ground.case is not None,
        initial=_initial(request, ground),
    )
    known = {each.code: each for each in others}

    def verb(**said: object) -> list[Request]:
        to = [known[code] for code in form.offices]
        return requests.ask(_asked(form, ground), officer=reader(request), office=office, to=to)

    if form.is_bound and form.is_valid() and (done := tried(verb, form)):
        return _sent(request, done.result)
    context = {"form": form, "ground": ground, "office": office}
    return render(request, "cases/request_new.html", context)


def _ground(request: HttpRequest) -> Ground:
    """Out of reach does not exist, a draft tells nobody anything."""
    case, parent = request.GET.get("case", ""), request.GET.get("request", "")
    found = find_case(case, request.user).case if case else None
    if found is not None and found.is_draft:
        raise Http404
    return Ground(found, requestreading.find(parent, request.user).request if parent else None)


def _initial(request: HttpRequest, ground: Ground) -> dict[str, object]:
    """Who was asked about before is likely to be asked again; so is who logged the case."""
    to = request.GET.get("to", "")
    if not to and ground.case is not None:
        to = ground.case.office.code
    urgency = ground.parent.urgency if ground.parent is not None else "priority"
    basis = ground.parent.legal_basis if ground.parent is not None else ""
    return {"to": [to], "other": to, "urgency": urgency, "legal_basis": basis}


def _asked(form: AskForm, ground: Ground) -> Asked:
    said = form.cleaned_data
    return Asked(
        urgency=said["urgency"],
        purpose=said["purpose"],
        legal_basis=said["legal_basis"],
        question=said["question"],
        questions=form.questions,
        case=ground.case,
        parent=ground.parent,
        disclosed=said.get("disclosed", False),
    )


def _sent(request: HttpRequest, made: object) -> HttpResponse:
    rows = list(made) if isinstance(made, list) else []
    text = ngettext("%(count)s office was asked.", "%(count)s offices were asked.", len(rows))
    messages.success(request, text % {"count": len(rows)})
    if len(rows) == 1:
        return redirect("request-detail", rows[0].reference)
    return redirect("request-list")


def offices_for(office: Office) -> tuple[list[Office], list[Office]]:
    """Those across the own borders, the direct counterparts first, with the desks of their
    countries; and everybody."""
    rows = Office.objects.active().exclude(pk=office.pk).select_related("country")
    abroad = rows.exclude(country=office.country_id)
    counterparts = abroad.filter(borders__in=office.borders.values("pk")).distinct()
    countries = set(counterparts.values_list("country", flat=True))
    desks = abroad.filter(kind=Office.Kind.NATIONAL, country__in=countries)
    direct = set(abroad.filter(crossings__in=office.crossings.all()).values_list("pk", flat=True))
    across = sorted(counterparts.order_by("country", "name"), key=lambda one: one.pk not in direct)
    near = [*across, *desks.order_by("country")]
    return near, list(rows.order_by("country", "kind", "name"))
