"""What the pages of the Roadmap share where a row is edited by several people."""

from collections.abc import Callable

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _

from cases.problems import CaseProblem, StaleVersion
from roadmap.countries import keeps


def only_keepers(request: HttpRequest, country: str) -> None:
    """In reach, but another country's: 403 before the page asks anything."""
    if not keeps(request.user, country):
        raise PermissionDenied(_("Each country keeps its own records of the Roadmap."))


def unless_stale(
    request: HttpRequest,
    form: forms.Form,
    verb: Callable[..., object],
    version: int | None,
    stands: Callable[[], str],
) -> None:
    """What a colleague saved meanwhile stands beside what was typed; saving again replaces it."""
    try:
        verb(version=version or 0)
    except StaleVersion as problem:
        form.data = request.POST.copy()
        form.data["version"] = str(problem.current)
        raise CaseProblem(
            _(
                "Somebody changed this while you were working on it. It now says: %(text)s. "
                "Save again to put yours in its place."
            )
            % {"text": stands()}
        ) from problem
