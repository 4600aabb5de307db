"""The files of a case as its page lists them, and what one reader may do with each."""

from dataclasses import dataclass

from agencies.access import Capability, may
from cases.models import CaseFile
from cases.models.levels import Level
from cases.reading import Sighted
from cases.received import GivenBy, given_by


@dataclass(frozen=True)
class FileLine:
    file: CaseFile
    may_change: bool
    may_have_original: bool
    given: GivenBy | None = None

    @property
    def tone(self) -> str:
        if self.file.is_held_back:
            return "late"
        return "soft" if self.file.is_ready else "wait"


def may_add_files(sighted: Sighted, user: object) -> bool:
    adds = sighted.level.rank >= Level.CONTRIBUTE.rank
    goes_on = sighted.case.is_draft or sighted.case.is_open
    return adds and goes_on and may(user, Capability.LOG_CASE)


def file_lines(sighted: Sighted, *, may_add: bool) -> list[FileLine]:
    return [
        FileLine(
            file=file,
            may_change=may_add and sighted.keeps(file),
            may_have_original=sighted.is_originator and file.is_ready,
            given=given_by(file, sighted.reader),
        )
        for file in sighted.files
    ]
