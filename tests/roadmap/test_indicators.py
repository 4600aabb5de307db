"""Figures of a month: computed again they are the same; stated ones are verified by a second
person; what is made of few is hidden."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from agencies.problems import NotAllowed, Problem, StaleVersion, WrongState
from audit import clock
from audit.models import Entry
from cases.statistics import REGION
from roadmap import indicators, reference, tasks
from roadmap.figurereading import shown
from roadmap.figures.measured import Measured
from roadmap.figures.table import FORMULAS, Formula
from roadmap.indicators import Aim, Statement
from roadmap.models import Figure, Indicator, Target
from tests import house
from tests.factories import officer

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)


@pytest.fixture(autouse=True)
def loaded(cast):
    reference.load()
    with clock.at(NOW):
        yield


@pytest.fixture
def women():
    return Indicator.objects.get(code="women-posted")


@pytest.fixture
def second(world):
    return officer("second-th", world.desks["TH"], "coordinator")


def said(value=40, **more):
    value = None if value is None else Decimal(value)
    return Statement(**{"period": NOVEMBER, "value": value, "document": "Letter 12/2026", **more})


def rows():
    fields = ("indicator", "country", "office", "period", "value", "reason", "numerator")
    return sorted(map(str, Figure.objects.values_list(*fields)))


def gives(monkeypatch, code, **found):
    """The formula of `code` finds this: value and number of cases by country."""
    measured = {
        REGION if place == "region" else (place, ""): Measured(Decimal(n), fewest=n)
        for place, n in found.items()
    }
    monkeypatch.setitem(FORMULAS, code, Formula(lambda span: measured))


# -- snapshots -----------------------------------------------------------------------------------


def test_a_night_computes_this_month_and_the_one_before(django_assert_max_num_queries):
    with django_assert_max_num_queries(520):
        tasks.snapshot()
    assert set(Figure.objects.values_list("period", flat=True)) == {OCTOBER, NOVEMBER}
    computed = set(Figure.objects.values_list("indicator__code", flat=True))
    assert computed == set(FORMULAS)
    assert Figure.objects.filter(indicator__code="offices-open", country="TH").count() == 2


def test_twice_gives_one_result():
    call_command("roadmap_snapshot", verbosity=0)
    once = rows()
    with clock.at(NOW.replace(hour=13)):
        call_command("roadmap_snapshot", verbosity=0)
    assert rows() == once
    assert {figure.computed_at.hour for figure in Figure.objects.all()} == {13}


def test_the_task_finds_nothing_due_until_midnight():
    tasks.snapshot()
    with clock.at(NOW.replace(hour=23)):
        tasks.snapshot()
    assert {figure.computed_at for figure in Figure.objects.all()} == {NOW}
    with clock.at(NOW.replace(day=23)):
        tasks.snapshot()
    assert {figure.computed_at for figure in Figure.objects.all()} == {NOW.replace(day=23)}


def test_killed_halfway_the_next_run_ends_what_is_left(monkeypatch):
    """The tenth formula breaks; in the database stand whole indicators only."""
    broken = sorted(FORMULAS)[9]
    with monkeypatch.context() as patched:

        def stop(span):
            raise SystemExit

        patched.setitem(FORMULAS, broken, Formula(stop))
        with pytest.raises(SystemExit):
            indicators.compute_due()
    done = set(Figure.objects.values_list("indicator__code", flat=True))
    assert done == set(sorted(FORMULAS)[:9])
    with clock.at(NOW.replace(hour=13)):
        indicators.compute_due()
    hours = {figure.indicator.code: figure.computed_at.hour for figure in october()}
    assert {code for code, hour in hours.items() if hour == 12} == done
    halfway = rows()
    Figure.objects.all().delete()
    indicators.compute_due()
    assert rows() == halfway


def october():
    return Figure.objects.filter(period=OCTOBER).select_related("indicator")


def test_an_older_month_is_computed_only_when_named():
    call_command("roadmap_snapshot", "--date", "2026-03-31", verbosity=0)
    assert set(Figure.objects.values_list("period", flat=True)) == {date(2026, 3, 1)}
    with clock.at(NOW.replace(hour=13)):
        tasks.snapshot()
    march = Figure.objects.filter(period=date(2026, 3, 1))
    assert {figure.computed_at for figure in march} == {NOW}


def test_a_month_ahead_is_refused():
    with pytest.raises(CommandError, match="lies ahead"):
        call_command("roadmap_snapshot", "--date", "2026-12-01")
    with pytest.raises(CommandError, match="not a day"):
        call_command("roadmap_snapshot", "--date", "yesterday")


def test_an_office_without_cases_any_more_keeps_no_figure(world, monkeypatch):
    found = {("TH", "TH-MSI"): Measured(Decimal(80), fewest=9)}
    monkeypatch.setitem(FORMULAS, "data-completeness", Formula(lambda span: dict(found)))
    indicators.compute([NOVEMBER])
    assert Figure.objects.filter(office=world.msi).count() == 1
    found.clear()
    indicators.compute([NOVEMBER])
    assert not Figure.objects.filter(office=world.msi).exists()


def test_what_cannot_be_said_says_why():
    indicators.compute([NOVEMBER])
    figure = Figure.objects.get(indicator__code="hours-to-answer", country="TH")
    assert (figure.value, figure.reason) == (None, "There was nothing to count in this month.")


def test_every_computed_indicator_has_its_formula():
    computed = Indicator.objects.filter(kind="computed").values_list("code", flat=True)
    assert set(computed) == set(FORMULAS)


# -- stating and verifying -----------------------------------------------------------------------


def test_a_second_person_verifies(cast, second, women):
    figure = indicators.attest(women, said(), officer=cast.coordinator_th, version=0)
    with pytest.raises(NotAllowed, match="second person"):
        indicators.verify(figure, officer=cast.coordinator_th, version=1)
    with pytest.raises(NotAllowed):
        indicators.verify(figure, officer=cast.coordinator_mm, version=1)
    with pytest.raises(StaleVersion):
        indicators.verify(figure, officer=second, version=0)
    figure = indicators.verify(figure, officer=second, version=1)
    assert figure.verified_by == second
    with pytest.raises(WrongState):
        indicators.verify(figure, officer=second, version=2)
    trail = Entry.objects.filter(object_kind="figure").order_by("pk")
    assert [entry.action for entry in trail] == ["attest figure", "verify figure"]


def test_the_database_knows_the_second_person_too(cast, women):
    figure = indicators.attest(women, said(), officer=cast.coordinator_th, version=0)
    with pytest.raises(IntegrityError, match="second_person"), transaction.atomic():
        Figure.objects.filter(pk=figure.pk).update(verified_by=cast.coordinator_th)
    with pytest.raises(IntegrityError, match="one_figure_a_month"), transaction.atomic():
        figure.pk = figure.public_id = None
        Figure.objects.create(
            indicator=women, country_id="TH", period=NOVEMBER, value=1, document="x",
            stated_by=cast.coordinator_th,
        )  # fmt: skip


def test_stated_anew_it_is_verified_anew(cast, second, women):
    figure = indicators.attest(women, said(), officer=cast.coordinator_th, version=0)
    indicators.verify(figure, officer=second, version=1)
    with pytest.raises(StaleVersion):
        indicators.attest(women, said(41), officer=cast.coordinator_th, version=1)
    figure = indicators.attest(women, said(41), officer=second, version=2)
    assert (figure.value, figure.verified_by, figure.version) == (41, None, 3)


@pytest.mark.parametrize(
    ("content", "field"),
    [
        ({"document": " "}, "document"),
        ({"value": None}, "value"),
        ({"value": 101}, "value"),
        ({"value": -1}, "value"),
        ({"period": date(2026, 12, 1)}, "period"),
        ({"period": date(1999, 12, 1)}, "period"),
    ],
)
def test_what_is_missing_is_named(cast, women, content, field):
    with pytest.raises(Problem) as refused:
        indicators.attest(women, said(**content), officer=cast.coordinator_th, version=0)
    assert refused.value.field == field


def test_nobody_types_a_computed_figure(cast, women):
    opened = Indicator.objects.get(code="offices-open")
    with pytest.raises(WrongState):
        indicators.attest(opened, said(), officer=cast.coordinator_th, version=0)
    for person in (cast.somchai, cast.anong, cast.observer, cast.admin):
        with pytest.raises(NotAllowed):
            indicators.attest(women, said(), officer=person, version=0)


# -- targets -------------------------------------------------------------------------------------


def test_a_target_is_set_and_changed(cast, women):
    aim = Aim(Decimal(30), date(2027, 12, 31), Decimal(10), date(2026, 1, 1))
    target = indicators.set_target(women, aim, officer=cast.coordinator_th, version=0)
    assert (target.country_id, target.version) == ("TH", 1)
    with pytest.raises(StaleVersion):
        indicators.set_target(women, aim, officer=cast.coordinator_th, version=0)
    indicators.set_target(women, aim, officer=cast.coordinator_th, version=1)
    assert Target.objects.get().version == 2
    with pytest.raises(Problem, match="or neither"):
        indicators.set_target(
            women, Aim(Decimal(1), NOVEMBER, Decimal(1)), officer=cast.coordinator_th, version=2
        )


# -- who reads what ------------------------------------------------------------------------------


def seen(person, code, **more):
    found = Figure.objects.visible_to(person).with_names().filter(indicator__code=code, **more)
    return {one.figure.place: one.value for one in shown(found, person)}


def test_few_cases_are_read_by_their_own_country_alone(cast, monkeypatch):
    """Two of Thailand, nine of Myanmar: the region would tell the two."""
    gives(monkeypatch, "cases-shared", region=11, TH=2, MM=9)
    indicators.compute([OCTOBER])
    mine = seen(cast.somchai, "cases-shared")
    assert (mine["TH"], mine["MM"], mine["region"]) == (2, 9, None)
    for person in (cast.observer, cast.thida, cast.coordinator_mm, cast.partner_mm, cast.admin):
        theirs = seen(person, "cases-shared")
        assert (theirs["TH"], theirs["MM"], theirs["region"]) == (None, 9, None)


def test_enough_cases_and_none_are_read_by_all(cast, monkeypatch):
    gives(monkeypatch, "cases-shared", region=14, TH=5, MM=9)
    indicators.compute([OCTOBER])
    theirs = seen(cast.observer, "cases-shared")
    assert (theirs["TH"], theirs["MM"], theirs["LA"], theirs["region"]) == (5, 9, 0, 14)


def test_of_a_running_month_others_are_told_nothing_of_cases(cast, monkeypatch):
    """Two readings would tell of the case between them."""
    gives(monkeypatch, "cases-shared", region=14, TH=5, MM=9)
    indicators.compute([NOVEMBER])
    mine = seen(cast.somchai, "cases-shared")
    assert (mine["TH"], mine["MM"], mine["region"]) == (5, None, None)
    theirs = seen(cast.observer, "cases-shared")
    assert {theirs["TH"], theirs["MM"], theirs["region"]} == {None}
    assert seen(cast.observer, "offices-open")["TH"] == 3


def test_an_older_month_is_computed_on_demand_once(cast):
    march = date(2026, 3, 1)
    assert indicators.compute_now(officer=cast.coordinator_th, month=march) > 0
    stood = set(Figure.objects.filter(period=march).values_list("computed_at", flat=True))
    with pytest.raises(WrongState, match="stand as they are"):
        indicators.compute_now(officer=cast.coordinator_th, month=march)
    assert stood == set(Figure.objects.filter(period=march).values_list("computed_at", flat=True))
    with pytest.raises(Problem, match="ahead"):
        indicators.compute_now(officer=cast.coordinator_th, month=date(2027, 1, 1))
    with pytest.raises(NotAllowed):
        indicators.compute_now(officer=cast.somchai, month=date(2026, 2, 1))


def test_an_office_is_its_own_countrys(cast, world, monkeypatch):
    found = {("TH", "TH-MSI"): Measured(Decimal(80), fewest=9)}
    monkeypatch.setitem(FORMULAS, "data-completeness", Formula(lambda span: found))
    indicators.compute([NOVEMBER])
    for person in (cast.somchai, cast.coordinator_th, cast.partner_th):
        assert seen(person, "data-completeness")["TH-MSI"] == 80
    for person in (cast.thida, cast.observer, cast.admin, cast.unposted, cast.partner_mm):
        assert "TH-MSI" not in seen(person, "data-completeness")


def test_a_forecast_tells_nothing_of_what_is_hidden(cast, monkeypatch):
    for number, month in enumerate((date(2026, n, 1) for n in range(5, 11)), start=1):
        gives(monkeypatch, "cases-shared", region=9, TH=number % 5, MM=9)
        indicators.compute([month])
    indicator = Indicator.objects.get(code="cases-shared")
    aim = Aim(Decimal(50), date(2030, 1, 1))
    indicators.set_target(indicator, aim, officer=cast.coordinator_th, version=0)
    rows = Figure.objects.filter(indicator=indicator, country="TH").with_names()
    last = shown(rows.order_by("period"), cast.observer)[-1]
    assert last.value is None
    assert last.forecast is None or last.forecast.outlook.value == "too_few"


# -- the list in the documentation -------------------------------------------------------------


def test_the_documentation_names_every_indicator_with_its_formula():
    text = (house.ROOT / "docs" / "roadmap.md").read_text("utf-8")
    for one in Indicator.objects.select_related("item"):
        cells = [f"`{one.code}`", one.item.number, one.title, one.unit, one.kind, one.better]
        assert f"| {' | '.join(map(str, [*cells, one.formula]))} |" in text
    assert text.count("\n| `") == Indicator.objects.count()
