"""Workbooks as coordinators bring them."""

import io

from openpyxl import Workbook

from roadmap.workbook.sheets import SHEETS

NAMES = {sheet.name: sheet.columns for sheet in SHEETS}


def brought(**sheets):
    """A workbook with these rows (dicts by heading) under the headings."""
    book = Workbook()
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        page.append(NAMES[name])
        for row in rows:
            page.append([row.get(column) for column in NAMES[name]])
            for cell in page[page.max_row]:
                cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
