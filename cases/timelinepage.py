"""The timeline of a case on its page: all of it, or one part of it alone."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from cases.eventlines import Line, View, lines_of
from cases.reading import Sighted


@dataclass(frozen=True)
class Choice:
    """A link above the timeline. `address` is the query that leads there."""

    label: str
    address: str
    is_chosen: bool


class Timeline:
    def __init__(self, sighted: Sighted, *, show: str = "") -> None:
        """`show` is one of `View`; anything else shows everything."""
        self.sighted = sighted
        self.show = show if show in View.values else ""

    @cached_property
    def _all(self) -> list[Line]:
        return lines_of(self.sighted)

    @property
    def lines(self) -> list[Line]:
        return [line for line in self._all if self.show in ("", line.view)]

    @property
    def choices(self) -> list[Choice]:
        """Only parts in which this reader has something to read."""
        present = {line.view for line in self._all} | {self.show}
        parts = [view for view in View if view in present]
        everything = Choice(_("Everything"), "?show=all#timeline", not self.show)
        return [everything, *(self._choice(view) for view in parts)]

    def _choice(self, view: View) -> Choice:
        return Choice(str(view.label), f"?show={view}#timeline", view == self.show)
