"""Property: whatever was shared, recalled or protected, the pages and the API show a person the
same cases, and the same people in them.

Hypothesis makes up the worlds; where the roads differ it looks for the smallest story that shows
it. What a person may see at all is judged against the record of grants, by `tests.test_parity`.
"""

import os
import re
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from cases import disclosure, protection, workflow
from cases.content import StopContent, SubjectContent
from cases.models import Case, Subject
from cases.models.levels import OFFERED
from cases.problems import CaseProblem
from tests.access_bodies import TAKEN_OUT
from tests.factories import draft
from tests.test_parity import granted, ground, listed, listed_by_api, opened, taken  # noqa: F401

pytestmark = pytest.mark.django_db

STORIES = int(os.environ.get("BLO_PARITY_STORIES", "12"))
PEOPLE = ("strg", "same", "hdln", "full", "ctrb", "orig", "cdTH", "cdMM", "rcld", "pard", "pawr")
SYSTEMS = {"pard": "partner_mm", "pawr": "partner_th"}
COUNTRIES = ("TH", "MM", "LA", "KH", "VN", "CN")
PLANTED = re.compile(r"Planted-(?:suspect|victim|witness)-of-\d+")


# -- Stories ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Step:
    verb: str
    country: str
    level: object


@dataclass(frozen=True)
class Story:
    """One case: who logged it, where, and what became of it."""

    logger: int
    places: tuple[int, ...]
    people: frozenset[str]
    is_submitted: bool
    levels: dict
    steps: tuple[Step, ...]


LEVELS = st.sampled_from(OFFERED)
VERBS = ("share", "recall", "disclose", "take back", "unprotect", "close", "withdraw", "reopen")
STEPS = st.builds(Step, st.sampled_from(VERBS), st.sampled_from(COUNTRIES), LEVELS)
CASES = st.builds(
    Story,
    logger=st.integers(0, 5),
    places=st.lists(st.integers(0, 4), min_size=1, max_size=3, unique=True).map(tuple),
    people=st.frozensets(st.sampled_from(["suspect", "victim", "witness"]), min_size=1),
    is_submitted=st.integers(0, 7).map(bool),
    levels=st.dictionaries(st.sampled_from(COUNTRIES[1:]), LEVELS, max_size=3),
    steps=st.lists(STEPS, max_size=5).map(tuple),
)


class Teller:
    """Plays stories on the world of the access table."""

    def __init__(self, world):
        cast = world.cast
        self.world = world
        self.loggers = [cast.somchai, cast.preecha, cast.thida, cast.kyaw, cast.bounmy, cast.sokha]
        self.places = [
            world.mae_sai,
            world.mae_sot,
            world.chiang_khong,
            world.muang_mom,
            world.poipet,
        ]

    def play(self, stories):
        return [self.tell(number, story) for number, story in enumerate(stories)]

    def tell(self, number, story):
        by = self.loggers[story.logger]
        first, *more = [self.places[place] for place in story.places]
        route = [StopContent("incident", crossing=first)]
        route += [StopContent("transit", crossing=place) for place in more]
        people = tuple(
            SubjectContent(role=role, name=f"Planted-{role}-of-{number}")
            for role in sorted(story.people)
        )
        case = draft(self.world, by, route=tuple(route), subjects=people)
        if story.is_submitted:
            self.attempt(workflow.submit, case, officer=by, levels=self.others(story.levels, by))
            for step in story.steps:
                self.attempt(self.happen, case, by, step)
        return case.reference

    def others(self, levels, by):
        return {country: level for country, level in levels.items() if country != by.country.code}

    def attempt(self, verb, *args, **more):
        """What cannot be done now is not done."""
        try:
            with transaction.atomic():
                verb(*args, **more)
        except CaseProblem:
            return

    def happen(self, case, by, step):  # noqa: C901  one arm for each thing that may happen
        country = self.world.desks[step.country].country
        why = {"officer": by, "reason": "by lot"}
        hidden = Subject.objects.filter(case=case, role__in=["victim", "witness"]).first()
        match step.verb:
            case "share":
                disclosure.share(case, country, step.level, officer=by, purpose="by lot")
            case "recall":
                disclosure.recall(case, country, **why)
            case "disclose" if hidden is not None:
                protection.disclose(hidden, country, officer=by, purpose="by lot")
            case "take back" if hidden is not None:
                shown = hidden.disclosures.standing().first()
                if shown is not None:
                    protection.take_back(shown, **why)
            case "unprotect" if hidden is not None:
                protection.unprotect(hidden, officer=by, purpose="by lot")
            case "close":
                workflow.close(case, officer=by, outcome=Case.Outcome.RESULT)
            case "withdraw":
                workflow.withdraw(case, **why)
            case "reopen":
                workflow.reopen(case, **why)


