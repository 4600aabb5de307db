"""Pages of the checks made in other systems."""

from functools import partial
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access import Capability, may, office_of, requires
from agencies.models import Code
from cases.views.asking import Question, reader, reader_office
from cases.views.questions import About, done_at_once, put
from roadmap import checks
from roadmap.checks import CheckContent
from roadmap.forms.site_forms import CheckForm
from roadmap.models import Check
from roadmap.models.site import DATABASES
from roadmap.sections import sections_for

ROWS = 50


@requires(Capability.READ_ROADMAP)
@require_safe
def check_list(request: HttpRequest) -> HttpResponse:
    """The own rows to those who have some, totals to everybody."""
    rows = Check.objects.visible_to(request.user).standing().select_related("office", "database")
    page = list(rows[:ROWS])
    references = checks.case_references(page, request.user)
    own = office_of(request.user)
    context = {
        "rows": [(check, references.get(check.pk, ""), check.office == own) for check in page],
        "totals": checks.totals(request.user),
        "may_record": may(request.user, Capability.RECORD_CHECK),
        "sections": sections_for(request, "roadmap-checks"),
    }
    return render(request, "roadmap/checks.html", context)


@requires(Capability.RECORD_CHECK)
@require_http_methods(["GET", "HEAD", "POST"])
def check_new(request: HttpRequest) -> HttpResponse:
    office = reader_office(request)
    question = Question(
        title=_("Record a check"),
        lead=_("That your office asked another system, and what followed. No personal data."),
        button=_("Record the check"),
        done=_("The check is recorded."),
    )
    form = CheckForm(
        request.POST or None,
        databases=Code.objects.in_list(DATABASES).active(),
        zone=ZoneInfo(office.time_zone),
    )

    def verb(**said: Any) -> None:
        checks.record_check(CheckContent(**said), by=reader(request), office=office)

    about = About(_("Checks in other systems"), reverse("roadmap-checks"))
    return put(request, about, question, form, verb)


@requires(Capability.RECORD_CHECK)
@require_POST
def check_strike(request: HttpRequest, public_id: UUID) -> HttpResponse:
    check = checks.find_check(public_id, request.user)
    verb = partial(checks.strike_check, check, by=reader(request))
    return done_at_once(request, reverse("roadmap-checks"), verb, _("The check is struck."))
