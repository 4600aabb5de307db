"""What the laboratory reported about a seizure, entered when it comes."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies.access import Capability, requires
from cases import seizures
from cases.forms.begun import version_in
from cases.forms.entry import problems_of
from cases.forms.part_sheet import differing, on_version
from cases.forms.seizure_form import LabForm
from cases.forms.seizure_sheet import lab_filled
from cases.models import Seizure
from cases.problems import CaseProblem, NotAllowed, StaleVersion
from cases.reading import Sighted
from cases.views.asking import reader
from cases.views.parts import changeable, kept_one


@requires(Capability.LOG_CASE)
@require_http_methods(["GET", "HEAD", "POST"])
def seizure_lab(request: HttpRequest, reference: str, public_id: uuid.UUID) -> HttpResponse:
    sighted = changeable(request, reference)
    seizure = kept_one(sighted, seizures.seizures_of(sighted), public_id)
    posted = request.method == "POST"
    form = LabForm(request.POST.copy() if posted else lab_filled(seizure), checked=posted)
    if not posted or form.errors:
        return _page(request, sighted, seizure, form)
    try:
        version = version_in(form.data)  # type: ignore[arg-type]
        seizures.record_lab_result(seizure, form.result(), officer=reader(request), version=version)
    except NotAllowed as problem:
        raise PermissionDenied(problem.message) from problem
    except StaleVersion as problem:
        return _overtaken(request, sighted, public_id, form, problem)
    except CaseProblem as problem:
        form.add_error(problem.field if problem.field in form.fields else None, problem.message)
        return _page(request, sighted, seizure, form)
    messages.success(request, _("The laboratory result is recorded."))
    return redirect("seizure-detail", reference=reference, public_id=public_id)


def _overtaken(
    request: HttpRequest,
    sighted: Sighted,
    public_id: uuid.UUID,
    form: LabForm,
    problem: StaleVersion,
) -> HttpResponse:
    seizure = seizures.find_seizure(sighted, public_id)
    stands = differing(form, lab_filled(seizure), form.data)  # type: ignore[arg-type]
    again = LabForm(on_version(form.data, problem.current), checked=True)  # type: ignore[arg-type]
    again.add_error(None, problem.message)
    return _page(request, sighted, seizure, again, stands)


def _page(
    request: HttpRequest,
    sighted: Sighted,
    seizure: Seizure,
    form: LabForm,
    stands: list[tuple[str, str]] | None = None,
) -> HttpResponse:
    told = [("", str(text)) for text in form.non_field_errors()]
    asked = [(one.target, f"{one.label}: {one.message}") for _n, one in problems_of(form)]
    context = {
        "case": sighted.case,
        "seizure": seizure,
        "form": form,
        "version": version_in(form.data),  # type: ignore[arg-type]
        "stands": stands or [],
        "problems": [*told, *asked],
    }
    return render(request, "cases/seizure_lab.html", context)
