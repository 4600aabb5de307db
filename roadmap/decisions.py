"""Where a proposed decision stands: worked out from what the countries have answered."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.problems import WrongState
from roadmap.models import ThreadLine

Said = ThreadLine.Kind


class State(TextChoices):
    OPEN = "open", gettext_lazy("being answered")
    OBJECTED = "objected", gettext_lazy("objected to")
    AGREED = "agreed", gettext_lazy("agreed by all who were asked")
    WITHDRAWN = "withdrawn", gettext_lazy("withdrawn")


@dataclass(frozen=True)
class Decision:
    """`line` proposes it, `answers` hold the last one of each country by code."""

    line: ThreadLine
    answers: dict[str, ThreadLine]
    is_withdrawn: bool

    @property
    def state(self) -> State:
        if self.is_withdrawn:
            return State.WITHDRAWN
        said = [self.says(code) for code in self.line.asked]
        if Said.OBJECTED in said:
            return State.OBJECTED
        return State.AGREED if all(said) else State.OPEN

    @property
    def is_open(self) -> bool:
        return self.state in (State.OPEN, State.OBJECTED)

    def says(self, code: str) -> str:
        """ "agreed", "objected", or "" of a country that has not answered."""
        if code in self.answers:
            return self.answers[code].kind
        return Said.AGREED if code == self.line.country_id else ""

    def waits_for(self, code: str) -> bool:
        return self.is_open and code in self.line.asked and not self.says(code)

    def must_be_open(self) -> None:
        if self.state == State.AGREED:
            raise WrongState(_("All have agreed. Propose another decision to change it."))
        if self.state == State.WITHDRAWN:
            raise WrongState(_("This proposal was withdrawn."))


def decision_of(line: ThreadLine) -> Decision:
    """As it stands in the database now."""
    return stands(line, list(line.answers.select_related("country", "by__country", "by__office")))


def stands(line: ThreadLine, answers: list[ThreadLine]) -> Decision:
    """`answers`: in the order in which they were given."""
    last = {one.country_id: one for one in answers if one.kind != Said.WITHDRAWN}
    return Decision(line, last, any(one.kind == Said.WITHDRAWN for one in answers))


def decisions_in(lines: list[ThreadLine]) -> list[Decision]:
    """Those of a thread, from all its lines in order."""
    answers: dict[int, list[ThreadLine]] = {}
    for line in lines:
        if line.proposal_id is not None:
            answers.setdefault(line.proposal_id, []).append(line)
    proposed = [line for line in lines if line.kind == Said.PROPOSED]
    return [stands(line, answers.get(line.pk, [])) for line in proposed]
