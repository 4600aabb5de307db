"""What every change of one part of a case has around it: the case is locked, the officer may do
it, and afterwards its version, its words, its timeline and the audit trail say so."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from agencies.access import country_of
from agencies.models import Officer
from cases import handling, notify, searchwords, sharing, subjectkeys
from cases.locking import NOT_YOURS, lock, lock_own
from cases.models import Case, Event
from cases.models.levels import Level
from cases.models.part import Part
from cases.problems import NotAllowed, WrongState
from cases.reading import find
from cases.timeline import happened
from cases.trace import Operation, trace
from notices.models import Notice


def begin(case: Case, officer: Officer, *, of: Part | None = None) -> Case:
    """The case, locked until the transaction ends. A recall may have come first. `of` is the part
    that is changed: a contributing country keeps what it added."""
    return _going_on(lock_own(case, officer) if of is None else lock_for(of, case, officer))


def lock_for(part: Part, case: Case, officer: Officer) -> Case:
    """The locked case, for who keeps this part of it."""
    locked = lock(case)
    if not part.is_kept_by(sharing.level_of(officer, locked), country_of(officer)):
        raise NotAllowed(str(NOT_YOURS))
    return locked


def begin_adding(case: Case, officer: Officer) -> tuple[Case, str | None]:
    """The locked case, and the contributing country in whose name something is added: None for
    the originator."""
    locked, level = lock_to_add(case, officer)
    return _going_on(locked), country_of(officer) if level is Level.CONTRIBUTE else None


def lock_to_add(case: Case, officer: Officer) -> tuple[Case, Level]:
    """The locked case and the officer's level, which lets it add; a restriction (H3) comes
    first."""
    locked = lock(case)
    level = sharing.level_of(officer, locked)
    if level in (Level.ORIGINATOR, Level.CONTRIBUTE):
        return locked, level
    if level is not None:
        handling.must_be_confirmed_first(find(locked.reference, officer))
    raise NotAllowed(_("Your country reads this case but does not contribute to it."))


def not_withdrawn(case: Case) -> Case:
    """What goes on after a case is closed: evidence travels on, laboratories report late."""
    if case.status == Case.Status.WITHDRAWN:
        raise WrongState(_("The case was withdrawn. Reopen it first."))
    return case


def _going_on(case: Case) -> Case:
    if case.status not in (Case.Status.DRAFT, Case.Status.OPEN):
        raise WrongState(_("A closed or withdrawn case cannot be changed. Reopen it first."))
    return case


def end(
    case: Case,
    part: str,
    action: str,
    *,
    by: Officer,
    fields: Iterable[str] = (),
    of: Part | None = None,
) -> None:
    """The event names the part and what was done, never which of it: some readers do not know that
    it exists. The
    originator is told of what a contributing country adds or changes."""
    case.version += 1
    case.save(update_fields=["version"])
    subjectkeys.index(case)
    searchwords.index(case)
    event = happened(
        case, Event.Kind.REVISED, by=by, fields=[part], detail=Event.done_with_parts(action)
    )
    trace(case, Operation.ALTERATION, action, by=by, fields=[part, *fields])
    if of is not None and of.is_added_by(country_of(by)):
        key = f"{case.reference}:contributed:{event.pk}"
        notify.tell_originators(case, Notice.Kind.CONTRIBUTED, key)
