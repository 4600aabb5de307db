"""The page of a case: each reader sees as much of it as was granted, and who else sees it."""

import pytest
from django.urls import reverse

from audit.models import Entry
from cases import answers, disclosure, workflow
from cases.content import StopContent
from cases.models import Case
from cases.models.levels import Level
from notices import escalation
from notices.models import Notice
from tests.cases.counting import queries_of
from tests.factories import CountryFactory, delivered, draft, submitted

pytestmark = pytest.mark.django_db

CONTENT = ("Planted", "Lorry with tablets", "PA1234567", "ສົມໃຈ", "stopped on the bridge")


@pytest.fixture
def case(world, somchai):
    """At Mae Sai, on to a farm in Laos: Myanmar and Laos are told the headline."""
    route = (
        StopContent("incident", crossing=world.mae_sai, country=world.msi.country),
        StopContent("destination", country=CountryFactory(code="LA"), place_text="Planted-farm"),
    )
    return delivered(submitted(world, somchai, route=route))


def page(browser, case):
    answer = browser.get(reverse("case-detail", args=[case.reference]))
    assert answer.status_code == 200
    return answer.content.decode()


def words_in(text, words=CONTENT):
    return [word for word in words if word in text]


# -- how much of it -----------------------------------------------------------------------------


def test_the_originator_sees_all_of_it(case, signed_in, somchai):
    text = page(signed_in(somchai), case)
    assert words_in(text) == list(CONTENT)
    assert "Planted-victim" in text
    assert "Planted-farm" in text


def test_the_own_country_sees_it_without_victims_and_is_told_that_there_are_some(
    case, signed_in, cast
):
    text = page(signed_in(cast.preecha), case)
    assert "Planted-suspect" in text
    assert "Planted-victim" not in text
    assert "There are people whom the office that logged the case protects" in text


@pytest.mark.parametrize("name", ["thida", "kyaw", "coordinator_mm"])
def test_a_headline_reader_sees_the_headline_and_what_it_leaves_out(case, signed_in, cast, name):
    text = page(signed_in(getattr(cast, name)), case)
    assert words_in(text) == []
    assert "400,000 tablets" in text
    assert "Drug trafficking" in text
    assert "You see the headline." in text


@pytest.mark.parametrize("other", ["Lao PDR", "Houay Xay", "TH – LA"])
def test_a_headline_reader_learns_nothing_of_other_countries(case, signed_in, cast, other):
    answers.acknowledge(Notice.objects.get(office__code="LA-HXY"), officer=cast.bounmy)
    text = page(signed_in(cast.thida), case)
    assert other not in text


def test_more_is_seen_once_it_is_shared_and_nothing_after_a_recall(case, signed_in, cast):
    browser = signed_in(cast.thida)
    myanmar = cast.thida.country
    disclosure.share(case, myanmar, Level.FULL, officer=cast.somchai, purpose="joint work")
    text = page(browser, case)
    assert "Planted-suspect" in text
    assert "Planted-victim" not in text
    assert "BLO Houay Xay" in text
    disclosure.recall(case, myanmar, officer=cast.somchai, reason="sent in error")
    assert browser.get(reverse("case-detail", args=[case.reference])).status_code == 404


@pytest.mark.parametrize("name", ["sokha"])
def test_out_of_reach_is_not_there(case, signed_in, cast, name):
    address = reverse("case-detail", args=[case.reference])
    assert signed_in(getattr(cast, name)).get(address).status_code == 404


def test_a_draft_is_seen_by_its_office_and_leads_on(world, cast, signed_in):
    case = draft(world, cast.somchai)
    text = page(signed_in(cast.anong), case)
    assert "Only your office sees this draft." in text
    assert reverse("case-preview", args=[case.reference]) in text
    for name in ("preecha", "thida", "coordinator_th"):
        address = reverse("case-detail", args=[case.reference])
        assert signed_in(getattr(cast, name)).get(address).status_code == 404


def test_opening_is_read_and_on_record(case, signed_in, thida):
    page(signed_in(thida), case)
    notice = Notice.objects.get(office__code="MM-TCL")
    assert [read.officer for read in notice.reads.all()] == [thida]
    (entry,) = Entry.objects.filter(action="open", actor_name="thida")
    assert (entry.object_ids, entry.fields) == ([case.reference], ["headline"])


# -- who sees it and why ------------------------------------------------------------------------


