"""Consent of the office that logged a case: to a copy that its handling code forbids, and to pass
the case on to others. Nobody but that office passes a case on."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Country, Office, Officer
from cases import asks, disclosure, handling
from cases.disclosure import lock_to_disclose
from cases.models import Ask, Case, Grant
from cases.models.copy import Purpose
from cases.models.levels import OFFERED, Level
from cases.problems import CaseProblem, NotAllowed, WrongState


@transaction.atomic
def ask_for_copy(case: Case, export_purpose: Purpose, *, officer: Officer, purpose: str) -> Ask:
    """Ask for consent to take copies for one purpose, for the own office."""
    case, _level = asks.lock_as_reader(case, officer)
    if case.pk not in handling.withheld([case], officer, export_purpose):
        raise WrongState(_("No consent is needed for that."))
    return asks.put(case, Ask.Kind.EXPORT, purpose, officer=officer, export_purpose=export_purpose)


@transaction.atomic
def ask_to_pass_on(
    case: Case,
    to: Country,
    level: Level,
    *,
    officer: Officer,
    purpose: str,
    office: Office | None = None,
) -> Ask:
    """Ask that another country be shown the case, or one office of it; who reads only the headline
    cannot ask."""
    case, own = asks.lock_as_reader(case, officer)
    if own.rank < Level.FULL.rank:
        raise NotAllowed(_("Only who sees the full case can ask to pass it on."))
    if level not in OFFERED or level.rank > own.rank:
        raise CaseProblem(_("Ask for at most what you see yourself."), field="level")
    disclosure.must_be_shareable(case, to, office)
    seeing = Grant.objects.current().filter(case=case, country=to, office=office, partner=None)
    if seeing.filter(level__in=_at_least(level)).exists():
        raise CaseProblem(_("They see as much already."), field="office" if office else "country")
    kind = Ask.Kind.PASS_ON
    return asks.put(
        case, kind, purpose, officer=officer, to_country=to, to_office=office, level=level
    )


@transaction.atomic
def agree(
    ask: Ask,
    *,
    officer: Officer,
    level: Level | None = None,
    expires: datetime | None = None,
    reason: str = "",
) -> Ask:
    """Agree, and do at once what was asked: a copy may be taken, or the case is shared.

    `level` and `expires` are the originator's own: it may show less than was asked for.
    """
    case = lock_to_disclose(ask.case, officer)
    ask = asks.still_open(ask)
    if ask.kind != Ask.Kind.EXPORT:
        _share(case, ask, level or Level(ask.level), officer, expires)
    return asks.settle(case, ask, Ask.Answer.GIVEN, officer=officer, reason=reason)


def _share(case: Case, ask: Ask, level: Level, officer: Officer, expires: datetime | None) -> None:
    to = ask.to_country or ask.country
    if ask.kind == Ask.Kind.MORE and level is Level.HEADLINE:
        raise CaseProblem(_("They see the headline already."), field="level")
    office = ask.to_office if ask.kind == Ask.Kind.PASS_ON else _asking_office(case, ask)
    disclosure.share(
        case, to, level, officer=officer, office=office, purpose=ask.purpose, expires=expires
    )


def _asking_office(case: Case, ask: Ask) -> Office | None:
    """Of a restricted case the office that asked for more gets it, and not its country."""
    return ask.office if case.is_restricted else None


def _at_least(level: Level) -> list[Level]:
    return [one for one in Level if one.rank >= level.rank]
