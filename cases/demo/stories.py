"""Invented cases: what is logged, where, when and by whom. Content only; nothing is written."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import cycle
from random import Random

from agencies.models import Office, Officer
from cases.content import CaseContent
from cases.demo import SEED, dice
from cases.demo.atlas import Atlas
from cases.demo.contents import Scene, content_of, mae_sai
from cases.demo.scenarios import any_scenario

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, SEED)
YEARS = timedelta(days=730)
DRAFTS_EACH = 50  # one draft for so many cases

# Where something always waits to be read: both sides of the busiest posts.
WAITING = [
    ("TH-MSI", "MM-TCL", "TH-MM:mae-sai-1"),
    ("TH-CKG", "LA-HXY", "TH-LA:chiang-khong-bridge"),
    ("TH-MST", "MM-MWD", "TH-MM:mae-sot-2"),
    ("TH-ARP", "KH-PPT", "TH-KH:poipet"),
    ("TH-NKI", "LA-TNL", "TH-LA:nong-khai-bridge"),
    ("TH-SDO", "MY-BKH", "TH-MY:sadao"),
    ("VN-LBO", "LA-DSV", "VN-LA:lao-bao"),
    ("VN-MBI", "KH-BVT", "VN-KH:moc-bai"),
    ("VN-LCI", "CN-HKU", "VN-CN:lao-cai"),
    ("MY-JHB", "SG-WDL", "MY-SG:woodlands"),
    ("MY-TBD", "ID-ETK", "MY-ID:entikong"),
    ("ID-BTM", "SG-HBF", "SG-ID:harbourfront-batam"),
    ("ID-MTA", "TL-BTG", "ID-TL:motaain"),
    ("MY-LMB", "BN-KLR", "MY-BN:kuala-lurah"),
    ("PH-BGO", "MY-SDK", "PH-MY:bongao-sandakan"),
    ("PH-GSN", "ID-BIT", "PH-ID:general-santos-bitung"),
    ("LA-BTN", "CN-MHN", "LA-CN:boten"),
    ("MM-MSE", "CN-RLI", "MM-CN:muse"),
    ("MM-TMU", "IN-MRH", "MM-IN:tamu"),
    ("LA-VKM", "KH-DKR", "LA-KH:nong-nok-khiene"),
]
# Where most cases of the demonstration lie.
BUSY_BORDERS = ("TH-MM", "TH-LA")
BUSY = {office for codes in WAITING for office in codes[:2]}


@dataclass(frozen=True)
class Story:
    """One case to be. `waits`: nobody has answered it yet; without `submitted_at` it is a draft."""

    number: int
    office: Office
    officer: Officer
    content: CaseContent
    logged_at: datetime
    submitted_at: datetime | None
    waits: bool = False

    @property
    def draft_key(self) -> uuid.UUID:
        return key_of(self.number)

    @property
    def random(self) -> Random:
        """The dice for what happens to it later."""
        return dice("later", self.number)


def key_of(number: int) -> uuid.UUID:
    return uuid.uuid5(NAMESPACE, str(number))


def stories(atlas: Atlas, *, count: int, now: datetime) -> list[Story]:
    """`count` cases up to `now`: most of them long ago, some waiting, some still drafts."""
    waiting = list(waiting_stories(atlas, now))[-max(2, count // 7) :]
    drafts = count // DRAFTS_EACH
    past = count - len(waiting) - drafts
    found = list(_past(atlas, past, drafts, now)) + waiting
    found.sort(key=lambda story: story.logged_at)
    return [replace(story, number=number) for number, story in enumerate(found)]


def _past(atlas: Atlas, past: int, drafts: int, now: datetime) -> Iterator[Story]:
    random = dice("past", past)
    borders = list(atlas.borders)
    random.shuffle(borders)
    for number, border in zip(range(past + drafts), _on(borders), strict=False):
        office = _office(atlas, border, random)
        is_draft = number >= past
        age = timedelta(days=3) * random.random() if is_draft else _age(number, past, random)
        scene = Scene(atlas, office, border, any_scenario(random), now - age, random)
        yield _story(scene, is_draft=is_draft)


def _on(borders: list[str]) -> Iterator[str]:
    """Each once; then every second case lies on one of the busy borders."""
    yield from borders
    busy = cycle([border for border in borders if border in BUSY_BORDERS] or borders)
    for border in cycle(borders):
        yield next(busy)
        yield border


def _office(atlas: Atlas, border: str, random: Random) -> Office:
    """Every second case comes from one of the busy posts."""
    offices = atlas.offices_on(border)
    busy = [office for office in offices if office.code in BUSY]
    return random.choice(busy if busy and random.random() < 0.5 else offices)


def _age(number: int, past: int, random: Random) -> timedelta:
    """The exchange grows: more of the cases are recent."""
    share = (number + random.random()) / past
    return timedelta(days=1) + YEARS * float((1 - share) ** 1.3)


def _story(scene: Scene, *, is_draft: bool = False, waits: bool = False) -> Story:
    logged = scene.happened_at + timedelta(minutes=scene.random.randint(10, 90))
    minutes = scene.random.randint(3, 25)
    return Story(
        number=0,
        office=scene.office,
        officer=scene.random.choice(scene.atlas.staff(scene.office)),
        content=content_of(scene),
        logged_at=logged,
        submitted_at=None if is_draft else logged + timedelta(minutes=minutes),
        waits=waits,
    )


def waiting_stories(atlas: Atlas, now: datetime) -> Iterator[Story]:
    """The last hours, the newest last: the lorry at Mae Sai."""
    random = dice("waiting")
    minutes = 300.0
    sides = [(codes[side], codes[2]) for codes in reversed(WAITING) for side in (1, 0)]
    for office_code, crossing_code in sides:
        office, crossing = atlas.office(office_code), atlas.crossing(crossing_code)
        if office is None or crossing is None:
            continue
        scenario = "tablets" if office_code == "TH-MSI" else any_scenario(random)
        happened = now - timedelta(minutes=minutes + 120)
        scene = Scene(atlas, office, crossing.border_id, scenario, happened, random, crossing)
        story = _story(scene, waits=True)
        minutes *= 0.93
        if office_code == "TH-MSI":
            yield _lorry_at_mae_sai(story, atlas, now)
        else:
            calm = replace(story.content, urgency=random.choice(("priority", "routine")))
            yield replace(story, content=calm)


def _lorry_at_mae_sai(story: Story, atlas: Atlas, now: datetime) -> Story:
    """Journey 1: 400,000 tablets, a Lao driver, a plate of Myanmar, on the way to Chiang Khong."""
    happened = now - timedelta(minutes=40)
    return replace(
        story,
        content=mae_sai(story.content, atlas, happened),
        logged_at=now - timedelta(minutes=12),
        submitted_at=now - timedelta(minutes=6),
    )
