"""Who sees how much of a case (design 4.3). The only module that speaks to guardian.

A grant is two things written together: object permissions of a group (what is enforced) and
a `Grant` row (the record: to whom, how much, why, by whom, until when).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

from django.contrib.auth.models import Group, Permission
from django.db.models import Count, Q

from agencies.access import country_of, reach
from agencies.models import Country, Office, Officer, Partner
from audit.clock import now
from cases import received
from cases.models import Case, CaseGroupPermission, Grant, HandlingConfirmation
from cases.models.grant import GrantQuerySet, unexpired
from cases.models.levels import PERMISSIONS, Level, highest


def level_of(user: object, case: Case) -> Level | None:
    """The highest level at which this user reads the case now, or None: then it does not exist."""
    return levels_of(user, [case]).get(case.pk)


def levels_of(user: object, cases: list[Case]) -> dict[int, Level]:
    """The user's level in each of these cases. What was granted, but the headline where the
    restriction of the case (H3) must be read and confirmed first."""
    return lowered(user, cases, granted_levels(user, cases))


def lowered(user: object, cases: list[Case], granted: dict[int, Level]) -> dict[int, Level]:
    """What is read of what was granted."""
    own = country_of(user)
    sealed = [case for case in cases if _is_sealed(case, granted.get(case.pk), own)]
    unread = _unread(user, sealed)
    return {pk: Level.HEADLINE if pk in unread else level for pk, level in granted.items()}


def granted_levels(user: object, cases: list[Case]) -> dict[int, Level]:
    """What was granted to the user in each of these cases, in one query."""
    groups = reach(user)
    if not groups:
        return {}
    codenames: dict[int, set[str]] = {case.pk: set() for case in cases}
    held = CaseGroupPermission.objects.filter(
        unexpired(), group__in=groups, content_object__in=cases
    )
    for pk, codename in held.values_list("content_object", "permission__codename"):
        codenames[pk].add(codename)
    return {pk: level for pk, names in codenames.items() if (level := highest(names))}


def _is_sealed(case: Case, granted: Level | None, country: str) -> bool:
    """Under a restriction that this level must confirm before it opens the full case: the second
    originator of a joint case too, who did not write it."""
    foreign = granted is Level.ORIGINATOR and case.country_id != country
    must = foreign or granted in (Level.FULL, Level.CONTRIBUTE)
    return must and case.handling_code == Case.Handling.H3


def _unread(user: object, cases: list[Case]) -> set[int]:
    if not cases:
        return set()
    confirmed = HandlingConfirmation.objects.standing().by(user).filter(case__in=cases)
    return {case.pk for case in cases} - set(confirmed.values_list("case", flat=True))


@dataclass(frozen=True)
class Audience:
    """Who holds a grant: a country, one office of it, or the partner system that logged."""

    country: Country
    office: Office | None = None
    partner: Partner | None = None

    @property
    def group(self) -> int:
        """Id of the group that holds the permissions."""
        return (self.partner or self.office or self.country).group_id


def grant_origin(case: Case, *, by: Officer, partner: Partner | None = None) -> None:
    """The office that logs a case is its originator; so is a partner system that logged it."""
    holders = [Audience(case.country, office=case.office)]
    if partner is not None:
        holders.append(Audience(case.country, partner=partner))
    for holder in holders:
        grant(case, holder, Level.ORIGINATOR, basis=Grant.Basis.ORIGIN, by=by)


def grant_origin_of_new(cases: Sequence[Case], *, by: Officer, partner: Partner | None) -> None:
    """The same for several that this transaction logged: nothing was granted of them before."""
    moment = now()
    rows, held = [], []
    for case in cases:
        holders = [Audience(case.country, office=case.office)]
        if partner is not None:
            holders.append(Audience(case.country, partner=partner))
        for holder in holders:
            held += _permissions_of(case, holder.group, Level.ORIGINATOR, None)
            rows.append(
                Grant(
                    case=case,
                    country=holder.country,
                    office=holder.office,
                    partner=holder.partner,
                    level=Level.ORIGINATOR,
                    basis=Grant.Basis.ORIGIN,
                    granted_by=by,
                    granted_at=moment,
                )
            )
    CaseGroupPermission.objects.bulk_create(held)
    Grant.objects.bulk_create(rows)


def grant_own_country(case: Case, *, by: Officer) -> None:
    """The originator's country reads the case in full (its default policy)."""
    grant(case, Audience(case.country), Level.FULL, basis=Grant.Basis.OWN_COUNTRY, by=by)


def grant(
    case: Case,
    to: Audience,
    level: Level,
    *,
    basis: Grant.Basis,
    by: Officer,
    purpose: str = "",
    expires: datetime | None = None,
) -> Grant:
    """Give this level, no more and no less, until `expires`; an earlier grant to the same
    audience ends. Refused where the case holds what another office gave for nobody else."""
    received.must_not_reach(case, to.country.pk, level)
    holder = {"country": to.country, "office": to.office, "partner": to.partner}
    earlier = Grant.objects.standing().filter(case=case, **holder)
    if earlier.update(ended_at=now(), ended_by=by, end_reason="replaced"):
        _drop(case, [to.group])
    _hold(case, to.group, level, expires)
    return Grant.objects.create(
        case=case,
        **holder,
        level=level,
        basis=basis,
        granted_by=by,
        granted_at=now(),
        purpose=purpose,
        expires_at=expires,
    )


def _hold(case: Case, group: int, level: Level, expires: datetime | None) -> None:
    """Written straight into guardian's table: one statement, where its `assign_perm` would
    ask six for each permission."""
    rows = _permissions_of(case, group, level, expires)
    CaseGroupPermission.objects.bulk_create(rows, ignore_conflicts=True)


