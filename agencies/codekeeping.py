"""Keeping the code lists: an administrator adds codes, puts their words right and retires them.

Nothing is deleted: old cases keep the code and its words. Every change raises the version of the
list and stays in its record; the reference loader leaves rows alone that were edited here.
"""

import re
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.access import Capability, actor, may
from agencies.models import Code, CodeChange, CodeList, Officer
from agencies.problems import Conflict, NotAllowed, Problem, StaleVersion, WrongState, must_say_why
from audit.clock import now
from audit.models import Entry
from audit.trail import record

Kind = CodeChange.Kind
FIELDS = ("label", "plain_label", "unit", "is_common")
CODE = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$")


@dataclass(frozen=True)
class Wording:
    """What a code says: the published label, the short word of the pages, the usual unit."""

    label: str
    plain_label: str = ""
    unit: str = ""
    is_common: bool = False


@transaction.atomic
def add_code(
    list_: CodeList, code: str, wording: Wording, *, officer: Officer, reason: str
) -> Code:
    list_ = _locked(list_, officer)
    if not CODE.match(code):
        raise Problem(_("Letters, digits, dot, line and underscore, 40 at most."), field="code")
    if list_.codes.filter(code=code).exists():
        raise Conflict(_("The list has this code already."), field="code")
    last = list_.codes.order_by("-position").values_list("position", flat=True).first() or 0
    row = Code(list=list_, code=code, position=min(last + 1, 32_767))
    _write(row, wording)
    _recorded(list_, row, Kind.ADDED, before={}, by=officer, reason=reason)
    return row


@transaction.atomic
def change_code(
    code: Code, wording: Wording, *, version: int, officer: Officer, reason: str
) -> Code:
    """Raises StaleVersion when `version` is not the list's current one. What says the same is no
    change."""
    list_ = _locked(code.list, officer)
    if list_.version != version:
        raise StaleVersion(list_.version)
    row = list_.codes.get(pk=code.pk)
    before = _said(row)
    if before == vars(wording):
        return row
    _write(row, wording)
    _recorded(list_, row, Kind.CHANGED, before=before, by=officer, reason=reason)
    return row


@transaction.atomic
def retire_code(code: Code, *, officer: Officer, reason: str) -> Code:
    """No longer offered; cases that use it keep it."""
    return _set_active(code, False, officer, reason)


@transaction.atomic
def reinstate_code(code: Code, *, officer: Officer, reason: str) -> Code:
    return _set_active(code, True, officer, reason)


def _set_active(code: Code, is_active: bool, officer: Officer, reason: str) -> Code:
    list_ = _locked(code.list, officer)
    row = list_.codes.get(pk=code.pk)
    if row.is_active == is_active:
        raise WrongState(_("The code is offered.") if is_active else _("The code is retired."))
    row.is_active, row.edited_at = is_active, now()
    row.save(update_fields=["is_active", "edited_at"])
    kind = Kind.REINSTATED if is_active else Kind.RETIRED
    _recorded(list_, row, kind, before=_said(row), by=officer, reason=reason)
    return row


def _locked(list_: CodeList, officer: Officer) -> CodeList:
    if not may(officer, Capability.EDIT_CODES):
        raise NotAllowed(_("Only an administrator changes code lists."))
    return CodeList.objects.select_for_update().get(pk=list_.pk)


def _write(row: Code, wording: Wording) -> None:
    if not wording.label.strip():
        raise Problem(_("Write what the code means."), field="label")
    for name, value in vars(wording).items():
        setattr(row, name, value)
    row.edited_at = now()
    row.save()


def _said(row: Code) -> dict[str, object]:
    return {name: getattr(row, name) for name in FIELDS}


def _recorded(
    list_: CodeList,
    row: Code,
    kind: CodeChange.Kind,
    *,
    before: dict[str, object],
    by: Officer,
    reason: str,
) -> None:
    must_say_why(reason)
    list_.version += 1
    list_.save(update_fields=["version"])
    CodeChange.objects.create(
        code=row,
        kind=kind,
        version=list_.version,
        before=before,
        after=_said(row),
        reason=reason,
        by=by,
        at=now(),
    )
    record(
        Entry.Operation.ADMINISTRATION,
        f"code {kind}",
        actor=actor(by),
        kind="code_list",
        ids=[list_.pk],
        fields=[row.code],
        purpose=reason,
    )
