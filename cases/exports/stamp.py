"""The stamp on everything that is taken out: recipient, time, purpose, copy number.

The copy number is the beginning of the request's id in the audit trail, so that a sheet of paper
leads back to the row that says who took it.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.access import actor, country_of, office_of
from agencies.models import Officer
from audit.clock import now
from audit.context import origin
from cases.models.copy import Purpose

COPY_LENGTH = 12
__all__ = ["Purpose", "Stamp", "stamp_for"]


@dataclass(frozen=True)
class Stamp:
    recipient: str
    office: str
    at: datetime
    purpose: Purpose
    copy: str

    @property
    def lines(self) -> list[tuple[str, str]]:
        local = timezone.localtime(self.at)
        return [
            (_("Taken out by"), ", ".join(filter(None, [self.recipient, self.office]))),
            (_("At"), f"{local:%Y-%m-%d %H:%M} ({local:%Z})"),
            (_("For"), str(self.purpose.label)),
            (_("Copy"), self.copy),
        ]


def stamp_for(user: object, purpose: Purpose) -> Stamp:
    who = actor(user)
    office = office_of(user)
    name = user.full_title if isinstance(user, Officer) else who.name
    return Stamp(
        recipient=name,
        office=office.title if office is not None else country_of(user),
        at=now(),
        purpose=purpose,
        copy=(origin().request_id or uuid.uuid4().hex)[:COPY_LENGTH],
    )