def _permissions_of(
    case: Case, group: int, level: Level, expires: datetime | None
) -> list[CaseGroupPermission]:
    known = _permissions()
    return [
        CaseGroupPermission(
            group_id=group,
            content_object=case,
            permission_id=known[codename],
            expires_at=expires,
        )
        for codename in level.permissions
    ]


def _drop(case: Case, groups: Iterable[Group | int]) -> None:
    CaseGroupPermission.objects.filter(group__in=groups, content_object=case).delete()


@cache
def _permissions() -> dict[str, int]:
    """Ids by codename; migrations made them, and they stay what they are."""
    of_cases = Permission.objects.filter(
        content_type__app_label="cases", content_type__model="case"
    )
    found = dict(of_cases.values_list("codename", "pk"))
    if not set(PERMISSIONS.values()) <= set(found):
        raise LookupError("the permissions of cases are not in the database")
    return found


def originators_of(case: Case) -> GrantQuerySet:
    """The offices with all rights: the one that logged it, and the other one of a joint case."""
    held = Grant.objects.current().filter(case=case, level=Level.ORIGINATOR, partner=None)
    return held.select_related("office__country")


def originators(case: Case) -> list[str]:
    """Who holds all rights, by name: offices, and the partner system that logged it."""
    held = Grant.objects.current().filter(case=case, level=Level.ORIGINATOR)
    grants = held.select_related("office__country", "partner")
    return [_holder(grant) for grant in grants]


def _holder(grant: Grant) -> str:
    if grant.partner is not None:
        return str(grant.partner)
    return grant.office.title if grant.office is not None else str(grant.country)


def is_granted_in_full(case: Case, office: Office) -> bool:
    """Whether the officers of this office were granted the full case or more, by their country or
    by their office; each may have a restriction to read first."""
    held = Grant.objects.current().filter(case=case, country=office.country_id, partner=None)
    levels = [level for level in Level if level.rank >= Level.FULL.rank]
    return held.filter(Q(office=None) | Q(office=office), level__in=levels).exists()


def countries_in_full(case: Case, *, besides: str = "") -> list[Country]:
    """The countries that were granted the full case or more, or one of their offices was."""
    levels = [level for level in Level if level.rank >= Level.FULL.rank]
    held = Grant.objects.current().filter(case=case, level__in=levels)
    return list(Country.objects.filter(pk__in=held.values("country")).exclude(pk=besides))


def end(case: Case, country: Country, *, by: Officer, reason: str) -> None:
    """End every grant of a country in this case, at once: its own and its offices'."""
    groups = Group.objects.filter(blo_country=country) | Group.objects.filter(
        blo_office__country=country
    )
    _drop(case, groups)
    Grant.objects.standing().filter(case=case, country=country).update(
        ended_at=now(), ended_by=by, end_reason=reason
    )


def end_one(grant: Grant, *, by: Officer | None, reason: str) -> None:
    """End one grant. Nobody is named for what ends by its time."""
    holder = Audience(grant.country, office=grant.office, partner=grant.partner)
    _drop(grant.case, [holder.group])
    grant.ended_at, grant.ended_by, grant.end_reason = now(), by, reason
    grant.save(update_fields=["ended_at", "ended_by", "end_reason"])


@dataclass(frozen=True)
class Sight:
    """One line of "who sees this": a country (or office), its level, why, how many officers."""

    country: Country
    office: Office | None
    level: Level
    basis: Grant.Basis
    borders: tuple[str, ...]
    officers: int
    since: datetime
    until: datetime | None
    granted_by: Officer
    grant: UUID
    purpose: str = ""


def who_sees(case: Case, *, reader: object = None, level: Level | None = None) -> list[Sight]:
    """Standing grants as sentences are made of. A reader below *full* sees only the own
    country's line: that other countries know of the case is not part of the headline. `level` is
    the reader's, where it is known."""
    grants = Grant.objects.current().filter(case=case, partner=None)
    grants = grants.select_related("country", "office", "granted_by")
    if reader is not None:
        level = level or level_of(reader, case)
        if level is None or level.rank < Level.FULL.rank:
            grants = grants.filter(country=country_of(reader))
    borders = _borders_by_country(case)
    counts = officers_by_country({g.country_id for g in grants})
    return [
        Sight(
            country=g.country,
            office=g.office,
            level=Level(g.level),
            basis=Grant.Basis(g.basis),
            borders=borders.get(g.country_id, ()),
            officers=_officers_at(g.office) if g.office else counts.get(g.country_id, 0),
            since=g.granted_at,
            until=g.expires_at,
            granted_by=g.granted_by,
            grant=g.public_id,
            purpose=g.purpose,
        )
        for g in grants
    ]


def _borders_by_country(case: Case) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for touch in case.touches.all():
        if not touch.is_struck:
            for country in touch.border_id.split("-"):
                found.setdefault(country, set()).add(touch.border_id)
    return {country: tuple(sorted(codes)) for country, codes in found.items()}


def _officers_at(office: Office) -> int:
    return Officer.objects.active().people().posted_to(office).count()


def officers_by_country(countries: set[str]) -> dict[str, int]:
    """How many people could open what is granted to each country (posted officers)."""
    people = Officer.objects.active().people().filter(office__country__in=countries)
    counted = people.order_by().values_list("office__country").annotate(Count("pk"))
    return dict(counted)


def officers_by_country_of(offices: Iterable[Office]) -> dict[str, int]:
    """How many people could open what is granted to each of these offices, by country."""
    people = Officer.objects.active().people().filter(office__in=list(offices))
    counted = people.order_by().values_list("office__country").annotate(Count("pk"))
    return dict(counted)
