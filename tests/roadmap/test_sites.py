"""Sites of the I-24/7 extension: kept by their own people, counted month by month."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from agencies.problems import Conflict, NotAllowed, Problem, StaleVersion
from audit.models import Entry
from roadmap import sites
from roadmap.models import Site, SiteMonth
from roadmap.sites import SiteContent
from tests.api import Caller
from tests.roadmap.places import DAY, database, site

pytestmark = pytest.mark.django_db
MONTH = date(2026, 10, 1)


def month(one, by, queries=10, hits=1, version=0):
    return sites.write_month(one, MONTH, queries=queries, hits=hits, by=by, version=version)


def test_the_coordinator_and_the_head_of_the_office_keep_a_site(world, cast):
    one = site(world, cast.coordinator_th)
    assert sites.may_keep(cast.anong, one)
    for stranger in (cast.somchai, cast.preecha, cast.coordinator_mm, cast.kyaw, cast.observer):
        assert not sites.may_keep(stranger, one)
        with pytest.raises(NotAllowed):
            sites.set_state(one, "live", since=DAY, by=stranger, version=1)
    other = site(world, cast.coordinator_th, office=world.ckg)
    assert not sites.may_keep(cast.anong, other)


def test_a_head_keeps_the_crossing_beside_the_office(world, cast):
    beside = site(world, cast.coordinator_th, office=None, crossing=world.mae_sai)
    far = site(world, cast.coordinator_th, office=None, crossing=world.mae_sot)
    assert sites.may_keep(cast.anong, beside)
    assert not sites.may_keep(cast.anong, far)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"office": None}, "office"),
        ({"office": "tcl"}, "office"),
        ({"crossing": "mae_sai"}, "office"),
        ({"test_result": "passed"}, "test_result"),
        ({"tested_on": date(2030, 1, 1), "test_result": "passed"}, "tested_on"),
    ],
)
def test_what_a_site_cannot_be(world, cast, changes, field):
    named = {
        name: getattr(world, value, None) if name in ("office", "crossing") and value else value
        for name, value in changes.items()
    }
    with pytest.raises(Problem) as told:
        site(world, cast.coordinator_th, **named)
    assert told.value.field == field


def test_a_site_is_there_once(world, cast):
    site(world, cast.coordinator_th)
    with pytest.raises(Conflict, match="has this site already"):
        site(world, cast.coordinator_th)
    site(world, cast.coordinator_th, is_mobile=True)


def test_the_state_keeps_its_history(world, cast):
    one, by = site(world, cast.coordinator_th), cast.coordinator_th
    one = sites.set_state(one, "live", since=DAY, by=by, version=1)
    with pytest.raises(Problem, match="Say why"):
        sites.set_state(one, "down", since=DAY, reason=" ", by=by, version=2)
    with pytest.raises(StaleVersion):
        sites.set_state(one, "down", since=DAY, reason="flood", by=by, version=1)
    with pytest.raises(Problem, match="later day"):
        sites.set_state(one, "down", since=date(2026, 9, 1), reason="flood", by=by, version=2)
    with pytest.raises(Problem, match="ahead"):
        sites.set_state(one, "down", since=date(2030, 1, 1), reason="flood", by=by, version=2)
    one = sites.set_state(one, "down", since=date(2026, 11, 1), reason="flood", by=by, version=2)
    assert [row.state for row in one.states.all()] == ["down", "live", "planned"]
    trail = Entry.objects.filter(object_kind="site", action="set state of site").last()
    assert trail.fields == ["state", "state_reason", "state_since"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Site.objects.filter(pk=one.pk).update(state_reason="")


def test_a_month_is_counted_once_and_corrected(world, cast):
    one, by = site(world, cast.coordinator_th), cast.anong
    assert month(one, by).version == 1
    with pytest.raises(StaleVersion):
        month(one, by, queries=20)
    assert month(one, by, queries=20, version=1).version == 2
    with pytest.raises(Problem, match="not more hits") as told:
        month(one, by, queries=2, hits=3, version=2)
    assert told.value.field == "hits"
    with pytest.raises(Problem, match="not negative"):
        month(one, by, queries=-1, hits=-2, version=2)
    with pytest.raises(Problem, match="ahead"):
        sites.write_month(one, date(2030, 1, 1), queries=1, hits=0, by=by, version=0)
    with pytest.raises(Problem, match="later month"):
        sites.write_month(one, date(2026, 9, 1), queries=1, hits=0, by=by, version=0)
    assert SiteMonth.objects.get().queries == 20


@pytest.mark.parametrize("wrong", [{"hits": 11}, {"queries": -1, "hits": -1}, {"month": DAY}])
def test_the_data_refuses_wrong_figures(world, cast, wrong):
    one = site(world, cast.coordinator_th)
    month(one, cast.anong)
    values = {"month": date(2026, 10, 2)} if "month" in wrong else wrong
    with pytest.raises(IntegrityError), transaction.atomic():
        SiteMonth.objects.update(**values)


def test_figures_for_indicators(world, cast):
    one = site(world, cast.coordinator_th)
    site(world, cast.coordinator_mm, office=world.tcl)
    sites.set_state(one, "live", since=DAY, by=cast.anong, version=1)
    month(one, cast.anong, 10, 2)
    november = date(2026, 11, 1)
    sites.write_month(one, november, queries=5, hits=0, by=cast.anong, version=0)
    assert Site.objects.live_per_country() == {"TH": 1}
    assert SiteMonth.objects.asked_per_country() == {"TH": (15, 2)}
    rows = SiteMonth.objects.between(november, date(2026, 11, 30))
    assert rows.asked_per_country() == {"TH": (5, 0)}


def test_pages_add_a_site_and_its_figures(world, cast, signed_in):
    door = signed_in(cast.coordinator_th)
    database()
    form = {"place": "office:TH-MSI", "phase": "pilot", "databases": ["SLTD"], "version": ""}
    answer = door.post(reverse("roadmap-site-new"), form)
    one = Site.objects.get()
    assert answer["Location"] == reverse("roadmap-site-state", args=[one.public_id])
    state = {"state": "live", "since": "1/10/2026", "version": "1"}
    door.post(reverse("roadmap-site-state", args=[one.public_id]), state)
    figures = {"month": "10/2026", "queries": "๑๒๓", "hits": "4", "version": ""}
    address = reverse("roadmap-site-month", args=[one.public_id])
    assert door.post(address, figures).status_code == 302
    again = door.post(address, {**figures, "queries": "200"}).content.decode()
    assert "It now says: 123 queries, 4 hits" in again
    assert 'value="200"' in again
    assert 'name="version" value="1"' in again
    wrong = door.post(address, {**figures, "month": "2026", "hits": "-1"}).content.decode()
    assert "as 2026-11" in wrong
    text = signed_in(cast.observer).get(one.link_to).content.decode()
    assert "Stolen and Lost Travel Documents" in text
    assert "123" in text
    assert "Change the state" not in text


def test_a_page_says_what_a_colleague_saved_meanwhile(world, cast, signed_in):
    one = site(world, cast.coordinator_th)
    sites.change_site(one, SiteContent("later", office=world.msi), by=cast.anong, version=1)
    form = {"place": "office:TH-MSI", "phase": "second", "version": "1"}
    address = reverse("roadmap-site-change", args=[one.public_id])
    text = signed_in(cast.coordinator_th).post(address, form).content.decode()
    assert "Somebody changed this" in text
    assert signed_in(cast.coordinator_th).post(address, {**form, "version": "2"}).status_code == 302
    one.refresh_from_db()
    assert one.phase == "second"


def test_the_api_keeps_sites(world, cast, signed_in):
    th = Caller(signed_in(cast.coordinator_th))
    database()
    body = {"phase": "pilot", "office": "TH-MSI", "databases": ["SLTD"], "since": "2026-10-01"}
    made = th.post("roadmap/sites/", body)
    assert made.status_code == 201, made.content
    address, tag = made["Location"], made["ETag"]
    assert th.patch(address, {"link": "line"}).status_code == 428
    changed = th.patch(address, {"link": "line"}, if_match=tag)
    assert changed.json()["databases"] == ["SLTD"]
    assert th.patch(address, {"link": "other"}, if_match=tag).status_code == 412
    live = {"state": "live", "since": "2026-10-01"}
    assert th.post(f"{address}state/", live, if_match=changed["ETag"]).json()["state"] == "live"
    counted = {"queries": 9, "hits": 1}
    first = th.put(f"{address}months/2026-10/", counted, if_match='"0"')
    assert (first.status_code, first.json()["month"]) == (200, "2026-10")
    assert th.put(f"{address}months/2026-10/", counted, if_match='"0"').status_code == 412
    assert th.put(f"{address}months/2026-13/", counted, if_match="*").status_code == 404
    refused = th.put(f"{address}months/2026-10/", {"queries": 1, "hits": 2}, if_match="*")
    assert refused.json()["errors"][0]["field"] == "hits"
    assert th.get(f"{address}months/").json()["results"][0]["queries"] == 9
    found = th.get("roadmap/sites/", query={"state": "live", "country": "TH"}).json()["results"]
    assert [one["office"] for one in found] == ["TH-MSI"]
    assert th.get("roadmap/sites/", query={"state": "down"}).json()["results"] == []
    assert th.get("roadmap/sites/", query={"colour": "red"}).status_code == 400
