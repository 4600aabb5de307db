"""The case list as a file: the same rows as on the screen, headlines only."""

from collections import Counter
from collections.abc import Sequence
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from agencies.access import actor
from audit.trail import record
from cases import handling, headline, sharing
from cases.exports.sheet import TYPES, Sheet
from cases.exports.stamp import Purpose, Stamp, stamp_for
from cases.exports.taken import Copy, Written, register
from cases.listing import COUNT_CAP
from cases.models import Case
from cases.models.case import CaseQuerySet
from cases.models.levels import Level
from cases.trace import Operation

MOST_ROWS = COUNT_CAP


def is_long(cases: CaseQuerySet) -> bool:
    """Whether a worker makes it, while the officer goes on working."""
    return cases[settings.EXPORT_AT_ONCE : settings.EXPORT_AT_ONCE + 1].exists()


def references_of(cases: CaseQuerySet) -> list[str]:
    return list(cases.values_list("reference", flat=True)[:MOST_ROWS])


@transaction.atomic
def take_list(cases: CaseQuerySet, user: object, *, kind: str, purpose: Purpose) -> Copy:
    """Write the list, in the order it has, and its rows in the register and the audit."""
    found = list(cases.with_list_rows()[:MOST_ROWS])
    return written_list(found, user, kind=kind, purpose=purpose).record()


def written_list(found: Sequence[Case], user: object, *, kind: str, purpose: Purpose) -> Written:
    """The list of these cases, for its caller to put on record.

    What a handling code keeps here is left out, and the file says how much that is.
    """
    withheld = handling.withheld(found, user, purpose)
    taken = [case for case in found if case.pk not in withheld]
    stamp = stamp_for(user, purpose)
    levels = sharing.levels_of(user, taken)
    sheet = _sheet(taken, levels, stamp, withheld=Counter(withheld.values()))
    seen = {case: levels[case.pk] for case in taken if case.pk in levels}
    copy = Copy(
        name=f"cases-{stamp.copy}.{kind}",
        content_type=TYPES[kind],
        content=sheet.written(kind),
        rows=len(seen),
        withheld=len(withheld),
    )
    references = [case.reference for case in seen]
    return Written(copy, partial(_put_on_record, seen, user, stamp, kind), references)


def _put_on_record(seen: dict[Case, Level], user: object, stamp: Stamp, kind: str) -> None:
    register(seen, user, stamp, kind=kind, language=get_language() or "en")
    record(
        Operation.DISCLOSURE,
        "export_list",
        actor=actor(user),
        kind="case",
        ids=[case.reference for case in seen],
        fields=[kind],
        purpose=stamp.purpose,
    )


def _sheet(
    cases: Sequence[Case], levels: dict[int, Level], stamp: Stamp, *, withheld: Counter[str]
) -> Sheet:
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
    lines = [(*_cells(case), str(levels[case.pk].label)) for case in cases if case.pk in levels]
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
