"""Whose records somebody keeps: each country its own."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from agencies.access import Capability, country_of, may, partner_of
from agencies.problems import NotAllowed, violated


def kept_country(user: object) -> str:
    """The country a coordinator or a partner system speaks for, or ""."""
    partner = partner_of(user)
    return partner.country_id if partner is not None else country_of(user)


def keeps(user: object, country: str) -> bool:
    return bool(country) and may(user, Capability.KEEP_ROADMAP) and kept_country(user) == country


def must_keep(user: object, country: str) -> None:
    if not keeps(user, country):
        raise NotAllowed(_("Each country keeps its own records of the Roadmap."))


def put_down(row: models.Model, *, fields: Mapping[str, str]) -> None:
    """Save it; a rule of the data that refuses is told in its own words."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        problem = violated(error, fields=fields)
        if problem is None:
            raise
        raise problem from error


def changed_fields(row: Any, values: Mapping[str, Any]) -> list[str]:
    return [name for name, value in values.items() if getattr(row, name) != value]
