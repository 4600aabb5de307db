"""The situation at the borders: exact figures of a world worked out by hand, what is counted at
all, and that nothing of fewer than five cases can be worked out."""

import itertools
import random
from collections import defaultdict
from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import uuid6
from django.urls import reverse

from agencies.problems import Problem
from audit import clock
from cases import relations
from cases.content import StopContent
from cases.models import Case, RouteStop, Seizure, Touch
from cases.situation import _LEVELS, Situation, What
from cases.smallcells import FEWEST, TIMES, Cell, shown
from roadmap.situation import By, answer_to
from tests import factories
from tests.api import Caller

TODAY = datetime(2026, 11, 23, 3, tzinfo=UTC)
OVER = date(2027, 1, 1)
CASE_LEVELS, KIND_LEVELS = _LEVELS[What.CASES], _LEVELS[What.SEIZURES]


def cell(month, place, kind, cases):
    return Cell(date(2026, month, 1), place, kind, cases, Decimal(cases))


# -- the rule, without a database ------------------------------------------------------------------


def told(cells, levels, before=OVER):
    """What a reader learns of the sums."""
    found = shown([one for one in cells if one.cases], levels, before)
    return tuple(sorted(map(str, found)))


def inside(place, want):
    return all(one in (None, here) for one, here in zip(want, place, strict=True))


WORLDS = {
    "months of a border": [(1, "A", "x"), (2, "A", "x"), (3, "A", "x"), (4, "A", "x")],
    "two borders": [(1, "A", "x"), (2, "A", "x"), (1, "B", "x"), (2, "B", "x")],
    "two kinds": [(1, "A", "x"), (1, "A", "y"), (1, "B", "x"), (4, "A", "x")],
}


@pytest.mark.parametrize("levels", [CASE_LEVELS, KIND_LEVELS])
@pytest.mark.parametrize("name", WORLDS)
def test_no_small_cell_can_be_worked_out(name, levels):
    """Every world of these cells with up to seven cases each. Whoever knows all that is shown and
    the rule itself is left with two values or more for each cell of one to
    four cases, and for each sum of cells over months, borders and kinds."""
    places = WORLDS[name]
    same = defaultdict(list)
    for numbers in itertools.product(range(FEWEST + 3), repeat=len(places)):
        cells = [cell(*place, number) for place, number in zip(places, numbers, strict=True)]
        same[told(cells, levels)].append(numbers)
    wanted = itertools.product(*[{None, *values} for values in zip(*places, strict=True)])
    unions = [[at for at, place in enumerate(places) if inside(place, want)] for want in wanted]
    for worlds in same.values():
        for at in unions:
            values = {sum(numbers[i] for i in at) for numbers in worlds}
            assert not (len(values) == 1 and 1 <= min(values) < FEWEST), (worlds[0], at)


def test_a_sum_that_fits_in_one_way_is_shown_nowhere():
    """Four and four are eight in one way only."""
    pair = [cell(1, "A", "x", 4), cell(2, "A", "x", 4)]
    assert shown(pair, TIMES, OVER) == []


def test_single_cases_add_up_to_half_a_year():
    ones = [cell(month, "A", "x", 1) for month in (1, 2, 3, 4, 6)]
    (half,) = shown(ones, TIMES, OVER)
    assert (half.months, half.cases) == (6, 5)


def test_a_sum_waits_until_its_time_is_over():
    """Seen in May and again in June it would tell how many May had."""
    cells = [cell(1, "A", "x", 2), cell(2, "A", "x", 3), cell(3, "A", "x", 9)]
    (march,) = shown(cells, CASE_LEVELS, date(2026, 3, 31).replace(day=1))
    assert (march.months, march.cases) == (1, 9)
    assert len(shown(cells, CASE_LEVELS, date(2026, 4, 1))) == 2


@pytest.mark.parametrize("levels", [CASE_LEVELS, KIND_LEVELS])
def test_no_month_can_be_worked_out_from_what_was_shown_before_it(levels):
    """Every world of four months of a border, read after each of them, all answers kept."""
    same = defaultdict(list)
    for numbers in itertools.product(range(FEWEST + 2), repeat=4):
        cells = [cell(month, "A", "x", number) for month, number in enumerate(numbers, start=1)]
        reads = tuple(
            told(cells[:month], levels, date(2026, month + 1, 1)) for month in (1, 2, 3, 4, 5, 6)
        )
        same[reads].append(numbers)
    for worlds in same.values():
        for values in map(set, zip(*worlds, strict=True)):
            assert not (len(values) == 1 and 1 <= min(values) < FEWEST), worlds[0]


def test_small_months_become_a_quarter():
    cells = [cell(1, "A", "x", 2), cell(2, "A", "x", 3), cell(3, "A", "x", 9)]
    month, quarter = sorted(shown(cells, TIMES, OVER), key=lambda one: one.months)
    assert (month.month.month, month.cases) == (3, 9)
    assert (quarter.months, quarter.cases, quarter.month.month) == (3, 5, 1)


