"""Long exports that hold what their reader may see of each case, not the headline alone: all of it
as JSON Lines, or its seizures in the columns of a reporting format. Written line by line, so that
however many cases there are, few are in memory."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from django.db.models import Prefetch
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from rest_framework.renderers import JSONRenderer

from agencies.access import actor, country_of
from audit.trail import record
from cases import handling, sharing
from cases.exports import seizuresheet
from cases.exports.sheet import harmless
from cases.exports.stamp import Purpose, stamp_for
from cases.exports.taken import Copy, Written, register
from cases.models import Case, CaseCopy, Export, RouteStop, Seizure
from cases.models.case import CaseQuerySet
from cases.models.levels import Level
from cases.reading import Sighted
from cases.trace import Operation

# What a worker makes in its fifteen minutes, also where others work beside it.
MOST_CASES = 5_000
KINDS = {
    CaseCopy.Kind.JSONL: ("cases-{}.jsonl", "application/jsonl"),
    CaseCopy.Kind.DRUGS: ("drug-seizures-{}.csv", "text/csv; charset=utf-8"),
    CaseCopy.Kind.CITES: ("wildlife-seizures-{}.csv", "text/csv; charset=utf-8"),
}


def readable(cases: CaseQuerySet) -> CaseQuerySet:
    """With what most of the lines say."""
    return cases.select_related(
        "office__country", "country", "created_by", "submitted_by"
    ).prefetch_related(
        "offences",
        Prefetch("route", RouteStop.objects.select_related("crossing", "country")),
        Prefetch(
            "seizures",
            Seizure.objects.with_things().select_related(
                "form", "transport", "concealment", "detection", "currency", "cites_appendix",
                "cites_term", "cites_source", "cites_purpose",
            ),
        ),
    )  # fmt: skip


def sighted_in(cases: Sequence[Case], user: object) -> Iterator[Sighted]:
    """Each as this user may see it now; those out of reach are left out."""
    rows = list(cases)
    granted = sharing.granted_levels(user, rows)
    levels, country = sharing.lowered(user, rows, granted), country_of(user)
    for case in rows:
        level = levels.get(case.pk)
        if level is not None:
            sealed = granted[case.pk] if granted[case.pk] is not level else None
            yield Sighted(case, level, country, sealed, reader=user)


def what_went_in(sighted: Sighted) -> dict[str, list[int] | str]:
    """As much as is needed to know later whether the reader may still have it: no content."""
    people = sorted(subject.pk for subject in sighted.subjects)
    return {"level": str(sighted.level), "people": people}


class Taking:
    """One file in the making: its lines, and what went in."""

    def __init__(self, export: Export) -> None:
        self.export = export
        self.user, self.purpose = export.officer, Purpose(export.purpose)
        self.stamp = stamp_for(self.user, self.purpose)
        self.seen: dict[int, Level] = {}
        self.references: list[str] = []
        # What became of each case, and as much of it as went in.
        self.rows: dict[str, dict[str, object]] = {}

    def lines(self, parts: Iterable[Sequence[Case]]) -> Iterator[bytes]:
        yield from self._head()
        for cases in parts:
            withheld = handling.withheld(cases, self.user, self.purpose)
            for sighted in sighted_in(cases, self.user):
                case = sighted.case
                if case.pk in withheld:
                    self.rows[case.reference] = {"outcome": Export.Outcome.REFUSED}
                    continue
                yield from self._lines_of(sighted)
                self._took(sighted)

    def _took(self, sighted: Sighted) -> None:
        case = sighted.case
        self.seen[case.pk] = sighted.level
        self.references.append(case.reference)
        self.rows[case.reference] = {"outcome": Export.Outcome.DONE, **what_went_in(sighted)}

    def _head(self) -> Iterator[bytes]:
        if self.export.kind == CaseCopy.Kind.JSONL:
            return
        yield b"\xef\xbb\xbf"  # spreadsheet programs guess without it, and guess wrong
        unchecked = _("The columns are not checked against the form of the reporting body.")
        head = [*self.stamp.lines, (unchecked,), (), seizuresheet.titles(self.export.kind)]
        yield _table(head)

    def _lines_of(self, sighted: Sighted) -> Iterator[bytes]:
        if self.export.kind == CaseCopy.Kind.JSONL:
            yield _json(sighted, self.stamp.copy)
        else:
            yield _table(seizuresheet.rows_of(self.export.kind, sighted))

    def written(self) -> Written:
        """For its caller to put on record; the content lies in the store already."""
        name, content_type = KINDS[CaseCopy.Kind(self.export.kind)]
        copy = Copy(name.format(self.stamp.copy), content_type, b"", rows=len(self.seen))
        return Written(copy, partial(self._put_on_record), self.references)

    def _put_on_record(self) -> None:
        language = get_language() or "en"
        register(self.seen, self.user, self.stamp, kind=self.export.kind, language=language)
        record(
            Operation.DISCLOSURE,
            "export_cases",
            actor=actor(self.user),
            kind="case",
            ids=self.references,
            fields=[self.export.kind],
            purpose=self.purpose,
        )


def _json(sighted: Sighted, copy: str) -> bytes:
    """As the API shows the case, with the number of the copy."""
    from cases.api.shapes import FullCase, HeadlineCase, Shown

    shape = FullCase if sighted.is_full else HeadlineCase
    return bytes(JSONRenderer().render({**shape(Shown(sighted)).data, "copy": copy})) + b"\n"


def _table(lines: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([harmless(cell) for cell in line] for line in lines)
    return text.getvalue().encode()
