"""IMO ship numbers (IMO resolution A.1117(30)): seven digits, the last one a check digit."""

import re

from django.utils.translation import gettext as _

from cases.digits import ascii_digits

_WRITTEN = re.compile(r"(?:IMO)?(\d{7})")


class NotAnImoNumber(ValueError):  # noqa: N818  said to people
    """The message names the rule."""


def parse(text: str) -> str:
    """The seven digits, with or without "IMO" before them."""
    found = _WRITTEN.fullmatch("".join(ascii_digits(text).upper().split()))
    if found is None:
        raise NotAnImoNumber(_("An IMO number has seven digits, such as 9074729."))
    if not is_right(found[1]):
        raise NotAnImoNumber(
            _("The last digit of an IMO number follows from the others, and here it does not.")
        )
    return found[1]


def is_right(number: str) -> bool:
    """Six digits times 7, 6, 5, 4, 3, 2; the last digit of the sum is the seventh."""
    digits = [int(digit) for digit in number]
    total = sum(digit * weight for digit, weight in zip(digits, range(7, 1, -1), strict=False))
    return len(digits) == 7 and total % 10 == digits[6]
