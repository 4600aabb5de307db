"""The content of one invented case: route, subjects, seizures and words."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cached_property
from random import Random

from django.utils.formats import number_format

from agencies.models import Country, Crossing, Office
from cases.content import CaseContent, SeizureContent, StopContent, SubjectContent
from cases.demo import dice
from cases.demo.atlas import Atlas, near, other_side, place_name
from cases.demo.names import person
from cases.demo.scenarios import SCENARIOS, Scenario
from cases.demo.texts import Texts
from cases.models import Case, RouteStop, Subject

Role = RouteStop.Role
LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"


@dataclass
class Scene:
    """Where and when, and the dice."""

    atlas: Atlas
    office: Office
    border: str
    scenario: str
    happened_at: datetime
    random: Random
    at_crossing: Crossing | None = None

    @property
    def country(self) -> Country:
        return self.office.country

    @property
    def kind(self) -> Scenario:
        return SCENARIOS[self.scenario]

    @cached_property
    def other(self) -> Country:
        return self.atlas.countries[other_side(self.border, self.country.code)]

    @cached_property
    def crossing(self) -> Crossing:
        found = self.at_crossing
        return found or self.atlas.crossing_of(self.office, self.border, self.random)

    @cached_property
    def amount(self) -> Decimal:
        return self.kind.amount(self.random)

    @cached_property
    def plate(self) -> str:
        letters = "".join(self.random.choices(LETTERS, k=2))
        return f"{letters} {self.random.randint(1000, 9999)}"

    @cached_property
    def plate_country(self) -> str:
        return self.random.choice((self.country.code, self.other.code, self.other.code))


def content_of(scene: Scene) -> CaseContent:
    texts, random = Texts(scene.country.default_language), scene.random
    handling = random.choices(list(Case.Handling), (85, 8, 5, 2))[0]
    return CaseContent(
        happened_at=scene.happened_at,
        offences=tuple(scene.atlas.codes["case_type_iccs", code] for code in scene.kind.offences),
        route=_route(scene),
        subjects=tuple(_subjects(scene, texts)),
        seizures=tuple(_seizures(scene, texts)),
        title=texts.title(scene.scenario),
        narrative=texts.narrative(
            scene.scenario,
            random,
            has_driver=scene.kind.has_driver,
            place=place_name(scene.crossing, scene.country),
            n=number_format(scene.amount, force_grouping=True),
            plate=scene.plate,
        ),
        urgency=random.choices(list(Case.Urgency), (8, 22, 45, 25))[0],
        handling_code=handling,
        handling_text=texts.phrase("share", random) if handling == Case.Handling.H3 else "",
        source_evaluation=random.choices(list(Case.Source), (60, 30, 4, 6))[0],
        information_evaluation=random.choices(list(Case.Information), (55, 25, 15, 5))[0],
    )


# -- Route


def _route(scene: Scene) -> tuple[StopContent, ...]:
    """One to four stops; the officer always stands on his own side."""
    here = _stop(scene, Role.INCIDENT, crossing=scene.crossing, at=scene.happened_at)
    came = _stop(scene, Role.ORIGIN, country=scene.other)
    shape = 0 if scene.at_crossing else scene.random.randrange(6)
    if shape == 1:
        return (came, here)
    if shape == 2:
        return _on_to(scene, here)
    if shape == 3:
        return (_inland(scene),)
    if shape == 4:
        entered = _stop(scene, Role.TRANSIT, crossing=scene.crossing, at=_before(scene))
        return (came, entered, *_leaving(scene, _inland(scene)))
    if shape == 5:
        return (
            _stop(scene, Role.ORIGIN),
            here,
            _stop(scene, Role.DESTINATION, country=scene.other),
        )
    return (here,)


def _stop(
    scene: Scene,
    role: Role,
    *,
    country: Country | None = None,
    crossing: Crossing | None = None,
    at: datetime | None = None,
) -> StopContent:
    return StopContent(role, crossing=crossing, country=country or scene.country, at=at)


def _before(scene: Scene) -> datetime:
    return scene.happened_at - timedelta(minutes=scene.random.randint(20, 400))


def _inland(scene: Scene) -> StopContent:
    lat, lon = near(scene.crossing, scene.country.code, scene.random)
    stop = _stop(scene, Role.INCIDENT, at=scene.happened_at)
    return replace(stop, lat=lat, lon=lon, place_text=place_name(scene.crossing, scene.country))


def _on_to(scene: Scene, here: StopContent) -> tuple[StopContent, ...]:
    """Over another border of the same country, where there is one near enough."""
    onward = scene.atlas.onward(scene.office, scene.border, scene.random)
    if onward is None:
        return (here,)
    return (here, _stop(scene, Role.DESTINATION, crossing=onward))


def _leaving(scene: Scene, incident: StopContent) -> tuple[StopContent, ...]:
    third = [c for c in scene.atlas.neighbours(scene.country.code) if c != scene.other.code]
    if not third:
        return (incident,)
    country = scene.atlas.countries[scene.random.choice(third)]
    return (incident, _stop(scene, Role.DESTINATION, country=country))


# -- Who and what


def _subjects(scene: Scene, texts: Texts) -> list[SubjectContent]:
    random, found = scene.random, []
    if scene.kind.has_driver:
        found.append(_person(scene, texts.phrase("driver", random)))
    if scene.kind.has_traveller:
        found.append(_person(scene, texts.phrase("traveller", random)))
    if scene.kind.has_vehicle:
        found.append(
            SubjectContent(
                kind=Subject.Kind.VEHICLE,
                role=Subject.Role.OTHER,
                plate=scene.plate,
                plate_country=scene.plate_country,
                description=texts.goods("vehicle"),
            )
        )
    for _ in range(scene.kind.victims):
        victim = _person(scene, texts.phrase("victim", random))
        found.append(replace(victim, role=Subject.Role.VICTIM))
    return found


def _person(scene: Scene, description: str) -> SubjectContent:
    random = scene.random
    country = random.choice((scene.country.code, scene.other.code))
    name = person(country, random)
    has_document = random.random() < 0.7
    return SubjectContent(
        name=name.own,
        name_latin=name.latin,
        nationality=country,
        document_type=random.choice(("PP", "NID", "BP")) if has_document else "",
        document_number=f"{random.choice(LETTERS)}{random.randint(10**6, 10**7 - 1)}"
        if has_document
        else "",
        document_issuer=country if has_document else "",
        description=description,
    )


def _seizures(scene: Scene, texts: Texts) -> list[SeizureContent]:
    kind = scene.kind
    if not kind.unit:
        return []
    unit = scene.atlas.codes["units", kind.unit]
    if kind.drug:
        return [SeizureContent(scene.amount, unit, substance=scene.atlas.codes["drugs", kind.drug])]
    return [SeizureContent(scene.amount, unit, goods=texts.goods(scene.scenario))]


# -- Journey 1


def mae_sai(content: CaseContent, atlas: Atlas, happened_at: datetime) -> CaseContent:
    """The lorry at Mae Sai: 400,000 tablets, a Lao driver, a plate of Myanmar, to Chiang Khong."""
    thailand, texts, random = atlas.countries["TH"], Texts("th"), dice("mae sai")
    here, there = atlas.crossing("TH-MM:mae-sai-1"), atlas.crossing("TH-LA:chiang-khong-bridge")
    driver, lorry = content.subjects[:2]
    name = person("LA", random)
    return replace(
        content,
        happened_at=happened_at,
        urgency=Case.Urgency.FLASH,
        handling_code=Case.Handling.H0,
        handling_text="",
        narrative=texts.narrative(
            "tablets",
            random,
            has_driver=True,
            place=place_name(here, thailand) if here else "",
            n="400,000",
        ),
        route=(
            StopContent(Role.INCIDENT, crossing=here, country=thailand, at=happened_at),
            StopContent(Role.DESTINATION, crossing=there, country=thailand),
        ),
        subjects=(
            replace(
                driver,
                name=name.own,
                name_latin=name.latin,
                nationality="LA",
                document_issuer="LA" if driver.document_number else "",
            ),
            replace(lorry, plate_country="MM"),
        ),
        seizures=(replace(content.seizures[0], quantity=Decimal(400_000)),),
    )
