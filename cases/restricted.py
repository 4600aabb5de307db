"""A restricted case (design 4.3): what is granted, is granted to one office, never to a country.

In the originator's own country only the office that logged it sees it, with its head. Abroad only
the offices that were told, each by itself; partner systems see nothing of it.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Office, Officer
from cases import sharing
from cases.disclosure import lock_to_disclose
from cases.models import Case, Event, Grant
from cases.models.grant import NARROWED
from cases.models.levels import Level
from cases.problems import WrongState, must_say_why
from cases.seen import Seen, must_stand
from cases.sharing import Audience
from cases.timeline import happened
from cases.trace import Operation, trace
from notices.models import Notice


@transaction.atomic
def restrict(case: Case, *, officer: Officer, reason: str, seen: Seen | None = None) -> Case:
    """From now on offices see it, not countries. Who loses sight of it loses it at once."""
    case = lock_to_disclose(case, officer)
    must_stand(case, seen)
    must_say_why(reason)
    if case.is_restricted:
        raise WrongState(_("The case is restricted already."))
    _mark(case, restricted=True)
    for grant in case.grants.current().filter(office=None, partner=None).select_related("country"):
        _narrow(case, grant, officer)
    Notice.objects.about(case.reference).update(for_office_alone=True)
    _record(case, Event.Kind.RESTRICTED, officer, reason)
    return case


@transaction.atomic
def open_up(case: Case, *, officer: Officer, reason: str, seen: Seen | None = None) -> Case:
    """The own country sees it in full again. What offices abroad were granted stays as it is; the
    originator may share it with their countries."""
    case = lock_to_disclose(case, officer)
    must_stand(case, seen)
    must_say_why(reason)
    if not case.is_restricted:
        raise WrongState(_("The case is not restricted."))
    _mark(case, restricted=False)
    if not case.is_draft:
        sharing.grant_own_country(case, by=officer)
    _record(case, Event.Kind.OPENED_UP, officer, reason)
    return case


def offices_of(case: Case, country: str) -> list[Office]:
    """Which offices of a country a restricted case concerns: those told, else its desk."""
    told = Office.objects.filter(involvements__case=case, country=country)
    told = told.filter(involvements__ended_at=None).distinct()
    return list(told) or list(Office.objects.active().national_desk_of(country))


def _narrow(case: Case, grant: Grant, officer: Officer) -> None:
    """A country's grant becomes one for each of its offices that were told; the own country's
    ends without."""
    sharing.end_one(grant, by=officer, reason=NARROWED)
    if grant.basis == Grant.Basis.OWN_COUNTRY:
        return
    originators = {held.office_id for held in sharing.originators_of(case)}
    for office in offices_of(case, grant.country_id):
        if office.pk in originators:
            continue
        sharing.grant(
            case,
            Audience(grant.country, office=office),
            Level(grant.level),
            basis=Grant.Basis(grant.basis),
            by=officer,
            purpose=grant.purpose,
            expires=grant.expires_at,
        )


def _mark(case: Case, *, restricted: bool) -> None:
    case.is_restricted = restricted
    case.version += 1
    case.save(update_fields=["is_restricted", "version"])


def _record(case: Case, kind: Event.Kind, officer: Officer, reason: str) -> None:
    happened(case, kind, by=officer, reason=reason)
    trace(
        case,
        Operation.DISCLOSURE,
        kind,
        by=officer,
        purpose=reason,
        fields=["is_restricted"],
    )
