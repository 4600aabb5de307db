"""Sharing more and recalling, for one country (design 4.3)."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Country, Officer
from audit.clock import now
from cases import notify, sharing
from cases.locking import lock_own
from cases.models import Case, Disclosure, Event, Grant
from cases.models.levels import OFFERED, Level
from cases.problems import CaseProblem, WrongState
from cases.timeline import happened
from cases.trace import Operation, trace
from notices.models import Notice

LONGEST_SHARE = timedelta(days=366)


@transaction.atomic
def share(
    case: Case,
    country: Country,
    level: Level,
    *,
    officer: Officer,
    purpose: str = "",
    expires: datetime | None = None,
) -> Grant:
    """Set what a country sees, and until when. Its involved offices (or its national desk) are
    told."""
    case = lock_to_disclose(case, officer)
    if case.is_draft:
        raise WrongState(_("Submit the case first; the preview sets what each country sees."))
    if level not in OFFERED:
        raise CaseProblem(_("Choose headline, full or contribute."), field="level")
    if country == case.country:
        raise CaseProblem(_("Your own country sees the case already."), field="country")
    if expires is not None and not now() < expires <= now() + LONGEST_SHARE:
        raise CaseProblem(
            _("The end lies ahead of now, and at most one year ahead."), field="expires"
        )
    grant = sharing.grant(
        case,
        sharing.Audience(country),
        level,
        basis=Grant.Basis.SHARED,
        by=officer,
        purpose=purpose,
        expires=expires,
    )
    if level == Level.HEADLINE:
        _hide_people(case, country, officer, "lowered")
    case.involvements.filter(office__country=country).update(ended_at=None)
    event = happened(case, Event.Kind.SHARED, by=officer, country=country.code, detail=level)
    key = f"{case.reference}:shared:{event.pk}"
    told = notify.tell_country(case, country.code, Notice.Kind.CASE_SHARED, key)
    trace(
        case,
        Operation.DISCLOSURE,
        "share",
        by=officer,
        recipients=[country.code, *(o.code for o in told)],
        purpose=purpose,
        fields=[level],
    )
    return grant


@transaction.atomic
def recall(case: Case, country: Country, *, officer: Officer, reason: str) -> None:
    """End a country's sight of the case at once. Each of its offices must acknowledge that."""
    case = lock_to_disclose(case, officer)
    if country == case.country:
        raise CaseProblem(_("A case cannot be recalled from its own country."), field="country")
    if not Grant.objects.current().filter(case=case, country=country).exists():
        raise WrongState(_("That country does not see the case."))
    sharing.end(case, country, by=officer, reason=reason)
    _hide_people(case, country, officer, reason)
    case.asks.filter(country=country).lapse()
    notify.let_go(case, country.pk)
    event = happened(case, Event.Kind.RECALLED, by=officer, country=country.code, reason=reason)
    key = f"{case.reference}:recalled:{event.pk}"
    told = notify.tell_country(case, country.code, Notice.Kind.CASE_RECALLED, key)
    trace(
        case,
        Operation.DISCLOSURE,
        "recall",
        by=officer,
        recipients=[country.code, *(o.code for o in told)],
        purpose=reason,
    )


def _hide_people(case: Case, country: Country, officer: Officer, reason: str) -> None:
    """Protected persons are shown to those who see the full case, and never come back alone."""
    Disclosure.objects.of_case(case).to_country(country.pk).end(by=officer, reason=reason)


def lock_to_disclose(case: Case, officer: Officer) -> Case:
    """What a case discloses is its originator's."""
    return lock_own(case, officer, refusal=_NOT_YOURS_TO_SHARE)


_NOT_YOURS_TO_SHARE = gettext_lazy("Only the office that logged this case can share or recall it.")
