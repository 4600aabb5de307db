"""Sharing more and recalling, for one country or one of its offices (design 4.3)."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Country, Office, Officer
from audit.clock import now
from cases import notify, pending, policy, sharing
from cases.joint import must_not_be_originator
from cases.locking import lock_own
from cases.models import Case, Disclosure, Event, Grant
from cases.models.levels import OFFERED, Level
from cases.problems import CaseProblem, WrongState
from cases.seen import Seen, must_stand
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
    office: Office | None = None,
    purpose: str = "",
    expires: datetime | None = None,
    seen: Seen | None = None,
) -> Grant:
    """Set what a country sees, or one office of it, and until when. Its involved offices (or its
    national desk) are told; of an office's share, that office. `seen`: nothing is done when
    somebody changed what it sees since that was read."""
    case = lock_to_disclose(case, officer)
    must_stand(case, seen)
    if case.is_draft:
        raise WrongState(_("Submit the case first; the preview sets what each country sees."))
    if level not in OFFERED:
        raise CaseProblem(_("Choose headline, full or contribute."), field="level")
    policy.must_be_free(case, officer, [level])
    must_be_shareable(case, country, office)
    must_not_be_originator(case, country)
    if level == Level.HEADLINE:
        _must_not_have_led(case, country)
    if case.status == Case.Status.WITHDRAWN:
        raise WrongState(_("The case is withdrawn. Reopen it before you share it."))
    if expires is not None and not now() < expires <= now() + LONGEST_SHARE:
        raise CaseProblem(
            _("The end lies ahead of now, and at most one year ahead."), field="expires"
        )
    grant = sharing.grant(
        case,
        sharing.Audience(country, office=office),
        level,
        basis=Grant.Basis.SHARED,
        by=officer,
        purpose=purpose,
        expires=expires,
    )
    if level == Level.HEADLINE:
        _hide_people_from_headlines(case, country, officer, "lowered")
    returned = case.involvements.filter(office__country=country)
    (returned.filter(office=office) if office else returned).update(ended_at=None)
    event = happened(
        case, Event.Kind.SHARED, by=officer, country=country.code, about=office, detail=level
    )
    key = f"{case.reference}:shared:{event.pk}"
    told = notify.tell_audience(case, country.code, office, Notice.Kind.CASE_SHARED, key)
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


def must_be_shareable(case: Case, country: Country, office: Office | None) -> None:
    """A restricted case goes to offices, of the own country too; every other one to whole
    countries abroad, or to one office of them."""
    if office is not None and office.country_id != country.pk:
        raise CaseProblem(_("That office is of another country."), field="office")
    if office == case.office:
        raise CaseProblem(_("That office logged the case."), field="office")
    if case.is_restricted and office is None:
        raise CaseProblem(_("The case is restricted: choose an office."), field="office")
    if country == case.country and not case.is_restricted:
        raise CaseProblem(_("Your own country sees the case already."), field="country")
    if office is not None and _sees_as_country(case, country):
        raise CaseProblem(_("All offices of that country see the case."), field="office")


def _sees_as_country(case: Case, country: Country) -> bool:
    grants = Grant.objects.current().filter(case=case, country=country)
    return grants.filter(office=None, partner=None).exists()


@transaction.atomic
def recall(
    case: Case,
    country: Country,
    *,
    officer: Officer,
    reason: str,
    office: Office | None = None,
    seen: Seen | None = None,
) -> None:
    """End a country's sight of the case at once, or that of one office. Each of the offices must
    acknowledge that."""
    case = lock_to_disclose(case, officer)
    must_stand(case, seen)
    if country == case.country and (office is None or office == case.office):
        raise CaseProblem(_("A case cannot be recalled from its own country."), field="country")
    must_not_be_originator(case, country)
    _must_not_have_led(case, country)
    grants = Grant.objects.current().filter(case=case, country=country)
    if office is not None:
        _end_office(case, grants, office, officer, reason)
    elif grants.exists():
        sharing.end(case, country, by=officer, reason=reason)
    else:
        raise WrongState(_("That country does not see the case."))
    if not grants.exists():
        case.asks.filter(country=country).lapse()
        pending.end_with(case, country.pk, by=officer)
    _hide_people_from_headlines(case, country, officer, reason)
    notify.let_go(case, country.pk, office)
    event = happened(
        case, Event.Kind.RECALLED, by=officer, country=country.code, about=office, reason=reason
    )
    key = f"{case.reference}:recalled:{event.pk}"
    told = notify.tell_audience(case, country.code, office, Notice.Kind.CASE_RECALLED, key)
    trace(
        case,
        Operation.DISCLOSURE,
        "recall",
        by=officer,
        recipients=[country.code, *(o.code for o in told)],
        purpose=reason,
    )


def _must_not_have_led(case: Case, country: Country) -> None:
    """A country that handed the case over keeps reading what it began."""
    led = case.hand_overs.filter(answer="accepted", from_office__country=country)
    if led.exists() and country != case.country:
        raise CaseProblem(
            _("%(country)s led this case and goes on reading it.") % {"country": country},
            field="country",
        )


def _end_office(
    case: Case, grants: QuerySet[Grant], office: Office, officer: Officer, reason: str
) -> None:
    grant = grants.filter(office=office).select_related("country", "office").first()
    if grant is None:
        raise WrongState(_("That office does not see the case by a share of its own."))
    case.asks.filter(office=office).lapse()
    sharing.end_one(grant, by=officer, reason=reason)


def _hide_people(case: Case, country: Country, officer: Officer, reason: str) -> None:
    """Protected persons are shown to those who see the full case, and never come back alone."""
    Disclosure.objects.of_case(case).to_country(country.pk).end(by=officer, reason=reason)


def _hide_people_from_headlines(
    case: Case, country: Country, officer: Officer, reason: str
) -> None:
    """Where nobody of the country sees the full case any more."""
    grants = Grant.objects.current().filter(case=case, country=country)
    if not grants.exclude(level=Level.HEADLINE).exists():
        _hide_people(case, country, officer, reason)


def lock_to_disclose(case: Case, officer: Officer) -> Case:
    """What a case discloses is its originator's."""
    return lock_own(case, officer, refusal=_NOT_YOURS_TO_SHARE)


_NOT_YOURS_TO_SHARE = gettext_lazy("Only the office that logged this case can share or recall it.")
