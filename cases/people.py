"""Subjects on the page of a case, and to whom the protected ones were shown."""

from dataclasses import dataclass

from cases.models import Disclosure
from cases.reading import Sighted
from cases.sharing import originators
from cases.subjectpage import SubjectLine, lines_of


@dataclass(frozen=True)
class PersonLine(SubjectLine):
    """`shown` holds what stands; `may_show` is for the office that protects the person."""

    shown: list[Disclosure]
    may_show: bool
    seen_by: str = ""


def people_of(sighted: Sighted, *, may_change: bool) -> list[PersonLine]:
    shown = _shown(sighted)
    may_show = may_change and not sighted.case.is_draft
    protects = may_show and any(subject.is_protected for subject in sighted.subjects)
    holders = originators(sighted.case) if protects else []
    return [
        PersonLine(
            line.subject,
            line.known,
            line.more,
            shown.get(line.subject.pk, []),
            may_show and line.subject.is_protected,
            _and(holders, line.subject.contributed_by_id, sighted),
        )
        for line in lines_of(sighted.subjects)
    ]


def _and(holders: list[str], added_by: str | None, sighted: Sighted) -> str:
    """Who sees a protected person that was shown to nobody: whoever holds the case, and the
    country that added the person."""
    added = [str(one) for one in sighted.countries if one.pk == added_by] if added_by else []
    return ", ".join([*holders, *added])


def _shown(sighted: Sighted) -> dict[int, list[Disclosure]]:
    found: dict[int, list[Disclosure]] = {}
    if any(subject.is_protected for subject in sighted.subjects):
        for disclosure in sighted.disclosures:
            if disclosure.ended_at is None:
                found.setdefault(disclosure.subject_id, []).append(disclosure)
    return found