# -- What each road shows -----------------------------------------------------------------------


def cases_by_road(door, references, *, is_person):
    """The submitted cases of the story that each road shows to one reader."""
    written = {"content_type": "application/json"}
    bulk = door.post("/api/v1/cases/export/", {"purpose": "reporting"}, **written)
    roads = {
        "api list": set(listed_by_api(door)),
        "api detail": opened(door, "api:case-detail", references),
        "api search": {ref for ref in references if ref in found_by_api(door, ref)},
        "api export": taken(bulk),
    }
    if is_person:
        found, count = listed(door)
        assert len(found) == len(set(found)) == count
        roads["list"] = set(found)
        roads["detail"] = opened(door, "case-detail", references)
        roads["search"] = {ref for ref in references if ref in listed(door, q=ref)[0]}
        roads["export"] = taken(door.post(reverse("case-list-export"), TAKEN_OUT))
    return {road: found & references for road, found in roads.items()}


def found_by_api(door, words):
    answer = door.post("/api/v1/cases/search/", {"search": words}, content_type="application/json")
    assert answer.status_code == 200, answer.content
    return {case["reference"] for case in answer.json()["results"]}


def people_by_road(door, reference, *, is_person):
    """Whom of a case each road names to one reader."""
    address = f"/api/v1/cases/{reference}/"
    roads = {
        "api detail": named(door.get(address)),
        "api subjects": named(door.get(f"{address}subjects/")),
    }
    if is_person:
        roads["detail"] = named(door.get(reverse("case-detail", kwargs={"reference": reference})))
    return roads


def named(answer):
    return set(PLANTED.findall(answer.content.decode()))


def differences(column, person, door, told):
    """Where the roads differ for one reader, in words."""
    is_person = column not in SYSTEMS
    submitted = Case.objects.submitted().filter(reference__in=told)
    references = set(submitted.values_list("reference", flat=True))
    wanted = granted(person) & references
    for road, found in cases_by_road(door, references, is_person=is_person).items():
        if found != wanted:
            yield f"{column}: {road} has {sorted(found)}, granted are {sorted(wanted)}"
    for reference in sorted(wanted):
        roads = people_by_road(door, reference, is_person=is_person)
        if len(set(map(frozenset, roads.values()))) > 1:
            yield f"{column}: {reference} names {roads}"


# -- The property -------------------------------------------------------------------------------


@pytest.fixture
def readers(ground):  # noqa: F811
    world, doors = ground
    people = {column: world.people[column] for column in PEOPLE if column not in SYSTEMS}
    people |= {column: getattr(world.cast, name) for column, name in SYSTEMS.items()}
    return world, {column: (person, doors[column]) for column, person in people.items()}


def test_pages_and_api_show_everybody_the_same(readers, settings_of_the_portal):
    world, people = readers

    @settings(
        max_examples=STORIES,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(
        stories=st.lists(CASES, min_size=1, max_size=4),
        columns=st.lists(st.sampled_from(PEOPLE), min_size=3, max_size=4, unique=True),
    )
    def each(stories, columns):
        with transaction.atomic():
            told = Teller(world).play(stories)
            found = [
                difference
                for column in columns
                for difference in differences(column, *people[column], told)
            ]
            transaction.set_rollback(True)
        assert found == []

    each()


@pytest.fixture
def settings_of_the_portal(settings):
    settings.API_RATES = {"read": "1000000/hour", "write": "1000000/hour"}


def test_the_property_would_notice(readers, monkeypatch, settings_of_the_portal):
    """A road that shows one case too many, or one person, is found."""
    world, people = readers
    story = Story(0, (0,), frozenset({"suspect", "victim"}), True, {"MM": OFFERED[0]}, ())
    person, door = people["orig"]
    with transaction.atomic():
        told = Teller(world).play([story])
        assert list(differences("orig", person, door, told)) == []
        monkeypatch.setattr(f"{__name__}.granted", lambda _person: set())
        assert len(list(differences("orig", person, door, told))) == 8
        transaction.set_rollback(True)
