"""What a form knows of its beginning, so that two officers who change one thing can be joined."""

from dataclasses import dataclass

from cases import merging
from cases.digits import small_number
from cases.forms.raw import Raw
from cases.merging import Marks

KEEP = "keep-"


@dataclass(frozen=True)
class Difference:
    """`unit` is a field, or a row of a list as `cases.merging` names it."""

    unit: str
    label: str
    theirs: str
    yours: str


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
        """The marks of what the officer saw when the form was opened."""
        return merging.read(self.marks) or None

    @property
    def marks(self) -> str:
        return self.fields.get("began", "")

    @property
    def theirs(self) -> list[str]:
        """What the officer leaves as somebody else has changed it meanwhile."""
        chosen = (name for name in self.fields if self.fields.get(name) == "theirs")
        return [name.removeprefix(KEEP) for name in chosen if name.startswith(KEEP)]


def version_in(fields: Raw) -> int:
    return small_number(fields.get("version", "")) or 0
