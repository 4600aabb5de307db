"""Rows that know when they last changed, so that a partner system can fetch increments."""

import pgtrigger
from django.db import models

from audit.clock import now


class Stamped(models.Model):
    """The database itself moves `updated_at` (`moves_its_stamp`), for bulk writes too."""

    updated_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        abstract = True


def stamp(*fields: str) -> pgtrigger.Trigger:
    """When one of these fields changes; without any, when anything does."""
    return pgtrigger.Trigger(
        name="updated_at",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.AnyChange(*fields),
        func="NEW.updated_at = clock_timestamp(); RETURN NEW;",
    )


moves_its_stamp = pgtrigger.register(stamp())
