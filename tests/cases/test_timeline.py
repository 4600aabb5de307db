"""The timeline: one part of it alone, what was done where among what was written, file names."""

import pytest

from cases import disclosure
from cases.eventlines import View, view_of
from cases.files import keeping
from cases.models import Case, Event, RouteStop
from cases.models.levels import Level
from tests.api import Caller
from tests.factories import delivered, submitted
from tests.file_samples import arrived

pytestmark = pytest.mark.django_db

INCIDENT = RouteStop.Role.INCIDENT.label


@pytest.fixture
def case(world, cast):
    case = submitted(world, cast.somchai, levels={"MM": Level.FULL})
    disclosure.share(case, world.hxy.country, Level.HEADLINE, officer=cast.somchai)
    return delivered(case)


def timeline(browser, case, show=""):
    page = browser.get(case.link, {"show": show} if show else {}).content.decode()
    return page.partition('id="timeline"')[2].partition("</ol>")[0]


def test_one_part_of_it_alone(signed_in, case, somchai):
    browser = signed_in(somchai)
    everything, sharing = timeline(browser, case), timeline(browser, case, "sharing")
    for text in ("Submitted", "was told", "What Lao PDR sees was set to"):
        assert text in everything
    assert "What Lao PDR sees was set to" in sharing
    assert "Submitted" not in sharing
    assert "was told" not in sharing
    assert "Submitted" in timeline(browser, case, "no-such-part")


def test_what_was_done_where_stands_in_it_for_those_who_see_the_route(signed_in, case, cast):
    assert f"{INCIDENT}: Mae Sai" in timeline(signed_in(cast.somchai), case, "route")
    headline = timeline(signed_in(cast.bounmy), case)
    assert f"{INCIDENT}:" not in headline
    assert "show=route" not in headline


def test_every_kind_of_event_has_a_part():
    assert {view_of(kind) for kind in Event.Kind} == set(View) - {View.ROUTE}


def test_a_part_over_the_api(signed_in, case, somchai):
    caller = Caller(signed_in(somchai))
    kinds = {e["kind"] for e in caller.get(f"cases/{case.reference}/events/?view=sharing").json()}
    assert kinds == {"shared"}
    assert caller.get(f"cases/{case.reference}/events/?view=x").status_code == 400


def found_by(word, user):
    return Case.objects.visible_to(user).matching(word, user).exists()


def test_a_shared_file_is_found_by_its_name_by_those_who_see_it(case, cast):
    file = arrived(case, cast.somchai, "Planted-lorry.jpg", caption="Planted-front")
    for word in ("planted-lorry", "Planted-front"):
        seen = [found_by(word, one) for one in (cast.somchai, cast.thida, cast.bounmy)]
        assert seen == [True, True, False]
    keeping.remove(file, officer=cast.somchai)
    assert not found_by("planted-lorry", cast.somchai)


def test_a_national_file_is_found_by_who_logged_the_case_alone(case, cast):
    arrived(case, cast.somchai, "Planted-own.jpg", reach="national")
    assert found_by("planted-own", cast.somchai)
    assert not found_by("planted-own", cast.thida)
