"""What the page of a case says of its handling code, and of what was asked and answered."""

from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from agencies.access import Capability, may
from cases import approvals, askmore, asks, handling, handover
from cases.models import Approval, Ask, Case, HandOver
from cases.models.copy import Purpose
from cases.models.levels import Level
from cases.reading import Sighted


@dataclass(frozen=True)
class AskLine:
    ask: Ask
    text: str
    state: str
    tone: str
    may_answer: bool


@dataclass(frozen=True)
class ApprovalLine:
    row: Approval
    text: str
    is_head: bool


_APPROVED = Approval.Answer.APPROVED


class Asking:
    """For one reader of one case."""

    def __init__(self, sighted: Sighted, user: object) -> None:
        self.sighted = sighted
        self.case: Case = sighted.case
        self.user = user

    @property
    def restriction(self) -> str:
        """The text to confirm (H3), or nothing."""
        return self.case.handling_text if self.sighted.to_confirm is not None else ""

    @cached_property
    def hand_over(self) -> HandOver | None:
        """The offer that waits for its answer, where the reader may know of it."""
        rows = handover.hand_overs_of(self.sighted, self.user)
        return next((row for row in rows if not row.answer), None)

    @property
    def may_answer_hand_over(self) -> bool:
        row = self.hand_over
        return row is not None and self._decides and handover.may_answer(row, self.user)

    @property
    def may_hand_over(self) -> bool:
        return self.sighted.is_originator and self._decides and not self.case.is_draft

    @cached_property
    def approvals(self) -> list[ApprovalLine]:
        """What waits for the head of the office, and what was declined."""
        rows = [row for row in approvals.approvals_of(self.sighted) if row.answer != _APPROVED]
        heads = may(self.user, Capability.APPROVE)
        return [ApprovalLine(row, approvals.sentence(row), heads) for row in rows]

    @property
    def _decides(self) -> bool:
        return may(self.user, Capability.SHARE_CASE)

    @property
    def may_ask(self) -> bool:
        return not self.sighted.is_originator and may(self.user, Capability.ASK_ORIGINATOR)

    @cached_property
    def forbidden(self) -> str:
        """What the handling code forbids this reader, in one sentence."""
        if self.sighted.is_originator:
            return ""
        return handling.refusal(self.case) if self._barred else ""

    @cached_property
    def _barred(self) -> set[Purpose]:
        return {p for p in Purpose if not handling.may_export(self.sighted, p, self.user)}

    @property
    def allowed(self) -> list[Purpose]:
        """What this reader may take copies for."""
        return [purpose for purpose in Purpose if purpose not in self._barred]

    @property
    def needs_purpose(self) -> bool:
        return handling.needs_purpose(self.sighted)

    @property
    def may_pass_on(self) -> bool:
        return self.may_ask and self.sighted.is_full

    @cached_property
    def may_ask_more(self) -> bool:
        if self.sighted.to_confirm is not None:  # the restriction first: it opens the full case
            return False
        asked = any(a.is_open and a.kind == Ask.Kind.MORE and self._own(a) for a in self._rows)
        return self.may_ask and not asked and bool(askmore.levels_to_ask(self.sighted))

    def _own(self, ask: Ask) -> bool:
        return ask.country_id == self.sighted.country

    @cached_property
    def _rows(self) -> list[Ask]:
        return asks.asks_of(self.sighted)

    @cached_property
    def lines(self) -> list[AskLine]:
        answers = self.sighted.is_originator and may(self.user, Capability.SHARE_CASE)
        return [
            AskLine(ask, _what(ask), _state(ask), _tone(ask), answers and ask.is_open)
            for ask in self._rows
        ]


def _what(ask: Ask) -> str:
    if ask.kind == Ask.Kind.EXPORT:
        return _("Copies for: %(what)s") % {"what": Purpose(ask.export_purpose).label}
    level = Level(ask.level).label
    if ask.kind == Ask.Kind.PASS_ON:
        return _("Show it to %(to)s (%(level)s)") % {"to": ask.to, "level": level}
    return _("See more (%(level)s)") % {"level": level}


def _state(ask: Ask) -> str:
    if ask.answer:
        return str(ask.get_answer_display())
    return str(_("no longer asked") if ask.lapsed_at is not None else _("waits for an answer"))


def _tone(ask: Ask) -> str:
    if ask.answer == Ask.Answer.GIVEN:
        return "ok"
    return "wait" if ask.is_open else "soft"
