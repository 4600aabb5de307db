"""Subjects on the page of a case, and to whom the protected ones were shown."""

from dataclasses import dataclass

from cases.models import Disclosure
from cases.reading import Sighted
from cases.subjectpage import SubjectLine, lines_of


@dataclass(frozen=True)
class PersonLine(SubjectLine):
    """`shown` holds what stands; `may_show` is for the office that protects the person."""

    shown: list[Disclosure]
    may_show: bool


def people_of(sighted: Sighted, *, may_change: bool) -> list[PersonLine]:
    shown = _shown(sighted)
    may_show = may_change and not sighted.case.is_draft
    return [
        PersonLine(
            line.subject,
            line.known,
            line.more,
            shown.get(line.subject.pk, []),
            may_show and line.subject.is_protected,
        )
        for line in lines_of(sighted.subjects)
    ]


def _shown(sighted: Sighted) -> dict[int, list[Disclosure]]:
    found: dict[int, list[Disclosure]] = {}
    if any(subject.is_protected for subject in sighted.subjects):
        for disclosure in sighted.disclosures:
            if disclosure.ended_at is None:
                found.setdefault(disclosure.subject_id, []).append(disclosure)
    return found
