"""How far the offices that were told of a case have come, as its page shows it, and what happens
next."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.durations import in_words
from audit.clock import now
from cases.models import Case, Involvement
from cases.onepage import OnePage
from cases.reasons import joined, own_reasons
from cases.steps import Step, steps_of
from notices.models import Notice


@dataclass(frozen=True)
class NextLine:
    """What happens next, and how much it presses."""

    text: str
    tone: str = "soft"


class Progress(OnePage):
    @cached_property
    def own(self) -> Involvement | None:
        """The standing of the reader's own office, when it was told."""
        return next((i for i in self.sighted.involvements if i.office_id == self._office_pk), None)

    @property
    def _office_pk(self) -> int:
        return self.office.pk if self.office is not None else 0

    @cached_property
    def own_step(self) -> Step | None:
        return next((step for step in self.steps if step.involvement == self.own), None)

    @cached_property
    def because(self) -> str:
        """Why the reader's own country was told."""
        return joined(own_reasons(self.case, self.sighted.country))

    @cached_property
    def to_acknowledge(self) -> Notice | None:
        notice = self.own.notice if self.own is not None else None
        return notice if notice is not None and notice.is_waiting else None

    # -- how far, and what next ----------------------------------------------------------------

    @cached_property
    def steps(self) -> list[Step]:
        """Names of officers are for the office that asks to be answered, and for their own."""
        involvements = self.sighted.involvements
        own = [i for i in involvements if self._names(i)]
        named = {step.involvement.pk: step for step in steps_of(own, named=True)}
        plain = steps_of(involvements, named=False)
        return [named.get(step.involvement.pk, step) for step in plain]

    def _names(self, involvement: Involvement) -> bool:
        own = involvement.office.country_id == self.sighted.country
        return self.sighted.is_originator or own

    @cached_property
    def next_lines(self) -> list[NextLine]:
        if self.case.is_draft:
            return [NextLine(_("Only your office sees this draft. Check it, then submit."))]
        if not self.case.is_open:
            return [NextLine(_over(self.case))]
        waiting = [_next_of(step) for step in self.steps if step.is_waiting]
        if waiting or not self.steps:
            return waiting
        return [NextLine(_("Every office that was told has answered."), "ok")]


def _over(case: Case) -> str:
    if case.status == Case.Status.CLOSED:
        return _("Closed: %(outcome)s.") % {"outcome": case.get_outcome_display()}
    return _("Withdrawn: please disregard it.")


_CLIMBS = {
    0: gettext_lazy("%(office)s has not acknowledged. The officers on duty are reminded %(when)s."),
    1: gettext_lazy("%(office)s has not acknowledged. The head of office is told %(when)s."),
    2: gettext_lazy("%(office)s has not acknowledged. The national coordinator is told %(when)s."),
}


def _next_of(step: Step) -> NextLine:
    notice = step.involvement.notice
    facts = {"office": step.office.title}
    if notice is None or notice.next_escalation_at is None:
        text = _("%(office)s has not acknowledged. Everybody up to the coordinator was told.")
        return NextLine(text % facts, "late")
    facts["when"] = _when(notice.next_escalation_at)
    return NextLine(str(_CLIMBS[notice.escalation_level]) % facts, step.tone)


def _when(moment: datetime) -> str:
    left = moment - now()
    if left <= timedelta(0):
        return _("now")
    return _("in %(length)s") % {"length": in_words(left)}
