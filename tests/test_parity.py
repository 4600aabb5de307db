"""What a person can list, count, find and open is the same set, on the pages and over the API.

The set is worked out a third way, from the record of grants, which neither of them reads.
"""

import csv
import random
import re

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import Officer
from cases import disclosure, workflow
from cases.content import StopContent
from cases.models import Case, Grant
from cases.models.levels import OFFERED
from cases.problems import CaseProblem
from cases.references import is_reference
from tests.access_bodies import TAKEN_OUT
from tests.access_world import AccessWorld
from tests.factories import draft

pytestmark = pytest.mark.django_db

WORLDS = 25
REFERENCE = re.compile(r"[A-Z]{2}-[A-Z]{3}-\d{4}-\d{6}")


@pytest.fixture(scope="module")
def ground(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        world = AccessWorld()
        yield world, world.doors()
        transaction.set_rollback(True)


# -- A world nobody thought of ------------------------------------------------------------------


class Chance:
    """Cases, shares and recalls by lot; the same seed gives the same world."""

    def __init__(self, world, seed):
        self.world, self.dice = world, random.Random(seed)
        cast = world.cast
        self.loggers = [cast.somchai, cast.preecha, cast.thida, cast.kyaw, cast.bounmy, cast.sokha]

    def play(self):
        for _ in range(self.dice.randint(3, 6)):
            by = self.dice.choice(self.loggers)
            case = draft(self.world, by, route=self.route())
            if self.dice.random() < 0.85:
                workflow.submit(case, officer=by, levels=self.levels())
                for _ in range(self.dice.randint(0, 3)):
                    self.happen(case, by)

    def route(self):
        world = self.world
        places = [world.mae_sai, world.mae_sot, world.chiang_khong, world.muang_mom, world.poipet]
        first, *more = self.dice.sample(places, self.dice.randint(1, 3))
        return (
            StopContent("incident", crossing=first),
            *(StopContent("transit", crossing=place) for place in more),
        )

    def levels(self):
        return {c: self.dice.choice(OFFERED) for c in self.dice.sample(["MM", "LA", "KH"], 2)}

    def happen(self, case, by):
        country = self.world.desks[self.dice.choice(list(self.world.desks))].country
        verbs = [
            lambda: disclosure.share(
                case, country, self.dice.choice(OFFERED), officer=by, purpose="by lot"
            ),
            lambda: disclosure.recall(case, country, officer=by, reason="by lot"),
            lambda: workflow.close(case, officer=by, outcome=Case.Outcome.RESULT),
            lambda: workflow.withdraw(case, officer=by, reason="by lot"),
            lambda: workflow.reopen(case, officer=by, reason="by lot"),
        ]
        weights = [5, 3, 1, 1, 1]
        try:
            with transaction.atomic():
                self.dice.choices(verbs, weights)[0]()
        except CaseProblem:  # the lot fell on something that cannot be done now
            return


# -- The same set by five roads -----------------------------------------------------------------


def granted(person):
    """References of submitted cases with a standing grant to this person's country or office."""
    if person.role == Officer.Role.PARTNER:
        mine = Grant.objects.standing().filter(country=person.country, office=None)
        mine = mine.filter(partner=None) | mine.filter(partner=person.partner)
    elif person.office is None:
        return set()
    else:
        mine = Grant.objects.standing().filter(country=person.country, partner=None)
        mine = mine.filter(office=None) | mine.filter(office=person.office)
    cases = Case.objects.submitted().filter(grants__in=mine)
    return set(cases.values_list("reference", flat=True))


def listed(door, **words):
    """References on every page of the list, and the count it says."""
    found, address, count = [], reverse("case-list"), None
    while address:
        answer = door.get(address, words) if "?" not in address else door.get(address)
        assert answer.status_code == 200
        found += [row.case.reference for row in answer.context["rows"]]
        count = answer.context["count"].number if count is None else count
        older = answer.context["older"]
        address = f"{reverse('case-list')}{older}" if older else None
    return found, count


def listed_by_api(door, **words):
    found, address = [], reverse("api:case-list")
    while address:
        answer = door.get(address, words) if "?" not in address else door.get(address)
        assert answer.status_code == 200, answer.content
        found += [case["reference"] for case in answer.json()["results"]]
        address = answer.json()["next"]
    return found


def opened(door, name, references):
    codes = {
        ref: door.get(reverse(name, kwargs={"reference": ref})).status_code for ref in references
    }
    assert set(codes.values()) <= {200, 403, 404}
    return {reference for reference, status in codes.items() if status == 200}


def taken(answer):
    """The references in a file that was taken out."""
    assert answer.status_code == 200, answer.content
    lines = csv.reader(answer.content.decode("utf-8-sig").splitlines())
    return {line[0] for line in lines if line and is_reference(line[0])}


def differences(person, door, is_person):
    """What does not agree for one person, in words."""
    everything = set(Case.objects.submitted().values_list("reference", flat=True))
    drafts = set(Case.objects.drafts().values_list("reference", flat=True))
    wanted = granted(person)
    roads = {"api list": set(listed_by_api(door)) - drafts}
    asked = {"path": "/api/v1/cases/export/", "data": {"purpose": "reporting"}}
    roads["api export"] = taken(door.post(**asked, content_type="application/json"))
    roads["api detail"] = opened(door, "api:case-detail", everything)
    if is_person:
        found, count = listed(door)
        roads["list"] = set(found)
        roads["export"] = taken(door.post(reverse("case-list-export"), TAKEN_OUT))
        roads["detail"] = opened(door, "case-detail", everything)
        roads["search"] = {ref for ref in everything if ref in listed(door, q=ref)[0]}
        if not len(found) == len(set(found)) == count:
            yield f"{person.username}: the count says {count}, the list has {len(found)}"
    for road, references in roads.items():
        if references != wanted:
            yield f"{person.username}: {road} {references ^ wanted} against the grants"


READERS = ("strg", "same", "hdln", "full", "ctrb", "orig", "cdTH", "cdMM", "rcld")


@pytest.mark.parametrize("seed", range(WORLDS))
def test_list_count_search_and_detail_agree(ground, seed):
    """Four people by lot in each world, and one of the two partner systems."""
    world, doors = ground
    systems = {"pard": world.cast.partner_mm, "pawr": world.cast.partner_th}
    column = ("pard", "pawr")[seed % 2]
    readers = {column: systems[column]}
    readers |= {column: world.people[column] for column in random.Random(seed).sample(READERS, 4)}
    with transaction.atomic():
        Chance(world, seed).play()
        found = [
            difference
            for column, person in readers.items()
            for difference in differences(person, doors[column], column in READERS)
        ]
        transaction.set_rollback(True)
    assert found == []


# -- Those who see totals or settings only ------------------------------------------------------


@pytest.mark.parametrize("column", ["obsv", "admn", "unpo"])
def test_without_a_posting_there_are_no_cases(ground, column):
    world, doors = ground
    assert not Case.objects.visible_to(world.people[column]).exists()
    assert REFERENCE.findall(doors[column].get("/").content.decode()) == []


# -- Words that one may not read find nothing ---------------------------------------------------


def test_a_word_of_the_narrative_finds_nothing_for_a_headline_reader(ground):
    world, doors = ground
    for word in ("Planted-narrative", "Planted-suspect", "PA1234567", "Planted-victim"):
        assert listed(doors["hdln"], q=word)[0] == []
    read = {world.open.reference, world.joint.reference}  # and never the sealed one
    assert set(listed(doors["full"], q="Planted-narrative")[0]) == read
    assert listed(doors["full"], q="Planted-victim")[0] == [world.joint.reference]
    assert world.open.reference in listed(doors["orig"], q="Planted-victim")[0]


def test_a_border_that_a_headline_does_not_name_filters_nothing(ground):
    """Tachileik knows of its own border; that the route goes on to Laos is not its headline."""
    world, doors = ground
    assert listed(doors["hdln"], border="TH-LA")[0] == []
    assert world.open.reference in listed(doors["hdln"], border="TH-MM")[0]
    assert world.open.reference in listed(doors["orig"], border="TH-LA")[0]


# -- Out of reach is not there ------------------------------------------------------------------


def bare(answer, reference):
    """A body without the reference asked for and without what differs by request."""
    text = answer.content.decode().replace(reference, "REFERENCE")
    text = text.replace(answer.headers["X-Request-ID"], "REQUEST")
    text = re.sub(r"<time [^>]*>[^<]*</time>", "TIME", text)
    return re.sub(r'(csrfmiddlewaretoken" value=|X-CSRFToken&quot;: &quot;)"?\w+', "TOKEN", text)


@pytest.mark.parametrize("column", ["strg", "rcld", "hdln", "cdMM"])
@pytest.mark.parametrize(
    "route", ["case-detail", "case-share", "case-close", "case-engage", "api:case-detail"]
)
def test_out_of_reach_reads_as_unknown(ground, column, route):
    world, doors = ground
    hidden = world.draft if column in {"hdln", "cdMM"} else world.open
    unknown = hidden.reference[:-6] + "999999"
    more = {"country": "MM"} if route == "case-share" else {}
    answers = []
    for reference in (hidden.reference, unknown):
        address = reverse(route, kwargs={"reference": reference, **more})
        ask = doors[column].post if route == "case-engage" else doors[column].get
        answers.append(ask(address))
    there, not_there = answers
    assert there.status_code == not_there.status_code
    assert bare(there, hidden.reference) == bare(not_there, unknown)
    assert set(there.headers) == set(not_there.headers)


def test_out_of_reach_costs_what_unknown_costs(ground):
    """The same questions to the database, so that the time tells nothing."""
    world, doors = ground
    asked = []
    doors["strg"].get(reverse("network"))  # what is read once per session is read
    for reference in (world.open.reference, world.open.reference[:-6] + "999999"):
        with CaptureQueriesContext(connection) as queries:
            doors["strg"].get(reverse("case-detail", kwargs={"reference": reference}))
        asked.append([re.sub(r"'[^']*'|\d+", "?", query["sql"]) for query in queries])
    assert asked[0] == asked[1]
