"""What the page of a case shows to one reader: who sees it and why, how far the offices that
were told have come, and what happens next."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.access import Capability, may, office_of
from agencies.durations import in_words
from agencies.models import Code, Office
from audit.clock import now
from cases import counts, exhibits, filelines, headline, notes, results, seizurepage, subjectpage
from cases.askpage import Asking
from cases.counts import CountLine
from cases.deskpage import Desk
from cases.filelines import FileLine
from cases.headline import Total, seizure_totals
from cases.jointpage import JointLine, joint_line
from cases.linkchart import Chart, chart_of
from cases.links import links_of
from cases.models import (
    Case,
    CaseFile,
    Involvement,
    Link,
    NationalNote,
    Proposal,
    RouteStop,
    TouchDecision,
)
from cases.people import PersonLine, people_of
from cases.proposals import may_propose, proposals_of
from cases.reading import Sighted
from cases.reasons import joined, own_reasons
from cases.recalls import Recall, recalls_of
from cases.relations import RelationLine, relations_of
from cases.routemap import RouteMap, map_of
from cases.seizurepage import SeizureLine
from cases.sightpage import Seeing
from cases.steps import Step, steps_of
from cases.subjectpage import SubjectLine
from cases.subjects import removed_of
from cases.timelinepage import Timeline
from notices.models import Notice


@dataclass(frozen=True)
class NextLine:
    """What happens next, and how much it presses."""

    text: str
    tone: str = "soft"


@dataclass(frozen=True)
class LinkLine:
    """One link, its ends as people call them."""

    link: Link
    source: str
    target: str


class CasePage:
    """One case before one reader. Everything it reads goes through `sighted`."""

    def __init__(self, sighted: Sighted, user: object, *, asked: str = "", show: str = "") -> None:
        """`asked` is the country of "why can … see this?", `show` a part of the timeline."""
        self.sighted = sighted
        self.asked = asked
        self.timeline = Timeline(sighted, show=show)
        self.user = user
        self.case: Case = sighted.case
        self.office: Office | None = office_of(user)
        prefetch_related_objects([self.case], *_parts())

    # -- what it is ----------------------------------------------------------------------------

    @cached_property
    def sentence(self) -> str:
        return headline.sentence(self.case)

    @property
    def title(self) -> str:
        """What the officer called it; a headline reader reads the sentence."""
        return self.case.title if self.sighted.is_full and self.case.title else self.sentence

    @property
    def status_tone(self) -> str:
        return _STATUS_TONES.get(Case.Status(self.case.status), "soft")

    @property
    def handling_code(self) -> str:
        """ "H1", and "H1 · B2" where the evaluation is seen too."""
        if not self.sighted.is_full:
            return self.case.handling_code
        return f"{self.case.handling_code} · {self._evaluation_code}"

    @property
    def _evaluation_code(self) -> str:
        return f"{self.case.source_evaluation}{self.case.information_evaluation}"

    @property
    def handling(self) -> str:
        return f"{self.case.handling_code}: {self.case.get_handling_code_display()}"

    @property
    def evaluation(self) -> str:
        source = self.case.get_source_evaluation_display()
        information = self.case.get_information_evaluation_display()
        return f"{self._evaluation_code}: {source}; {information}"

    @property
    def elsewhere(self) -> Office | None:
        """The office that logged it, where its clock differs from the reader's."""
        office = self.case.office
        same = timezone.get_current_timezone_name() == office.time_zone
        return None if same else office

    @cached_property
    def offences(self) -> list[Code]:
        return list(self.case.offences.all())

    @cached_property
    def totals(self) -> list[Total]:
        return seizure_totals(self.case)

    @cached_property
    def seizures(self) -> list[SeizureLine]:
        return seizurepage.lines_of(self.sighted)

    @cached_property
    def exhibits(self) -> int:
        return exhibits.count_of(self.sighted)

    @property
    def may_add_exhibits(self) -> bool:
        return exhibits.may_add(self.sighted, self.user)

    @cached_property
    def counts(self) -> list[CountLine]:
        return counts.lines_of(self.sighted)

    @cached_property
    def removed_counts(self) -> list[CountLine]:
        return counts.removed_lines(self.sighted) if self.may_count else []

    @property
    def may_count(self) -> bool:
        return self.may_change and self.may_add

    @property
    def may_add_seizures(self) -> bool:
        return self.may_add

    @cached_property
    def removed_seizures(self) -> list[SeizureLine]:
        return seizurepage.removed_lines(self.sighted)

    @cached_property
    def route(self) -> list[RouteStop]:
        """The whole route for full readers; the headline says where it happened, once."""
        return list(self.case.route.all()) if self.sighted.is_full else []

    @cached_property
    def map(self) -> RouteMap | None:
        return map_of(self.route)

    @cached_property
    def where(self) -> str:
        return headline.where(self.case)

    # -- who and what ---------------------------------------------------------------------------

    @cached_property
    def subjects(self) -> list[PersonLine]:
        return people_of(self.sighted, may_change=self.may_change)

    @cached_property
    def removed(self) -> list[SubjectLine]:
        return subjectpage.lines_of(removed_of(self.sighted))

    @cached_property
    def links(self) -> list[LinkLine]:
        return [
            LinkLine(link, subjectpage.known_as(link.source), subjectpage.known_as(link.target))
            for link in links_of(self.sighted)
        ]

    @cached_property
    def chart(self) -> Chart | None:
        return chart_of([line.link for line in self.links])

    @property
    def may_link(self) -> bool:
        return self.may_change and self.may_add and len(self.subjects) > 1

    @property
    def may_add(self) -> bool:
        """Whoever may add a file may add a person, too."""
        return self.may_add_files

    @cached_property
    def proposals(self) -> list[Proposal]:
        return proposals_of(self.sighted)

    @property
    def may_propose(self) -> bool:
        return may_propose(self.sighted) and may(self.user, Capability.LOG_CASE)

    # -- what the reader may do ----------------------------------------------------------------

    @cached_property
    def may_change(self) -> bool:
        return self.sighted.is_originator and may(self.user, Capability.SHARE_CASE)

    @cached_property
    def may_add_files(self) -> bool:
        return filelines.may_add_files(self.sighted, self.user)

    @cached_property
    def files(self) -> list[FileLine]:
        return filelines.file_lines(self.sighted, may_add=self.may_add_files)

    @cached_property
    def removed_files(self) -> list[CaseFile]:
        return self.sighted.removed_files if self.may_add_files else []

    @cached_property
    def own(self) -> Involvement | None:
        """The standing of the reader's own office, when it was told."""
        return next((i for i in self._involvements if i.office_id == self._office_pk), None)

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

    @cached_property
    def asking(self) -> Asking:
        return Asking(self.sighted, self.user)

    @cached_property
    def seeing(self) -> Seeing:
        return Seeing(
            self.sighted,
            self.user,
            asked=self.asked,
            may_change=self.may_change,
            joint=self.joint.countries,
        )

    @cached_property
    def recalls(self) -> list[Recall]:
        return recalls_of(self.sighted)

    # -- what the own country wrote for itself ------------------------------------------------

    @cached_property
    def notes(self) -> list[NationalNote]:
        return notes.notes_of(self.sighted, self.user)

    @property
    def may_note(self) -> bool:
        return self.sighted.is_full and notes.may_write(self.user)

    @property
    def reported_to(self) -> list[str]:
        """For the originator: who reads the result."""
        return [office.title for office in results.offices_reported_to(self.case)]

    @cached_property
    def joint(self) -> JointLine:
        return joint_line(self.sighted, self.user)

    @cached_property
    def relations(self) -> list[RelationLine]:
        return relations_of(self.sighted, self.user)

    @property
    def may_relate(self) -> bool:
        return may(self.user, Capability.LOG_CASE)

    @cached_property
    def desk(self) -> Desk:
        """Work inside the reader's office."""
        return Desk(self.sighted, self.user)

    # -- how far, and what next ----------------------------------------------------------------

    @cached_property
    def _involvements(self) -> list[Involvement]:
        """Of all offices for full readers, else of the own country's."""
        rows = self.case.involvements.with_progress()
        if not self.sighted.is_full:
            rows = rows.filter(office__country=self.sighted.country)
        return list(rows)

    @cached_property
    def steps(self) -> list[Step]:
        """Names of officers are for the office that asks to be answered, and for their own."""
        involvements = self._involvements
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


# What the originator holds by logging the case, or its country by policy.
_STATUS_TONES = {Case.Status.OPEN: "ok", Case.Status.DRAFT: "wait"}


def _parts() -> list[str | Prefetch]:
    return [
        "offences",
        "touches",
        Prefetch("route", RouteStop.objects.select_related("crossing", "country")),
        headline.seizures_named(),
        Prefetch("touch_decisions", TouchDecision.objects.select_related("by")),
    ]


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
