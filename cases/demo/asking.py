"""Requests for information of the demonstration, in every state: asked and answered with the
portal's own verbs, at moments of the last days. In English, which the two sides share."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import cycle

from agencies.models import Code, Office, Officer
from audit import clock
from audit.context import acting
from cases import requestanswers, requestarrival, requestdeadlines, requests
from cases.demo.atlas import Atlas
from cases.models import Request
from cases.models.request import GROUNDS, PHRASEBOOK
from cases.requestanswers import Answer
from cases.requests import Asked
from notices import escalation, outbox

HOUR = timedelta(hours=1)
# How many pairs of offices ask each other.
PAIRS = 12

Act = Callable[["Talk"], object]


@dataclass(frozen=True)
class Scene:
    """One request: how long ago it was asked, and what was done after so many hours."""

    urgency: str
    hours_ago: float
    code: str
    about: str
    words: str
    acts: tuple[tuple[float, Act], ...] = ()


@dataclass
class Talk:
    """A request that goes on, and one officer on each side."""

    request: Request
    asker: Officer
    answerer: Officer

    def acknowledge(self) -> None:
        requestarrival.acknowledge(self.request, officer=self.answerer)

    def ask_back(self) -> None:
        text = "Is it the blue lorry or the trailer behind it?"
        requestanswers.clarify(self.request, officer=self.answerer, text=text)

    def answer_in_part(self) -> None:
        requestanswers.answer_in_part(self.request, _PART, officer=self.answerer)

    def answer(self) -> None:
        requestanswers.answer(self.request, _WHOLE, officer=self.answerer)

    def refuse(self) -> None:
        ground = Code.objects.in_list(GROUNDS).get(code="INVEST")
        requestanswers.refuse(self.request, officer=self.answerer, ground=ground)

    def take_time(self) -> None:
        self.request.refresh_from_db()
        until = self.request.due_at + 20 * HOUR
        if until <= requestanswers.latest_until(self.request):
            reason = "The registry of the province opens on the next working day."
            requestanswers.extend(self.request, officer=self.answerer, due_at=until, reason=reason)

    def report(self) -> None:
        text = "The owner was questioned; two people were arrested."
        requests.report_result(self.request, officer=self.asker, text=text)


_PART = Answer("He crossed on two evenings of this week. The passenger list follows.", "H0", "",
               "A", "2")  # fmt: skip
_WHOLE = Answer("Registered to a transport company of this province since March.", "H1", "", "A",
                "1")  # fmt: skip

SCENES = (
    Scene("urgent", 0.3, "VEHICLE_OWNER", "70-1234", "A lorry waits at the bridge."),
    Scene("priority", 5, "PERSON_CROSSED", "passport PA1234567", "Between Monday and today.",
          ((0.5, Talk.acknowledge),)),
    Scene("priority", 20, "VEHICLE_CROSSED", "81-5678", "With or without its trailer.",
          ((2, Talk.ask_back),)),
    Scene("priority", 44, "PERSON_KNOWN", "born 1988, calls himself Somchai", "",
          ((1, Talk.acknowledge), (20, Talk.answer_in_part))),
    Scene("priority", 60, "DOCUMENT_VALID", "border pass 004411", "It looks altered.",
          ((1, Talk.acknowledge), (9, Talk.answer), (30, Talk.report))),
    Scene("routine", 100, "SEIZURE_LIKE", "999, lion, green wrapping", "",
          ((5, Talk.acknowledge), (50, Talk.refuse))),
    Scene("priority", 130, "PHONE_OWNER", "+66 81 234 5678", "Found with the driver.",
          ((3, Talk.acknowledge),)),
    Scene("priority", 50, "COMPANY_KNOWN", "a transport company", "Who directs it?",
          ((2, Talk.acknowledge), (40, Talk.take_time))),
)  # fmt: skip


def tell_requests(*, now: datetime) -> int:
    """Each pair of offices has one of the scenes, the first pair all of them, both ways."""
    phrases = {code.code: code for code in Code.objects.in_list(PHRASEBOOK)}
    atlas, told = Atlas(), 0
    with acting("demo"):
        for scene, asking, answering in _wanted():
            asker, answerer = (atlas.staff(office) for office in (asking, answering))
            if asker and answerer and scene.code in phrases:
                _tell(scene, asker[0], answerer[0], phrases[scene.code], now)
                told += 1
        requestdeadlines.tell_due()
        escalation.climb()
        outbox.sweep()
    return told


def _wanted() -> Iterator[tuple[Scene, Office, Office]]:
    pairs = list(_pairs())[:PAIRS]
    for scene in SCENES if pairs else ():
        one, other = pairs[0]
        yield from ((scene, one, other), (scene, other, one))
    for scene, (one, other) in zip(cycle(SCENES), pairs[1:], strict=False):
        yield scene, one, other


def _pairs() -> Iterator[tuple[Office, Office]]:
    """Offices on two sides of one crossing, Mae Sai and Tachileik first."""
    found = Office.objects.active().border_offices().select_related("country")
    offices = list(found.prefetch_related("crossings").order_by("code"))
    seen: set[int] = set()
    for office in sorted(offices, key=lambda one: one.code != "TH-MSI"):
        other = next((one for one in offices if _is_across(one, office)), None)
        if other is not None and not seen & {office.pk, other.pk}:
            seen |= {office.pk, other.pk}
            yield office, other


def _is_across(one: Office, other: Office) -> bool:
    shared = set(one.crossings.all()) & set(other.crossings.all())
    return one.country_id != other.country_id and bool(shared)


def _tell(scene: Scene, asker: Officer, answerer: Officer, phrase: Code, now: datetime) -> None:
    begun = now - scene.hours_ago * HOUR
    if asker.office is None or answerer.office is None:
        return
    with clock.at(begun):
        asked = Asked(
            urgency=scene.urgency,
            purpose="Inquiry into trafficking across our border",
            legal_basis="Arrangement between the two offices",
            question=scene.words,
            questions=[(phrase, scene.about)],
        )
        (request,) = requests.ask(asked, officer=asker, office=asker.office, to=[answerer.office])
    talk = Talk(request, asker, answerer)
    for hours, act in scene.acts:
        with clock.at(begun + hours * HOUR):
            act(talk)
