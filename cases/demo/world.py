"""Lets the stories happen: every step through the portal's own verbs, at its own moment.

All cases are written in one transaction: a start that is killed leaves nothing half told, and
the next one begins again. Steps of all cases are taken in the order of time, so that
references, notices and events are numbered as they would have been.
"""

import heapq
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from itertools import count as counter

from django.db import transaction

from agencies.models import Border, Office, Officer
from audit import clock
from audit.context import acting
from cases import answers, disclosure, reading, workflow
from cases.demo import asking, evidence, people, together
from cases.demo.aftermath import acknowledges_after, days_later, fate_of, soon
from cases.demo.atlas import Atlas
from cases.demo.stories import Story, key_of, stories
from cases.demo.texts import Texts
from cases.models import Case, TouchDecision
from cases.plan import plan_for
from notices import clocks, escalation, outbox
from notices.models import Notice

# A step; true when it told somebody, so that a worker would come.
Step = Callable[[], bool]
# The worker comes a moment after the change.
WORKER = timedelta(seconds=2)


def already_told() -> bool:
    """All stories are written at once or not at all, so the first one stands for all."""
    return Case.objects.filter(draft_key=key_of(0)).exists()


@transaction.atomic
def tell_stories(*, count: int, now: datetime) -> int:
    if already_told():
        return 0
    atlas = Atlas()
    found = stories(atlas, count=count, now=now)
    play = Play(until=now)
    for story in found:
        life = Life(play, atlas, story)
        play.later(story.logged_at, life.log)
    with acting("demo"):
        play.perform()
    asking.tell_requests(now=now)
    together.work_together(now=now)
    people.open_mail()
    return len(found)


class Play:
    """The steps to come, in the order of time; what would come after `until` has not happened."""

    def __init__(self, *, until: datetime) -> None:
        self.until = until
        self.steps: list[tuple[datetime, int, Step]] = []
        self.numbers = counter()

    def later(self, moment: datetime, step: Step) -> None:
        if moment < self.until:
            heapq.heappush(self.steps, (moment, next(self.numbers), step))

    def perform(self) -> None:
        while self.steps:
            moment, _, step = heapq.heappop(self.steps)
            with clock.at(moment):
                told = step()
            if told:
                with clock.at(min(moment + WORKER, self.until)):
                    outbox.sweep()


