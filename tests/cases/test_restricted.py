"""A restricted case is granted to offices: not to countries, not to systems, not to the desk."""

from datetime import timedelta

import pytest
from django.urls import reverse

from audit.clock import now
from cases import answers, consents, disclosure, expiry, restricted, workflow
from cases.content import StopContent, content_of
from cases.models import Grant
from cases.models.levels import Level
from cases.problems import CaseProblem, NotAllowed, WrongState
from notices import escalation
from notices.models import Notice
from tests.api import Caller, system
from tests.factories import delivered, draft, office, officer, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def aung(world):
    """An officer of another office of Myanmar, which is not told."""
    return officer("aung", world.mwd)


@pytest.fixture
def case(world, cast, aung):
    """Restricted before it was submitted; Tachileik is told."""
    case = draft(world, cast.somchai)
    restricted.restrict(case, officer=cast.somchai, reason="an informant")
    return delivered(workflow.submit(case, officer=cast.somchai, levels={"MM": Level.FULL}))


def level(browser, case):
    answer = Caller(browser).get(f"cases/{case}/")
    return answer.json()["level"] if answer.status_code == 200 else answer.status_code


def test_who_sees_it(case, cast, aung, signed_in):
    seen = {person: level(signed_in(person), case) for person in vars(cast).values()}
    assert {person for person, found in seen.items() if found == "originator"} == {
        cast.somchai,
        cast.anong,
    }
    assert {person for person, found in seen.items() if found == "full"} == {cast.thida, cast.kyaw}
    for person in (cast.preecha, cast.coordinator_th, cast.coordinator_mm, cast.bounmy):
        assert seen[person] == 404
    assert level(signed_in(aung), case) == 404


@pytest.mark.parametrize("country", ["MM", "TH"])
def test_no_partner_system_sees_it(case, cast, country):
    caller = system(country)
    assert caller.get(f"cases/{case}/").status_code == 404
    assert case.reference not in caller.get("cases/").content.decode()


def references_told(country):
    rows = system(country).get("notices/").json()["results"]
    return {row["reference"] for row in rows}


@pytest.mark.parametrize("country", ["MM", "TH"])
def test_no_partner_system_reads_or_answers_its_notices(case, cast, country):
    answers.decline(case, officer=cast.thida, office=cast.thida.office, reason="not ours")
    delivered(case)
    assert case.reference not in references_told(country)
    for notice in Notice.objects.about(case.reference):
        caller = system(country)
        assert caller.get(f"notices/{notice.public_id}/").status_code == 404
        for verb in ("acknowledge", "take"):
            assert caller.post(f"notices/{notice.public_id}/{verb}/").status_code == 404
    assert Notice.objects.filter(office__country=country).about(case.reference).exists()


def test_what_climbs_of_it_is_no_partner_systems_either(case, cast):
    (notice,) = Notice.objects.about(case.reference).waiting()
    for step in escalation.LEVELS:
        escalation._STEPS[step](notice)
    assert set(Notice.objects.about(case.reference).values_list("for_office_alone", flat=True)) == {
        True
    }


def test_restricting_takes_the_notices_from_partner_systems(world, cast, somchai):
    case = delivered(submitted(world, somchai))
    assert case.reference in references_told("MM")
    restricted.restrict(case, officer=somchai, reason="an informant")
    assert case.reference not in references_told("MM")


def test_a_share_with_one_office_is_told_to_no_partner_system(world, cast, somchai):
    case = delivered(submitted(world, somchai))
    disclosure.share(case, world.hxy.country, Level.FULL, officer=somchai, office=world.hxy)
    delivered(case)
    assert Notice.objects.get(office=world.hxy).for_office_alone
    assert case.reference in references_told("MM")


def test_the_grants_are_of_offices(case):
    rows = case.grants.current().values_list("office__code", "level", "basis")
    assert sorted(rows) == [("MM-TCL", "full", "touch"), ("TH-MSI", "originator", "origin")]


def test_it_is_neither_listed_nor_found_nor_counted_elsewhere(case, aung, cast, signed_in):
    for person in (aung, cast.preecha):
        browser = signed_in(person)
        for query in ({}, {"q": "bridge"}, {"identifier": "PA1234567"}):
            text = browser.get("/cases/", query).content.decode()
            assert case.reference not in text
        assert case.reference not in browser.get("/").content.decode()


