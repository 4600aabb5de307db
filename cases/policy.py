"""Which disclosures the head of the office approves first: a rule that each office sets itself.

The verbs ask here, so that no way around them exists; `cases.approvals` keeps what waits.
"""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from agencies.access import office_of
from agencies.models import Office, Officer
from cases.models import Case
from cases.models.levels import Level
from cases.problems import WrongState


class NeedsApproval(WrongState):
    """The head of the office has to approve it first."""

    code = "needs_approval"


def needs_approval(case: Case, officer: Officer, levels: Iterable[Level]) -> bool:
    """Whether this officer may not do it alone. `levels`: what would be seen afterwards."""
    office = ruling_office(case, officer)
    if heads(office, officer):
        return False
    rule = Office.Approval(office.approval)
    if rule == Office.Approval.FULL:
        return any(level.rank >= Level.FULL.rank for level in levels)
    return rule == Office.Approval.ALL


def ruling_office(case: Case, officer: Officer) -> Office:
    """Of a joint case each originator has the rule of the own office."""
    own = office_of(officer)
    return own if own is not None and own.country_id != case.country_id else case.office


def must_be_free(case: Case, officer: Officer, levels: Iterable[Level]) -> None:
    if needs_approval(case, officer, levels):
        raise NeedsApproval(_("By the rule of your office, its head approves this first."))


def heads(office: Office, officer: Officer) -> bool:
    return officer.role == Officer.Role.HEAD and officer.office_id == office.pk