class Life:
    """One case: each step plans the ones that follow it."""

    case: Case

    def __init__(self, play: Play, atlas: Atlas, story: Story) -> None:
        self.play, self.atlas, self.story = play, atlas, story
        self.officer = story.officer
        self.random = story.random
        self.fate = fate_of(self.random)
        self.texts = self._texts(story.office)

    def log(self) -> bool:
        story = self.story
        self.case = workflow.create_draft(
            story.content, officer=self.officer, office=story.office, draft_key=story.draft_key
        )
        self._decide_borders()
        if story.submitted_at is not None:
            self.play.later(story.submitted_at, self._submit)
        return False

    def _decide_borders(self) -> None:
        country = self.story.office.country_id
        own = [border for border in self.atlas.borders if country in border.split("-")]
        if self.fate.adds_border and not self.story.waits:
            self._decide(self.random.choice(own), TouchDecision.Kind.ADD, "added")
        if self.fate.strikes_border and not self.story.waits:
            borders = plan_for(self.case).borders
            if len(borders) > 1:
                self._decide(borders[-1], TouchDecision.Kind.STRIKE, "struck")

    def _decide(self, border: str, kind: TouchDecision.Kind, why: str) -> None:
        self.case = workflow.decide_touch(
            self.case,
            Border.objects.get(pk=border),
            kind=kind,
            reason=self.texts.phrase(why, self.random),
            officer=self.officer,
        )

    def _submit(self) -> bool:
        levels = dict.fromkeys(self.atlas.countries, self.fate.sees_at_once)
        self.case = workflow.submit(self.case, officer=self.officer, levels=levels)
        told = self.case.involvements.select_related("office__country", "notice")
        self.offices = [involvement.office for involvement in told]
        for involvement in told:
            if involvement.notice is not None:
                self._expect_answer(involvement.notice, involvement.office)
        self._keep_evidence()
        if self.offices and not self.story.waits:
            self._plan_the_rest()
        return True

    def _keep_evidence(self) -> None:
        """Of some cases, and of the newest one, what was seized is told in full."""
        seizure = evidence.seized_in(self.case)
        is_told = self.story.content.urgency == Case.Urgency.FLASH or (
            self.story.number % evidence.EVERY == 0
        )
        if seizure is None or not is_told:
            return
        exhibit = evidence.tell(self.case, seizure, self.atlas, officer=self.officer)
        send = partial(evidence.send_to_laboratory, exhibit, officer=self.officer)
        report = partial(evidence.report, seizure, officer=self.officer)
        self._in(evidence.TO_THE_LABORATORY, partial(self._while_open, send))
        self._in(evidence.REPORT, partial(self._while_open, report))

    def _while_open(self, step: Callable[[], None]) -> bool:
        if self._is_open:
            step()
        return False

    def _plan_the_rest(self) -> None:
        if self.fate.withdraws:
            self._in(soon(self.random), self._withdraw)
        if self.fate.shares:
            self._in(soon(self.random), self._share)
        if self.fate.recalls:
            self._in(timedelta(days=2) + days_later(self.random), self._recall)
        if self.fate.closes_after:
            self._in(self.fate.closes_after, self._close)

    # -- The other side

    def _expect_answer(self, notice: Notice, office: Office) -> None:
        """An answer after a while; until then silence climbs as it would have."""
        after = acknowledges_after(notice.urgency, self.random)
        answered = self.play.until if self.story.waits else clock.now() + after
        for level in escalation.LEVELS:
            climbs = notice.acknowledge_by and clocks.climbs_at(
                notice.urgency, level, notice.acknowledge_by
            )
            if climbs and climbs < answered:
                self.play.later(climbs, _climb)
        if not self.story.waits:
            self.play.later(answered, partial(self._answer, notice, office))

    def _answer(self, notice: Notice, office: Office) -> bool:
        notice.refresh_from_db()
        if not notice.is_waiting:
            return False
        officer = self.random.choice(self.atlas.staff(office))
        declines, reads, engages = (self.random.random() for _ in range(3))
        if notice.kind == Notice.Kind.CASE_SUBMITTED and declines < 0.07:
            reason = self._texts(office).phrase("decline", self.random)
            answers.decline(self.case, officer=officer, office=office, reason=reason)
            return True
        if notice.kind == Notice.Kind.CASE_SUBMITTED and reads < 0.5:
            reading.consult(self.case.reference, officer)
        answers.acknowledge(notice, officer=officer)
        if notice.kind == Notice.Kind.CASE_SUBMITTED and engages < 0.3:
            self._in(soon(self.random), partial(self._engage, office, officer))
        return False

    def _engage(self, office: Office, officer: Officer) -> bool:
        if self._is_open and self.case.involvements.standing().filter(office=office).exists():
            answers.engage(self.case, officer=officer, office=office)
        return False

    # -- The office that logged it

    def _share(self) -> bool:
        country = self.random.choice(self.offices).country
        sees = self.case.grants.standing().filter(country=country).exists()
        if self._is_open and sees and self.fate.shares:
            purpose = self.texts.phrase("share", self.random)
            disclosure.share(
                self.case, country, self.fate.shares, officer=self.officer, purpose=purpose
            )
        return True

    def _recall(self) -> bool:
        country = self.random.choice(self.offices).country
        if not self._is_open:
            return False
        reason = self.texts.phrase("recall", self.random)
        disclosure.recall(self.case, country, officer=self.officer, reason=reason)
        recalled = Notice.objects.about(self.case.reference).waiting()
        for notice in recalled.filter(kind=Notice.Kind.CASE_RECALLED).select_related("office"):
            self._expect_answer(notice, notice.office)
        return True

    def _withdraw(self) -> bool:
        if self._is_open:
            reason = self.texts.phrase("withdraw", self.random)
            self.case = workflow.withdraw(self.case, officer=self.officer, reason=reason)
        return True

    def _close(self) -> bool:
        if not self._is_open:
            return False
        self.case = workflow.close(
            self.case,
            officer=self.officer,
            outcome=self.fate.outcome,
            result=self.texts.phrase("result", self.random),
        )
        if self.fate.reopens:
            self._in(days_later(self.random), self._reopen)
        return True

    def _reopen(self) -> bool:
        reason = self.texts.phrase("added", self.random)
        self.case = workflow.reopen(self.case, officer=self.officer, reason=reason)
        return True

    # -- Small words

    def _in(self, wait: timedelta, step: Step) -> None:
        self.play.later(clock.now() + wait, step)

    @property
    def _is_open(self) -> bool:
        return self.case.status == Case.Status.OPEN

    @staticmethod
    def _texts(office: Office) -> Texts:
        return Texts(office.country.default_language)


def _climb() -> bool:
    return escalation.climb() > 0
