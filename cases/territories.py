"""Names of the world's countries in the reader's language (CLDR, through Babel)."""

from collections.abc import Mapping
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

# The countries of the exchange and their neighbours: the likely answers come first.
REGION = (
    "BN", "KH", "ID", "LA", "MY", "MM", "PH", "SG", "TH", "TL", "VN",
    "CN", "IN", "BD", "HK", "MO", "TW", "KR", "JP", "AU", "PG", "NP", "PK", "LK",
)  # fmt: skip

# English names as the exchange writes them, where CLDR writes another.
_WRITTEN = {
    "BN": "Brunei Darussalam",
    "HK": "Hong Kong, China",
    "KR": "Republic of Korea",
    "LA": "Lao PDR",
    "MM": "Myanmar",
    "MO": "Macao, China",
    "TW": "Chinese Taipei",
    "VN": "Viet Nam",
}

# ICAO Doc 9303 codes for people without a nationality of their own.
STATELESS, UNKNOWN = "XXA", "XXX"

Pairs = tuple[tuple[str, str], ...]


def territory(code: str, language: str | None = None) -> str:
    """The country's name in a language (the reader's, unless given); English where CLDR has
    none in it; the code for what is no country."""
    return _names(language or get_language() or "en").get(code, code)


def named(code: str) -> str:
    """ "Lao PDR (LA)": its name, and the code by which it stands in papers and on plates."""
    name = territory(code)
    return f"{name} ({code})" if name != code else code


def is_territory(code: str) -> bool:
    """Whether somebody can come from there; codes of three letters are ICAO's own."""
    return len(code) == 3 or code in _names("en")


@lru_cache(maxsize=300)
def spellings(code: str) -> frozenset[str]:
    """Every name of a country in the portal's languages, short and long."""
    full = {_locale(language).territories.get(code, "") for language, _name in settings.LANGUAGES}
    parts = {part.strip(" )") for name in full for part in name.split("(")}
    return frozenset((full | parts | {_WRITTEN.get(code, "")}) - {""})


def nationalities() -> tuple[Pairs, Pairs]:
    """(code, name) of the region's countries, then of all others and of those without one."""
    without = ((STATELESS, _("Stateless")), (UNKNOWN, _("Nationality unknown")))
    return region(), others() + without


def region() -> Pairs:
    names = _names(get_language() or "en")
    return tuple((code, names[code]) for code in REGION)


def others() -> Pairs:
    return _others(get_language() or "en")


@lru_cache(maxsize=16)
def _others(language: str) -> Pairs:
    names = _names(language).items()
    return tuple(sorted(((c, n) for c, n in names if c not in REGION), key=lambda pair: pair[1]))


@lru_cache(maxsize=32)
def _names(language: str) -> dict[str, str]:
    english = {c: n for c, n in Locale("en").territories.items() if _is_country(c)}
    locale = _locale(language)
    own = {} if locale.language == "en" else locale.territories
    named = {c: _WRITTEN.get(c, n) for c, n in english.items()}
    return {c: _plain(c, own[c]) if _is_own(own, english, c) else n for c, n in named.items()}


def _is_own(own: Mapping[str, str], english: Mapping[str, str], code: str) -> bool:
    """CLDR fills a language that has no word of its own with the English one."""
    return code in own and own[code] != english[code]


def _plain(code: str, name: str) -> str:
    """Countries of the region without a second name in brackets."""
    return name.partition(" (")[0] if code in REGION else name


def _is_country(code: str) -> bool:
    """Two letters, and not one of CLDR's groups, outliers and tests."""
    return len(code) == 2 and code.isalpha() and code not in _NOT_COUNTRIES


_NOT_COUNTRIES = frozenset(
    {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}
)


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def tongue(language: str) -> str:
    """The name of a language in the reader's language."""
    code = language.partition("-")[0]
    english: str = Locale("en").languages.get(code, language)
    own: str = _locale(get_language() or "en").languages.get(code, english)
    return own
