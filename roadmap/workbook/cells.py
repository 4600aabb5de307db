"""Cells of the workbook: text on the way out, and read back from what spreadsheet programs make
of it (a day becomes a moment, a number a float)."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from agencies.problems import Problem
from cases.digits import ascii_digits
from cases.forms.days import NotADay, parse_day
from roadmap.figurefilters import month_of

_NUMBER = re.compile(r"-?[0-9]{1,14}(\.[0-9]{1,4})?")

Row = Mapping[str, str]
# A formula that no spreadsheet program has worked out.
UNREAD = "#FORMULA!"


def _nothing() -> str:
    return _("This cell is empty.")


def plain(value: Any) -> str:
    """What a cell holds, as it would be typed."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, float):
        return written_number(Decimal(repr(value)))
    return str(value).strip()


def written_number(number: Decimal | None) -> str:
    """Without an exponent and without zeros that say nothing."""
    if number is None:
        return ""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def written_day(day: date | None) -> str:
    return f"{day:%Y-%m-%d}" if day is not None else ""


def text(row: Row, column: str, *, most: int, needed: bool = False) -> str:
    found = row.get(column, "")
    if found == UNREAD:
        message = _("This cell holds a formula without its result. Put the result in.")
        raise Problem(message, field=column)
    if needed and not found:
        raise Problem(_nothing(), field=column)
    if len(found) > most:
        message = _("This is %(length)d characters long; at most %(most)d are kept.")
        raise Problem(message % {"length": len(found), "most": most}, field=column)
    if "\x00" in found:
        raise Problem(_("There are characters in it that are no text."), field=column)
    return found


def needed_day(row: Row, column: str) -> date:
    found = day(row, column)
    if found is None:
        raise Problem(_nothing(), field=column)
    return found


def needed_number(row: Row, column: str) -> Decimal:
    found = number(row, column)
    if found is None:
        raise Problem(_nothing(), field=column)
    return found


def day(row: Row, column: str) -> date | None:
    found = text(row, column, most=20)
    try:
        return parse_day(found) if found else None
    except NotADay as problem:
        raise Problem(str(problem), field=column) from problem


def month(row: Row, column: str) -> date:
    """`2026-10`, or the day that a spreadsheet program made of it."""
    found = text(row, column, most=20, needed=True)
    read = month_of(found[:7] if len(found) == len("2026-10-01") else found)
    if read is None:
        raise Problem(_("Write the month as 2026-11."), field=column)
    return read


def number(row: Row, column: str) -> Decimal | None:
    """At most fourteen digits before the point and two behind it."""
    found = ascii_digits(text(row, column, most=20))
    if not found:
        return None
    if not _NUMBER.fullmatch(found):
        raise Problem(_("Write a number, such as 12.5."), field=column)
    read = Decimal(found)
    if not read.is_finite() or abs(read) >= 10**14 or read != round(read, 2):
        raise Problem(_("Write a number with at most two decimals."), field=column)
    return read


def version(row: Row) -> int:
    """0 of a row that is new."""
    found = ascii_digits(row.get("version", ""))
    if found and not (found.isdecimal() and len(found) < 10):
        raise Problem(_("Leave the version as it was taken."), field="version")
    return int(found or 0)
