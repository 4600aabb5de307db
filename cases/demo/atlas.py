"""The map as the stories need it: read once, asked often."""

from decimal import Decimal
from random import Random

from agencies.distance import distance_km
from agencies.models import Border, Code, Country, Crossing, Office, Officer


class Atlas:
    def __init__(self) -> None:
        self.countries = {country.code: country for country in Country.objects.all()}
        self.borders = list(Border.objects.order_by("code").values_list("code", flat=True))
        crossings = Crossing.objects.select_related("country_a", "country_b")
        self.crossings = list(crossings.prefetch_related("names").order_by("code"))
        offices = Office.objects.active().border_offices().select_related("country", "group")
        self.offices = list(offices.prefetch_related("borders", "crossings").order_by("code"))
        posted = Officer.objects.active().exclude(office=None).order_by("username")
        self.posted: dict[int, list[Officer]] = {}
        for officer in posted.select_related("office__country", "country"):
            self.posted.setdefault(officer.office_id or 0, []).append(officer)
        codes = Code.objects.select_related("list")
        self.codes = {(code.list_id, code.code): code for code in codes}

    def office(self, code: str) -> Office | None:
        return next((office for office in self.offices if office.code == code), None)

    def offices_on(self, border: str) -> list[Office]:
        return [o for o in self.offices if border in {b.pk for b in o.borders.all()}]

    def crossing(self, code: str) -> Crossing | None:
        return next((crossing for crossing in self.crossings if crossing.code == code), None)

    def crossing_of(self, office: Office, border: str, random: Random) -> Crossing:
        """One of the office's own crossings of the border, else the nearest one."""
        own = {crossing.pk for crossing in office.crossings.all()}
        on_border = [c for c in self.crossings if c.border_id == border]
        mine = [c for c in on_border if c.pk in own]
        return random.choice(mine) if mine else min(on_border, key=lambda c: _away(c, office))

    def onward(self, office: Office, border: str, random: Random) -> Crossing | None:
        """A crossing of the same country on another border, not further than a day's drive."""
        country = office.country_id
        found = [
            crossing
            for crossing in self.crossings
            if crossing.border_id != border
            and country in crossing.border_id.split("-")
            and crossing.kind != Crossing.Kind.AIR
            and _away(crossing, office) < 400
        ]
        return random.choice(found) if found else None

    def neighbours(self, country: str) -> list[str]:
        return sorted(
            side
            for border in self.borders
            if country in (pair := border.split("-"))
            for side in pair
            if side != country
        )

    def staff(self, office: Office) -> list[Officer]:
        return self.posted[office.pk]


def other_side(border: str, country: str) -> str:
    a, b = border.split("-")
    return b if country == a else a


def place_name(crossing: Crossing, country: Country) -> str:
    """The side's name in the language of its country, where one is known."""
    for name in crossing.names.all():
        if (name.country_id, name.language) == (country.code, country.default_language):
            return name.text
    return crossing.name_on(country.code)


def near(crossing: Crossing, country: str, random: Random) -> tuple[Decimal, Decimal]:
    """A point a few kilometres from the country's side."""
    lat, lon = next((lat, lon) for side, lat, lon in crossing.sides if side == country)
    return tuple(  # type: ignore[return-value]
        Decimal(value + random.uniform(-0.07, 0.07)).quantize(Decimal("0.00001"))
        for value in (lat, lon)
    )


def _away(crossing: Crossing, office: Office) -> float:
    _, lat, lon = crossing.sides[0]
    if office.lat is None or office.lon is None:
        return float("inf")
    return distance_km(lat, lon, float(office.lat), float(office.lon))
