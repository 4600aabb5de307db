"""Two contents of one case side by side, in words: what stands now and what was typed."""

from collections.abc import Callable, Iterable
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.content import CaseContent, SeizureContent, StopContent, SubjectContent
from cases.forms import moments
from cases.forms.begun import Difference
from cases.headline import Total
from cases.merging import mark_of_unit, row_of
from cases.models import Case, RouteStop, Subject
from cases.spots import Spot

LABELS = {
    "title": gettext_lazy("Short title"),
    "narrative": gettext_lazy("The account"),
    "urgency": gettext_lazy("Urgency"),
    "handling_code": gettext_lazy("Handling code"),
    "handling_text": gettext_lazy("Restriction"),
    "source_evaluation": gettext_lazy("Source"),
    "information_evaluation": gettext_lazy("Information"),
    "happened_at": gettext_lazy("When"),
    "offences": gettext_lazy("Offences"),
    "route": gettext_lazy("Route"),
    "subjects": gettext_lazy("People and vehicles"),
    "seizures": gettext_lazy("What was found"),
}


def differences(
    theirs: CaseContent, yours: CaseContent, units: Iterable[str], zone: ZoneInfo
) -> list[Difference]:
    return [
        Difference(
            unit,
            str(LABELS[unit.partition(":")[0]]),
            _said_of(theirs, unit, zone),
            _said_of(yours, unit, zone),
            mark_of_unit(yours, unit),
        )
        for unit in units
    ]


def _said_of(content: CaseContent, unit: str, zone: ZoneInfo) -> str:
    name, colon, _id = unit.partition(":")
    if not colon:
        return _said(content, name, zone)
    row = row_of(content, unit)
    return _LISTS[name]([row]) if row is not None else _("taken off")


def _said(content: CaseContent, name: str, zone: ZoneInfo) -> str:
    value = getattr(content, name)
    if name == "happened_at":
        return moments.written(value, zone)
    if name in _CHOICES:
        return f"{value} – {_CHOICES[name](value).label}"
    if name == "urgency":
        return str(Case.Urgency(value).label)
    say = _LISTS.get(name)
    return (say(value) if say is not None else value) or _("nothing")


def _stops(stops: Iterable[StopContent]) -> str:
    return " → ".join(
        f"{Spot(s.crossing, s.country, s.lat, s.lon, s.place_text).label} "
        f"({RouteStop.Role(s.role).label})"
        for s in stops
    )


def _subjects(subjects: Iterable[SubjectContent]) -> str:
    return "; ".join(map(_subject, subjects))


def _subject(subject: SubjectContent) -> str:
    role = str(Subject.Role(subject.role).label)
    papers = f"{subject.document_type} {subject.document_number}".strip()
    known = [subject.name, subject.name_latin, subject.nationality, papers, subject.plate,
             subject.plate_country, subject.description]  # fmt: skip
    return ", ".join([*filter(None, known), role])


def _seizures(seizures: Iterable[SeizureContent]) -> str:
    return "; ".join(str(Total(s.goods or str(s.substance), s.quantity, s.unit)) for s in seizures)


_CHOICES: dict[str, Callable[[str], Case.Handling | Case.Source | Case.Information]] = {
    "handling_code": Case.Handling,
    "source_evaluation": Case.Source,
    "information_evaluation": Case.Information,
}
_LISTS: dict[str, Callable[..., str]] = {
    "offences": lambda codes: ", ".join(map(str, codes)),
    "route": _stops,
    "subjects": _subjects,
    "seizures": _seizures,
}
