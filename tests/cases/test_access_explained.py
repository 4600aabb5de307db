"""Why a country sees a case, and why not: one sentence, within what the asker may know."""

from datetime import timedelta

import pytest
from django.urls import reverse

from audit.clock import now
from audit.models import Entry
from cases import disclosure, workflow
from cases.models import Grant, TouchDecision
from cases.models.levels import Level
from tests.api import Caller
from tests.factories import delivered, draft, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(world, somchai):
    """Myanmar sees the headline, Laos the full case for a purpose, Viet Nam lost it."""
    case = submitted(world, somchai)
    for country, purpose in (("LA", "Planted-purpose"), ("VN", "x")):
        to = world.desks[country].country
        disclosure.share(case, to, Level.FULL, officer=somchai, purpose=purpose)
    viet_nam = world.desks["VN"].country
    disclosure.recall(case, viet_nam, officer=somchai, reason="Planted-reason")
    return delivered(case)


def asked(browser, case, country):
    """The sentence on the page and the one over the API: they are the same."""
    page = browser.get(reverse("case-detail", args=[case.reference]), {"why": country})
    (row,) = (
        Caller(browser).get(f"cases/{case.reference}/access/", query={"country": country}).json()
    )
    assert page.context["page"].seeing.explained.sentence == row["sentence"]
    assert row["sentence"] in page.content.decode()
    return row


@pytest.mark.parametrize(
    ("country", "sees", "words"),
    [
        ("TH", True, "Thailand sees it (Full) since"),
        ("MM", True, "because it happened at Mae Sai"),
        ("LA", True, "set by the office that logged it: Planted-purpose"),
        ("VN", False, "when it was recalled: Planted-reason"),
        ("KH", False, "none of its borders is touched"),
    ],
)
def test_the_originator_learns_why_and_why_not(case, signed_in, somchai, country, sees, words):
    row = asked(signed_in(somchai), case, country)
    assert row["sees"] is sees
    assert words in row["sentence"]


def test_a_struck_border_and_a_draft_are_reasons_too(world, signed_in, somchai):
    case = draft(world, somchai)
    assert "not submitted yet" in asked(signed_in(somchai), case, "MM")["sentence"]
    strike = TouchDecision.Kind.STRIKE
    border = world.mae_sai.border
    workflow.decide_touch(case, border, kind=strike, reason="staged", officer=somchai)
    workflow.submit(case, officer=somchai)
    assert "struck the border" in asked(signed_in(somchai), case, "MM")["sentence"]


def test_a_headline_reader_is_told_of_the_own_country_only(case, signed_in, thida):
    browser = signed_in(thida)
    row = asked(browser, case, "MM")
    assert row["sees"] is True and "because it happened at Mae Sai" in row["sentence"]
    rows = Caller(browser).get(f"cases/{case.reference}/access/").json()
    assert [row["country"] for row in rows] == ["MM"]
    assert "granted_by" not in rows[0]


def test_what_is_said_of_another_country_does_not_depend_on_it(case, signed_in, thida):
    """Over the API; the page offers no other country to ask about."""
    browser, said = signed_in(thida), set()
    for country in ("LA", "VN", "KH"):
        answer = (
            Caller(browser)
            .get(f"cases/{case.reference}/access/", query={"country": country})
            .json()
        )
        said.add((answer[0]["sees"], answer[0]["sentence"]))
        page = browser.get(reverse("case-detail", args=[case.reference]), {"why": country})
        assert page.context["page"].seeing.explained is None
    assert said == {(None, "Whether other countries see it is not part of the headline.")}


def test_a_full_reader_reads_no_purpose_of_another(case, signed_in, cast):
    own = asked(signed_in(cast.bounmy), case, "LA")
    assert "Planted-purpose" in own["sentence"]
    assert own["granted_by"] == cast.somchai.full_title
    assert "Planted-purpose" not in asked(signed_in(cast.preecha), case, "LA")["sentence"]


def test_every_line_says_since_when_and_until_when(world, case, signed_in, somchai):
    until = now() + timedelta(days=2)
    disclosure.share(case, world.tcl.country, Level.FULL, officer=somchai, expires=until)
    rows = Caller(signed_in(somchai)).get(f"cases/{case.reference}/access/").json()
    assert [(row["country"], row["office"]) for row in rows] == [
        ("TH", "TH-MSI"),
        ("TH", None),
        ("LA", None),
        ("MM", None),
    ]
    assert rows[-1]["until"] and rows[-1]["since"] and rows[0]["until"] is None
    assert " until " in rows[-1]["sentence"]


def test_a_share_past_its_time_is_explained_before_the_record_says_so(
    world, case, signed_in, somchai
):
    Grant.objects.standing().filter(country="MM").update(expires_at=now() - timedelta(minutes=1))
    assert (
        "when the time of the share was over" in asked(signed_in(somchai), case, "MM")["sentence"]
    )


def test_asking_is_on_record_and_a_strange_country_is_refused(case, signed_in, somchai):
    caller = Caller(signed_in(somchai))
    path = f"cases/{case.reference}/access/"
    assert caller.get(path).status_code == 200
    assert Entry.objects.filter(action="access", object_ids=[case.reference]).count() == 1
    for query in ({"country": "XX"}, {"office": "TH-MSI"}):
        fault = caller.get(path, query=query)
        assert fault.status_code == 400
        assert fault.json()["errors"][0]["field"] == next(iter(query))
    page = signed_in(somchai).get(reverse("case-detail", args=[case.reference]), {"why": "XX"})
    assert page.context["page"].seeing.explained is None
