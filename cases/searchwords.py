"""The words a case is found by, folded and kept apart by reading level."""

from agencies.models import Code
from agencies.search import search_key
from cases.models import Case, SearchText
from cases.models.levels import Level


def index(case: Case) -> None:
    """Rewrite the search texts of a case. Each level holds its own words and the lower ones'."""
    headline = _headline_words(case)
    full = headline + _full_words(case)
    texts = {
        Level.HEADLINE: headline,
        Level.FULL: full,
        Level.ORIGINATOR: full + _protected_words(case),
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


def _headline_words(case: Case) -> list[str]:
    words = [case.reference, case.office.code, case.office.name, case.office.name_local]
    for offence in case.offences.all():
        words += _code_words(offence)
    for stop in case.route.select_related("crossing"):
        if stop.is_incident and stop.crossing is not None:
            words.append(stop.crossing.search_text)
    for seizure in case.seizures.select_related("substance"):
        words += _code_words(seizure.substance) if seizure.substance else [seizure.goods]
    return words


def _code_words(code: Code) -> list[str]:
    return [code.code, code.label, code.plain_label]


def _full_words(case: Case) -> list[str]:
    words = [case.title, case.narrative]
    for stop in case.route.select_related("crossing"):
        words += [stop.place_text, stop.crossing.search_text if stop.crossing else ""]
    words += [seizure.marks for seizure in case.seizures.all()]
    for subject in case.subjects.shareable():
        words += _subject_words(subject)
    return words


def _protected_words(case: Case) -> list[str]:
    return [w for s in case.subjects.all() if s.is_protected for w in _subject_words(s)]


def _subject_words(subject: object) -> list[str]:
    names = ("name", "name_latin", "document_number", "plate", "description")
    return [getattr(subject, name) for name in names]
