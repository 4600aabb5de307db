"""Writing a row of the Roadmap."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, models, transaction

from agencies.problems import violated


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
