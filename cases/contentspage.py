"""What the page of a case shows of what the case holds: people and things, what was found, figures,
the route, files, what is proposed; and what the reader may add to it."""

from dataclasses import dataclass

from django.utils.functional import cached_property

from agencies.access import Capability, may
from cases import counts, exhibits, filelines, seizurepage, subjectpage
from cases import links as link_rows
from cases.counts import CountLine
from cases.filelines import FileLine
from cases.headline import Total, seizure_totals
from cases.linkchart import Chart, chart_of
from cases.models import CaseFile, CustodyStep, Link, Proposal, RouteStop
from cases.onepage import OnePage
from cases.people import PersonLine, people_of
from cases.proposals import may_propose, proposals_of
from cases.routemap import RouteMap, map_of
from cases.seizurepage import SeizureLine
from cases.subjectpage import SubjectLine
from cases.subjects import removed_of


@dataclass(frozen=True)
class LinkLine:
    """One link, its ends as people call them."""

    link: Link
    source: str
    target: str


class Contents(OnePage):
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
    def totals(self) -> list[Total]:
        return seizure_totals(self.case)

    @cached_property
    def seizures(self) -> list[SeizureLine]:
        return seizurepage.lines_of(self.sighted)

    @cached_property
    def exhibits(self) -> int:
        return exhibits.count_of(self.sighted)

    @cached_property
    def to_sign(self) -> list[CustodyStep]:
        """Evidence that the reader's office has received and nobody there has signed for."""
        return exhibits.to_sign(self.sighted, self.user) if self.exhibits else []

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

    # -- who and what ---------------------------------------------------------------------------

    @cached_property
    def subjects(self) -> list[PersonLine]:
        return people_of(self.sighted, may_change=self.may_change)

    @cached_property
    def removed(self) -> list[SubjectLine]:
        return subjectpage.lines_of(removed_of(self.sighted))

    @cached_property
    def links(self) -> list[LinkLine]:
        return [_line_of(link) for link in link_rows.links_of(self.sighted)]

    @cached_property
    def removed_links(self) -> list[LinkLine]:
        gone = link_rows.removed_of(self.sighted) if self.may_change else []
        return [_line_of(link) for link in gone]

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


def _line_of(link: Link) -> LinkLine:
    return LinkLine(link, subjectpage.known_as(link.source), subjectpage.known_as(link.target))
