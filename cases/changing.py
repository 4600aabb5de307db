"""What every change of one part of a case has around it: the case is locked, the officer may do
it, and afterwards its version, its words, its timeline and the audit trail say so."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from agencies.models import Officer
from cases import searchwords, subjectkeys
from cases.locking import lock_own
from cases.models import Case, Event
from cases.problems import WrongState
from cases.timeline import happened
from cases.trace import Operation, trace


def begin(case: Case, officer: Officer) -> Case:
    """The case, locked until the transaction ends. A recall may have come first."""
    locked = lock_own(case, officer)
    if locked.status not in (Case.Status.DRAFT, Case.Status.OPEN):
        raise WrongState(_("A closed or withdrawn case cannot be changed. Reopen it first."))
    return locked


def end(case: Case, part: str, action: str, *, by: Officer, fields: Iterable[str] = ()) -> None:
    """The event names the part, never which of it: some readers do not know that it exists."""
    case.version += 1
    case.save(update_fields=["version"])
    subjectkeys.index(case)
    searchwords.index(case)
    happened(case, Event.Kind.REVISED, by=by, fields=[part])
    trace(case, Operation.ALTERATION, action, by=by, fields=[part, *fields])
