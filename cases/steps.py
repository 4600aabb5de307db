"""How far each office that was told has come: queued → delivered → read by → acknowledged."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.durations import in_words
from agencies.models import Office, Officer
from cases.models import Involvement
from notices.clocks import Clock, clock_of

Standing = Involvement.Standing


@dataclass(frozen=True)
class Mark:
    """One station of the way; `at` is None while it has not been reached."""

    label: str
    at: datetime | None
    detail: str = ""


@dataclass(frozen=True)
class Step:
    """One office's way. `tone` is ok, wait, late or soft: what the colour says."""

    involvement: Involvement
    text: str
    tone: str
    marks: list[Mark]
    clock: Clock | None

    @property
    def office(self) -> Office:
        return self.involvement.office

    @property
    def is_waiting(self) -> bool:
        return self.tone in ("wait", "late")

    @property
    def stations(self) -> list[tuple[str, str]]:
        """(name, done or now or nothing) for the strip of steps. A station that was passed
        over (acknowledged without being opened) counts as done."""
        last = max((n for n, mark in enumerate(self.marks) if mark.at), default=-1)
        states = ["done" if n <= last else "" for n in range(len(self.marks))]
        if self.is_waiting and last + 1 < len(states):
            states[last + 1] = "now"
        return [(mark.label, state) for mark, state in zip(self.marks, states, strict=True)]


def steps_of(involvements: Iterable[Involvement], *, named: bool) -> list[Step]:
    """`involvements` come from `with_progress`. Names of officers only where `named`."""
    return [_step(involvement, named=named) for involvement in involvements]


def _step(involvement: Involvement, *, named: bool) -> Step:
    notice = involvement.notice
    clock = clock_of(notice) if notice is not None else None
    return Step(
        involvement=involvement,
        text=_text(involvement, named=named),
        tone=_tone(involvement.standing, clock),
        marks=_marks(involvement, named=named),
        clock=clock,
    )


def _tone(standing: Standing, clock: Clock | None) -> str:
    if standing in (Standing.ACKNOWLEDGED, Standing.ENGAGED):
        return "ok"
    if standing in (Standing.NOT_FOR_US, Standing.ENDED):
        return "soft"
    return "late" if clock is not None and clock.state == "late" else "wait"


def _text(involvement: Involvement, *, named: bool) -> str:
    """Where the office stands now, in a few words."""
    standing = involvement.standing
    facts = {"length": _length(involvement), "count": _readers(involvement)}
    if _is_delayed(involvement):
        return _("needs 24 hours")
    if standing is Standing.READ:
        return ngettext(
            "read by %(count)s officer", "read by %(count)s officers", _readers(involvement)
        ) % {"count": _readers(involvement)}
    if standing is Standing.ACKNOWLEDGED:
        text = _("acknowledged after %(length)s") % facts
        if _is_by_code(involvement):
            return _("%(text)s, by code") % {"text": text}
        return _by(text, involvement.acknowledged_by, named=named)
    if standing is Standing.ENGAGED:
        return _by(_("works on it"), involvement.engaged_by, named=named)
    return str(standing.label)


def _by(text: str, officer: Officer | None, *, named: bool) -> str:
    if officer is None or not named:
        return text
    return _("%(text)s, by %(name)s") % {"text": text, "name": officer.full_title}


def _is_delayed(involvement: Involvement) -> bool:
    """Neither answered nor recalled, and said with a short code that time is needed."""
    notice = involvement.notice
    return notice is not None and notice.is_waiting and notice.delayed_until is not None


def _is_by_code(involvement: Involvement) -> bool:
    return involvement.notice is not None and involvement.notice.acknowledged_by_code


def _length(involvement: Involvement) -> str:
    if involvement.acknowledged_at is None:
        return ""
    return in_words(involvement.acknowledged_at - involvement.told_at)


def _readers(involvement: Involvement) -> int:
    return len(involvement.notice.reads.all()) if involvement.notice is not None else 0


def _marks(involvement: Involvement, *, named: bool) -> list[Mark]:
    notice = involvement.notice
    reads = list(notice.reads.all()) if notice is not None else []
    names = ", ".join(read.officer.full_title for read in reads) if named else ""
    return [
        Mark(_("queued"), involvement.told_at),
        Mark(_("delivered"), notice.delivered_at if notice is not None else None),
        Mark(_("read"), reads[0].at if reads else None, names),
        Mark(_("acknowledged"), involvement.acknowledged_at, _acknowledger(involvement, named)),
    ]


def _acknowledger(involvement: Involvement, named: bool) -> str:
    officer = involvement.acknowledged_by
    if _is_by_code(involvement):
        return _("by code")
    return officer.full_title if named and officer is not None else ""
