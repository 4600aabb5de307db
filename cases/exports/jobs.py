"""What a worker makes for somebody: asked for, looked at, fetched once it is ready.

A job belongs to who asked and to the office he asked at. What it holds is looked at again when it
is fetched: a case that was recalled meanwhile, or shows fewer people now, keeps the file back.
"""

import uuid
from collections.abc import Sequence

import structlog
from django.db import transaction
from django.http import Http404
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from agencies.access import actor, country_of, office_of
from agencies.models import Officer
from audit.clock import now
from audit.trail import record
from cases import handling
from cases.exports.caselist import MOST_ROWS
from cases.exports.fuller import MOST_CASES, sighted_in, what_went_in
from cases.exports.stamp import Purpose
from cases.exports.taken import Copy
from cases.files import store
from cases.models import Case, CaseCopy, Export
from cases.models.levels import Level
from cases.problems import CaseProblem, WrongState
from cases.reading import Sighted, find
from cases.trace import Operation

MOST_REPORTS = 50
PART = 1000
SHOWN = 20

log = structlog.get_logger(__name__)


@transaction.atomic
def ask(
    references: Sequence[str],
    *,
    officer: Officer,
    kind: str,
    purpose: Purpose,
    language: str = "",
) -> Export:
    """Have a worker make a list of these cases, or a report of each."""
    wanted = list(dict.fromkeys(references))
    _must_be_makeable(wanted, kind=CaseCopy.Kind(kind))
    moment = now()
    export = Export.objects.create(
        officer=officer,
        office=office_of(officer),
        country_id=country_of(officer),
        kind=kind,
        purpose=purpose,
        language=language or get_language() or "en",
        references=wanted,
        created_at=moment,
        due_at=moment,
        expires_at=moment + Export.KEPT,
    )
    record(
        Operation.CONSULTATION,
        "ask_export",
        actor=actor(officer),
        kind="case",
        ids=wanted,
        fields=[kind],
        purpose=purpose,
    )
    transaction.on_commit(lambda: _wake(export.pk))
    return export


def _must_be_makeable(references: list[str], *, kind: CaseCopy.Kind) -> None:
    if not references:
        raise CaseProblem(_("Choose at least one case."), field="references")
    if kind not in Export.LISTS and len(references) > MOST_REPORTS:
        message = _("At most %(most)s reports at once.") % {"most": MOST_REPORTS}
        raise CaseProblem(message, field="references")
    most = MOST_CASES if kind in Export.FULLER else MOST_ROWS
    if len(references) > most:
        message = _("At most %(most)s cases in one list.") % {"most": most}
        raise CaseProblem(message, field="references")


def _wake(pk: int) -> None:
    """A broker that is away delays, never fails: the sweeper comes."""
    from cases.tasks import make_export

    try:
        make_export.apply_async(args=(pk,), retry=False)
    except Exception as error:  # any broker fault; the row is safe and due
        log.warning("wake_up_not_sent", fault=type(error).__name__)


def exports_of(user: object, *, with_cases: bool = False) -> list[Export]:
    rows = Export.objects.visible_to(user)
    return list((rows if with_cases else rows.without_cases())[:SHOWN])


def ready_for(user: object) -> list[Export]:
    """What was made and not fetched yet: the mark in the inbox."""
    return list(Export.objects.visible_to(user).without_cases().to_fetch()[:SHOWN])


def find_export(public_id: uuid.UUID, user: object) -> Export:
    """Its cases are read when they are asked for."""
    rows = Export.objects.visible_to(user).without_cases()
    export = rows.filter(public_id=public_id).first()
    if export is None:
        raise Http404
    return export


def fetch(export: Export, user: object) -> Copy:
    """The file, on record; erased at once when the asker may no longer have all of it."""
    if not export.is_ready:
        raise WrongState(_("The file is not there: it is still being made, or its day is over."))
    if not _still_may(export, user):
        erase(export)
        raise WrongState(
            _("Something in it is no longer shared with you as it was, so it was erased.")
        )
    with transaction.atomic():
        record(
            Operation.CONSULTATION,
            "fetch_export",
            actor=actor(user),
            kind="case",
            ids=export.references,
            fields=[export.kind],
            purpose=export.purpose,
        )
        Export.objects.filter(pk=export.pk).update(fetched_at=now())
    parts = store.read(export, store.EXPORTED)
    if export.is_fuller:
        return Copy(export.name, export.content_type, b"", rows=export.done, parts=parts)
    return Copy(export.name, export.content_type, b"".join(parts), rows=export.done)


def _still_may(export: Export, user: object) -> bool:
    went_in = [name for name, row in export.rows.items() if row["outcome"] == Export.Outcome.DONE]
    if export.is_fuller:
        starts = range(0, len(went_in), PART)
        return all(_see_as_much(went_in[start : start + PART], export, user) for start in starts)
    if export.is_list:
        starts = range(0, len(went_in), PART)
        return all(_sees_all(went_in[start : start + PART], export, user) for start in starts)
    return all(_reads_as_much(name, export.rows[name], export, user) for name in went_in)


def _sees_all(references: Sequence[str], export: Export, user: object) -> bool:
    """Of a list: its cases are still seen, and may still go out."""
    seen = list(Case.objects.visible_to(user).submitted().filter(reference__in=references))
    withheld = handling.withheld(seen, user, Purpose(export.purpose))
    return len(seen) == len(references) and not withheld


def _see_as_much(references: Sequence[str], export: Export, user: object) -> bool:
    """Of a list that holds more: each case is seen as it was, and may still go out."""
    visible = Case.objects.visible_to(user).submitted().filter(reference__in=references)
    seen = list(sighted_in(list(visible.select_related("office", "country")), user))
    withheld = handling.withheld([one.case for one in seen], user, Purpose(export.purpose))
    return (
        len(seen) == len(references)
        and not withheld
        and all(_holds(one, export.rows[one.case.reference]) for one in seen)
    )


def _holds(sighted: Sighted, row: dict[str, object]) -> bool:
    """Whether the reader still has at least what went in."""
    if sighted.level.rank < Level(str(row["level"])).rank:
        return False
    people = row["people"]
    if sighted.is_originator or not isinstance(people, list) or not people:
        return True
    return {subject.pk for subject in sighted.subjects}.issuperset(people)


def _reads_as_much(reference: str, row: dict[str, object], export: Export, user: object) -> bool:
    try:
        sighted = find(reference, user)
    except Http404:
        return False
    before = what_went_in(sighted)
    may_leave = handling.may_export(sighted, Purpose(export.purpose), user)
    was, people = Level(str(row["level"])), row["people"]
    now_seen = set(before["people"])
    return (
        may_leave
        and Level(str(before["level"])).rank >= was.rank
        and isinstance(people, list)
        and now_seen.issuperset(people)
    )


def erase(export: Export) -> None:
    """The row stays and says that there was a file; the content and its key are gone."""
    Export.objects.filter(pk=export.pk).update(
        state=Export.State.ERASED, key=b"", country_key=None, lease=None
    )
    store.erase(export.public_id)


def erase_outlived() -> int:
    outlived = list(Export.objects.outlived())
    for export in outlived:
        erase(export)
    return len(outlived)
