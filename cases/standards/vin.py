"""Vehicle identification numbers (ISO 3779). The check digit is a rule of North America alone
(49 CFR 565.15): elsewhere the ninth place may hold anything, so a wrong one is only said."""

import re

from django.utils.translation import gettext as _

from cases.standards.marks import compact

_ALLOWED = re.compile(r"[0-9A-HJ-NPR-Z]{17}")
_VALUES = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", "12345678123457923456789", strict=True))
_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_NORTH_AMERICA = frozenset("12345")
_CHECK_AT = 8


class NotAVin(ValueError):  # noqa: N818  said to people
    """The message names the rule."""


def parse(text: str) -> str:
    """The seventeen characters in capitals, without blanks and hyphens."""
    written = compact(text)
    if len(written) != len(_WEIGHTS):
        raise NotAVin(
            _("A VIN has 17 characters; this one has %(count)s.") % {"count": len(written)}
        )
    if not _ALLOWED.fullmatch(written):
        raise NotAVin(_("A VIN has digits and capital letters, but never I, O or Q."))
    return written


def check_digit(vin: str) -> str:
    values = (int(_VALUES.get(character, character)) for character in vin)
    rest = sum(v * weight for v, weight in zip(values, _WEIGHTS, strict=True)) % 11
    return "X" if rest == 10 else str(rest)


def is_doubtful(vin: str) -> bool:
    """A vehicle of a North American maker whose check digit is wrong."""
    return vin[0] in _NORTH_AMERICA and vin[_CHECK_AT] != check_digit(vin)