def test_who_sees_it_and_why_stands_beside_it(case, signed_in, somchai):
    text = page(signed_in(somchai), case)
    assert "because it happened at Mae Sai" in text
    assert "because the route goes from Mae Sai to Planted-farm" in text
    assert "same country as the office that logged it" in text
    assert reverse("case-share", args=[case.reference, "MM"]) in text
    assert reverse("case-recall", args=[case.reference, "LA"]) in text


def test_a_headline_reader_reads_the_own_line_only(case, signed_in, cast):
    text = page(signed_in(cast.bounmy), case)
    assert "You are told because the route goes from Mae Sai to Lao PDR." in text
    assert "Myanmar" not in text
    assert "same country as the office" not in text


def test_a_purpose_is_read_by_those_it_was_written_for(case, signed_in, cast):
    laos, myanmar = cast.bounmy.country, cast.thida.country
    disclosure.share(case, laos, Level.FULL, officer=cast.somchai, purpose="for the harbour")
    disclosure.share(case, myanmar, Level.FULL, officer=cast.somchai, purpose="for the bridge")
    for name in ("bounmy", "somchai"):
        assert "for the harbour" in page(signed_in(getattr(cast, name)), case)
    assert "for the harbour" not in page(signed_in(cast.thida), case)


# -- what happened and what happens next --------------------------------------------------------


def test_the_sender_sees_each_office_on_its_way(case, signed_in, cast):
    assert "delivered" in page(signed_in(cast.somchai), case)
    page(signed_in(cast.thida), case)
    text = page(signed_in(cast.somchai), case)
    assert "read by 1 officer" in text
    assert cast.thida.full_title in text
    answers.acknowledge(Notice.objects.get(office__code="MM-TCL"), officer=cast.thida)
    text = page(signed_in(cast.somchai), case)
    assert "BLO Tachileik acknowledged" in text
    assert "after notice" in text


def test_next_says_who_is_silent_and_when_it_climbs(case, signed_in, cast):
    text = page(signed_in(cast.somchai), case)
    assert (
        "BLO Tachileik has not acknowledged. The officers on duty are reminded in 14 min." in text
    )
    Notice.objects.filter(office__code="MM-TCL").update(next_escalation_at=case.submitted_at)
    escalation.climb()
    text = page(signed_in(cast.somchai), case)
    assert "BLO Tachileik stayed silent: officers on duty reminded" in text
    assert "The head of office is told in 29 min." in text


def test_a_headline_reader_reads_no_name_and_no_reason_of_the_others(case, signed_in, cast):
    workflow.withdraw(case, officer=cast.somchai, reason="Planted-reason")
    text = page(signed_in(cast.thida), case)
    assert "Withdrawn" in text
    assert "Planted-reason" not in text
    assert "Somchai" not in text
    assert "Planted-reason" in page(signed_in(cast.preecha), case)


def test_a_reason_of_the_own_office_is_read_there(case, signed_in, cast):
    answers.decline(case, officer=cast.thida, office=cast.thida.office, reason="Planted-own")
    assert "Planted-own" in page(signed_in(cast.kyaw), case)
    assert "Planted-own" not in page(signed_in(cast.bounmy), case)
    assert "Planted-own" in page(signed_in(cast.somchai), case)


def test_each_reader_is_offered_what_is_theirs_to_do(case, signed_in, cast):
    verbs = {
        name: reverse(f"case-{name}", args=[case.reference])
        for name in ("engage", "decline", "edit", "close", "withdraw", "reopen")
    }

    def offered(name):
        text = page(signed_in(getattr(cast, name)), case)
        return {verb for verb, address in verbs.items() if f'"{address}"' in text}

    assert offered("thida") == {"engage", "decline"}
    assert offered("somchai") == {"edit", "close", "withdraw"}
    assert offered("preecha") == offered("coordinator_mm") == offered("coordinator_th") == set()
    workflow.close(case, officer=cast.somchai, outcome=Case.Outcome.RESULT)
    assert offered("somchai") == {"reopen"}
    assert offered("thida") == set()


def test_the_page_asks_as_much_for_many_events_as_for_few(world, case, signed_in, cast):
    browser, address = signed_in(cast.somchai), reverse("case-detail", args=[case.reference])
    few = queries_of(browser, address)
    laos = cast.bounmy.country
    for level in [Level.FULL, Level.HEADLINE, Level.CONTRIBUTE, Level.FULL] * 2:
        disclosure.share(case, laos, level, officer=cast.somchai, purpose="to and fro")
    assert len(queries_of(browser, address)) == len(few)
    assert len(few) <= 53
