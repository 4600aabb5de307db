"""Many drafts at once: each as `workflow.create_draft` makes one, with few queries.

An import of tens of thousands of cases would take an hour one by one. A test compares the drafts
of both ways table by table.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import uuid6
from django.db import transaction

from agencies.access import partner_of
from agencies.models import Office, Officer
from audit.clock import now
from cases import searchwords, sharing, subjectkeys
from cases.content import CHILDREN, CaseContent
from cases.models import Case, Event, RouteStop, Seizure, Subject
from cases.models.case import this_installation
from cases.parts import new_row, values_of
from cases.references import next_references
from cases.timeline import happened
from cases.trace import Operation, trace

Listed = TypeVar("Listed", Subject, Seizure)


@dataclass(frozen=True)
class New:
    """What a draft says, and the office that logs it."""

    content: CaseContent
    office: Office


@transaction.atomic
def create_drafts(wanted: Sequence[New], *, officer: Officer) -> list[Case]:
    """A draft of each, in this order. All of them or, when one cannot be written, none."""
    cases = Case.objects.bulk_create(_cases(wanted, officer))
    of_cases = list(zip(cases, (new.content for new in wanted), strict=True))
    _write_offences(of_cases)
    RouteStop.objects.bulk_create(_stops(of_cases))
    Subject.objects.bulk_create(
        row for case, said in of_cases for row in _listed(case, Subject, said.subjects)
    )
    Seizure.objects.bulk_create(
        row for case, said in of_cases for row in _listed(case, Seizure, said.seizures)
    )
    subjectkeys.index_all(cases)
    sharing.grant_origin_of_new(cases, by=officer, partner=partner_of(officer))
    searchwords.index_all(cases)
    for case in cases:
        happened(case, Event.Kind.LOGGED, by=officer)
        trace(case, Operation.COLLECTION, "log", by=officer, fields=CHILDREN)
    return cases


def _cases(wanted: Sequence[New], officer: Officer) -> list[Case]:
    moment = now()
    numbers = {
        office: next_references(office, moment, sum(new.office == office for new in wanted))
        for office in sorted({new.office for new in wanted}, key=lambda office: office.pk)
    }
    return [
        Case(
            installation=this_installation(),
            reference=next(numbers[new.office]),
            office=new.office,
            country=new.office.country,
            created_by=officer,
            created_at=moment,
            draft_key=uuid6.uuid7(),
            **new.content.plain_values(),
        )
        for new in wanted
    ]


def _write_offences(of_cases: Iterable[tuple[Case, CaseContent]]) -> None:
    through = Case.offences.through
    through.objects.bulk_create(
        through(case_id=case.pk, code_id=pk)
        for case, said in of_cases
        for pk in dict.fromkeys(code.pk for code in said.offences)
    )


def _stops(of_cases: Iterable[tuple[Case, CaseContent]]) -> Iterator[RouteStop]:
    for case, said in of_cases:
        for position, stop in enumerate(said.route, start=1):
            yield RouteStop(case=case, position=position, entered_at=now(), **values_of(stop))


def _listed(case: Case, model: type[Listed], parts: Iterable[object]) -> Iterator[Listed]:
    for position, part in enumerate(parts, start=1):
        yield new_row(model, case, {**values_of(part), "position": position})
