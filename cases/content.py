"""What an officer or a partner system says about a case, before it is a row.

The form and the API both build a `CaseContent`; the verbs take nothing else. A part that was
on the case before names the row it was (`public_id`); that is no part of what it says.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

from agencies.models import Code, Country, Crossing, Officer
from audit.clock import now
from cases import identity, subjectkeys
from cases.models import Case, RouteStop, Seizure, Subject
from cases.parts import settle, values_of


@dataclass(frozen=True)
class StopContent:
    role: str
    crossing: Crossing | None = None
    country: Country | None = None
    lat: Decimal | None = None
    lon: Decimal | None = None
    place_text: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class SubjectContent:
    kind: str = Subject.Kind.PERSON
    role: str = Subject.Role.SUSPECT
    name: str = ""
    name_latin: str = ""
    nationality: str = ""
    document_type: str = ""
    document_number: str = ""
    document_issuer: str = ""
    plate: str = ""
    plate_country: str = ""
    description: str = ""
    public_id: UUID | None = field(default=None, compare=False)


@dataclass(frozen=True)
class SeizureContent:
    quantity: Decimal
    unit: Code
    substance: Code | None = None
    goods: str = ""
    marks: str = ""
    public_id: UUID | None = field(default=None, compare=False)


@dataclass(frozen=True)
class CaseContent:
    happened_at: datetime
    offences: tuple[Code, ...]
    route: tuple[StopContent, ...]
    subjects: tuple[SubjectContent, ...] = ()
    seizures: tuple[SeizureContent, ...] = ()
    title: str = ""
    narrative: str = ""
    urgency: str = Case.Urgency.PRIORITY
    handling_code: str = Case.Handling.H0
    handling_text: str = ""
    source_evaluation: str = Case.Source.A
    information_evaluation: str = Case.Information.ONE

    def plain_values(self) -> dict[str, object]:
        """The case's own columns."""
        return {name: getattr(self, name) for name in PLAIN}


Part = TypeVar("Part", StopContent, SubjectContent, SeizureContent)

# What `content_of` reads, for those who compare a case more than once.
PARTS = (
    "offences",
    "subjects",
    "route__crossing__country_a",
    "route__crossing__country_b",
    "route__country",
    "seizures__substance",
    "seizures__unit",
)
CHILDREN = ("offences", "route", "subjects", "seizures")
PLAIN = (
    "title",
    "narrative",
    "urgency",
    "handling_code",
    "handling_text",
    "source_evaluation",
    "information_evaluation",
    "happened_at",
)


def content_of(case: Case) -> CaseContent:
    """The content as it stands now: what an edit starts from and is compared with."""
    return CaseContent(
        **{name: getattr(case, name) for name in PLAIN},
        offences=tuple(case.offences.all()),
        route=tuple(_copy(stop, StopContent) for stop in case.route.all()),
        subjects=tuple(
            _copy(subject, SubjectContent) for subject in case.subjects.all() if subject.is_listed
        ),
        seizures=tuple(
            _copy(seizure, SeizureContent) for seizure in case.seizures.all() if seizure.is_listed
        ),
    )


def _copy(row: RouteStop | Subject | Seizure, kind: type[Part]) -> Part:
    return kind(**{f.name: getattr(row, f.name) for f in fields(kind)})


def changed_fields(before: CaseContent, after: CaseContent) -> list[str]:
    """Names of what differs; never the values."""
    names = (*PLAIN, *CHILDREN)
    return [name for name in names if _comparable(before, name) != _comparable(after, name)]


def _comparable(content: CaseContent, name: str) -> object:
    if name == "route":
        return untimed(content)
    value = getattr(content, name)
    return {code.pk for code in value} if name == "offences" else value


def untimed(content: CaseContent) -> tuple[StopContent, ...]:
    """The route, where the time of the incident is the case's own and not said twice."""
    return tuple(
        replace(stop, at=None) if _is_incident(stop) and stop.at == content.happened_at else stop
        for stop in content.route
    )


def timed(route: Iterable[StopContent], happened_at: datetime) -> tuple[StopContent, ...]:
    """The other way: an incident without a time of its own happened when the case did."""
    return tuple(
        replace(stop, at=happened_at) if _is_incident(stop) and stop.at is None else stop
        for stop in route
    )


def _is_incident(stop: StopContent) -> bool:
    return stop.role == RouteStop.Role.INCIDENT


def write_children(
    case: Case, content: CaseContent, names: Iterable[str] = CHILDREN, *, by: Officer
) -> None:
    """Make the listed parts of the case what the content says. Caller holds the transaction."""
    if "offences" in names:
        case.offences.set(content.offences)
    if "route" in names or "happened_at" in names:
        entered = _entered(case)
        case.route.all().delete()
        RouteStop.objects.bulk_create(
            RouteStop(
                case=case,
                position=number,
                **values_of(stop),
                entered_at=entered.get(stop, now()),
            )
            for number, stop in enumerate(content.route, start=1)
        )
    if "subjects" in names:
        with identity.guarded(case, by=by):
            settle(case, Subject, content.subjects, by=by)
        subjectkeys.index(case)
    if "seizures" in names:
        settle(case, Seizure, content.seizures, by=by)


def _entered(case: Case) -> dict[StopContent, datetime | None]:
    """When each stop was typed: one that still says the same keeps its time."""
    return {_copy(stop, StopContent): stop.entered_at for stop in case.route.all()}
