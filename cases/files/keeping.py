"""Changing what is said about a file, removing it and bringing it back.

The originator keeps every file of the case; a country that contributes keeps those it added.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.access import country_of
from agencies.models import Officer
from audit.clock import now
from audit.models import Entry
from cases import policy, searchwords, sharing
from cases.files.arriving import must_be_ours_to_keep, must_contribute, part
from cases.models import Case, CaseFile, Event
from cases.models.levels import Level
from cases.problems import CaseProblem, NotAllowed, StaleVersion, WrongState
from cases.reading import Sighted
from cases.timeline import happened
from cases.trace import Operation, trace


@transaction.atomic
def change(
    file: CaseFile,
    *,
    caption: str,
    reach: str,
    version: int,
    officer: Officer,
    purpose: str = "",
) -> CaseFile:
    """Set the caption and who may see it. Raises StaleVersion when somebody came first. What was
    national is shown to other countries for a purpose, and by the rule of the office."""
    row = _locked(file, officer)
    if row.version != version:
        raise StaleVersion(row.version)
    must_be_ours_to_keep(row.case, row.country_id, reach)
    said = {"caption": caption, "reach": reach}
    changed = [name for name, value in said.items() if getattr(row, name) != value]
    if not changed:
        return row
    is_disclosed = "reach" in changed and reach == CaseFile.Reach.SHARED
    if is_disclosed and not row.case.is_draft:
        policy.must_be_free(row.case, officer, [Level.FULL])
        if not purpose.strip():
            raise CaseProblem(_("Say what for."), field="purpose")
    row.caption, row.reach = caption, reach
    _next_version(row, "caption", "reach")
    operation = Operation.DISCLOSURE if is_disclosed else Operation.ALTERATION
    why = purpose if is_disclosed else ""
    _told(row, Event.Kind.FILE_CHANGED, changed, by=officer, operation=operation, purpose=why)
    return row


@transaction.atomic
def remove(file: CaseFile, *, officer: Officer) -> CaseFile:
    """Take it off the case. It stays in the record and can be brought back."""
    row = _locked(file, officer)
    if row.is_removed:
        return row
    row.removed_at, row.removed_by = now(), officer
    _next_version(row, "removed_at", "removed_by")
    _told(row, Event.Kind.FILE_REMOVED, ["removed"], by=officer)
    return row


@transaction.atomic
def restore(file: CaseFile, *, officer: Officer) -> CaseFile:
    """Bring a removed file back."""
    row = _locked(file, officer)
    if not row.is_removed:
        return row
    level = sharing.level_of(officer, row.case)
    if level is None or not Sighted(row.case, level, country_of(officer)).brings_back(row):
        raise NotAllowed(_("The office that logged the case took it off: ask it to bring it back."))
    row.removed_at, row.removed_by = None, None
    _next_version(row, "removed_at", "removed_by")
    _told(row, Event.Kind.FILE_RESTORED, ["removed"], by=officer)
    return row


def _locked(file: CaseFile, officer: Officer) -> CaseFile:
    Case.objects.select_for_update(of=("self",)).get(pk=file.case_id)
    rows = CaseFile.everything.select_for_update(of=("self",))
    row = rows.select_related("case", "country_key").get(pk=file.pk)
    must_contribute(row.case, officer)
    level = sharing.level_of(officer, row.case)
    if level is None or not Sighted(row.case, level, country_of(officer)).keeps(row):
        raise NotAllowed(_("Only the office that logged the case, or who added the file, can."))
    if row.is_arriving:
        raise WrongState(_("The file has not arrived yet."))
    return row


def _next_version(row: CaseFile, *names: str) -> None:
    row.version += 1
    row.save(update_fields=["version", *names])


def _told(
    row: CaseFile,
    kind: Event.Kind,
    fields: list[str],
    *,
    by: Officer,
    operation: Entry.Operation = Operation.ALTERATION,
    purpose: str = "",
) -> None:
    searchwords.index(row.case)
    happened(row.case, kind, by=by, detail=str(row.public_id), fields=fields, reason=purpose)
    trace(row.case, operation, kind.value, by=by, fields=[part(row), *fields], purpose=purpose)
