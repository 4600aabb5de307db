"""What a form knows of its beginning, so that two officers who change one thing can be joined."""

from dataclasses import dataclass

from cases import merging
from cases.digits import small_number
from cases.forms.raw import Raw
from cases.merging import Marks

KEEP = "keep-"
# What the page asked to choose between: the mark of what was typed, as it showed it.
ASK = "ask-"


@dataclass(frozen=True)
class Difference:
    """`unit` is a field, or a row of a list as `cases.merging` names it."""

    unit: str
    label: str
    theirs: str
    yours: str
    mark: str


@dataclass(frozen=True)
class Stale:
    """Somebody else changed the same meanwhile: who and when, and both values side by side."""

    changes: list[str]
    differences: list[Difference]


class Begun:
    """`fields` hold the version and the marks that the form began with, and what the officer
    leaves to others."""

    fields: Raw

    @property
    def version(self) -> int:
        return version_in(self.fields)

    @property
    def began(self) -> Marks | None:
        """The marks of what the officer saw when the form was opened. What he was asked to choose
        and did not counts as changed by both, so that he is asked again."""
        undecided = [unit for unit in self._asked if KEEP + unit not in self.fields]
        return {**self._marks, **dict.fromkeys(undecided, merging.NO_MARK)} or None

    @property
    def marks(self) -> str:
        """For the next page: what this one asked is asked again there."""
        left = {unit: mark for unit, mark in self._marks.items() if unit not in self._asked}
        return merging.written(left)

    @property
    def theirs(self) -> Marks:
        """What the officer leaves as somebody else has changed it meanwhile, each with the mark of
        what he had typed: has he typed something else since, he is asked again."""
        chosen = (name for name in self.fields if self.fields.get(name) == "theirs")
        units = (name.removeprefix(KEEP) for name in chosen if name.startswith(KEEP))
        return {unit: self._asked.get(unit, "") for unit in units}

    @property
    def _marks(self) -> Marks:
        return merging.read(self.fields.get("began", ""))

    @property
    def _asked(self) -> Marks:
        asked = (name for name in self.fields if name.startswith(ASK))
        return {name.removeprefix(ASK): self.fields.get(name, "") for name in asked}


def version_in(fields: Raw) -> int:
    return small_number(fields.get("version", "")) or 0