# -- the world -------------------------------------------------------------------------------------


def logged(world, by, at, many=1, **changes):
    """So many cases of that day: one through the verbs, the others copied from its rows, quickly."""
    first = factories.submitted(world, by, **changes)
    Case.objects.filter(pk=first.pk).update(happened_at=at)
    return [first, *(copied(first.pk, number) for number in range(1, many))]


def copied(pk, number):
    case = Case.objects.get(pk=pk)
    parts = [
        *case.route.all(),
        *case.touches.all(),
        *case.seizures.all(),
        *case.subjects.all(),
    ]
    offences = list(case.offences.all())
    case.pk, case.public_id, case.draft_key = None, uuid6.uuid7(), uuid6.uuid7()
    case.reference = f"{case.reference}-{number}"
    case.save()
    case.offences.set(offences)
    for part in parts:
        part.pk, part.case = None, case
        if hasattr(part, "public_id"):
            part.public_id = uuid6.uuid7()
        part.save()
    return case


def at(month, day=15):
    return datetime(2026, month, day, 3, tzinfo=UTC)


def stop(role, country, crossing=None):
    return StopContent(
        RouteStop.Role(role), country=factories.CountryFactory(code=country), crossing=crossing
    )


@pytest.fixture(scope="module")
def today():
    with clock.at(TODAY):
        yield


@pytest.fixture
def situation(world, cast, today):
    """At Mae Sai: five cases of tablets in March, three in April, two in May, each on its way from
    Myanmar to Thailand. At Chiang Khong four in March, which say no way."""
    way = (stop("origin", "MM"), stop("incident", "TH", world.mae_sai))
    for month, many in ((3, 5), (4, 3), (5, 2)):
        logged(world, cast.somchai, at(month), many, route=way)
    there = (stop("incident", "TH", world.chiang_khong),)
    logged(world, cast.preecha, at(3), 4, route=there)


def rows(**asked):
    return {row.key: row.cases for row in answer_to(asked).rows}


@pytest.mark.django_db
class TestFigures:
    def test_cases_by_month_quarter_and_border(self, situation):
        assert rows(by="month") == {"2026-03-01": 5}
        assert rows(by="quarter") == {"2026-01-01": 5, "2026-04-01": 5}
        assert rows(by="border") == {"TH-MM": 10}
        assert rows(by="type") == {"060121": 10}
        assert answer_to({"by": "month"}).wider.cases == 5

    def test_what_is_cut_off_by_a_filter_is_not_shown(self, situation):
        assert rows(by="month", last="2026-04") == {"2026-03-01": 5}
        assert answer_to({"by": "month", "last": "2026-04"}).wider is None
        assert rows(country="LA") == {}
        assert rows(country="MM") == rows(border="TH-MM") == {"TH-MM": 10}

    def test_seizures_with_their_unit(self, situation):
        """400,000 tablets in each of ten cases."""
        (row,) = answer_to({"count": "seizures"}).rows
        assert (row.key, row.cases, row.amount) == ("drug/METH_TAB/tablet", 10, 4_000_000)

    def test_people_by_role(self, situation):
        found = {row.key: (row.cases, row.amount) for row in answer_to({"count": "people"}).rows}
        assert found == {"suspect": (10, 10), "victim": (10, 10)}

    def test_flows_lead_from_the_first_stop_to_the_last(self, situation):
        assert rows(count="flows") == {"MM>TH": 10}
        assert rows(count="flows", country="LA") == {}
        assert rows(count="flows", by="month", type="MM>TH") == {"2026-03-01": 5}


# -- every answer of the page ----------------------------------------------------------------------


MONTHS = ["2026-01", "2026-03", "2026-04", "2026-07", "2026-10"]


def totals_of_all_periods(asked):
    """By first and last month: the sum of all that is shown of one choice."""
    found = {}
    for first, last in itertools.combinations_with_replacement(MONTHS, 2):
        with suppress(Problem):
            answer = answer_to({**asked, "first": first, "last": last})
            numbers = [row.cases for row in (*answer.rows, *filter(None, [answer.wider]))]
            assert all(number >= FEWEST for number in numbers)
            found[first, last] = sum(numbers)
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(2))
def test_no_two_answers_differ_by_a_few(world, cast, today, monkeypatch, seed):
    """A random world; a longer period differs from a shorter one inside it by nothing or by five
    cases and more, of every border, country and type."""
    chance = random.Random(seed)
    cells = [
        Cell(date(2026, month, 1), place, kind, number, Decimal(number))
        for month in range(1, 11)
        for place in ("TH-MM", "TH-LA")
        for kind in ("060121", "08051")
        if (number := chance.choice([0, 1, 2, 3, 4, 6, 9]))
    ]
    told = Situation(What.CASES, date(2026, 11, 1), shown(cells, CASE_LEVELS, date(2026, 11, 1)))
    monkeypatch.setattr("roadmap.situation.situation_of", lambda what: told)
    places = [{}, {"border": "TH-MM"}, {"country": "TH"}, {"country": "LA"}]
    differences = set()
    for by, place, kind in itertools.product(By, places, ("", "060121")):
        totals = totals_of_all_periods({"by": by, "type": kind, **place})
        for (first, last), number in totals.items():
            longer = [n for (a, z), n in totals.items() if a <= first and last <= z]
            differences |= {n - number for n in longer}
    assert not differences & {-1, 1, 2, 3, 4}
    assert len(differences) > 10


