"""Checks in other systems: the own office's rows, everybody's totals, nobody's person."""

from datetime import timedelta

import pytest
from django.urls import reverse

from agencies.problems import NotAllowed, Problem
from audit.clock import now
from roadmap import checks
from roadmap.models import Check
from tests.api import Caller
from tests.factories import submitted
from tests.roadmap.places import check, database

pytestmark = pytest.mark.django_db


def test_rows_are_the_own_offices_and_its_coordinators(world, cast):
    one = check(cast.somchai)
    for reader in (cast.somchai, cast.anong, cast.coordinator_th, cast.partner_th):
        assert list(Check.objects.visible_to(reader)) == [one]
    for reader in (cast.preecha, cast.thida, cast.coordinator_mm, cast.observer, cast.admin):
        assert not Check.objects.visible_to(reader).exists()


@pytest.mark.parametrize(
    "text", ["passport AA1234567", "call 081-234-5678", "a@b.example", "x" * 101]
)
def test_no_personal_data_in_the_follow_up(world, cast, text):
    with pytest.raises(Problem) as told:
        check(cast.somchai, follow_up=text)
    assert told.value.field == "follow_up"


def test_what_lies_ahead_was_not_checked(world, cast):
    with pytest.raises(Problem) as told:
        check(cast.somchai, at=now() + timedelta(hours=2))
    assert told.value.field == "at"


def test_a_case_is_of_the_own_office(world, cast):
    own, theirs = submitted(world, cast.somchai), submitted(world, cast.thida)
    assert check(cast.somchai, case=own.reference).case == own
    for reference in (theirs.reference, "TH-XXX-2026-000001"):
        with pytest.raises(Problem) as told:
            check(cast.somchai, case=reference)
        assert told.value.field == "case"


def test_totals_hide_what_is_fewer_than_five(world, cast):
    for _ in range(5):
        check(cast.somchai, result="no_hit")
    rare = check(cast.thida)
    rows = {(row.country, row.result): row.number for row in checks.totals(cast.observer)}
    assert rows == {("TH", "no_hit"): 5, ("MM", "hit"): None}
    with pytest.raises(NotAllowed):
        checks.strike_check(rare, by=cast.somchai)
    checks.strike_check(rare, by=cast.kyaw)
    assert len(checks.totals(cast.observer)) == 1


def test_the_page_records_shows_and_strikes(world, cast, signed_in):
    database()
    door, address = signed_in(cast.somchai), reverse("roadmap-checks")
    form = {"database": "SLTD", "at": "1/10/2026 10:00", "result": "hit", "follow_up": "9999999"}
    refused = door.post(reverse("roadmap-check-new"), form).content.decode()
    assert "they belong in a case" in refused
    assert 'value="9999999"' in refused
    own = submitted(world, cast.somchai)
    form |= {"follow_up": "arrested", "case": own.reference}
    assert door.post(reverse("roadmap-check-new"), form).status_code == 302
    assert "arrested" in door.get(address).content.decode()
    assert own.reference in door.get(address).content.decode()
    observed = signed_in(cast.observer).get(address).content.decode()
    assert "fewer than 5" in observed
    assert "arrested" not in observed
    door.post(reverse("roadmap-check-strike", args=[Check.objects.get().public_id]))
    assert "arrested" not in door.get(address).content.decode()


def test_the_api_records_and_strikes(world, cast, signed_in):
    database()
    th, mm = Caller(signed_in(cast.somchai)), Caller(signed_in(cast.thida))
    body = {"database": "SLTD", "at": "2026-10-01T03:00:00Z", "result": "could_not"}
    made = th.post("roadmap/checks/", body)
    assert made.status_code == 201, made.content
    assert th.get("roadmap/checks/").json()["results"] == [made.json()]
    assert mm.get("roadmap/checks/").json()["results"] == []
    address = f"roadmap/checks/{made.json()['id']}/"
    assert mm.delete(address).status_code == 404
    (total,) = mm.get("roadmap/checks/totals/").json()
    assert total == {"country": "TH", "database": "SLTD", "result": "could_not", "number": None}
    assert th.delete(address).status_code == 204
    assert th.get("roadmap/checks/").json()["results"] == []
