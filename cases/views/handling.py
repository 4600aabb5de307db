"""Reading the restriction of a case (H3) and confirming it; then the full case opens."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agencies.access import Capability, requires
from cases import handling
from cases.problems import CaseProblem, NotAllowed, StaleVersion
from cases.reading import find
from cases.views.asking import reader


@requires(Capability.READ_CASES)
@require_POST
def case_handling_confirm(request: HttpRequest, reference: str) -> HttpResponse:
    sighted = find(reference, request.user)
    try:
        handling.confirm(sighted.case, officer=reader(request), version=_version(request))
    except NotAllowed as problem:
        raise PermissionDenied(problem.message) from problem
    except StaleVersion:
        messages.error(request, _("The restriction was changed meanwhile. Read it again."))
    except CaseProblem as problem:
        messages.error(request, problem.message)
    return redirect("case-detail", reference)


def _version(request: HttpRequest) -> int:
    """Of the text that stood above the button; what is no number is no version."""
    given = request.POST.get("version", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 9 else 0
