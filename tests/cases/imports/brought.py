"""Files of cases, and bringing them as the tests do."""

import csv
import io
import json

from openpyxl import Workbook

from cases.imports import bringing, working
from cases.imports.bringing import Asked
from cases.imports.columns import COLUMNS
from cases.models import ImportRow

GOOD = {
    "own_id": "A-1",
    "happened_at": "21/11/2026 02:10",
    "crossing": "TH-MM:mae-sai-1",
    "offences": "060121",
    "evaluation": "B2",
    "narrative": "Planted-narrative",
    "substance_1": "METH_TAB",
    "quantity_1": "400,000",
    "unit_1": "tablet",
    "person_name": "สมชาย",
    "person_nationality": "LA",
    "vehicle_plate": "กข 1234",
    "vehicle_plate_country": "TH",
}


def rows(number, **changes):
    """So many good rows, each with an own id of its own."""
    return [{**GOOD, "own_id": f"A-{n}", **changes} for n in range(1, number + 1)]


def table(*rows, encoding="utf-8-sig", delimiter=",", columns=None):
    """As a CSV file."""
    text = io.StringIO()
    names = columns or list(COLUMNS)
    writer = csv.DictWriter(text, names, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


def workbook(*rows, columns=None):
    names = columns or list(COLUMNS)
    book = Workbook()
    book.active.append(names)
    for row in rows:
        book.active.append([row.get(name) for name in names])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def body(own_id="A-1", **changes):
    """As the API has it."""
    return {
        "own_id": own_id,
        "happened_at": "2026-11-20T19:10:00Z",
        "offences": ["060121"],
        "evaluation": "B2",
        "route": [{"role": "incident", "crossing": "TH-MM:mae-sai-1"}],
        **changes,
    }


def lines(*bodies):
    return "\n".join(json.dumps(one, ensure_ascii=False) for one in bodies).encode()


def waiting(content, officer, name="cases.csv", **asked):
    return bringing.bring(name, len(content), [content], Asked(**asked), officer=officer)


def checked(content, officer, name="cases.csv", **asked):
    """Brought, and gone through by a worker."""
    found = waiting(content, officer, name, **asked)
    return worked(found)


def worked(found):
    working.work(found.pk)
    found.refresh_from_db()
    return found


def run(found, officer, mode="good_rows", **more):
    bringing.run(found, officer=officer, mode=mode, **more)
    return worked(found)


def states(found):
    return list(ImportRow.objects.of(found).values_list("state", flat=True))


def faults(found):
    """By row, the columns at fault and the rules."""
    wrong = ImportRow.objects.of(found).in_state("wrong")
    return {row.number: {one["field"]: one["code"] for one in row.faults} for row in wrong}
