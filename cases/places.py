"""One text box understands every place: a crossing, coordinates, or a country.

A crossing by its code or any of its names, in any script; coordinates in any usual notation,
with a country behind them if wished; a country by code or name; a village "with, its country".
What fits several places is asked, never guessed. The crossings of the officer's own office
come first wherever places are listed.
"""

import re
from collections.abc import Iterable

from django.contrib.postgres.search import TrigramWordSimilarity
from django.utils.translation import gettext as _

from agencies.access import country_of, office_of
from agencies.models import Country, Crossing, Officer, Tripoint
from agencies.search import search_key
from cases import coordinates
from cases.digits import ascii_digits
from cases.spots import LONGEST_TEXT, Spot, country_at, sides_of, with_sides
from cases.territories import spellings

LISTED = 8
ALIKE = 0.5
VERY_ALIKE = 0.6
_SIGNS = "(),;-/"
_DASHES = str.maketrans("–—‐‑", "----")


class UnclearPlace(Exception):  # noqa: N818  said to people
    """No place, or more than one. `candidates` are offered to choose from."""

    def __init__(self, message: str, candidates: Iterable[Spot] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.candidates = tuple(candidates)


def resolve(text: str, officer: Officer) -> Spot:
    """The one place that `text` means; UnclearPlace when there is none or a choice."""
    written = " ".join(ascii_digits(text).split())
    found = _point(written) or _named(written, officer) or _in_country(written, officer)
    if not found:
        found = _partly(written, officer)
    if not found:
        raise UnclearPlace(_unknown(written), _alike(written, officer))
    if len(found) > 1:
        raise UnclearPlace(_several(written), found[:LISTED])
    return found[0]


def suggestions(text: str, officer: Officer) -> list[Spot]:
    """What `text`, still being typed, may become. Nothing typed: the own office's crossings."""
    written = " ".join(ascii_digits(text).split())
    if not written:
        return own_crossings(officer)
    try:
        found = _point(written)
    except UnclearPlace:
        return []
    found = found or _named(written, officer) or _in_country(written, officer)
    if any(spot.lat is not None for spot in found):
        return found
    seen = {spot.crossing for spot in found}
    longer = [spot for spot in _partly(written, officer) if spot.crossing not in seen]
    return [*found, *longer][:LISTED]


def own_crossings(officer: Officer) -> list[Spot]:
    """The crossings beside the officer's office, on its own side."""
    office = office_of(officer)
    if office is None:
        return []
    crossings = office.crossings.select_related("border", "country_a", "country_b")
    return [Spot(crossing, country_at(crossing, office.country_id)) for crossing in crossings]


# -- the ways to read a text ---------------------------------------------------------------------


def _point(written: str) -> list[Spot]:
    """Coordinates, with or without a country behind them."""
    try:
        pair = coordinates.pair_of(written)
        if pair is not None:
            return [Spot(lat=pair[0], lon=pair[1])]
        head, country = _before_country(written)
        pair = coordinates.pair_of(head) if country is not None else None
    except coordinates.NotOnEarth:
        raise UnclearPlace(
            _("Latitude comes first and lies between -90 and 90, longitude between -180 and 180.")
        ) from None
    return [] if pair is None else [Spot(country=country, lat=pair[0], lon=pair[1])]


def _named(written: str, officer: Officer) -> list[Spot]:
    """Crossings and countries that are called exactly this."""
    key = _key(written)
    if not key:
        return []
    crossings = [c for c in _with_words(written) if _is_called(c, key)]
    spots = [Spot(c, _side_called(c, key, exactly=True)) for c in crossings]
    return [
        *_nearest_first(spots, officer),
        *_tripoints(key, exactly=True),
        *_countries(key, exactly=True),
    ]


def _in_country(written: str, officer: Officer) -> list[Spot]:
    """ "Tachileik, Myanmar": a crossing on that side, else a village known by name only."""
    head, country = _before_country(written)
    if country is None or not _key(head):
        return []
    crossings = [c for c in _with_words(head) if country.code in sides_of(c)]
    exact = [c for c in crossings if _is_called(c, _key(head))]
    spots = _nearest_first([Spot(c, country) for c in exact or crossings], officer)
    if spots:
        return spots
    nearly = [s for s in _alike(head, officer, least=VERY_ALIKE) if _is_at(s, country)]
    return [*nearly, Spot(country=country, text=head[:LONGEST_TEXT])]


def _partly(written: str, officer: Officer) -> list[Spot]:
    """Crossings whose names hold every word of it, countries that begin with it."""
    key = _key(written)
    if len(key) < 2:
        return []
    spots = [Spot(c, _side_called(c, key, exactly=False)) for c in _with_words(written)]
    return [
        *_nearest_first(spots, officer),
        *_tripoints(key, exactly=False),
        *_countries(key, exactly=False),
    ]


def _alike(written: str, officer: Officer, *, least: float = ALIKE) -> list[Spot]:
    """Names written nearly so: offered, never taken."""
    key = _key(written)
    if len(key) < 3:
        return []
    alike = TrigramWordSimilarity(key, "search_text")
    alike_ones = with_sides().annotate(alike=alike).filter(alike__gte=least)
    spots = [Spot(crossing) for crossing in alike_ones.order_by("-alike", "code")[:LISTED]]
    return _nearest_first(spots, officer)


# -- names ---------------------------------------------------------------------------------------


def _with_words(written: str) -> list[Crossing]:
    """Crossings with every word in one of their names. Scripts without blanks between words
    are looked for anywhere, Latin words only where a word begins."""
    words = [w for word in _key(written).split() if (w := word.strip(_SIGNS))]
    if not words:
        return []
    found = with_sides().prefetch_related("names")
    for word in words:
        found = found.matching(word)
    return [c for c in found if all(_begins_in(c.search_text, word) for word in words)]


def _begins_in(text: str, word: str) -> bool:
    return not word.isascii() or re.search(rf"(?<![a-z0-9]){re.escape(word)}", text) is not None


def _key(text: str) -> str:
    return search_key(text.translate(_DASHES))


def _is_called(crossing: Crossing, key: str) -> bool:
    if key == crossing.code.casefold():
        return True
    here, there = (_names_on(crossing, side) for side in sides_of(crossing))
    pairs = [(a, b) for a in here for b in there]
    return key in here | there or any(key in (f"{a} - {b}", f"{b} - {a}") for a, b in pairs)


def _side_called(crossing: Crossing, key: str, *, exactly: bool) -> Country | None:
    """The side that has this name, when the other has not."""
    fitting = [
        side
        for side in sides_of(crossing)
        if any(key == name or (not exactly and key in name) for name in _names_on(crossing, side))
    ]
    return country_at(crossing, fitting[0]) if len(fitting) == 1 else None


def _is_at(spot: Spot, country: Country) -> bool:
    return spot.crossing is not None and country.code in sides_of(spot.crossing)


def _names_on(crossing: Crossing, side: str) -> set[str]:
    """Every spelling of one side, with and without what stands in brackets."""
    name = crossing.name_on(side)
    own = {_key(name), _key(name.partition("(")[0])}
    return own | {_key(n.text) for n in crossing.names.all() if n.country_id == side}


def _before_country(written: str) -> tuple[str, Country | None]:
    """("Ban Rak", Thailand) of "Ban Rak, Thailand"."""
    head, _comma, tail = written.rpartition(",")
    found = _countries(_key(tail), exactly=True) if tail.strip() else []
    return (head.strip(), found[0].country) if found else (written, None)


def _countries(key: str, *, exactly: bool) -> list[Spot]:
    return [
        Spot(country=country)
        for country in Country.objects.all()
        if _fits(key, _called(country), exactly=exactly)
    ]


def _tripoints(key: str, *, exactly: bool) -> list[Spot]:
    """Where three countries meet: a point that touches all its borders."""
    return [
        Spot(lat=point.lat, lon=point.lon, text=point.name)
        for point in Tripoint.objects.all()
        if _fits(key, {_key(point.name), _key(point.name.partition("(")[0])}, exactly=exactly)
    ]


def _fits(key: str, names: set[str], *, exactly: bool) -> bool:
    return key in names or (not exactly and any(name.startswith(key) for name in names))


def _called(country: Country) -> set[str]:
    names = {country.code, country.alpha3, country.name, str(country), country.native_name}
    return {_key(name) for name in names | spellings(country.code) if name}


def _nearest_first(spots: list[Spot], officer: Officer) -> list[Spot]:
    """The own office's crossings, then the own country's, then the others."""
    office = office_of(officer)
    own = set(office.crossings.values_list("pk", flat=True)) if office is not None else set()
    country = country_of(officer)

    def far(spot: Spot) -> int:
        if spot.crossing is None or spot.crossing.pk in own:
            return 0
        return 1 if country in sides_of(spot.crossing) else 2

    return sorted(spots, key=far)


def _unknown(written: str) -> str:
    return _(
        "We know no crossing and no country called “%(text)s”. Write the name of a crossing, "
        "coordinates such as 20.35, 100.08, or a place and its country, such as Ban Rak, Thailand."
    ) % {"text": written[:LONGEST_TEXT]}


def _several(written: str) -> str:
    return _("“%(text)s” can be several places. Choose one.") % {"text": written[:LONGEST_TEXT]}
