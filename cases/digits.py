"""Digits of any script are digits."""

import unicodedata

# Full-width signs of Chinese keyboards lie this far from their plain ones.
_FULL_WIDTH = range(0xFF01, 0xFF5F)
_FULL_WIDTH_SHIFT = 0xFEE0


def ascii_digits(text: str) -> str:
    """Thai, Lao, Khmer, Burmese and all other decimal digits as 0–9; full-width signs as plain."""
    return "".join(_ascii(character) for character in text)


def _ascii(character: str) -> str:
    value = unicodedata.decimal(character, None)
    if value is not None:
        return str(value)
    if ord(character) in _FULL_WIDTH:
        return chr(ord(character) - _FULL_WIDTH_SHIFT)
    return character


def small_number(text: str) -> int | None:
    """A number as fields and buttons carry it; anything else (², thousands of digits) is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else None
