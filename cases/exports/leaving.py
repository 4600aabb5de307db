"""Whether a case may leave the portal on paper: the one place that asks its handling code."""

from django.utils.translation import gettext as _

from cases.exports.stamp import Purpose
from cases.models import Case
from cases.problems import NotAllowed
from cases.reading import Sighted


def is_free_to_go(case: Case, purpose: Purpose) -> bool:
    """H1: not in court without the consent of the office that logged it (Europol SIENA)."""
    return purpose is not Purpose.COURT or case.handling_code != Case.Handling.H1


def must_be_free_to_go(sighted: Sighted, purpose: Purpose) -> None:
    if not is_free_to_go(sighted.case, purpose):
        raise NotAllowed(_("Handling code H1 does not let this case go to court."), field="purpose")
