"""What the page of a request, and its row in a list, say to one reader."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.access import Capability, may, works_for
from agencies.durations import in_words
from agencies.models import Office
from audit.clock import now
from cases.attachments import AttachedPart
from cases.models import Case, Request, RequestQuestion, RequestStep
from cases.reading import Sighted
from cases.requestreading import Asking, ReadStep, rows_of
from cases.seizurepage import SeizurePage, amount_of
from cases.subjectpage import DocumentLine, SubjectPage, known_as

State = Request.State
Kind = RequestStep.Kind
SHORT = 110

TONES = {
    State.SENT: "wait",
    State.ACKNOWLEDGED: "wait",
    State.CLARIFYING: "wait",
    State.PARTLY: "wait",
    State.ANSWERED: "ok",
    State.REFUSED: "late",
    State.WITHDRAWN: "soft",
}


def gist(request: Request) -> str:
    """What is asked, in one line: the first question, or the beginning of the words."""
    first = next(iter(request.questions.all()), None)
    text = str(first) if first is not None else " ".join(request.question.split())
    return text if len(text) <= SHORT else f"{text[: SHORT - 1].rstrip()}…"


@dataclass(frozen=True)
class Action:
    """A button: the name of its address, and whether pressing it is all there is to do."""

    name: str
    label: str
    at_once: bool = False


@dataclass(frozen=True)
class PartLine:
    """A part attached to an answer, in the words of the reader."""

    part: AttachedPart
    may_take_back: bool

    @cached_property
    def page(self) -> SubjectPage | SeizurePage | None:
        if self.part.subject is not None:
            return SubjectPage(self.part.subject)
        return SeizurePage(self.part.seizure) if self.part.seizure is not None else None

    @property
    def title(self) -> str:
        """What it is; of what is read no longer only which kind of part it was."""
        if self.part.file is not None:
            return str(self.part.file["name"])
        if self.part.seizure is not None:
            return f"{self.part.seizure}: {amount_of(self.part.seizure)}"
        if self.part.subject is not None:
            return known_as(self.part.subject)
        return self.part.row.get_kind_display()

    @property
    def facts(self) -> list[tuple[str, str]]:
        return self.page.facts if self.page is not None else []

    @property
    def documents(self) -> list[DocumentLine]:
        return self.page.documents if isinstance(self.page, SubjectPage) else []


@dataclass(frozen=True)
class Line:
    """One line of what happened."""

    step: ReadStep
    text: str
    may_take_back: bool = False

    @cached_property
    def parts(self) -> list[PartLine]:
        return [
            PartLine(part, self.may_take_back and not part.row.is_taken_back)
            for part in self.step.attached
        ]

    @property
    def who(self) -> str:
        by = self.step.step.by
        return by.full_title if by is not None else _("by code")

    @property
    def is_answer(self) -> bool:
        return self.step.step.kind in RequestStep.ANSWERS


class RequestRow:
    """A request as one line of a list."""

    def __init__(self, asking: Asking) -> None:
        self.asking = asking
        self.request = asking.request

    @cached_property
    def gist(self) -> str:
        return gist(self.request)

    @property
    def tone(self) -> str:
        return TONES[State(self.request.state)]

    @property
    def who(self) -> str:
        """The other office, for the reader."""
        facts = {"from": _full(self.request.asking_office), "to": _full(self.request.office)}
        return _("%(from)s asks %(to)s") % facts

    @property
    def clock_text(self) -> str:
        request, left = self.request, self.request.due_at - now()
        if not request.is_open:
            return ""
        if request.is_paused:
            return _("the clock stands")
        facts = {"length": in_words(left)}
        if left < timedelta(0):
            return _("%(length)s late") % facts
        return _("answer within %(length)s") % facts

    @property
    def clock_tone(self) -> str:
        request, left = self.request, self.request.due_at - now()
        if request.is_paused or not request.is_open:
            return "soft"
        if left < timedelta(0):
            return "late"
        return "soon" if left < timedelta(hours=2) else "calm"

    @property
    def runs_to(self) -> datetime | None:
        """While the clock stands nobody knows when it will be due."""
        running = self.request.is_open and not self.request.is_paused
        return self.request.due_at if running else None

    @property
    def day_text(self) -> str:
        """Days on which the answering office works, for either side."""
        if self.runs_to is None:
            return ""
        face = self.asking.face
        facts = {"day": face.working_day, "of": face.of}
        if self.asking.is_answerer:
            return _("your working day %(day)s of %(of)s") % facts
        return _("their working day %(day)s of %(of)s") % facts


def rows_about(sighted: Sighted) -> list[RequestRow]:
    """Requests about a case, as far as its reader sees them."""
    return [RequestRow(row) for row in rows_of(sighted.requests, sighted.reader)]


class RequestPage(RequestRow):
    """One request before one reader."""

    @property
    def questions(self) -> list[RequestQuestion]:
        """Of the phrasebook."""
        return list(self.request.questions.all())

    @property
    def elsewhere(self) -> Office | None:
        """The office on the other side, whose own time opens on a tap."""
        request = self.request
        return request.asking_office if self.asking.is_answerer else request.office

    @property
    def waits(self) -> str:
        """What the reader should know beside the clock."""
        request = self.request
        office = {"office": request.office.title}
        if request.is_paused:
            return _("%(office)s has asked back. The clock stands until that is answered.") % office
        if request.state == State.SENT and request.runs_from > now():
            return _("%(office)s is closed now. Its clock starts when it opens.") % office
        return ""

    @property
    def acknowledge_text(self) -> str:
        """How long is left to say that it has arrived; nothing once that was said."""
        request = self.request
        if not request.is_open or request.acknowledged_at is not None:
            return ""
        left = request.acknowledge_by - now()
        facts = {"length": in_words(left)}
        if left < timedelta(0):
            return _("%(length)s late to acknowledge") % facts
        return _("acknowledge within %(length)s") % facts

    @cached_property
    def actions(self) -> list[Action]:
        """What the reader may do, the two most wanted first."""
        user, request = self.asking.user, self.request
        rows: list[Action] = []
        if self.asking.is_answerer and may(user, Capability.ANSWER_REQUEST):
            rows += _of_answerer(request)
        if self.asking.is_asker and may(user, Capability.ASK_OFFICES):
            rows += _of_asker(request, bool(self._answers))
        return rows

    @property
    def first_actions(self) -> list[Action]:
        return self.actions[:2]

    @property
    def more_actions(self) -> list[Action]:
        return self.actions[2:]

    @property
    def _answers(self) -> list[Line]:
        return [line for line in self.lines if line.is_answer]

    @property
    def answers(self) -> list[Line]:
        """What was provided, newest first."""
        return self._answers[::-1]

    @cached_property
    def lines(self) -> list[Line]:
        user = self.asking.user
        answers = may(user, Capability.ANSWER_REQUEST)
        return [
            Line(row, _sentence(row), answers and works_for(user, row.step.office))
            for row in self.asking.steps
        ]

    @cached_property
    def proposed_in(self) -> Case | None:
        """The own case in which attached parts wait to be taken over."""
        parts = [part.row for line in self._answers for part in line.step.attached]
        waits = any(hasattr(row, "proposal") and row.proposal.is_waiting for row in parts)
        return self.asking.case if waits and self.asking.is_asker else None

    @property
    def history(self) -> list[Line]:
        return self.lines[::-1]

    @cached_property
    def may_ask_on(self) -> bool:
        return may(self.asking.user, Capability.ASK_OFFICES)


def _full(office: Office) -> str:
    return f"{office.title}, {office.country}"


def _of_answerer(request: Request) -> list[Action]:
    if not request.is_open:
        return []
    answer = Action("request-answer", _("Answer"))
    refuse = Action("request-refuse", _("Refuse"))
    if request.is_paused:
        return [answer, refuse]
    clarify = Action("request-clarify", _("Ask back"))
    more = [
        Action("request-extend", _("Take more time")),
        refuse,
        Action("request-forward", _("Pass it on in our country")),
    ]
    if request.acknowledged_at is None:
        return [
            Action("request-acknowledge", _("Acknowledge"), at_once=True),
            answer,
            clarify,
            *more,
        ]
    return [answer, clarify, *more]


def _of_asker(request: Request, was_answered: bool) -> list[Action]:
    if request.is_open:
        withdraw = Action("request-withdraw", _("Withdraw"))
        clarified = Action("request-clarified", _("Answer what they ask"))
        return [clarified, withdraw] if request.is_paused else [withdraw]
    result = Action("request-result", _("Report the result"))
    again = Action("request-reopen", _("Ask again"))
    return [result, again] if was_answered else [again]


_SENTENCES: dict[str, Any] = {
    Kind.ASKED: gettext_lazy("%(office)s asked"),
    Kind.ACKNOWLEDGED: gettext_lazy("%(office)s acknowledged"),
    Kind.CLARIFY: gettext_lazy("%(office)s asked back: the clock stood"),
    Kind.CLARIFIED: gettext_lazy("%(office)s answered that: the clock went on"),
    Kind.PARTLY: gettext_lazy("%(office)s answered in part"),
    Kind.ANSWERED: gettext_lazy("%(office)s answered"),
    Kind.EXTENDED: gettext_lazy("%(office)s took more time"),
    Kind.REFUSED: gettext_lazy("%(office)s refused: %(ground)s"),
    Kind.WITHDRAWN: gettext_lazy("%(office)s withdrew the request"),
    Kind.REOPENED: gettext_lazy("%(office)s asked again"),
    Kind.RESULT: gettext_lazy("%(office)s reported the result"),
    Kind.FORWARDED: gettext_lazy("%(office)s passed it on to %(to)s"),
    Kind.NEEDS_TIME: gettext_lazy("%(office)s needs 24 hours to acknowledge"),
    Kind.TAKEN_BACK: gettext_lazy("%(office)s took an attachment back"),
}


def _sentence(row: ReadStep) -> str:
    step = row.step
    return str(_SENTENCES[step.kind]) % {
        "office": step.office.title,
        "ground": str(step.ground or ""),
        "to": step.to_office.title if step.to_office is not None else "",
    }
