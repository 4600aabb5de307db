"""Work inside one office, and what a country marks for itself: the rules that its verbs share.

No event, notice or search of the case tells of it. Its audit rows stand under a kind of their own,
so that the log of the case, which its owner reads, does not hold them.
"""

from django.db.models import Max
from django.utils.translation import gettext as _

from agencies.access import actor, office_of, works_for
from agencies.models import Office, Officer
from audit.clock import now
from audit.models import Entry
from audit.trail import record
from cases import sharing
from cases.locking import lock
from cases.models import Assignment, Case, Event, Watch
from cases.problems import CaseProblem, NotAllowed

KIND = "office_work"
Operation = Entry.Operation


def enter(case: Case, officer: Officer) -> Case:
    """The locked case, for somebody who sees it: a recall may have come first."""
    locked = lock(case)
    if sharing.level_of(officer, locked) is None:
        raise NotAllowed(_("You no longer see this case."))
    return locked


def enter_for(case: Case, officer: Officer, office: Office) -> Case:
    """The locked case, for somebody who arranges the work of an office that sees it."""
    if not works_for(officer, office):
        raise NotAllowed(_("You can only arrange the work of your own office."))
    locked = enter(case, officer)
    if not Case.objects.reached_from(office).filter(pk=locked.pk).exists():
        raise NotAllowed(_("That office does not see the case."))
    return locked


def office_for(officer: Officer, named: Office | None) -> Office:
    """Whose work is meant: a person's own office; a partner system names it."""
    office = named or office_of(officer)
    if office is None:
        raise CaseProblem(_("Name the office whose work it is."), field="office")
    return office


def colleagues_of(office: Office) -> list[Officer]:
    return list(Officer.objects.active().posted_to(office))


def must_be_colleague(person: Officer, office: Office, *, field: str) -> None:
    if person.office_id != office.pk or not person.is_active:
        raise CaseProblem(_("Choose somebody who is posted to that office."), field=field)


def opened(case: Case, user: object) -> None:
    """A person has opened the case: what is marked as new for that person is so no longer."""
    if office_of(user) is None or not isinstance(user, Officer):
        return
    Assignment.objects.filter(case=case, officer=user, ended_at=None, seen_at=None).update(
        seen_at=now()
    )
    watched = Watch.objects.filter(case=case, officer=user)
    if watched.exists():
        watched.update(seen_at=now(), seen_event=last_event(case))


def last_event(case: Case) -> int:
    return Event.objects.filter(case=case).aggregate(last=Max("pk"))["last"] or 0


def note(
    case: Case, operation: Entry.Operation, action: str, by: object, fields: list[str]
) -> None:
    """The audit row. Names of fields only."""
    record(operation, action, actor=actor(by), kind=KIND, ids=[case.reference], fields=fields)
