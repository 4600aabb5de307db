"""What the pages of threads show to one reader."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from agencies.access import Capability, may
from agencies.models import Country
from roadmap.commitmentpage import name_for
from roadmap.decisions import Decision, decisions_in
from roadmap.keepers import kept_member
from roadmap.models import ActionItem, Thread, ThreadLine
from roadmap.threads import may_decide, may_write

NEWEST = 20


@dataclass(frozen=True)
class AskedLine:
    """One asked country, with what it says last."""

    country: Country
    says: str
    text: str


class DecisionBox:
    """A proposed decision before one reader."""

    def __init__(self, decision: Decision, page: "ThreadPage") -> None:
        self.decision = decision
        self.line = decision.line
        self.state = decision.state
        self._page = page

    @property
    def asked(self) -> list[AskedLine]:
        answers = self.decision.answers
        return [
            AskedLine(
                self._page.countries[code],
                self.decision.says(code),
                answers[code].text if code in answers else "",
            )
            for code in self.line.asked
        ]

    @property
    def may_answer(self) -> bool:
        is_asked = self._page.own in self.line.asked
        return self._page.may_decide and self.decision.is_open and is_asked

    @property
    def may_withdraw(self) -> bool:
        is_own = self._page.own == self.line.country_id
        return self._page.may_decide and self.decision.is_open and is_own

    @property
    def waits(self) -> bool:
        return self.decision.waits_for(self._page.own)


@dataclass(frozen=True)
class Spoken:
    """A line of the thread with who said it, and the decision if it proposes one."""

    line: ThreadLine
    name: str
    box: DecisionBox | None


class ThreadPage:
    def __init__(self, thread: Thread, user: object) -> None:
        self.thread = thread
        self._user = user

    @cached_property
    def own(self) -> str:
        return kept_member(self._user)

    @cached_property
    def may_decide(self) -> bool:
        return may_decide(self._user)

    @cached_property
    def may_write(self) -> bool:
        return may_write(self._user)

    @cached_property
    def countries(self) -> dict[str, Country]:
        return Country.objects.in_bulk()

    @cached_property
    def spoken(self) -> list[Spoken]:
        """All of it, in the order in which it was said."""
        lines = list(self.thread.lines.all())
        boxes = {one.line.pk: DecisionBox(one, self) for one in decisions_in(lines)}
        return [Spoken(one, name_for(one.by, self._user), boxes.get(one.pk)) for one in lines]


@dataclass(frozen=True)
class ListedThread:
    """A thread in a list: how much was said, what was decided, and what waits for the reader."""

    thread: Thread
    decisions: list[Decision]
    messages: int
    waits: bool


def listed(threads: Iterable[Thread], user: object) -> list[ListedThread]:
    own = kept_member(user)
    found = []
    for thread in threads:
        lines = list(thread.lines.all())
        decisions = decisions_in(lines)
        waits = any(one.waits_for(own) for one in decisions)
        found.append(ListedThread(thread, decisions, len(lines), waits))
    return found


def threads_about(item: ActionItem, user: object) -> list[ListedThread] | None:
    """The newest of an item; None before somebody who reads no thread at all."""
    if not may(user, Capability.READ_CHANNEL):
        return None
    rows = Thread.objects.visible_to(user).to_show().newest_first().filter(item=item)
    return listed(rows[:NEWEST], user)
