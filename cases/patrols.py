"""The log of joint patrols: when, where, how many of each side, what happened. Both sides sign what
they have read; a change takes the signatures off, and what both signed stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from agencies.access import actor, country_of, works_for
from agencies.models import Crossing, Office, Officer
from audit.clock import now
from audit.models import Entry
from audit.trail import record
from cases import sharing
from cases.meetings import must_be_across
from cases.models import Case, Patrol, PatrolIncident
from cases.models.levels import Level
from cases.operationreading import mark_notices_read
from cases.problems import CaseProblem, NotAllowed, StaleVersion, WrongState
from cases.references import next_numbered
from cases.trace import trace
from notices.models import Notice, Urgency
from notices.outbox import tell

WORD = "PT"
KIND = "patrol"


@dataclass(frozen=True)
class PatrolContent:
    starts_at: datetime
    ends_at: datetime
    route: str
    officers_own: int
    officers_other: int
    sites: Sequence[Crossing] = ()


FIELDS = ("starts_at", "ends_at", "route", "officers_own", "officers_other", "sites")


@dataclass(frozen=True)
class IncidentLine:
    """`case` only for who may know that this country has it."""

    incident: PatrolIncident
    case: Case | None
    is_own: bool


def content_of(patrol: Patrol) -> PatrolContent:
    values = {name: getattr(patrol, name) for name in FIELDS if name != "sites"}
    return PatrolContent(**values, sites=tuple(patrol.sites.order_by("code")))


def find_patrol(reference: str, user: object) -> Patrol:
    """Out of reach does not exist."""
    rows = Patrol.objects.visible_to(user).filter(reference=reference)
    patrol = rows.select_related("office__country", "other__country").first()
    if patrol is None:
        raise Http404
    return patrol


def consult_patrol(reference: str, user: object) -> Patrol:
    patrol = find_patrol(reference, user)
    mark_notices_read(reference, user)
    _trace(patrol, Entry.Operation.CONSULTATION, "open patrol", user)
    return patrol


def side_of(patrol: Patrol, user: object) -> Office | None:
    return next((office for office in patrol.offices if works_for(user, office)), None)


def incidents_of(patrol: Patrol, user: object) -> list[IncidentLine]:
    rows = PatrolIncident.objects.readable_by(user).standing().filter(patrol=patrol)
    found = list(rows.select_related("office", "case"))
    side = side_of(patrol, user)
    levels = sharing.levels_of(user, [one.case for one in found if one.case is not None])
    return [IncidentLine(one, _case_of(one, levels, user), one.office == side) for one in found]


def _case_of(incident: PatrolIncident, levels: dict[int, Level], user: object) -> Case | None:
    """As with operations: of a headline it is no part that another country knows of the case."""
    level = levels.get(incident.case_id or 0)
    own = incident.office.country_id == country_of(user)
    may_know = level is not None and (own or level.rank >= Level.FULL.rank)
    return incident.case if may_know else None


@transaction.atomic
def log(content: PatrolContent, other: Office, *, officer: Officer, office: Office) -> Patrol:
    if not works_for(officer, office):
        raise NotAllowed(_("You log patrols for your own office."))
    must_be_across(office, other)
    _must_be_a_patrol(content)
    moment = now()
    patrol = Patrol.objects.create(
        reference=next_numbered(WORD, Patrol.objects, office, moment),
        office=office,
        other=other,
        logged_by=officer,
        logged_at=moment,
        **_values(content),
    )
    patrol.sites.set(content.sites)
    _trace(patrol, Entry.Operation.COLLECTION, "log patrol", officer, FIELDS)
    _tell(patrol, Notice.Kind.PATROL_LOGGED, office)
    return patrol


@transaction.atomic
def change(patrol: Patrol, content: PatrolContent, *, officer: Officer, version: int) -> Patrol:
    """Raises StaleVersion when somebody changed it since it was read."""
    patrol, _side = _locked(patrol, officer)
    _must_be_unsigned(patrol)
    if patrol.version != version:
        raise StaleVersion(patrol.version)
    _must_be_a_patrol(content)
    before = content_of(patrol)
    sites = tuple(sorted(content.sites, key=lambda site: site.code))
    content = PatrolContent(**{**vars(content), "sites": sites})
    changed = [name for name in FIELDS if getattr(before, name) != getattr(content, name)]
    if changed:
        for name, value in _values(content).items():
            setattr(patrol, name, value)
        patrol.sites.set(sites)
        _save(patrol, "change patrol", officer, changed)
    return patrol


@transaction.atomic
def add_incident(
    patrol: Patrol, text: str, *, officer: Officer, reference: str = ""
) -> PatrolIncident:
    """`reference` names a case that the officer sees; naming it shares nothing."""
    patrol, side = _locked(patrol, officer)
    _must_be_unsigned(patrol)
    if not text.strip():
        raise CaseProblem(_("Say what happened."), field="text")
    case = _named(reference, officer) if reference else None
    incident = PatrolIncident.objects.create(
        patrol=patrol, office=side, text=text, case=case, added_by=officer, added_at=now()
    )
    if case is not None:
        trace(case, Entry.Operation.COMBINATION, "name in patrol", by=officer)
    _save(patrol, "add incident", officer, ["incidents"])
    return incident


@transaction.atomic
def strike_incident(patrol: Patrol, public_id: UUID, *, officer: Officer) -> None:
    """Of the own office's."""
    patrol, side = _locked(patrol, officer)
    _must_be_unsigned(patrol)
    rows = patrol.incidents.standing().filter(public_id=public_id, office=side)
    if not rows.update(removed_at=now()):
        raise Http404
    _save(patrol, "strike incident", officer, ["incidents"])


