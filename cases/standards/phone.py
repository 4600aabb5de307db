"""Telephone numbers as E.164: a plus sign, the country's code, at most fifteen digits."""

import phonenumbers
from django.utils.translation import gettext as _

from cases.digits import ascii_digits


class NotAPhoneNumber(ValueError):  # noqa: N818  said to people
    """The message names the rule."""


def parse(text: str, country: str = "") -> str:
    """`081-234 5678` written in Thailand is +66812345678. Without a plus sign the number is one
    of `country`."""
    try:
        number = phonenumbers.parse(ascii_digits(text), country or None)
    except phonenumbers.NumberParseException:
        raise NotAPhoneNumber(
            _("Write the number with its country code, such as +66 81 234 5678.")
        ) from None
    if not phonenumbers.is_possible_number(number):
        raise NotAPhoneNumber(_("A number of that country has more or fewer digits."))
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def is_assigned(number: str) -> bool:
    """Whether the number lies in a range that its country has given out."""
    return phonenumbers.is_valid_number(phonenumbers.parse(number))


def spaced(number: str) -> str:
    """`+66 81 234 5678`, for reading."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
