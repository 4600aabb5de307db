"""A place as a stop of the route can hold it, and the one line that stands for it in a form."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from agencies.models import Country, Crossing
from agencies.models.border import CrossingQuerySet
from cases import coordinates

LONGEST_TEXT = 120


@dataclass(frozen=True)
class Spot:
    """A place as a stop of the route can hold it. `country` beside a crossing is the side."""

    crossing: Crossing | None = None
    country: Country | None = None
    lat: Decimal | None = None
    lon: Decimal | None = None
    text: str = ""

    @property
    def code(self) -> str:
        """The crossing's; empty for another kind of place."""
        return self.crossing.code if self.crossing is not None else ""

    @property
    def token(self) -> str:
        """One line that stands for this place in a form; `from_token` reads it back."""
        return "|".join(
            [
                self.code,
                self.country.code if self.country is not None else "",
                str(self.lat) if self.lat is not None else "",
                str(self.lon) if self.lon is not None else "",
                self.text,
            ]
        )

    @property
    def label(self) -> str:
        """What the text box shows for it: `resolve` understands it again."""
        if self.crossing is not None:
            return self.crossing.name_on(self.country.code) if self.country else str(self.crossing)
        if self.lat is None or self.lon is None:
            return ", ".join(filter(None, [self.text, str(self.country or "")]))
        point = coordinates.written(self.lat, self.lon)
        return self.text or ", ".join(filter(None, [point, str(self.country or "")]))

    @property
    def about(self) -> str:
        """What tells it from others: the other side, the border, the status and its ground."""
        if self.lat is not None:
            return _("a point on the map: the borders near it are touched")
        if self.crossing is None:
            return _("no crossing: only the country counts")
        return ", ".join(filter(None, [self._opposite, str(self.crossing.border), self._status]))

    @property
    def _opposite(self) -> str:
        """With no side known, both names are in the label."""
        if self.crossing is None or self.country is None:
            return ""
        a, b = sides_of(self.crossing)
        name = self.crossing.name_on(b if self.country.code == a else a)
        return _("opposite %(name)s") % {"name": name}

    @property
    def _status(self) -> str:
        if self.crossing is None:
            return ""
        return _("%(status)s (%(ground)s)") % {
            "status": self.crossing.get_status_display(),
            "ground": self.crossing.get_status_ground_display(),
        }


def from_token(token: str) -> Spot | None:
    """The place a form's token stands for; None when there is no such place."""
    parts = token.split("|", 4)
    if len(parts) != 5:
        return None
    code, side, lat, lon, text = parts
    crossing = with_sides().filter(code=code).first() if code else None
    country = Country.objects.filter(pk=side).first() if side else None
    pair = _pair(lat, lon)
    if crossing is None and country is None and pair is None:
        return None
    lat_lon = pair or (None, None)
    return Spot(crossing, country, lat_lon[0], lat_lon[1], text[:LONGEST_TEXT])


def _pair(lat: str, lon: str) -> coordinates.Pair | None:
    try:
        return coordinates.pair_of(f"{Decimal(lat):f}, {Decimal(lon):f}")
    except (InvalidOperation, coordinates.NotOnEarth):
        return None


def with_sides() -> CrossingQuerySet:
    return Crossing.objects.select_related("border", "country_a", "country_b")


def sides_of(crossing: Crossing) -> tuple[str, str]:
    return crossing.country_a_id, crossing.country_b_id


def country_at(crossing: Crossing, side: str) -> Country | None:
    return {c.code: c for c in (crossing.country_a, crossing.country_b)}.get(side)
