"""Officers of every role in every country, and the weekly rosters of their offices."""

from collections.abc import Iterator
from datetime import time
from random import Random

from django.db import transaction

from agencies.models import Country, DutyShift, Office, Officer
from agencies.postings import enrol
from cases.demo import dice
from cases.demo.names import person, rank

Role = Officer.Role
DAY, NIGHT = (time(8), time(20)), (time(20), time(8))
WEEK = range(1, 8)


@transaction.atomic
def post_officers(encoded_password: str, *, wants_email: bool) -> int:
    """Post those who are missing. While the past is being told they take no e-mail: it has
    been read long ago (`open_mail`)."""
    known = set(Officer.objects.values_list("username", flat=True))
    missing = [officer for officer in _everybody() if officer.username not in known]
    for officer in missing:
        officer.password = encoded_password
        officer.wants_email = wants_email
    enrol(missing)
    _write_rosters()
    return len(missing)


def demo_officers() -> list[Officer]:
    """The people of the demonstration who exist, in the order of their names."""
    names = [officer.username for officer in _everybody()]
    found = Officer.objects.people().filter(username__in=names).select_related("office")
    return list(found.order_by("username"))


def open_mail() -> None:
    names = [officer.username for officer in demo_officers()]
    Officer.objects.filter(username__in=names).update(wants_email=True)


def _everybody() -> Iterator[Officer]:
    for office in Office.objects.active().select_related("country").order_by("code"):
        yield from _staff(office)
    for country in Country.objects.order_by("code"):
        random = dice(country.code)
        yield _officer(f"{country.code}-observer", country, None, Role.OBSERVER, random)
        yield _officer(f"{country.code}-admin", country, None, Role.ADMIN, random)
    yield Officer(
        username="asean-observer",
        name="Regional observer",
        role=Role.OBSERVER,
        email="asean-observer@blo.example",
    )


def _staff(office: Office) -> Iterator[Officer]:
    random = dice(office.code)
    if office.kind == Office.Kind.NATIONAL:
        name = f"{office.country_id}-coordinator"
        yield _officer(name, office.country, office, Role.COORDINATOR, random)
        # What one states on the Roadmap a second person verifies.
        yield _officer(f"{name}-2", office.country, office, Role.COORDINATOR, random)
        return
    yield _officer(f"{office.code}-head", office.country, office, Role.HEAD, random)
    for number in range(1, random.choice((2, 3)) + 1):
        yield _officer(f"{office.code}-{number}", office.country, office, Role.OFFICER, random)


def _officer(
    username: str, country: Country, office: Office | None, role: Officer.Role, random: Random
) -> Officer:
    username = username.lower()
    name = person(country.code, random)
    steps = {Role.OFFICER: 0, Role.HEAD: 1, Role.COORDINATOR: 2}
    return Officer(
        username=username,
        name=name.own,
        name_latin=name.latin,
        rank=rank(country.code, steps[role]) if role in steps else "",
        email=f"{username}@blo.example",
        role=role,
        office=office,
        country=country,
        language=country.default_language,
    )


def _write_rosters() -> None:
    """Two officers share each day of the week round the clock, the third has the day off."""
    shifts = []
    offices = Office.objects.active().border_offices().prefetch_related("officers", "shifts")
    for office in offices:
        officers = [o for o in office.officers.all() if o.role == Role.OFFICER and o.is_active]
        if not officers or office.shifts.all():
            continue
        for weekday in WEEK:
            on_day = officers[weekday % len(officers)]
            on_night = officers[(weekday + 1) % len(officers)]
            shifts += [
                DutyShift(office=office, officer=officer, weekday=weekday, starts=from_, ends=to)
                for officer, (from_, to) in ((on_day, DAY), (on_night, NIGHT))
            ]
    DutyShift.objects.bulk_create(shifts)
