"""A reader of the headline asks to be shown more; the office that logged the case decides."""

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.access import country_of
from agencies.models import Officer
from cases import asks, sharing
from cases.models import Ask, Case
from cases.models.levels import OFFERED, Level
from cases.problems import CaseProblem, WrongState
from cases.reading import Sighted


@transaction.atomic
def ask_for_more(case: Case, level: Level, *, officer: Officer, purpose: str) -> Ask:
    """One open question for each country; what was granted counts, read or not."""
    case, _read = asks.lock_as_reader(case, officer)
    if country_of(officer) == case.country_id:
        raise WrongState(_("Your own country sees the case already."))
    granted = sharing.granted_levels(officer, [case])[case.pk]
    if level not in OFFERED or level.rank <= granted.rank:
        raise CaseProblem(_("Ask for more than you see now."), field="level")
    return asks.put(case, Ask.Kind.MORE, purpose, officer=officer, level=level)


def levels_to_ask(sighted: Sighted) -> list[Level]:
    """What is more than the reader's country was granted."""
    granted = sighted.to_confirm or sighted.level
    if sighted.country == sighted.case.country_id or sighted.case.is_draft:
        return []
    return [level for level in OFFERED if level.rank > granted.rank]
