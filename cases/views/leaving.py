"""An officer leaves: a head or coordinator hands over all open work in one action."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access import Capability, requires
from agencies.models import Office, Officer
from cases import leaving
from cases.forms.desk import SuccessorForm
from cases.leaving import Work, officers_with_work
from cases.models import Case
from cases.officework import colleagues_of
from cases.problems import CaseProblem, NotAllowed
from cases.reading import list_consulted
from cases.views.asking import reader


@requires(Capability.HAND_OVER_POSTING)
@require_safe
def posting_list(request: HttpRequest, code: str) -> HttpResponse:
    """Everybody of the office, with how much open work each has."""
    office = _own(request, code)
    rows = [(one, Work(one, office).parcel.total) for one in officers_with_work(office)]
    return render(request, "cases/posting_list.html", {"office": office, "rows": rows})


@requires(Capability.HAND_OVER_POSTING)
@require_http_methods(["GET", "HEAD", "POST"])
def posting_hand_over(request: HttpRequest, code: str, username: str) -> HttpResponse:
    """What would go, and to whom; then all of it goes."""
    office = _own(request, code)
    officer = leaving.find(office, username)
    work = Work(officer, office)
    successors = {one.username: one for one in colleagues_of(office) if one != officer}
    form = SuccessorForm(request.POST or None, colleagues=list(successors.values()))
    if form.is_bound and form.is_valid():
        to = successors[form.cleaned_data["to"]]
        if _did(request, form, officer, to, office):
            return redirect("posting-list", office.code)
    seen = Case.objects.visible_to(request.user).filter(reference__in=work.parcel.references)
    list_consulted(seen, request.user, action="posting")
    context = {
        "office": office,
        "leaving": officer,
        "parcel": work.parcel,
        "groups": _groups(work, {case.reference for case in seen}),
        "form": form,
    }
    return render(request, "cases/posting_hand_over.html", context)


def _own(request: HttpRequest, code: str) -> Office:
    office = get_object_or_404(Office.objects.select_related("country"), code=code)
    try:
        leaving.must_be_theirs(reader(request), office)
    except NotAllowed as problem:
        raise PermissionDenied(problem.message) from problem
    return office


def _did(
    request: HttpRequest, form: SuccessorForm, officer: Officer, to: Officer, office: Office
) -> bool:
    try:
        done = leaving.hand_over(officer, to, office=office, officer=reader(request))
    except CaseProblem as problem:
        form.add_error("to", problem.message)
        return False
    facts = {"count": done.total, "name": officer.full_title, "to": to.full_title}
    messages.success(request, _("%(name)s has handed over to %(to)s: %(count)s in all.") % facts)
    return True


def _groups(work: Work, seen: set[str]) -> list[tuple[str, list[str], int]]:
    """(what, references that the reader sees, how many there are)."""
    parcel = work.parcel
    named = [
        (_("Cases assigned"), parcel.assignments),
        (_("Open tasks"), parcel.tasks),
        (_("Cases in draft"), parcel.drafts),
        (_("Notices taken"), parcel.notices),
    ]
    return [
        (str(label), [one for one in dict.fromkeys(rows) if one in seen], len(rows))
        for label, rows in named
    ]
