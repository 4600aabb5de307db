"""Counts of people on a case: victims identified, smuggled migrants, arrested …

A figure is set for one sort of people (by sex, age and nationality where that is known); setting it
again replaces it, so nobody is counted twice.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Code, Officer
from audit.clock import now
from cases import changing
from cases.keeping import Kept, found
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
    return found(counts_of(sighted), public_id)


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


class Counts(Kept[PeopleCount]):
    model, part, one = PeopleCount, PART, "count"
    related = ("what",)

    def must_have_room(self, row: PeopleCount) -> None:
        said = {name: getattr(row, name) for name in ("what", "sex", "age", "nationality")}
        if PeopleCount.objects.filter(case=row.case, **said).exists():
            raise WrongState(_("These people are counted already."))


COUNTS = Counts()
removed_of, find_removed = COUNTS.removed_of, COUNTS.find_removed
remove_count, restore_count = COUNTS.remove, COUNTS.restore
