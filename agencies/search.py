"""One way to fold text for searching, the same when storing and when asking."""

import unicodedata


def search_key(text: str) -> str:
    """NFKC, case folded, Latin accents off, blanks collapsed.

    Marks of Thai, Lao, Khmer, Burmese and other scripts are letters of the word and stay;
    only the combining accents of Latin (Vietnamese among them) go.
    """
    folded = unicodedata.normalize("NFKC", text).casefold().replace("đ", "d")
    decomposed = unicodedata.normalize("NFD", folded)
    kept = (c for c in decomposed if not "\u0300" <= c <= "\u036f")
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())
