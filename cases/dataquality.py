"""How good the data of the cases is: what is missing, late or unlikely in them. Like
`cases.statistics` it reads across all cases and gives numbers only; the cases themselves are named
only out of rows that the reader sees."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import BooleanField, Count, Exists, F, OuterRef, Q, Sum, Value, When
from django.db.models import Case as Choose

from cases.models import Case, RouteStop, Seizure, Subject
from cases.models.case import CaseQuerySet
from cases.reciprocity import Percentile
from cases.statistics import COMMON_FIELDS, Key, Level, Span, submitted_in, summed

IN_TIME = timedelta(hours=24)
LONG_AGO = timedelta(days=365)


def _with(rows: Any) -> Exists:
    """Cases that hold such a part."""
    return Exists(rows.filter(case=OuterRef("pk")))


_PERSONS = Subject.objects.filter(kind=Subject.Kind.PERSON)
_INCIDENTS = RouteStop.objects.filter(role=RouteStop.Role.INCIDENT)
_RETIRED = Case.offences.through.objects.filter(case=OuterRef("pk"), code__is_active=False)

# What of each common field is missing.
MISSING: dict[str, Any] = {f"no_{name}": ~rule for name, rule in COMMON_FIELDS.items()}

# What stands there and cannot be right, or says too little.
CHECKS: dict[str, Any] = {
    "retired_code": Exists(_RETIRED),
    "goods_in_words": _with(Seizure.objects.filter(kind=Seizure.Kind.GOODS, hs=None)),
    "unlikely_time": Q(happened_at__gt=F("submitted_at"))
    | Q(happened_at__lt=F("submitted_at") - LONG_AGO),
    "country_for_place": _with(_INCIDENTS.filter(crossing=None, lat=None)),
    "person_unnamed": _with(_PERSONS.filter(name="", name_latin="", document_number="")),
    "role_unsaid": _with(_PERSONS.filter(role=Subject.Role.OTHER)),
    "number_without_country": _with(
        Subject.objects.filter(
            (~Q(document_number="") & Q(document_issuer="")) | (~Q(plate="") & Q(plate_country=""))
        )
    ),
}
RULES = MISSING | CHECKS


@dataclass(frozen=True)
class Quality:
    """Of a month's cases: how many were submitted within a day, and how many have each fault."""

    cases: int
    in_time: int
    median: timedelta | None
    faults: dict[str, int]

    @property
    def filled(self) -> int:
        return self.cases * len(MISSING) - sum(self.faults[code] for code in MISSING)

    @property
    def passed(self) -> int:
        return self.cases * len(CHECKS) - sum(self.faults[code] for code in CHECKS)


def quality_of(span: Span, level: Level, country: str = "") -> dict[Key, Quality]:
    """One query, whatever the number of cases."""
    rows = submitted_in(span)
    if country:
        rows = rows.filter(office__country=country)
    flags = {
        f"flag_{code}": Choose(When(rule, then=Value(1)), default=Value(0))
        for code, rule in RULES.items()
    }
    length = F("submitted_at") - F("happened_at")
    rows = rows.annotate(length=length, **flags)
    sums = {f"sum_{code}": Sum(f"flag_{code}") for code in RULES}
    found = summed(
        rows,
        "office",
        level,
        cases=Count("pk"),
        in_time=Count("pk", filter=Q(length__lte=IN_TIME)),
        median=Percentile(F("length"), 0.5),
        **sums,
    )
    return {key: _quality(row) for key, row in found.items() if row["cases"]}


def _quality(row: dict[str, Any]) -> Quality:
    faults = {code: row[f"sum_{code}"] or 0 for code in RULES}
    return Quality(row["cases"], row["in_time"], row["median"], faults)


@dataclass(frozen=True)
class Faulty:
    """A case that needs fixing."""

    case: Case
    faults: tuple[str, ...]


def to_fix(cases: CaseQuerySet, span: Span, most: int) -> list[Faulty]:
    """Of these cases, which the reader sees: those of the time with a fault, newest first."""
    flags = {
        f"flag_{code}": Choose(
            When(rule, then=Value(True)), default=Value(False), output_field=BooleanField()
        )
        for code, rule in RULES.items()
    }
    any_fault = Q()
    for name in flags:
        any_fault |= Q(**{name: True})
    rows = cases.submitted().filter(span.of("submitted_at")).annotate(**flags).filter(any_fault)
    return [
        Faulty(case, tuple(code for code in RULES if getattr(case, f"flag_{code}")))
        for case in rows.order_by("-submitted_at", "-pk")[:most]
    ]
