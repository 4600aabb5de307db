"""Check characters of a number that people copy by hand: ISO/IEC 7064, MOD 1271-36.

Two letters or figures behind the number. They notice every single wrong character, every two that
changed places, and nearly every other slip.
"""

SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MODULUS, RADIX = 1271, 36


def check_code(number: str) -> str:
    """Of the letters and figures of `number`; what stands between them does not count."""
    rest = 0
    for sign in _signs(number):
        rest = (rest + SIGNS.index(sign)) * RADIX % MODULUS
    code = (1 - rest * RADIX) % MODULUS
    return SIGNS[code // RADIX] + SIGNS[code % RADIX]


def is_right(number: str, code: str) -> bool:
    return check_code(number) == code.upper()


def _signs(number: str) -> str:
    return "".join(sign for sign in number.upper() if sign in SIGNS)
