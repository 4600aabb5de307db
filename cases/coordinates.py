"""Coordinates as people write them: 20.35, 100.08 · 20°21′16″N 100°05′E · E 100.08, N 20.35."""

import re
from decimal import Decimal

PLACES = Decimal("0.00001")

_NUMBER = r"\d{1,3}(?:\.\d+)?"
_ANGLE = (
    r"(?P<before>[NSEW])?\s*(?P<sign>[-−])?\s*(?P<degrees>NUMBER)\s*(?:°|º|˚)?\s*"
    r"(?:(?P<minutes>NUMBER)\s*['′’]\s*)?(?:(?P<seconds>NUMBER)\s*(?:\"|″|”)\s*)?"
    r"(?P<after>[NSEW])?"
)
_POINT = re.compile(_ANGLE.replace("NUMBER", _NUMBER), re.IGNORECASE)
_COMMA = re.compile(_ANGLE.replace("NUMBER", _NUMBER.replace(r"\.", ",")), re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\dNSEW]", re.IGNORECASE)

Pair = tuple[Decimal, Decimal]


class NotOnEarth(ValueError):  # noqa: N818  said to people
    """Coordinates without doubt, but beyond 90 or 180 degrees."""


def pair_of(text: str) -> Pair | None:
    """(latitude, longitude) in degrees WGS 84, or None when the text is something else.

    `text` has plain digits. Latitude comes first unless letters say otherwise.
    """
    if _LETTERS.search(text):
        return None
    for angle, between in ((_POINT, r"[,;/]"), (_COMMA, r"[;/]")):
        found = _split(text.strip(), angle, between)
        if found is not None:
            return _on_earth(*found)
    return None


def _split(text: str, angle: re.Pattern[str], between: str) -> Pair | None:
    """Cut in two at a sign, a blank, or right behind a letter (20.35N100.08E)."""
    for gap in re.finditer(rf"\s*{between}\s*|\s+|(?<=[NSEWnsew])(?=\d)", text):
        first = angle.fullmatch(text[: gap.start()].strip())
        second = angle.fullmatch(text[gap.end() :].strip())
        if first is not None and second is not None:
            found = _ordered(first, second)
            if found is not None:
                return found
    return None


def _ordered(first: re.Match[str], second: re.Match[str]) -> Pair | None:
    axes = _axis(first), _axis(second)
    if axes in (("", ""), ("lat", "lon"), ("lat", ""), ("", "lon")):
        return _degrees(first), _degrees(second)
    if axes == ("lon", "lat"):
        return _degrees(second), _degrees(first)
    return None


def _letter(angle: re.Match[str]) -> str:
    return (angle["before"] or angle["after"] or "").upper()


def _axis(angle: re.Match[str]) -> str:
    if angle["before"] and angle["after"]:
        return "both"
    return {"N": "lat", "S": "lat", "E": "lon", "W": "lon"}.get(_letter(angle), "")


def _degrees(angle: re.Match[str]) -> Decimal:
    parts = [Decimal((angle[name] or "0").replace(",", ".")) for name in _PARTS]
    value = parts[0] + parts[1] / 60 + parts[2] / 3600
    return -value if angle["sign"] or _letter(angle) in {"S", "W"} else value


_PARTS = ("degrees", "minutes", "seconds")


def _on_earth(lat: Decimal, lon: Decimal) -> Pair:
    if abs(lat) > 90 or abs(lon) > 180:
        raise NotOnEarth
    return lat.quantize(PLACES), lon.quantize(PLACES)


def written(lat: Decimal, lon: Decimal) -> str:
    return f"{lat.normalize():f}, {lon.normalize():f}"