def test_restricting_an_open_case_narrows_what_countries_saw(world, cast, aung, signed_in):
    case = submitted(world, cast.somchai, levels={"MM": Level.FULL})
    assert level(signed_in(aung), case) == "full"
    assert level(signed_in(cast.preecha), case) == "full"
    restricted.restrict(case, officer=cast.somchai, reason="an informant")
    assert level(signed_in(aung), case) == 404
    assert level(signed_in(cast.preecha), case) == 404
    assert level(signed_in(cast.thida), case) == "full"


def test_lifted_the_own_country_sees_it_again(case, cast, aung, signed_in):
    case = restricted.open_up(case, officer=cast.somchai, reason="over")
    assert level(signed_in(cast.preecha), case) == "full"
    assert level(signed_in(aung), case) == 404
    disclosure.share(case, aung.country, Level.HEADLINE, officer=cast.somchai)
    assert level(signed_in(aung), case) == "headline"
    assert level(signed_in(cast.thida), case) == "full"


def test_a_newly_touched_office_is_granted_alone(world, case, cast, signed_in):
    route = (*content_of(case).route, StopContent("destination", crossing=world.chiang_khong))
    content = type(content_of(case))(**{**vars(content_of(case)), "route": route})
    case.refresh_from_db()
    workflow.revise(case, content, officer=cast.somchai, version=case.version)
    assert level(signed_in(cast.bounmy), case) == "headline"
    other = officer("khamla", office("LA-OTH", "Other", borders=["TH-LA"]))
    assert level(signed_in(other), case) == 404


# -- sharing with one office, and recalling from it ----------------------------------------------


def share(case, to, by, **more):
    return disclosure.share(case, to.country, Level.FULL, officer=by, office=to, **more)


def test_shared_with_one_office_and_recalled_from_it(world, case, cast, aung, signed_in):
    share(case, world.mwd, cast.somchai)
    assert level(signed_in(aung), case) == "full"
    assert Notice.objects.get(kind=Notice.Kind.CASE_SHARED).office == world.mwd
    disclosure.recall(
        case, world.mwd.country, office=world.mwd, officer=cast.somchai, reason="an error"
    )
    assert level(signed_in(aung), case) == 404
    assert level(signed_in(cast.thida), case) == "full"
    recalled = Notice.objects.get(kind=Notice.Kind.CASE_RECALLED)
    assert (recalled.office, recalled.needs_acknowledgement) == (world.mwd, True)


def test_an_office_of_the_own_country_too(world, case, cast, signed_in):
    share(case, world.ckg, cast.somchai)
    assert level(signed_in(cast.preecha), case) == "full"
    disclosure.recall(
        case, world.ckg.country, office=world.ckg, officer=cast.somchai, reason="an error"
    )
    assert level(signed_in(cast.preecha), case) == 404


def test_an_edit_does_not_bring_a_recalled_office_back(world, case, cast, signed_in):
    disclosure.recall(
        case, world.tcl.country, office=world.tcl, officer=cast.somchai, reason="an error"
    )
    case.refresh_from_db()
    content = type(content_of(case))(**{**vars(content_of(case)), "title": "Another"})
    workflow.revise(case, content, officer=cast.somchai, version=case.version)
    assert level(signed_in(cast.thida), case) == 404


def test_what_cannot_be_shared(world, case, cast):
    with pytest.raises(CaseProblem) as problem:
        disclosure.share(case, world.mwd.country, Level.FULL, officer=cast.somchai)
    assert problem.value.field == "office"
    with pytest.raises(CaseProblem):
        share(case, world.msi, cast.somchai)
    with pytest.raises(CaseProblem):
        disclosure.share(
            case, world.hxy.country, Level.FULL, officer=cast.somchai, office=world.mwd
        )
    free = submitted(world, cast.somchai)
    with pytest.raises(CaseProblem) as problem:
        share(free, world.ckg, cast.somchai)
    assert problem.value.field == "country"
    with pytest.raises(CaseProblem) as problem:
        share(free, world.mwd, cast.somchai)
    assert "All offices" in problem.value.message


