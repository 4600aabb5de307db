"""Victims and witnesses, shown one by one and for a purpose (design 4.3).

Whoever sees the full case sees everybody in it but these. The office that logged it may show
one of them to one country, and take that back. Whoever was one of them stays hidden under another
role, until the protection is lifted.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Country, Office, Officer
from audit.clock import now
from cases import notify, policy, searchwords
from cases.disclosure import lock_to_disclose
from cases.models import Case, Disclosure, Event, Grant, Subject
from cases.models.levels import Level
from cases.problems import CaseProblem, WrongState
from cases.timeline import happened
from cases.trace import Operation, trace
from notices.models import Notice


@transaction.atomic
def disclose(subject: Subject, country: Country, *, officer: Officer, purpose: str) -> Disclosure:
    """Show one protected person to one country, whose offices are told that there is more."""
    case = lock_to_disclose(subject.case, officer)
    subject = Subject.objects.get(pk=subject.pk)
    policy.must_be_free(case, officer, [Level.FULL])
    _must_be_shown_apart(case, subject, country)
    if not purpose.strip():
        raise CaseProblem(_("Say what for."), field="purpose")
    if subject.disclosures.standing().to_country(country.pk).exists():
        raise WrongState(_("That country sees this person already."))
    disclosure = Disclosure.objects.create(
        subject=subject,
        country=country,
        purpose=purpose,
        disclosed_by=officer,
        disclosed_at=now(),
    )
    event = happened(case, Event.Kind.PERSON_SHOWN, by=officer, country=country.pk)
    key = f"{case.reference}:person-shown:{event.pk}"
    told = notify.tell_country(case, country.pk, Notice.Kind.CASE_SHARED, key)
    trace(
        case,
        Operation.DISCLOSURE,
        "disclose_person",
        by=officer,
        recipients=[country.pk, *(office.code for office in told)],
        purpose=purpose,
        fields=["subjects"],
    )
    return disclosure


@transaction.atomic
def take_back(disclosure: Disclosure, *, officer: Officer, reason: str) -> None:
    """The country no longer sees this person; what was read was read."""
    case = lock_to_disclose(disclosure.subject.case, officer)
    if not Disclosure.objects.filter(pk=disclosure.pk).end(by=officer, reason=reason):
        raise WrongState(_("That country does not see this person now."))
    country = disclosure.country_id
    event = happened(case, Event.Kind.PERSON_HIDDEN, by=officer, country=country)
    key = f"{case.reference}:person-hidden:{event.pk}"
    told = notify.tell_country(case, country, Notice.Kind.CASE_SHARED, key)
    trace(
        case,
        Operation.DISCLOSURE,
        "hide_person",
        by=officer,
        recipients=[country, *(office.code for office in told)],
        purpose=reason,
        fields=["subjects"],
    )


@transaction.atomic
def unprotect(subject: Subject, *, officer: Officer, purpose: str) -> Subject:
    """Whoever sees the full case sees this person from now on, who was a victim or witness and is
    neither now. The offices of the countries that see more are told."""
    case = lock_to_disclose(subject.case, officer)
    subject = Subject.objects.select_for_update(of=("self",)).get(pk=subject.pk)
    if not subject.may_be_unprotected:
        raise WrongState(_must_be_neither(subject))
    policy.must_be_free(case, officer, [Level.FULL])
    if not purpose.strip():
        raise CaseProblem(_("Say what for."), field="purpose")
    countries = may_be_shown_to(subject)
    subject.stays_protected = False
    subject.save(update_fields=["stays_protected", *subject.next_version(officer)])
    case.version += 1
    case.save(update_fields=["version"])
    searchwords.index(case)
    event = happened(case, Event.Kind.PERSON_UNPROTECTED, by=officer, reason=purpose)
    told = _tell_each(case, countries, f"{case.reference}:unprotected:{event.pk}")
    trace(
        case,
        Operation.DISCLOSURE,
        "unprotect_person",
        by=officer,
        recipients=[*(one.pk for one in countries), *(office.code for office in told)],
        purpose=purpose,
        fields=["subjects"],
    )
    return subject


def _tell_each(case: Case, countries: list[Country], key: str) -> list[Office]:
    kind = Notice.Kind.CASE_SHARED
    return [office for one in countries for office in notify.tell_country(case, one.pk, kind, key)]


def _must_be_neither(subject: Subject) -> str:
    if subject.is_protected:
        return _("Victims and witnesses are shown to one country at a time.")
    return _("Whoever sees the full case sees this person already.")


def may_be_shown_to(subject: Subject) -> list[Country]:
    """Countries that see the full case and not this person."""
    known = subject.disclosures.standing().values("country")
    full = Grant.objects.current().filter(case=subject.case, level__in=_FULL_OR_MORE)
    return list(Country.objects.filter(pk__in=full.values("country")).exclude(pk__in=known))


_FULL_OR_MORE = [Level.FULL, Level.CONTRIBUTE]


def _must_be_shown_apart(case: Case, subject: Subject, country: Country) -> None:
    if case.is_draft:
        raise WrongState(_("Submit the case first."))
    if not subject.is_protected:
        raise WrongState(_("Whoever sees the full case sees this person already."))
    grants = Grant.objects.current().filter(case=case, country=country)
    if not grants.filter(level__in=_FULL_OR_MORE).exists():
        raise CaseProblem(
            _("%(country)s does not see the full case. Share that first.") % {"country": country},
            field="country",
        )
