"""The case list as a file: the same rows as on the screen, headlines only."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from agencies.access import actor
from audit.trail import record
from cases import handling, headline, sharing
from cases.exports.sheet import TYPES, Lines, Sheet
from cases.exports.stamp import Purpose, Stamp, stamp_for
from cases.exports.taken import Copy, Written, register
from cases.listing import Count
from cases.models import Case
from cases.models.case import CaseQuerySet
from cases.models.levels import Level
from cases.trace import Operation

MOST_ROWS = 50_000


def is_long(cases: CaseQuerySet) -> bool:
    """Whether a worker makes it, while the officer goes on working."""
    return cases[settings.EXPORT_AT_ONCE : settings.EXPORT_AT_ONCE + 1].exists()


def count_of(cases: CaseQuerySet) -> Count:
    """How many would go in, exactly up to the most that go in."""
    return Count(cases.order_by()[: MOST_ROWS + 1].count(), cap=MOST_ROWS)


def references_of(cases: CaseQuerySet) -> list[str]:
    return list(cases.values_list("reference", flat=True)[:MOST_ROWS])


@transaction.atomic
def take_list(cases: CaseQuerySet, user: object, *, kind: str, purpose: Purpose) -> Copy:
    """Write the list, in the order it has, and its rows in the register and the audit."""
    found = list(cases.with_list_rows()[: settings.EXPORT_AT_ONCE])
    return written_list([found], user, kind=kind, purpose=purpose).record()


def written_list(
    parts: Iterable[Sequence[Case]], user: object, *, kind: str, purpose: Purpose
) -> Written:
    """The list of these cases, for its caller to put on record. They come in parts, and of a part
    only its lines are kept, so a long list takes little more memory than its file.

    What a handling code keeps here is left out, and the file says how much that is.
    """
    stamp = stamp_for(user, purpose)
    lines, seen, left_out = Lines(), dict[int, Level](), Counter[str]()
    references: list[str] = []
    for cases in parts:
        withheld = handling.withheld(cases, user, purpose)
        left_out.update(withheld.values())
        free = [case for case in cases if case.pk not in withheld]
        levels = sharing.levels_of(user, free)
        taken = [case for case in free if case.pk in levels]
        lines.add((*_cells(case), str(levels[case.pk].label)) for case in taken)
        seen |= {case.pk: levels[case.pk] for case in taken}
        references += [case.reference for case in taken]
    copy = Copy(
        name=f"cases-{stamp.copy}.{kind}",
        content_type=TYPES[kind],
        content=_sheet(lines, stamp, withheld=left_out).written(kind),
        rows=len(seen),
        withheld=left_out.total(),
    )
    return Written(copy, partial(_put_on_record, seen, references, user, stamp, kind), references)


def _put_on_record(
    seen: Mapping[int, Level], references: list[str], user: object, stamp: Stamp, kind: str
) -> None:
    register(seen, user, stamp, kind=kind, language=get_language() or "en")
    record(
        Operation.DISCLOSURE,
        "export_list",
        actor=actor(user),
        kind="case",
        ids=references,
        fields=[kind],
        purpose=stamp.purpose,
    )


def _sheet(lines: Lines, stamp: Stamp, *, withheld: Counter[str]) -> Sheet:
    head = list(stamp.lines)
    if number := withheld[Case.Handling.H1]:
        head.append((_("Left out: handling code H1 does not let them go to court"), str(number)))
    if number := withheld[Case.Handling.H2]:
        head.append((_("Left out: handling code H2 does not let them out"), str(number)))
    titles = (
        _("Reference"),
        _("Happened"),
        _("Where"),
        _("Offences"),
        _("What was found"),
        _("Urgency"),
        _("Status"),
        _("Logged by"),
        _("Country"),
        _("Handling code"),
        _("You see"),
    )
    return Sheet(head, titles, lines)


def _cells(case: Case) -> tuple[str, ...]:
    happened = timezone.localtime(case.happened_at)
    return (
        case.reference,
        f"{happened:%Y-%m-%d %H:%M %z}",
        headline.where(case),
        "; ".join(str(code) for code in case.offences.all()),
        "; ".join(str(total) for total in headline.seizure_totals(case)),
        case.get_urgency_display(),
        case.get_status_display(),
        case.office.title,
        str(case.office.country),
        case.handling_code,
    )