def test_only_the_originator_restricts_with_a_reason_and_once(world, case, cast):
    for other in (cast.thida, cast.preecha):
        with pytest.raises(NotAllowed):
            restricted.open_up(case, officer=other, reason="x")
    with pytest.raises(WrongState):
        restricted.restrict(case, officer=cast.somchai, reason="again")
    with pytest.raises(CaseProblem):
        restricted.open_up(case, officer=cast.somchai, reason=" ")


def test_passed_on_to_one_office(world, case, cast, aung, signed_in):
    ask = consents.ask_to_pass_on(
        case, world.mwd.country, Level.FULL, officer=cast.thida, purpose="ours", office=world.mwd
    )
    consents.agree(ask, officer=cast.somchai)
    assert level(signed_in(aung), case) == "full"
    assert level(signed_in(cast.coordinator_mm), case) == 404


# -- what is said of it --------------------------------------------------------------------------


def test_why_can_myanmar_see_it(case, cast, signed_in):
    answer = Caller(signed_in(cast.somchai)).get(f"cases/{case}/access/", query={"country": "MM"})
    (line,) = answer.json()
    assert line["office"] == "MM-TCL"
    assert "BLO Tachileik sees it (Full)" in line["sentence"]
    assert "no other office of that country sees it" in line["sentence"]


def test_the_preview_says_what_it_means(world, cast, signed_in):
    case = draft(world, cast.somchai)
    browser = signed_in(cast.somchai)
    address = reverse("case-preview", args=[case.reference])
    assert reverse("case-restrict", args=[case.reference]) in browser.get(address).content.decode()
    done = browser.post(reverse("case-restrict", args=[case.reference]), {"reason": "x"})
    assert done.status_code == 302
    text = browser.get(address).content.decode()
    assert "In Thailand only BLO Mae Sai sees the case." in text
    assert "the other offices will see the case in full" not in text
    plan = Caller(browser).get(f"cases/{case}/preview/").json()
    assert (plan["restricted"], plan["recipients"][0]["officers"]) == (True, 2)


def test_on_the_pages_with_an_office(world, case, cast, aung, signed_in):
    browser = signed_in(cast.somchai)
    address = reverse("case-share", args=[case.reference, "MM"])
    assert (
        "choose an office"
        in browser.post(address, {"level": "full", "purpose": "x"}).content.decode()
    )
    said = {"level": "full", "purpose": "x", "office": "MM-MWD"}
    assert browser.post(address, said).status_code == 302
    page = browser.get(case.link).content.decode()
    assert "?office=MM-MWD" in page and "Restricted" in page
    recall = reverse("case-recall", args=[case.reference, "MM"]) + "?office=MM-MWD"
    assert "BLO Myawaddy" in browser.get(recall).content.decode()
    assert browser.post(recall, {"reason": "an error"}).status_code == 302
    assert level(signed_in(aung), case) == 404
    assert "Recalled from BLO Myawaddy" in browser.get(case.link).content.decode()


def test_over_the_api_by_the_id_of_the_grant(world, case, cast, aung, signed_in):
    somchai = Caller(signed_in(cast.somchai))
    made = somchai.post(f"cases/{case}/grants/", {"office": "MM-MWD", "level": "full"})
    assert (made.status_code, made.json()["office"]) == (201, "MM-MWD")
    path = f"cases/{case}/grants/{made.json()['id']}/"
    assert somchai.delete(path, {"reason": "an error"}).status_code == 204
    assert level(signed_in(aung), case) == 404
    assert somchai.delete(path, {"reason": "again"}).status_code == 404
    assert somchai.post(f"cases/{case}/grants/", {"level": "full"}).status_code == 400
    lifted = somchai.post(f"cases/{case}/open-up/", {"reason": "over"}).json()
    assert lifted["restricted"] is False
    assert somchai.post(f"cases/{case}/restrict/", {"reason": "again"}).json()["restricted"]


def test_a_grant_of_one_office_ends_by_its_time(world, case, cast, aung, signed_in):
    grant = share(case, world.mwd, cast.somchai, expires=now() + timedelta(hours=1))
    over = now() - timedelta(seconds=1)
    Grant.objects.filter(pk=grant.pk).update(expires_at=over)
    case.group_permissions.filter(group=world.mwd.group).update(expires_at=over)
    assert expiry.end_due() == 1
    assert level(signed_in(aung), case) == 404
    assert level(signed_in(cast.thida), case) == "full"
    assert Notice.objects.get(kind=Notice.Kind.CASE_EXPIRED).office == world.mwd
