"""A share given for a time: it ends at its moment, is told once, and is seen no longer."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from audit.clock import now
from audit.models import Entry
from cases import disclosure, expiry, protection, sharing
from cases.listing import newest_visible
from cases.models import Case, Disclosure, Event, Grant
from cases.models.grant import CaseGroupPermission
from cases.models.levels import Level
from cases.problems import CaseProblem
from cases.tasks import expire
from notices.models import Notice
from tests.api import Caller, system
from tests.conftest import Cast
from tests.factories import World, delivered, submitted

HOUR = timedelta(hours=1)


@pytest.fixture
def case(world, somchai):
    """Myanmar sees the full case, and its victim, for one hour."""
    return delivered(shared_for_an_hour(world, somchai))


def shared_for_an_hour(world, somchai):
    case = submitted(world, somchai)
    disclosure.share(
        case, world.tcl.country, Level.FULL, officer=somchai, purpose="raid", expires=now() + HOUR
    )
    victim = case.subjects.get(role="victim")
    protection.disclose(victim, world.tcl.country, officer=somchai, purpose="x")
    return case


def time_is_over(case):
    """As if the hour had passed: in the record and in what is enforced."""
    past = now() - timedelta(seconds=1)
    Grant.objects.filter(case=case, expires_at__isnull=False).update(expires_at=past)
    held = CaseGroupPermission.objects.filter(content_object=case, expires_at__isnull=False)
    assert held.update(expires_at=past) == 2  # headline and full


def seen_by(person, browser, case):
    """By every road that leads to a case."""
    api = Caller(browser)
    return {
        "level": sharing.level_of(person, case),
        "levels": sharing.levels_of(person, [case]).get(case.pk),
        "visible": Case.objects.visible_to(person).filter(pk=case.pk).exists(),
        "found": Case.objects.visible_to(person).matching("Planted", person).exists(),
        "newest": bool(list(newest_visible(person, limit=5))),
        "page": browser.get(reverse("case-detail", args=[case.reference])).status_code,
        "list": case.reference in browser.get(reverse("case-list")).content.decode(),
        "search": case.reference
        in browser.get(reverse("case-list"), {"q": "Mae"}).content.decode(),
        "api": api.get(f"cases/{case.reference}/").status_code,
        "api list": len(api.get("cases/").json()["results"]),
    }


def test_it_is_seen_until_its_time_and_not_after_even_if_nobody_came_by(case, signed_in, thida):
    browser = signed_in(thida)
    seen = seen_by(thida, browser, case)
    assert (seen["level"], seen["page"], seen["newest"]) == (Level.FULL, 200, True)
    time_is_over(case)
    assert seen_by(thida, browser, case) == {
        "level": None,
        "levels": None,
        "visible": False,
        "found": False,
        "newest": False,
        "page": 404,
        "list": False,
        "search": False,
        "api": 404,
        "api list": 0,
    }
    assert system("MM").get(f"cases/{case.reference}/").status_code == 404


def test_the_worker_ends_it_once_and_tells_the_offices(case, cast):
    assert expiry.end_due() == 0
    time_is_over(case)
    expire()
    assert expiry.end_due() == 0
    grant = Grant.objects.get(country="MM", end_reason="expired")
    assert (grant.ended_by, grant.ended_at is not None) == (None, True)
    assert not CaseGroupPermission.objects.filter(expires_at__isnull=False).exists()
    assert not Disclosure.objects.standing().exists()
    assert [n.office.code for n in Notice.objects.filter(kind="case_expired")] == ["MM-TCL"]
    assert case.events.filter(kind=Event.Kind.EXPIRED, about_country="MM").count() == 1
    row = Entry.objects.get(action="expire")
    assert (row.actor_name, row.recipients) == ("portal", ["MM", "MM-TCL"])
    assert not Notice.objects.waiting().filter(office__code="MM-TCL").exists()


def test_the_office_reads_that_it_is_over_and_no_content(case, signed_in, thida):
    time_is_over(case)
    expire()
    delivered(case)
    text = signed_in(thida).get("/").content.decode()
    assert "that is over. You no longer see it." in text
    assert "Mae Sai (TH" not in text and "tablets" not in text


def test_an_edit_does_not_bring_it_back_and_a_share_does(world, case, cast):
    time_is_over(case)
    expire()
    disclosure.share(case, world.tcl.country, Level.HEADLINE, officer=cast.somchai)
    assert sharing.level_of(cast.thida, case) is Level.HEADLINE
    assert not Grant.objects.current().exclude(expires_at=None).exists()


def test_the_end_lies_ahead_within_a_year(world, case, somchai):
    for moment in (now() - HOUR, now() + timedelta(days=400)):
        with pytest.raises(CaseProblem) as problem:
            disclosure.share(case, world.tcl.country, Level.FULL, officer=somchai, expires=moment)
        assert problem.value.field == "expires"


def test_on_the_page(case, signed_in, somchai):
    browser = signed_in(somchai)
    address = reverse("case-share", args=[case.reference, "MM"])
    form = browser.get(address).context["form"]
    assert form["expires"].value()
    said = {"level": "full", "purpose": "kept", "expires": "01/02/2020 10:00"}
    text = browser.post(address, said).content.decode()
    assert "The end lies ahead of now" in text and "kept" in text
    said["expires"] = form["expires"].value()
    text = browser.post(address, said, follow=True).content.decode()
    assert "Until" in text
    browser.post(address, {**said, "expires": ""})
    assert Grant.objects.current().get(country="MM").expires_at is None


def test_over_the_api(case, signed_in, somchai):
    caller = Caller(signed_in(somchai))
    path = f"cases/{case.reference}/grants/"
    body = {"country": "LA", "level": "headline", "purpose": "x", "expires": "2020-01-01T00:00:00Z"}
    fault = caller.post(path, body)
    assert (fault.status_code, fault.json()["errors"][0]["field"]) == (400, "expires")
    body["expires"] = (now() + HOUR).isoformat()
    made = caller.post(path, body).json()
    assert made["expires"] and made["since"]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_end_it_once():
    world = World()
    cast = Cast(world)
    case = shared_for_an_hour(world, cast.somchai)
    time_is_over(case)
    start, ended = threading.Barrier(2), []

    def work():
        start.wait()
        try:
            ended.append(expiry.end_due())
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(ended) == [0, 1]
    assert Notice.objects.filter(kind="case_expired").count() == 1
    assert case.events.filter(kind=Event.Kind.EXPIRED).count() == 1
