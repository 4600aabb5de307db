"""The words a case is found by, folded and kept apart by reading level."""

from functools import cache

from django.conf import settings
from django.utils import translation

from agencies.models import Code
from agencies.search import search_key
from cases.models import Case, CaseFile, RouteStop, SearchText, Seizure, Subject
from cases.models.levels import Level


def index(case: Case) -> None:
    """Rewrite the search texts of a case. Each level holds its own words and the lower ones'."""
    stops = list(case.route.select_related("crossing"))
    seizures = list(case.seizures.with_things())
    subjects = list(case.subjects.prefetch_related("more_documents"))
    apart = set(case.subjects.set_apart().values_list("pk", flat=True))
    open_to_all = [s for s in subjects if s.pk not in apart]
    headline = _headline_words(case, stops, seizures)
    files = list(CaseFile.objects.filter(case=case, state=CaseFile.State.READY))
    full = (
        headline + _full_words(case, stops, seizures, open_to_all) + _file_words(files, shared=True)
    )
    protected = [word for s in subjects if s.pk in apart for word in _subject_words(s)]
    protected += _file_words(files, shared=False)
    texts = {
        Level.HEADLINE: headline,
        Level.FULL: full,
        Level.ORIGINATOR: full + protected,
    }
    SearchText.objects.bulk_create(
        [
            SearchText(case=case, level=level, text=search_key(" ".join(words)))
            for level, words in texts.items()
        ],
        update_conflicts=True,
        unique_fields=["case", "level"],
        update_fields=["text"],
    )


def _headline_words(case: Case, stops: list[RouteStop], seizures: list[Seizure]) -> list[str]:
    words = [case.reference, case.office.code, case.office.name, case.office.name_local]
    for offence in case.offences.all():
        words += _code_words(offence)
    for stop in stops:
        if stop.is_incident and stop.crossing is not None:
            words.append(stop.crossing.search_text)
    for seizure in seizures:
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


def _full_words(
    case: Case, stops: list[RouteStop], seizures: list[Seizure], subjects: list[Subject]
) -> list[str]:
    words = [case.title, case.narrative]
    for stop in stops:
        words += [stop.place_text, stop.crossing.search_text if stop.crossing else ""]
    for seizure in seizures:
        words += [getattr(seizure, name) for name in _OF_SEIZURES]
    for exhibit in case.exhibits.prefetch_related("steps"):
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
