"""What was taken out: the file itself, and the register that its copy number leads back to."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from django.http import Http404

from agencies.access import country_of, office_of, officer
from audit.context import acting, origin
from cases.exports.stamp import Stamp
from cases.models import CaseCopy, CaseFile
from cases.models.levels import Level
from cases.reading import Sighted


@dataclass(frozen=True)
class Copy:
    """A file that somebody takes out."""

    name: str
    content_type: str
    content: bytes
    rows: int = 1
    withheld: int = 0
    # Instead of the content where it is long: it is read while it is sent.
    parts: Iterable[bytes] | None = None


class Written:
    """A copy that is made and not yet on record. It leaves the portal only after `record`."""

    def __init__(self, copy: Copy, rows: Callable[[], None], taken: Iterable[str] = ()) -> None:
        """`taken` are the references of the cases in it."""
        self.copy = copy
        self.taken = frozenset(taken)
        self._rows = rows
        self._origin = origin()

    def record(self) -> Copy:
        """Inside a transaction: the register, and the audit under the request of the stamp."""
        with acting(self._origin.component, request_id=self._origin.request_id):
            self._rows()
        return self.copy


def register(
    levels: Mapping[int, Level],
    user: object,
    stamp: Stamp,
    *,
    kind: str,
    language: str,
    file: CaseFile | None = None,
) -> None:
    """One row for each case in the copy, by its key. Runs inside the transaction that writes the
    audit."""
    who = officer(user)
    if who is None:
        raise Http404
    rows = (
        CaseCopy(
            number=stamp.copy,
            case_id=case,
            officer=who,
            office=office_of(user),
            country=country_of(user),
            at=stamp.at,
            kind=kind,
            file=file,
            purpose=stamp.purpose,
            language=language,
            level=level,
        )
        for case, level in levels.items()
    )
    while some := list(islice(rows, AT_ONCE)):
        CaseCopy.objects.bulk_create(some)


def copies_of(sighted: Sighted, number: str = "") -> list[CaseCopy]:
    """The newest first: all for the office that logged the case, else the own country's."""
    rows = CaseCopy.objects.of_case(sighted.case).readable_by(sighted.level, sighted.country)
    if not sighted.is_full:  # a headline knows of no file
        rows = rows.filter(file=None)
    if number:
        rows = rows.filter(number=number.strip().lower())
    return list(rows.select_related("officer", "office__country", "file")[:MOST_SHOWN])


MOST_SHOWN = 200
AT_ONCE = 1000
