"""Posting officers: the only place that changes office, role and group membership together."""

from collections.abc import Sequence

from django.db import transaction

from agencies.models import Office, Officer, Partner


@transaction.atomic
def post(officer: Officer, *, office: Office | None, role: Officer.Role) -> Officer:
    """Post `officer` to `office` (or to none) and recompute the groups from scratch.

    Rights are recomputed, never merged: nothing of an earlier posting stays.
    """
    officer.office = office
    officer.role = role
    if office is not None:
        officer.country = office.country
    officer.full_clean(exclude=["password"])
    officer.save(update_fields=["office", "role", "country"])
    regroup(officer)
    return officer


@transaction.atomic
def enrol(newcomers: Sequence[Officer]) -> None:
    """Write many new officers, each already carrying office and role, with their groups."""
    for officer in newcomers:
        officer.clean_fields(exclude=["password", "office", "country"])
    written = Officer.objects.bulk_create(newcomers)
    memberships = Officer.groups.through
    memberships.objects.bulk_create(
        memberships(officer_id=officer.pk, group_id=group)
        for officer in written
        for group in _groups_of(officer)
    )


def regroup(officer: Officer) -> None:
    """A posted officer is in the groups of the office and its country, a partner in the
    country's, everybody else in none."""
    officer.groups.set([] if not officer.is_active else _groups_of(officer))


def _groups_of(officer: Officer) -> list[int]:
    if officer.role == Officer.Role.PARTNER:
        partner = Partner.objects.select_related("country").get(account=officer)
        return [partner.country.group_id, partner.group_id]
    if officer.role not in Officer.POSTED_ROLES or officer.office is None:
        return []
    return [officer.office.country.group_id, officer.office.group_id]
