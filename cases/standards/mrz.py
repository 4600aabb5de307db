"""Machine-readable zones of travel documents (ICAO Doc 9303 parts 3 to 7), read and checked
without asking anybody: cards (TD1, TD2), passports (TD3) and visas (MRV-A, MRV-B).

A wrong check digit is no reason to refuse the lines: it is what the officer wants to know.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from cases.digits import ascii_digits

FILLER = "<"
_ALLOWED = re.compile(r"[A-Z0-9<]*")
_WEIGHTS = (7, 3, 1)
# Documents are valid for ten years at most; the oldest ones in use end in the 1990s.
_OLDEST_EXPIRY = 70


class NotAZone(ValueError):  # noqa: N818  said to people
    """Not the lines of a machine-readable zone; the message names the fault."""


@dataclass(frozen=True)
class Check:
    """One check digit: what it covers, what stands there, what it would have to be."""

    covers: str
    given: str
    wanted: str

    @property
    def is_right(self) -> bool:
        """An empty field may have a filler for its zero (Doc 9303 part 4, 4.2.2)."""
        return self.given == self.wanted or (self.given == FILLER and self.wanted == "0")


@dataclass(frozen=True)
class PartialDate:
    """Month and day are 0 where the document does not know them."""

    year: int
    month: int = 0
    day: int = 0

    @property
    def exact(self) -> date | None:
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None


@dataclass(frozen=True)
class Zone:
    """What the lines say, field by field, without the fillers."""

    format: str
    lines: tuple[str, ...]
    document_code: str
    issuer: str
    surname: str
    given_names: str
    number: str
    nationality: str
    birth: str
    sex: str
    expiry: str
    optional: str
    checks: tuple[Check, ...]

    @property
    def is_right(self) -> bool:
        return all(check.is_right for check in self.checks)

    @property
    def name(self) -> str:
        return f"{self.surname} {self.given_names}".strip()

    def born(self, today: date) -> PartialDate | None:
        """Two digits of a year: the last one that is not ahead of today."""
        found = _parts(self.birth)
        if found is None:
            return None
        year, month, day = found
        century = 2000 if 2000 + year <= today.year else 1900
        return PartialDate(century + year, month, day)

    @property
    def expires(self) -> PartialDate | None:
        found = _parts(self.expiry)
        if found is None:
            return None
        year, month, day = found
        return PartialDate((1900 if year >= _OLDEST_EXPIRY else 2000) + year, month, day)


def read(text: str) -> Zone:
    """The zone in pasted or typed lines. Blanks and small letters do not matter."""
    lines = _lines(text)
    for line in lines:
        if not _ALLOWED.fullmatch(line):
            raise NotAZone(
                _("A machine-readable line has capital letters A to Z, digits and < only.")
            )
    reader = _READERS.get((len(lines), *{len(line) for line in lines}))
    if reader is None:
        lengths = ", ".join(str(len(line)) for line in lines) or "0"
        raise NotAZone(
            _(
                "Paste two lines of 44 or 36 characters, or three lines of 30. "
                "These lines have: %(lengths)s."
            )
            % {"lengths": lengths}
        )
    return reader(lines)


def _lines(text: str) -> tuple[str, ...]:
    written = ascii_digits(text).upper().replace("«", "<<")
    lines = ("".join(line.split()) for line in written.splitlines())
    return tuple(line for line in lines if line)


def check_digit(text: str) -> str:
    """Weights 7, 3, 1; digits are themselves, A is 10 … Z is 35, a filler is 0; modulo 10."""
    values = (0 if c == FILLER else int(c, 36) for c in text)
    return str(sum(v * _WEIGHTS[place % 3] for place, v in enumerate(values)) % 10)


def _check(covers: str, text: str, given: str) -> Check:
    return Check(covers, given, check_digit(text))


# -- the formats -----------------------------------------------------------------------------


def _card(lines: Sequence[str]) -> Zone:
    """TD1: three lines of 30 (Doc 9303 part 5)."""
    first, second, third = lines
    number, number_check, optional = _number(first[5:14], first[14], first[15:])
    composite = first[5:30] + second[0:7] + second[8:15] + second[18:29]
    return _zone(
        "TD1",
        lines,
        names=third,
        number=number,
        nationality=second[15:18],
        birth=second[0:6],
        sex=second[7],
        expiry=second[8:14],
        optional=f"{optional} {_plain(second[18:29])}".strip(),
        checks=(
            number_check,
            _check("birth", second[0:6], second[6]),
            _check("expiry", second[8:14], second[14]),
            _check("composite", composite, second[29]),
        ),
    )


def _small(lines: Sequence[str]) -> Zone:
    """TD2: two lines of 36 (Doc 9303 part 6), and visas of format B (part 7)."""
    second = lines[1]
    if lines[0].startswith("V"):
        return _two_lines("MRV-B", lines, optional=second[28:36])
    composite = second[0:10] + second[13:20] + second[21:35]
    more = (_check("composite", composite, second[35]),)
    return _two_lines("TD2", lines, optional=second[28:35], more=more)


def _booklet(lines: Sequence[str]) -> Zone:
    """TD3: two lines of 44 (Doc 9303 part 4), and visas of format A (part 7)."""
    second = lines[1]
    if lines[0].startswith("V"):
        return _two_lines("MRV-A", lines, optional=second[28:44])
    composite = second[0:10] + second[13:20] + second[21:43]
    more = (
        _check("optional", second[28:42], second[42]),
        _check("composite", composite, second[43]),
    )
    return _two_lines("TD3", lines, optional=second[28:42], more=more)


def _two_lines(
    name: str, lines: Sequence[str], *, optional: str, more: tuple[Check, ...] = ()
) -> Zone:
    """What passports, visas and the larger cards have in common."""
    first, second = lines
    long_form = optional if name == "TD2" else ""
    number, number_check, rest = _number(second[0:9], second[9], long_form)
    return _zone(
        name,
        lines,
        names=first[5:],
        number=number,
        nationality=second[10:13],
        birth=second[13:19],
        sex=second[20],
        expiry=second[21:27],
        optional=rest if name == "TD2" else _plain(optional),
        checks=(
            number_check,
            _check("birth", second[13:19], second[19]),
            _check("expiry", second[21:27], second[27]),
            *more,
        ),
    )


def _zone(name: str, lines: Sequence[str], *, names: str, **said: object) -> Zone:
    surname, _fillers, given = names.partition(FILLER * 2)
    plain = {key: _plain(value) if isinstance(value, str) else value for key, value in said.items()}
    return Zone(
        format=name,
        lines=tuple(lines),
        document_code=_plain(lines[0][:2]),
        issuer=_plain(lines[0][2:5]),
        surname=_plain(surname),
        given_names=_plain(given),
        **plain,  # type: ignore[arg-type]
    )


def _number(field: str, digit: str, optional: str) -> tuple[str, Check, str]:
    """A number of more than nine characters goes on in the optional field of a card: the digit's
    place holds a filler, and the digit itself stands at the end (part 5, note j)."""
    more, _filler, rest = optional.partition(FILLER)
    if digit == FILLER and len(more) > 1:
        number = field + more[:-1]
        return number, _check("number", number, more[-1]), _plain(rest)
    return field, _check("number", field, digit), _plain(optional)


def _plain(field: str) -> str:
    return " ".join(field.replace(FILLER, " ").split())


def _parts(field: str) -> tuple[int, int, int] | None:
    """Year, month, day of YYMMDD, with 0 for what the document does not know."""
    padded = field.replace(" ", "")
    if not re.fullmatch(r"\d{2}(\d{2}(\d{2})?)?", padded):
        return None
    year, month, day = padded[0:2], padded[2:4] or "0", padded[4:6] or "0"
    return int(year), int(month), int(day)


_READERS: dict[tuple[int, ...], Callable[[Sequence[str]], Zone]] = {
    (3, 30): _card,
    (2, 36): _small,
    (2, 44): _booklet,
}
