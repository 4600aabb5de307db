"""Who is on duty at an office, who heads it, and who reads its e-mail."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.db.models import F

from agencies.models import DutyShift, Office, Officer
from audit.clock import now


def on_duty(office: Office) -> list[Officer]:
    shifts = DutyShift.objects.covering(office, now()).values("officer")
    return list(Officer.objects.active().posted_to(office).filter(pk__in=shifts))


def on_duty_counts(offices: Iterable[Office]) -> dict[int, int]:
    """How many officers are on duty at each of these offices now, in one query."""
    moment = now()
    local = {o.pk: moment.astimezone(ZoneInfo(o.time_zone)) for o in offices}
    shifts = DutyShift.objects.filter(
        office__in=local, officer__is_active=True, officer__office=F("office")
    )
    on_now: dict[int, set[int]] = {}
    for shift in shifts:
        if shift.covers(local[shift.office_id]):
            on_now.setdefault(shift.office_id, set()).add(shift.officer_id)
    return {pk: len(on_now.get(pk, ())) for pk in local}


def heads(office: Office) -> list[Officer]:
    return list(Officer.objects.active().posted_to(office).filter(role=Officer.Role.HEAD))


def email_readers(office: Office) -> list[Officer]:
    """The officers on duty who take e-mail; with nobody on duty, the head; else everyone.

    The inbox is the office's and always gets the notice; e-mail only points to it.
    """
    readers = on_duty(office) or heads(office) or list(Officer.objects.active().posted_to(office))
    return reachable_by_email(readers)


def reachable_by_email(officers: list[Officer]) -> list[Officer]:
    return [o for o in officers if o.wants_email and o.email]
