"""What the page of a case shows to one reader: what it is, who sees it and why, what the own
country wrote. What it holds is in `contentspage`, how far the offices are in `progresspage`."""

from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from agencies.access import Capability, may
from agencies.models import Code, Office
from cases import headline, notes, ownnotes, results
from cases.askpage import Asking
from cases.contentspage import Contents
from cases.deskpage import Desk
from cases.jointpage import JointLine, joint_line
from cases.messages import counted
from cases.models import Case, NationalNote, OwnNote, RouteStop, TouchDecision
from cases.progresspage import Progress
from cases.reading import Sighted
from cases.recalls import Recall, recalls_of
from cases.relations import RelationLine, relations_of
from cases.requestpage import RequestRow, rows_about
from cases.sightpage import Seeing
from cases.timelinepage import Timeline


class CasePage(Contents, Progress):
    """One case before one reader. Everything it reads goes through `sighted`."""

    def __init__(self, sighted: Sighted, user: object, *, asked: str = "", show: str = "") -> None:
        """`asked` is the country of "why can … see this?", `show` a part of the timeline."""
        super().__init__(sighted, user)
        self.asked = asked
        self.timeline = Timeline(sighted, show=show)
        prefetch_related_objects([self.case], *_parts())

    @cached_property
    def requests(self) -> list[RequestRow]:
        return rows_about(self.sighted)

    @property
    def may_ask_offices(self) -> bool:
        return not self.case.is_draft and may(self.user, Capability.ASK_OFFICES)

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
        """Who reads the headline alone is not sent to a text that is not there."""
        sees = self.sighted.is_full or self.sighted.to_confirm is not None
        if self.case.handling_code == Case.Handling.H3 and not sees:
            return _("H3: other restriction, told with the full case")
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
    def where(self) -> str:
        return headline.where(self.case)

    # -- what the reader may do ----------------------------------------------------------------

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

    # -- what the own country, and the reader alone, wrote for themselves ---------------------

    @cached_property
    def own_notes(self) -> list[OwnNote]:
        return ownnotes.notes_of(self.sighted, self.user)

    @cached_property
    def notes(self) -> list[NationalNote]:
        return notes.notes_of(self.sighted, self.user)

    @cached_property
    def messages(self) -> tuple[int, int]:
        return counted(self.sighted, self.user)

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


_STATUS_TONES = {Case.Status.OPEN: "ok", Case.Status.DRAFT: "wait"}


def _parts() -> list[str | Prefetch]:
    return [
        "offences",
        "touches",
        Prefetch("route", RouteStop.objects.select_related("crossing", "country")),
        headline.seizures_named(),
        Prefetch("touch_decisions", TouchDecision.objects.select_related("by")),
    ]