@transaction.atomic
def sign(patrol: Patrol, *, officer: Officer, version: int) -> Patrol:
    """For the own side, what was read. A second time changes nothing."""
    patrol, side = _locked(patrol, officer)
    if patrol.version != version:
        raise StaleVersion(patrol.version)
    which = "own" if side == patrol.office else "other"
    if getattr(patrol, f"signed_{which}_at") is None:
        setattr(patrol, f"signed_{which}_at", now())
        setattr(patrol, f"signed_{which}_by", officer)
        patrol.save()
        _trace(patrol, Entry.Operation.ALTERATION, "sign patrol", officer, [f"signed_{which}"])
        _tell(patrol, Notice.Kind.PATROL_SIGNED, side)
    return patrol


def _named(reference: str, officer: Officer) -> Case:
    case = Case.objects.visible_to(officer).submitted().filter(reference=reference).first()
    if case is None:
        raise CaseProblem(_("You see no such case."), field="case")
    return case


def _locked(patrol: Patrol, officer: Officer) -> tuple[Patrol, Office]:
    rows = Patrol.objects.select_for_update(of=("self",))
    locked = rows.select_related("office__country", "other__country").get(pk=patrol.pk)
    side = side_of(locked, officer)
    if side is None:
        raise NotAllowed(_("Only the two offices of the patrol can do that."))
    return locked, side


def _must_be_unsigned(patrol: Patrol) -> None:
    if patrol.is_signed:
        raise WrongState(_("Both sides have signed: the log stands."))


def _must_be_a_patrol(content: PatrolContent) -> None:
    if content.ends_at <= content.starts_at:
        raise CaseProblem(_("A patrol ends after it starts."), field="ends_at")
    if not content.route.strip() and not content.sites:
        raise CaseProblem(_("Say where the patrol went."), field="route")
    if content.officers_own < 1 or content.officers_other < 1:
        name = "officers_own" if content.officers_own < 1 else "officers_other"
        raise CaseProblem(_("Officers of both offices go on a joint patrol."), field=name)


def _values(content: PatrolContent) -> dict[str, object]:
    return {name: value for name, value in vars(content).items() if name != "sites"}


def _save(patrol: Patrol, action: str, officer: Officer, fields: list[str]) -> None:
    """Whoever signed before signed something else."""
    patrol.signed_own_at = patrol.signed_own_by = None
    patrol.signed_other_at = patrol.signed_other_by = None
    patrol.version += 1
    patrol.save()
    _trace(patrol, Entry.Operation.ALTERATION, action, officer, fields)


def _trace(
    patrol: Patrol,
    doing: Entry.Operation,
    action: str,
    by: object,
    fields: Iterable[str] = (),
) -> None:
    record(doing, action, actor=actor(by), kind=KIND, ids=[patrol.reference], fields=fields)


def _tell(patrol: Patrol, kind: Notice.Kind, side: Office) -> None:
    other = patrol.other if side == patrol.office else patrol.office
    tell(
        other,
        kind,
        event_key=f"{patrol.reference}:{kind}:{patrol.version}",
        reference=patrol.reference,
        link=patrol.link,
        urgency=Urgency.ROUTINE,
    )
