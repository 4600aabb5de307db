"""What will go away says so in every answer, long before it does (RFC 9745, RFC 8594)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from http import HTTPStatus

from django.utils.translation import gettext as _
from rest_framework.response import Response

from agencies.problems import Problem
from audit.clock import now

LEAST_MONTHS = 12


class Gone(Problem):
    code = "gone"
    status = HTTPStatus.GONE


@dataclass(frozen=True)
class Deprecated:
    """`since` a day, an action is deprecated; it answers until `sunset`, a year later at least.
    `instead` is the address, below `/api/v1/`, of what takes its place."""

    since: date
    sunset: date
    instead: str

    def __post_init__(self) -> None:
        months = (self.sunset.year - self.since.year) * 12 + self.sunset.month - self.since.month
        if months < LEAST_MONTHS:
            raise ValueError("What is deprecated answers for a year at least.")

    def must_still_answer(self) -> None:
        if now().date() >= self.sunset:
            message = _("This has gone. Ask %(address)s instead.")
            raise Gone(message % {"address": f"/api/v1/{self.instead}"})

    def mark(self, response: Response) -> None:
        response["Deprecation"] = f"@{int(_midnight(self.since).timestamp())}"
        response["Sunset"] = format_datetime(_midnight(self.sunset), usegmt=True)
        response["Link"] = f'</api/v1/{self.instead}>; rel="successor-version"'


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=UTC)
