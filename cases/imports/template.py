"""The empty table of cases to fill in: CSV with the headings, XLSX with what each column holds and
the codes that stand in them."""

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import chain

from django.http import Http404
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font

from agencies.models import Code, Country, Crossing
from cases.exports.sheet import CSV, TYPES, XLSX, as_text
from cases.exports.taken import Copy
from cases.imports.columns import COLUMNS, NEEDED
from cases.imports.tables import SHEET
from cases.models import Case, Subject

KINDS = (XLSX, CSV)
_LISTS = {
    "offences": ("case_type_iccs",),
    "substance_1": ("drugs", "precursors"),
    "unit_1": ("units",),
}


def template(kind: str) -> Copy:
    """In the reader's language; the headings are the same in all. 404 for other kinds."""
    if kind not in KINDS:
        raise Http404
    content = _csv() if kind == CSV else _xlsx()
    return Copy(f"cases-template.{kind}", TYPES[kind], content)


def _csv() -> bytes:
    text = io.StringIO()
    csv.writer(text).writerow(COLUMNS)
    return text.getvalue().encode("utf-8-sig")


def _xlsx() -> bytes:
    book = Workbook(write_only=True)
    bold = Font(bold=True)
    book.create_sheet(SHEET).append(list(COLUMNS))
    sheets = ((_("Columns"), _column_lines()), (_("Codes"), _code_lines()))
    for title, lines in sheets:
        page = book.create_sheet(title)
        for number, line in enumerate(lines):
            page.append([as_text(page, cell, None if number else bold) for cell in line])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _column_lines() -> Iterator[tuple[str, ...]]:
    yield _("Column"), _("Needed"), _("What it holds")
    for name, says in COLUMNS.items():
        yield name, _("yes") if name in NEEDED else "", str(says)


def _code_lines() -> Iterator[tuple[str, ...]]:
    yield _("Column"), _("Code"), _("What it means")
    for column, slugs in _LISTS.items():
        known = Code.objects.active().filter(list__in=slugs).order_by("list", "code")
        yield from ((column, code.code, str(code)) for code in known)
    yield from (("crossing", one.code, f"{one.name_a} – {one.name_b}") for one in _crossings())
    yield from (("country", one.code, str(one)) for one in Country.objects.order_by("code"))
    yield from _choices()


def _crossings() -> Iterable[Crossing]:
    return Crossing.objects.order_by("code")


def _choices() -> Iterator[tuple[str, str, str]]:
    evaluations = (
        (f"{source}{information}", f"{source.label}; {information.label}")
        for source in Case.Source
        for information in Case.Information
    )
    choices = chain(
        (("urgency", *one) for one in Case.Urgency.choices),
        (("handling_code", *one) for one in Case.Handling.choices),
        (("evaluation", *one) for one in evaluations),
        (("person_role", *one) for one in Subject.Role.choices),
    )
    yield from ((column, str(value), str(label)) for column, value, label in choices)
