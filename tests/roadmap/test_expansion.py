"""The expansion plan: steps in order, each country its own places."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from agencies.problems import Conflict, NotAllowed, Problem, StaleVersion
from roadmap import expansion
from roadmap.expansion import PlaceContent
from roadmap.models import Place, Step
from tests.api import Caller
from tests.roadmap.places import place

pytestmark = pytest.mark.django_db
FIRST, LATER = date(2026, 9, 1), date(2026, 10, 1)


def write(one, step, done, by, planned=None):
    one.refresh_from_db()
    return expansion.write_step(one, step, planned=planned, done=done, by=by, version=one.version)


def test_steps_are_done_in_order(cast):
    by, one = cast.coordinator_th, place(cast.coordinator_th)
    with pytest.raises(Problem, match="“Agreed” cannot be done while “Site survey”") as told:
        write(one, Step.AGREED, LATER, by)
    assert told.value.field == "done"
    write(one, Step.SURVEY, LATER, by)
    with pytest.raises(Problem, match="earlier day"):
        write(one, Step.AGREED, FIRST, by)
    write(one, Step.AGREED, LATER, by)
    with pytest.raises(Problem, match="cannot be done while"):
        write(one, Step.SURVEY, None, by)
    with pytest.raises(Problem, match="ahead"):
        write(one, Step.EQUIPPED, date(2030, 1, 1), by)
    write(one, Step.OPEN, None, by, planned=date(2030, 1, 1))
    assert Place.objects.per_step() == {
        Step.SURVEY: 1,
        Step.AGREED: 1,
        Step.EQUIPPED: 0,
        Step.CONNECTED: 0,
        Step.OPEN: 0,
    }


@pytest.mark.parametrize("step", list(Step)[1:])
def test_the_data_refuses_a_step_before_its_time(cast, step):
    one = place(cast.coordinator_th)
    with pytest.raises(IntegrityError), transaction.atomic():
        Place.objects.filter(pk=one.pk).update(**{f"{step}_done": LATER})


def test_only_the_own_coordinators_change_a_place(world, cast):
    one = place(cast.coordinator_th)
    for stranger in (cast.coordinator_mm, cast.anong, cast.observer, cast.partner_mm):
        with pytest.raises(NotAllowed):
            expansion.change_place(one, PlaceContent("X"), by=stranger, version=1)
    with pytest.raises(NotAllowed):
        place(cast.anong)
    with pytest.raises(Conflict, match="already"):
        place(cast.coordinator_th)
    with pytest.raises(Problem) as told:
        place(cast.coordinator_th, name="Other", office=world.tcl)
    assert told.value.field == "office"
    expansion.change_place(one, PlaceContent("X", world.msi), by=cast.coordinator_th, version=1)
    with pytest.raises(Problem, match="stands in the plan already"):
        place(cast.coordinator_th, name="Other", office=world.msi)
    with pytest.raises(StaleVersion):
        expansion.change_place(one, PlaceContent("Y"), by=cast.coordinator_th, version=1)


def test_pages_show_a_row_of_steps(cast, signed_in):
    door = signed_in(cast.coordinator_th)
    form = {"name": "Ban Planned", "owner": "Police", "version": ""}
    answer = door.post(reverse("roadmap-place-new"), form)
    one = Place.objects.get()
    assert answer["Location"] == one.link_to
    step = reverse("roadmap-place-step", args=[one.public_id, "agreed"])
    said = {"planned": "", "done": "1/10/2026", "version": "1"}
    refused = door.post(step, said).content.decode()
    assert "cannot be done while" in refused
    assert 'value="1/10/2026"' in refused
    survey = reverse("roadmap-place-step", args=[one.public_id, "survey"])
    assert door.post(survey, said).status_code == 302
    assert "Somebody changed this" in door.post(step, said).content.decode()
    text = signed_in(cast.somchai).get(reverse("roadmap-expansion")).content.decode()
    assert "Ban Planned" in text
    assert "1 Oct 2026" in text
    assert "Add a place" not in text


def test_the_api_keeps_the_plan(cast, signed_in):
    th, mm = Caller(signed_in(cast.coordinator_th)), Caller(signed_in(cast.coordinator_mm))
    made = th.post("roadmap/expansion/", {"name": "Ban Planned"})
    assert made.status_code == 201, made.content
    address, days = made["Location"], {"planned": None, "done": "2026-10-01"}
    assert mm.patch(address, {"note": "x"}, if_match="*").status_code == 403
    assert th.patch(address, {"note": "x"}, if_match=made["ETag"]).json()["note"] == "x"
    assert th.put(f"{address}steps/survey/", days, if_match=made["ETag"]).status_code == 412
    refused = th.put(f"{address}steps/open/", days, if_match="*")
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (400, "done")
    done = th.put(f"{address}steps/survey/", days, if_match="*").json()
    assert done["steps"][0] == {"step": "survey", "planned": None, "done": "2026-10-01"}
    assert th.put(f"{address}steps/party/", days, if_match="*").status_code == 404
    assert len(mm.get("roadmap/expansion/", query={"country": "TH"}).json()["results"]) == 1
    assert mm.get("roadmap/expansion/", query={"country": "MM"}).json()["results"] == []
