"""Which months, country and border the map of the network shows, as a page or program asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from agencies.models import Border, Country
from agencies.problems import Problem
from roadmap.grid import months_on
from roadmap.gridchoice import EARLIEST, months_of, this_month
from roadmap.networkmap import Network, network_of

MONTHS_SHOWN = 12
ASKED = {
    "at": "A month, `2026-11`; else this one.",
    "since": "An earlier month to compare with; else three months before.",
    "country": "ISO 3166-1 alpha-2: offices of one country.",
    "border": "Code of a border: offices on both sides of it.",
}


@dataclass(frozen=True)
class NetworkChoice:
    at: date
    since: date
    country: str
    border: str

    def network(self) -> Network:
        return network_of(self.at, self.since, self.country, self.border)

    @property
    def months(self) -> list[date]:
        """A year around the month that is shown, oldest first."""
        last = min(months_on(self.at, MONTHS_SHOWN // 2), this_month())
        every = [months_on(last, -back) for back in reversed(range(MONTHS_SHOWN))]
        return [month for month in every if month >= EARLIEST]

    @property
    def earlier(self) -> date | None:
        return months_on(self.at, -1) if self.at > EARLIEST else None

    @property
    def later(self) -> date | None:
        return months_on(self.at, 1) if self.at < this_month() else None


def network_choice(asked: Mapping[str, str]) -> NetworkChoice:
    """Raises Problem, naming the field."""
    at, since = months_of(asked["at"], asked["since"])
    country, border = asked["country"].upper(), asked["border"].upper()
    if country and not Country.objects.filter(pk=country).exists():
        raise Problem(_("There is no such country."), field="country")
    if border and not Border.objects.filter(pk=border).exists():
        raise Problem(_("There is no such border."), field="border")
    return NetworkChoice(at, since, country, border)
