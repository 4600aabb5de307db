"""Sharing more and recalling, for one country (design 4.3)."""

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Country, Officer
from audit.clock import now
from cases import notify, sharing
from cases.models import Case, Event, Grant
from cases.models.levels import OFFERED, Level
from cases.problems import CaseProblem, NotAllowed, WrongState
from cases.timeline import happened
from cases.trace import Operation, trace
from notices.models import Notice


@transaction.atomic
def share(
    case: Case, country: Country, level: Level, *, officer: Officer, purpose: str = ""
) -> Grant:
    """Set what a country sees. Its involved offices (or its national desk) are told."""
    case = _lock(case, officer)
    if case.is_draft:
        raise WrongState(_("Submit the case first; the preview sets what each country sees."))
    if level not in OFFERED:
        raise CaseProblem(_("Choose headline, full or contribute."), field="level")
    if country == case.country:
        raise CaseProblem(_("Your own country sees the case already."), field="country")
    grant = sharing.grant(
        case,
        sharing.Audience(country),
        level,
        basis=Grant.Basis.SHARED,
        by=officer,
        purpose=purpose,
    )
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
    case = _lock(case, officer)
    if country == case.country:
        raise CaseProblem(_("A case cannot be recalled from its own country."), field="country")
    if not Grant.objects.standing().filter(case=case, country=country).exists():
        raise WrongState(_("That country does not see the case."))
    sharing.end(case, country, by=officer, reason=reason)
    involved = case.involvements.standing().filter(office__country=country)
    Notice.objects.waiting().filter(involvement__in=involved).update(
        withdrawn_at=now(), next_escalation_at=None
    )
    event = happened(case, Event.Kind.RECALLED, by=officer, country=country.code, reason=reason)
    key = f"{case.reference}:recalled:{event.pk}"
    told = notify.tell_country(case, country.code, Notice.Kind.CASE_RECALLED, key)
    involved.update(ended_at=now())
    trace(
        case,
        Operation.DISCLOSURE,
        "recall",
        by=officer,
        recipients=[country.code, *(o.code for o in told)],
        purpose=reason,
    )


def _lock(case: Case, officer: Officer) -> Case:
    locked = (
        Case.objects.select_for_update(of=("self",))
        .select_related("office", "country")
        .get(pk=case.pk)
    )
    if sharing.level_of(officer, locked) is not Level.ORIGINATOR:
        raise NotAllowed(_("Only the office that logged this case can share or recall it."))
    return locked
