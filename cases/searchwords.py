"""The words a case is found by, folded and kept apart by reading level."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.utils import translation

from agencies.models import Code
from agencies.search import search_key
from cases.models import Case, CaseFile, Exhibit, RouteStop, SearchText, Seizure, Subject
from cases.models.levels import Level


@dataclass(frozen=True)
class _Parts:
    """What a case is made of, as far as it is found by it."""

    offences: list[Code]
    stops: list[RouteStop]
    seizures: list[Seizure]
    subjects: list[Subject]
    apart: set[int]
    exhibits: list[Exhibit]
    files: list[CaseFile]


def index(case: Case) -> None:
    """Rewrite the search texts of a case. Each level holds its own words and the lower ones'."""
    index_all([case])


def index_all(cases: Sequence[Case]) -> None:
    """The same for several; their parts are read together."""
    parts = _parts_of(cases)
    SearchText.objects.bulk_create(
        [
            SearchText(case=case, level=level, text=search_key(" ".join(words)))
            for case in cases
            for level, words in _texts(case, parts[case.pk]).items()
        ],
        update_conflicts=True,
        unique_fields=["case", "level"],
        update_fields=["text"],
    )


def _parts_of(cases: Sequence[Case]) -> dict[int, _Parts]:
    """By case."""
    offences = Case.offences.through.objects.filter(case__in=cases).select_related("code")
    subjects = Subject.objects.filter(case__in=cases)
    apart = set(subjects.set_apart().values_list("pk", flat=True))
    rows: dict[str, Iterable[Any]] = {
        "offences": offences.order_by("pk"),
        "stops": RouteStop.objects.filter(case__in=cases).select_related("crossing"),
        "seizures": Seizure.objects.filter(case__in=cases).with_things(),
        "subjects": subjects.prefetch_related("more_documents"),
        "exhibits": Exhibit.objects.filter(case__in=cases).prefetch_related("steps"),
        "files": CaseFile.objects.filter(case__in=cases, state=CaseFile.State.READY),
    }
    found: dict[int, dict[str, list[Any]]] = {
        case.pk: {name: [] for name in rows} for case in cases
    }
    for name, of_cases in rows.items():
        for row in of_cases:
            found[row.case_id][name].append(row.code if name == "offences" else row)
    return {pk: _Parts(apart=apart, **parts) for pk, parts in found.items()}


def _texts(case: Case, parts: _Parts) -> dict[Level, list[str]]:
    """The words of each level."""
    open_to_all = [s for s in parts.subjects if s.pk not in parts.apart]
    headline = _headline_words(case, parts)
    full = headline + _full_words(case, parts, open_to_all) + _file_words(parts.files, shared=True)
    protected = [word for s in parts.subjects if s.pk in parts.apart for word in _subject_words(s)]
    protected += _file_words(parts.files, shared=False)
    return {Level.HEADLINE: headline, Level.FULL: full, Level.ORIGINATOR: full + protected}


def _headline_words(case: Case, parts: _Parts) -> list[str]:
    words = [case.reference, case.office.code, case.office.name, case.office.name_local]
    for offence in parts.offences:
        words += _code_words(offence)
    for stop in parts.stops:
        if stop.is_incident and stop.crossing is not None:
            words.append(stop.crossing.search_text)
    for seizure in parts.seizures:
        words += _code_words(seizure.thing) if seizure.thing is not None else []
        words.append(seizure.goods)
    return words


def _code_words(code: Code) -> list[str]:
    return [code.code, *_spoken(code.label), *_spoken(code.plain_label)]


@cache
def _spoken(label: str) -> tuple[str, ...]:
    """A label in every language of the portal: each officer looks for the word he reads."""
    words = {label} if label else set()
    for language, _name in settings.LANGUAGES if label else ():
        with translation.override(language):
            words.add(translation.gettext(label))
    return tuple(sorted(words))


def _full_words(case: Case, parts: _Parts, subjects: list[Subject]) -> list[str]:
    words = [case.title, case.narrative]
    for stop in parts.stops:
        words += [stop.place_text, stop.crossing.search_text if stop.crossing else ""]
    for seizure in parts.seizures:
        words += [getattr(seizure, name) for name in _OF_SEIZURES]
    for exhibit in parts.exhibits:
        seals = [step.seal_number for step in exhibit.steps.all()]
        words += [exhibit.description, exhibit.seal_number, *seals]
    for subject in subjects:
        words += _subject_words(subject)
    return words


def _file_words(files: list[CaseFile], *, shared: bool) -> list[str]:
    """Name and caption. A file that is not shared is found by the office that logged the case."""
    seen = [f for f in files if (f.reach == CaseFile.Reach.SHARED) is shared]
    return [word for file in seen for word in (file.given_name, file.caption)]


_OF_SEIZURES = (
    "marks", "make", "calibre", "serial_number", "note", "laboratory", "lab_report", "lab_finding",
)  # fmt: skip


def _subject_words(subject: Subject) -> list[str]:
    names = (
        "name", "name_latin", "document_number", "plate", "description", "vin", "make", "imo",
        "registration", "phone", "service", "account", "address",
    )  # fmt: skip
    further = [document.number for document in subject.more_documents.all()]
    return [*(getattr(subject, name) for name in names), *subject.aliases, *further]
