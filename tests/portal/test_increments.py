"""`updated_since`, `fields` and `expand`: increments, no more than is needed, and rights checked
again."""

from datetime import timedelta

import pytest
from django.urls import get_resolver

from agencies.api.increments import moments_of
from audit import clock
from audit.clock import now
from cases import disclosure, workflow
from cases.models import Case
from cases.models.levels import Level
from notices import feed
from tests.api import Caller, system
from tests.factories import delivered, draft, submitted

pytestmark = pytest.mark.django_db

# `after` is the increment of the feed.
UNPAGED = {"events/"}
NEEDS_A_PLACE = {"messages/"}


def walk(patterns, before=""):
    for one in patterns:
        here = before + str(one.pattern)
        yield from walk(one.url_patterns, here) if hasattr(one, "url_patterns") else [(here, one)]


def lists():
    for path, one in walk(get_resolver().url_patterns):
        view = getattr(one.callback, "cls", None)
        actions = getattr(one.callback, "actions", None) or {}
        if path.startswith("api/v1/") and actions.get("get") == "list" and view.pagination_class:
            yield path.removeprefix("api/v1/"), view


PLAIN = sorted(path for path, _view in lists() if "<" not in path)


def test_every_list_in_pages_has_moments():
    for path, view in lists():
        if "<" in path and not view.own_moments:
            one = view()
            one.request, one.kwargs, one.action = None, {"slug": "", "code": ""}, "list"
            assert moments_of(one.get_queryset()), path
    assert len(PLAIN) > 25


@pytest.mark.parametrize("path", sorted(set(PLAIN) - UNPAGED - NEEDS_A_PLACE))
def test_every_list_is_asked_for_what_changed(path, world, cast, signed_in):
    delivered(submitted(world, cast.somchai))
    asker = cast.somchai if path == "imports/" else cast.coordinator_th
    door = Caller(signed_in(asker))
    everything = door.get(path)
    assert everything.status_code == 200, everything.content
    assert door.get(path, query={"updated_since": "2999-01-01T00:00:00Z"}).json()["results"] == []
    since = door.get(path, query={"updated_since": "2001-01-01T00:00:00+07:00"}).json()
    assert since["results"] == everything.json()["results"]
    for wrong in ("yesterday", "2026-11-22", "2026-11-22T10:00:00", "2026-13-01T00:00:00Z"):
        refused = door.get(path, query={"updated_since": wrong})
        assert refused.status_code == 400
        assert refused.json()["errors"][0]["field"] == "updated_since"


def aged(case):
    """The database's own clock moved its stamp; nobody turns that one back."""
    Case.objects.filter(pk=case.pk).update(updated_at=now())
    case.refresh_from_db()
    return case


def references(door, since):
    asked = {"updated_since": since.isoformat()}
    return [row["reference"] for row in door.get("cases/", query=asked).json()["results"]]


def test_an_old_case_that_is_told_today_is_new_to_its_reader(world, cast, signed_in):
    with clock.at(now() - timedelta(days=40)):
        old = aged(submitted(world, cast.somchai))
    feed.number_all()
    thai = system("TH", scope="cases:read")
    lao = Caller(signed_in(cast.bounmy))
    before = now() - timedelta(hours=1)
    assert references(thai, before) == references(lao, before) == []
    disclosure.share(old, world.desks["LA"].country, Level.FULL, officer=cast.somchai)
    feed.number_all()
    assert references(lao, before) == [old.reference]
    assert references(lao, now() + timedelta(hours=1)) == []


def test_a_changed_case_comes_to_its_own_country_again(world, cast):
    with clock.at(now() - timedelta(days=40)):
        old = aged(submitted(world, cast.somchai))
    thai = system("TH", scope="cases:read")
    assert references(thai, now() - timedelta(hours=1)) == []
    workflow.close(old, officer=cast.somchai, outcome="result")
    assert references(thai, now() - timedelta(hours=1)) == [old.reference]


def test_fields_are_named_and_no_others_come(world, cast, signed_in):
    case = submitted(world, cast.somchai)
    door = Caller(signed_in(cast.somchai))
    (row,) = door.get("cases/", query={"fields": "reference,urgency"}).json()["results"]
    assert row == {"reference": case.reference, "urgency": case.urgency}
    one = door.get(f"cases/{case.reference}/", query={"fields": "reference"})
    assert one.json() == {"reference": case.reference}
    for path in ("cases/", f"cases/{case.reference}/"):
        refused = door.get(path, query={"fields": "reference,password"})
        assert refused.status_code == 400
        assert "password" in refused.json()["errors"][0]["detail"]
    assert door.get("cases/", query={"fields": ","}).status_code == 400
    assert door.post("cases/search/?fields=reference", {}).status_code == 400
    assert door.post("cases/?fields=reference", {}).status_code == 400


def test_a_notice_brings_its_case_along_where_it_may_be_seen_now(world, cast, signed_in):
    case = delivered(submitted(world, cast.somchai))
    door = Caller(signed_in(cast.thida))
    asked = {"expand": "reference"}
    (row,) = door.get("notices/", query=asked).json()["results"]
    listed = door.get("cases/").json()["results"]
    assert row["expanded"]["reference"] == listed[0]
    disclosure.recall(case, cast.thida.country, officer=cast.somchai, reason="an error")
    rows = door.get("notices/", query=asked).json()["results"]
    assert {str(one["expanded"]["reference"]) for one in rows} == {"None"}
    refused = door.get("notices/", query={"expand": "password"})
    assert refused.json()["errors"][0]["field"] == "expand"
    assert door.get("cases/", query=asked).status_code == 400


def test_expanding_needs_the_scope_of_what_is_expanded(world, cast):
    delivered(submitted(world, cast.somchai))
    narrow = system("MM", scope="notices:read")
    refused = narrow.get("notices/", query={"expand": "reference"})
    assert refused.status_code == 403
    wide = system("MM", scope="notices:read cases:read")
    assert wide.get("notices/", query={"expand": "reference"}).status_code == 200


def test_a_draft_of_the_own_office_is_found_by_its_making(world, cast, signed_in):
    made = draft(world, cast.somchai)
    door = Caller(signed_in(cast.somchai))
    assert references(door, now() - timedelta(hours=1)) == [made.reference]
