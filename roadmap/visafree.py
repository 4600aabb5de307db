"""Days without a visa between member states: the host states them, a second coordinator verifies,
a mistake is struck. What was stated is never changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from agencies.access import actor, partner_of
from agencies.models import Country, Officer
from agencies.problems import Conflict, NotAllowed, Problem, StaleVersion, WrongState, must_say_why
from audit.clock import now
from audit.models import Entry
from audit.trail import record
from roadmap.keepers import kept_member, must_keep
from roadmap.models import VisaStatement
from roadmap.rows import put_down

KIND = "visa statement"
FIELD_OF = {
    "visa_statements_do_not_overlap": "valid_from",
    "visa_statement_is_of_two_countries": "nationality",
    "visa_days_are_a_year_at_most": "days",
    "visa_statement_ends_after_it_begins": "valid_to",
    "visa_statement_has_ground_and_document": "ground",
    "visa_statement_struck_says_why": "reason",
}


@dataclass(frozen=True)
class VisaContent:
    """`days` 0: a visa is needed. `valid_to`: the last day, None until further notice."""

    paper: str
    days: int
    valid_from: date
    ground: str
    document: str
    valid_to: date | None = None


def find_statement(public_id: UUID, user: object) -> VisaStatement:
    rows = VisaStatement.objects.visible_to(user).to_show()
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def members() -> list[Country]:
    return list(Country.objects.filter(is_member=True))


def may_verify(row: VisaStatement, user: object) -> bool:
    """A coordinator, a person of any country, other than who stated it."""
    is_person = partner_of(user) is None and bool(kept_member(user))
    is_open = row.verified_by_id is None and row.struck_at is None
    return is_open and is_person and row.stated_by_id != getattr(user, "pk", None)


@transaction.atomic
def state(
    host: Country, nationality: Country, content: VisaContent, *, officer: Officer
) -> VisaStatement:
    """What holds without an end ends on the day before; nothing else may overlap."""
    must_keep(officer, host.pk)
    if not (host.is_member and nationality.is_member):
        raise Problem(_("Choose a member state."), field="nationality")
    _must_be_sound(content)
    row = VisaStatement(host=host, nationality=nationality, stated_by=officer, **vars(content))
    _end_the_one_before(row)
    put_down(row, fields=FIELD_OF)
    _note(row, "state visa-free days", officer, vars(content), Entry.Operation.COLLECTION)
    return row


@transaction.atomic
def verify(row: VisaStatement, *, officer: Officer, version: int) -> VisaStatement:
    """By a second person, a coordinator of any country."""
    row = _locked(row, version)
    if row.verified_by_id is not None:
        raise WrongState(_("The statement is verified already."))
    if not may_verify(row, officer):
        raise NotAllowed(_("Another coordinator, a person, verifies it."))
    row.verified_by, row.verified_at = officer, now()
    row.version += 1
    put_down(row, fields=FIELD_OF)
    _note(row, "verify visa-free days", officer, ["verified_by"])
    return row


@transaction.atomic
def strike(row: VisaStatement, *, reason: str, officer: Officer, version: int) -> VisaStatement:
    """A mistake: it stays to be read and counts no more. What ended before it stays ended."""
    must_keep(officer, row.host_id)
    must_say_why(reason)
    row = _locked(row, version)
    row.struck_by, row.struck_at, row.struck_reason = officer, now(), reason
    row.version += 1
    put_down(row, fields=FIELD_OF)
    _note(row, "strike visa-free days", officer, ["struck_reason"])
    return row


def _locked(row: VisaStatement, version: int) -> VisaStatement:
    found = VisaStatement.objects.select_for_update().get(pk=row.pk)
    if found.version != version:
        raise StaleVersion(found.version)
    if found.struck_at is not None:
        raise WrongState(_("The statement is struck."))
    return found


def _end_the_one_before(row: VisaStatement) -> None:
    rows = VisaStatement.objects.standing().filter(
        host=row.host, nationality=row.nationality, paper=row.paper, valid_to=None
    )
    stands = rows.select_for_update().first()
    if stands is None:
        return
    if stands.valid_from == row.valid_from:
        message = _("Days are stated from this day on. Strike that statement if it is a mistake.")
        raise Conflict(message, field="valid_from")
    if stands.valid_from < row.valid_from:
        stands.valid_to = row.valid_from - timedelta(days=1)
        stands.version += 1
        stands.save()


def _must_be_sound(content: VisaContent) -> None:
    for name in ("ground", "document"):
        if not getattr(content, name).strip():
            raise Problem(_("This is needed."), field=name)


def _note(
    row: VisaStatement,
    action: str,
    officer: Officer,
    fields: Iterable[str],
    doing: Entry.Operation = Entry.Operation.ALTERATION,
) -> None:
    record(doing, action, actor=actor(officer), kind=KIND, ids=[str(row.public_id)], fields=fields)
