"""The record of checks in other systems. It holds no personal data: what was found belongs in a
case. Read by the own office and the country's coordinators; the others read totals."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Count
from django.http import Http404
from django.utils.translation import gettext as _

from agencies.access import Capability, actor, may, works_for
from agencies.models import Code, Office, Officer
from agencies.problems import NotAllowed, Problem
from audit.clock import now
from audit.models import Entry
from audit.trail import record
from cases.models import Case
from roadmap.models import Check

KIND = "check"
FEWEST = 5
AHEAD = timedelta(hours=1)
# Numbers of documents, telephones and vehicles, and addresses, belong in a case.
_NUMBERS = re.compile(r"(?:\d[\s./-]?){5,}|@")


@dataclass(frozen=True)
class CheckContent:
    database: Code
    at: datetime
    result: str
    follow_up: str = ""
    case: str = ""


def record_check(content: CheckContent, *, by: Officer, office: Office) -> Check:
    if not may(by, Capability.RECORD_CHECK) or not works_for(by, office):
        raise NotAllowed(_("You record checks of your own office."))
    _must_be_bare(content.follow_up)
    if content.at > now() + AHEAD:
        raise Problem(_("What happened can be at most one hour ahead of now."), field="at")
    return _recorded(content, by, office, _case(content.case, by, office))


@transaction.atomic
def _recorded(content: CheckContent, by: Officer, office: Office, case: Case | None) -> Check:
    check = Check.objects.create(
        office=office,
        database=content.database,
        at=content.at,
        result=content.result,
        follow_up=content.follow_up.strip(),
        case=case,
        by=by,
    )
    named = ["database", "at", "result", *(["case"] if case else [])]
    _note(check, "record check", by, named, Entry.Operation.COLLECTION)
    return check


def _must_be_bare(text: str) -> None:
    if len(text) > Check.LONGEST:
        message = _("At most %(n)s characters: more belongs in a case.") % {"n": Check.LONGEST}
        raise Problem(message, field="follow_up")
    if _NUMBERS.search(text):
        raise Problem(
            _("No numbers or addresses of persons here: they belong in a case."), field="follow_up"
        )


def _case(reference: str, by: Officer, office: Office) -> Case | None:
    """Only of the own office; another one is unknown here, seen or not."""
    if not reference.strip():
        return None
    rows = Case.objects.visible_to(by).filter(reference=reference.strip(), office=office)
    case = rows.first()
    if case is None:
        raise Problem(_("Your office has no case with this reference."), field="case")
    return case


def find_check(public_id: UUID, user: object) -> Check:
    rows = Check.objects.visible_to(user).standing().filter(public_id=public_id)
    check = rows.select_related("office", "database").first()
    if check is None:
        raise Http404
    return check


@transaction.atomic
def strike_check(check: Check, *, by: Officer) -> None:
    """It was a mistake: it counts no more. By an officer of the office that recorded it."""
    if not works_for(by, check.office):
        raise NotAllowed(_("Only the office that recorded the check can strike it."))
    struck = Check.objects.standing().filter(pk=check.pk).update(struck_at=now())
    if struck:
        _note(check, "strike check", by, ["struck_at"], Entry.Operation.ALTERATION)


def case_references(checks: list[Check], user: object) -> dict[int, str]:
    """By check: the reference, for who sees that case."""
    named = {check.pk: check.case_id for check in checks if check.case_id is not None}
    seen = Case.objects.visible_to(user).filter(pk__in=named.values())
    references = dict(seen.values_list("pk", "reference"))
    return {check: references[case] for check, case in named.items() if case in references}


@dataclass(frozen=True)
class Total:
    """`number` is None where it is hidden: there are some, but fewer than five."""

    country: str
    database: str
    result: str
    number: int | None

    @property
    def result_label(self) -> str:
        return str(Check.Result(self.result).label)


def totals(user: object) -> list[Total]:
    """Of all countries, without a sum of them: a hidden number cannot be worked out."""
    if not may(user, Capability.READ_ROADMAP):
        return []
    rows = Check.objects.standing().order_by()
    counted = Counter[tuple[str, str, str]]()
    grouped = rows.values_list("office__country", "database__code", "result").annotate(Count("pk"))
    for country, database, result, number in grouped:
        counted[(country, database, result)] = number
    return [
        Total(*key, number if number >= FEWEST else None) for key, number in sorted(counted.items())
    ]


def _note(check: Check, action: str, by: Officer, named: list[str], doing: Entry.Operation) -> None:
    ids = [str(check.public_id)]
    record(doing, action, actor=actor(by), kind=KIND, ids=ids, fields=named)
