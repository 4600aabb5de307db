"""Flags: a mark with a reason, for officers of one's own country."""

from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from agencies.access import country_of, office_of
from agencies.models import Officer
from audit.clock import now
from cases import officework
from cases.models import Case, Flag
from cases.officework import Operation
from cases.problems import WrongState, must_say_why
from cases.reading import Sighted


def flags_of(sighted: Sighted, reader: object) -> list[Flag]:
    """The standing ones of the reader's own country."""
    rows = Flag.objects.readable_by(reader).of_case(sighted.case)
    return list(rows.select_related("set_by", "office"))


def find_flag(sighted: Sighted, public_id: UUID, reader: object) -> Flag:
    for flag in flags_of(sighted, reader):
        if flag.public_id == public_id:
            return flag
    raise Http404


@transaction.atomic
def set_flag(case: Case, *, kind: str, reason: str, officer: Officer) -> Flag:
    case = officework.enter(case, officer)
    must_say_why(reason)
    country = country_of(officer)
    if Flag.objects.standing().filter(case=case, country=country, kind=kind).exists():
        raise WrongState(_("Your country has set this flag already."), field="kind")
    made: Flag = Flag.objects.create(
        case=case,
        country_id=country,
        office=office_of(officer),
        kind=kind,
        reason=reason,
        set_by=officer,
        set_at=now(),
    )
    officework.note(case, Operation.ALTERATION, "set flag", officer, ["flag"])
    return made


@transaction.atomic
def lift_flag(flag: Flag, *, officer: Officer) -> None:
    """Any officer of the country lifts it. It stays in the record."""
    case = officework.enter(flag.case, officer)
    mine = Flag.objects.standing().filter(pk=flag.pk, country=country_of(officer))
    if mine.update(ended_at=now(), ended_by=officer):
        officework.note(case, Operation.ALTERATION, "lift flag", officer, ["flag"])