# -- what is counted -------------------------------------------------------------------------------


def five(world, by, **changes):
    return logged(world, by, at(3), 5, **changes)


@pytest.mark.django_db
class TestCounted:
    @pytest.mark.parametrize(
        "fields",
        [
            {"is_restricted": True},
            {"handling_code": "H2"},
            {"handling_code": "H3", "handling_text": "ask first"},
            {"status": "withdrawn"},
            {"status": "closed", "outcome": "unfounded"},
            {"status": "draft", "submitted_at": None},
            {"happened_at": datetime(2026, 11, 2, tzinfo=UTC)},
        ],
    )
    def test_left_out(self, world, cast, today, fields):
        """Of six, one is not counted; of five of these there is no sum left."""
        made = [*five(world, cast.somchai), *logged(world, cast.somchai, at(3))]
        Case.objects.filter(pk=made[0].pk).update(**fields)
        assert rows() == {"TH-MM": 5}

    def test_a_duplicate_counts_once(self, world, cast, today):
        made = [*five(world, cast.somchai), *logged(world, cast.somchai, at(3))]
        relations.relate(
            made[0], made[5].reference, kind="duplicate", reason="same lorry", officer=cast.somchai
        )
        assert rows() == {"TH-MM": 5}

    def test_a_struck_border_is_none(self, world, cast, today):
        five(world, cast.somchai)
        Touch.objects.update(is_struck=True)
        assert rows() == {"": 5}

    def test_of_several_borders_it_is_where_it_happened(self, world, cast, today):
        way = (
            stop("origin", "TH", world.chiang_khong),
            stop("incident", "TH", world.mae_sai),
            stop("destination", "TH", world.chiang_saen),
        )
        five(world, cast.somchai, route=way)
        assert rows() == {"TH-MM": 5}

    def test_removed_parts_count_no_more(self, world, cast, today):
        made = [*five(world, cast.somchai), *logged(world, cast.somchai, at(3))]
        Seizure.objects.filter(case=made[0]).update(removed_at=TODAY)
        (row,) = answer_to({"count": "seizures"}).rows
        assert (row.cases, row.amount) == (5, 2_000_000)


# -- in the browser and over the API ---------------------------------------------------------------


@pytest.mark.django_db
class TestPages:
    def test_the_page_and_its_table(self, situation, cast, signed_in):
        browser = signed_in(cast.observer)
        page = browser.get(reverse("roadmap-situation")).content.decode()
        assert "<rect" in page
        assert "TH – MM" in page
        assert "TH – LA</th>" not in page
        file = browser.get(reverse("roadmap-situation-csv"), {"by": "month"})
        assert file["Content-Type"].startswith("text/csv")
        assert "2026-03-01,2026-03,5" in file.content.decode()

    def test_flows_are_a_map_and_a_table(self, situation, cast, signed_in):
        page = signed_in(cast.somchai).get(reverse("roadmap-situation"), {"count": "flows"})
        assert 'class="flow"' in page.content.decode()
        assert "Myanmar → Thailand</th>" in page.content.decode()

    def test_what_was_chosen_stays_beside_the_fault(self, situation, cast, signed_in):
        asked = {"count": "seizures", "by": "month"}
        for name in ("roadmap-situation", "roadmap-situation-csv"):
            page = signed_in(cast.somchai).get(reverse(name), asked)
            assert page.status_code == 400
            assert "Choose a type first" in page.content.decode()

    def test_programs_read_the_same(self, situation, cast, signed_in):
        program = Caller(signed_in(cast.observer))
        said = program.get("roadmap/situation/", query={"by": "quarter"}).json()
        assert [(row["key"], row["cases"]) for row in said["rows"]] == [
            ("2026-01-01", 5),
            ("2026-04-01", 5),
        ]
        assert (said["first"], said["last"]) == ("2025-01", "2026-10")
        wrong = program.get("roadmap/situation/", query={"type": "nothing"})
        assert wrong.status_code == 400
        assert "type" in wrong.content.decode()
        assert program.get("roadmap/situation/", query={"day": "1"}).status_code == 400
