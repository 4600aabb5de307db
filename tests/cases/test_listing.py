"""The newest visible cases: the fast path shows exactly what the plain queryset shows."""

import pytest

from cases import disclosure
from cases.content import StopContent
from cases.listing import Count, capped_count, newest_page, newest_visible
from cases.models import Case
from cases.models.levels import Level
from tests.factories import draft, submitted

pytestmark = pytest.mark.django_db


def plain(person):
    return list(Case.objects.visible_to(person).submitted().order_by("-pk"))


@pytest.fixture
def mixed(world, cast):
    """Cases of four offices in three countries, drafts among them, some shared, one recalled."""
    at = {
        "sai": (StopContent("incident", crossing=world.mae_sai),),
        "khong": (StopContent("incident", crossing=world.chiang_khong),),
        "mom": (StopContent("incident", crossing=world.muang_mom),),
    }
    made = []
    for number in range(4):
        made.append(submitted(world, cast.somchai, route=at["sai"]))
        made.append(submitted(world, cast.preecha, route=at["khong"]))
        made.append(submitted(world, cast.thida, route=at["mom"], levels={"LA": Level.FULL}))
        draft(world, cast.somchai)
        draft(world, cast.bounmy)
        if number == 1:
            disclosure.recall(made[0], world.tcl.country, officer=cast.somchai, reason="error")
            disclosure.share(made[1], world.tcl.country, Level.FULL, officer=cast.preecha)
    return made


@pytest.mark.parametrize(
    "name",
    [
        "somchai",
        "preecha",
        "thida",
        "bounmy",
        "sokha",
        "coordinator_mm",
        "unposted",
        "observer",
        "admin",
        "partner_th",
        "partner_mm",
    ],
)
def test_the_fast_path_shows_what_the_plain_queryset_shows(mixed, cast, name):
    person = getattr(cast, name)
    wanted = plain(person)
    for limit in (1, 3, 5, 100):
        assert list(newest_visible(person, limit=limit)) == wanted[:limit]
    for place, case in enumerate(wanted):
        below, above = wanted[place + 1 :], wanted[:place]
        assert list(newest_visible(person, limit=3, before=case.pk)) == below[:3]
        assert list(newest_visible(person, limit=3, after=case.pk)) == above[-3:]


def turned(person, how, **start):
    page = newest_page(None, person, before=None, after=None)
    seen = [page.cases]
    while (turn := getattr(page, how)) is not None:
        case = Case.objects.get(reference=turn[1])
        page = newest_page(None, person, **{"before": None, "after": None, turn[0]: case})
        seen.append(page.cases)
    return seen, page


def test_pages_down_and_up_again_show_every_case_once(world, somchai, monkeypatch):
    monkeypatch.setattr("cases.listing.PAGE_ROWS", 3)
    for _ in range(8):
        submitted(world, somchai)
    down, last = turned(somchai, "older")
    assert [len(page) for page in down] == [3, 3, 2]
    assert [case for page in down for case in page] == plain(somchai)
    up = newest_page(None, somchai, before=None, after=last.cases[0])
    assert up.cases == down[1]
    assert up.older == ("before", down[1][-1].reference)
    top = newest_page(None, somchai, before=None, after=up.cases[0])
    assert (top.cases, top.newer) == (down[0], None)


def test_a_count_stops_at_its_cap(world, somchai, monkeypatch):
    monkeypatch.setattr("cases.listing.COUNT_CAP", 2)
    for _ in range(4):
        submitted(world, somchai)
    count = capped_count(Case.objects.visible_to(somchai))
    assert (count.number, count.shown, count.is_capped) == (3, 2, True)
    assert not Count(2, 2).is_capped
