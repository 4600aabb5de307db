"""Numbers of documents, plates, hulls and accounts, folded so that two ways of writing one meet."""

import unicodedata

from cases.digits import ascii_digits


def compact(text: str) -> str:
    """Letters and digits alone, in capitals: `กข 1234`, `กข-๑๒๓๔` are one plate.

    Marks of Thai, Lao, Khmer and Burmese are parts of their letters and stay.
    """
    folded = unicodedata.normalize("NFKC", ascii_digits(text)).upper()
    kept = (c for c in folded if unicodedata.category(c)[0] in "LMN")
    return unicodedata.normalize("NFC", "".join(kept))
