"""Quantities as officers of the region write them.

Half of the region writes 400,000 and 12.5, the other half 400.000 and 12,5. The reader's
language decides which of the two a single sign means; things that are counted are never
fractions. A wrong guess would be a thousandfold, so the rest is asked.
"""

import re
from decimal import Decimal
from functools import lru_cache

from django.utils.formats import get_format
from django.utils.translation import gettext as _

from cases.digits import ascii_digits

MOST = Decimal(10) ** 11
PLACES = 3
# Units of weight and volume; all others are counts.
MEASURED = frozenset({"kg", "g", "t", "l", "ml", "m3"})
_BLANKS = re.compile(r"[\s'’_]")


class NotAQuantity(ValueError):  # noqa: N818  said to people
    """Cannot be understood; the message names the rule."""


def parse(text: str) -> Decimal:
    """The number that `text` means to a reader of the active language, as it was written:
    "400.000" keeps its three decimals, so that `must_be_whole` can see them."""
    digits = _BLANKS.sub("", ascii_digits(text))
    point = get_format("DECIMAL_SEPARATOR")
    comma = "." if point == "," else ","
    found = next((m for form in _readings(point, comma) if (m := form.fullmatch(digits))), None)
    if found is None:
        raise NotAQuantity(
            _("Write a number, such as %(example)s.") % {"example": f"400{comma}000"}
        )
    whole, fraction = re.sub(r"\D", "", found["whole"]), found["fraction"] or ""
    return _bounded(Decimal(f"{whole}.{fraction}" if fraction else whole), fraction)


@lru_cache(maxsize=2)
def _readings(point: str, comma: str) -> list[re.Pattern[str]]:
    """The reader's own way of writing first; the other way where it can mean nothing else."""
    point, comma = re.escape(point), re.escape(comma)
    lead = r"[1-9]\d{0,2}"
    ways = [
        rf"(?P<whole>\d+|{lead}(?:{comma}\d{{3}})+)(?:{point}(?P<fraction>\d+))?",
        rf"(?P<whole>{lead}(?:{point}\d{{3}}){{2,}}|\d+)(?:{comma}(?P<fraction>\d+))?",
        rf"(?P<whole>{lead}(?:{point}\d{{3}})+){comma}(?P<fraction>\d+)",
    ]
    return [re.compile(way) for way in ways]


def _bounded(number: Decimal, fraction: str) -> Decimal:
    if len(fraction.rstrip("0")) > PLACES:
        raise NotAQuantity(_("Write at most three decimals, or take a smaller unit."))
    if number <= 0:
        raise NotAQuantity(_("The quantity must be more than nothing."))
    if number >= MOST:
        raise NotAQuantity(_("The quantity is too large. Take a larger unit."))
    return number


def must_be_whole(quantity: Decimal, unit: str) -> None:
    """Tablets, animals, items are counted: "400.000 tablets" is a question, not 400."""
    exponent = quantity.as_tuple().exponent
    if unit not in MEASURED and isinstance(exponent, int) and exponent < 0:
        raise NotAQuantity(_("This unit is counted: write a whole number without decimals."))


def written(quantity: Decimal) -> str:
    """How the field shows a number: no grouping, the reader's decimal sign."""
    return f"{quantity.normalize():f}".replace(".", get_format("DECIMAL_SEPARATOR"))
