"""Counts of people on a case: victims identified, smuggled migrants, arrested …

A figure is set for one sort of people (by sex, age and nationality where that is known); setting it
again replaces it, so nobody is counted twice.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from agencies.models import Code, Officer
from audit.clock import now
from cases import changing
from cases.models import Case, PeopleCount
from cases.problems import WrongState
from cases.reading import Sighted
from cases.territories import territory

PART = "counts"


@dataclass(frozen=True)
class Counted:
    what: Code
    sex: str = ""
    age: str = ""
    nationality: str = ""


def counts_of(sighted: Sighted) -> list[PeopleCount]:
    """For full readers; a headline says nothing of people."""
    if not sighted.is_full:
        return []
    return list(PeopleCount.objects.filter(case=sighted.case).select_related("what", "counted_by"))


def removed_of(sighted: Sighted) -> list[PeopleCount]:
    """What was taken away, for who could bring it back."""
    if not sighted.is_originator:
        return []
    gone = PeopleCount.everything.filter(case=sighted.case).exclude(removed_at=None)
    return list(gone.select_related("what", "removed_by").order_by("-removed_at", "-pk"))


def find_removed(sighted: Sighted, public_id: UUID) -> PeopleCount:
    for count in removed_of(sighted):
        if count.public_id == public_id:
            return count
    raise Http404


@dataclass(frozen=True)
class CountLine:
    count: PeopleCount
    divided: str


def lines_of(sighted: Sighted) -> list[CountLine]:
    """As the page of the case shows them, each with who of all it is."""
    return [CountLine(count, _divided(count)) for count in counts_of(sighted)]


def removed_lines(sighted: Sighted) -> list[CountLine]:
    return [CountLine(count, _divided(count)) for count in removed_of(sighted)]


def _divided(count: PeopleCount) -> str:
    nation = territory(count.nationality) if count.nationality else ""
    sex = count.get_sex_display() if count.sex else ""
    age = count.get_age_display() if count.age else ""
    return ", ".join(text for text in (sex, age, nation) if text)


def find_count(sighted: Sighted, public_id: UUID) -> PeopleCount:
    for count in counts_of(sighted):
        if count.public_id == public_id:
            return count
    raise Http404


def on_offer() -> list[Code]:
    """What is counted; how it is divided are fields of each count."""
    codes = Code.objects.active().in_list(PeopleCount.LIST)
    return list(codes.exclude(code__in=PeopleCount.DIVISIONS))


@transaction.atomic
def set_count(case: Case, counted: Counted, number: int, *, officer: Officer) -> PeopleCount:
    """The same figure again is no change."""
    case = changing.begin(case, officer)
    before: PeopleCount | None = PeopleCount.objects.filter(case=case, **vars(counted)).first()
    if before is not None and before.number == number:
        return before
    count: PeopleCount = before or PeopleCount(case=case, **vars(counted))
    count.number, count.counted_by, count.counted_at = number, officer, now()
    count.save()
    told = [name for name, value in vars(counted).items() if value]
    changing.end(case, PART, "count people", by=officer, fields=[*told, "number"])
    return count


@transaction.atomic
def remove_count(count: PeopleCount, *, officer: Officer) -> None:
    """Marked, not deleted. A second time changes nothing."""
    case = changing.begin(count.case, officer)
    gone = PeopleCount.objects.filter(pk=count.pk).update(removed_at=now(), removed_by=officer)
    if gone:
        changing.end(case, PART, "remove count", by=officer)


@transaction.atomic
def restore_count(count: PeopleCount, *, officer: Officer) -> PeopleCount:
    """The figure as it was; refused where these people were counted anew meanwhile."""
    case = changing.begin(count.case, officer)
    said = {name: getattr(count, name) for name in ("what", "sex", "age", "nationality")}
    if PeopleCount.objects.filter(case=case, **said).exists():
        raise WrongState(_("These people are counted already."))
    back = PeopleCount.everything.filter(pk=count.pk).exclude(removed_at=None)
    if back.update(removed_at=None, removed_by=None):
        changing.end(case, PART, "restore count", by=officer)
    restored: PeopleCount = PeopleCount.objects.get(pk=count.pk)
    return restored
