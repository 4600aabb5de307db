"""The sealed content of an import: what was uploaded, then its rows in one form, whatever it was.

A row is a line of JSON. The rows are read from any place in the middle, so that work that was
killed goes on where it had come to.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from cases.files import store, vault
from cases.imports.columns import Fault
from cases.models import CaseImport

UPLOADED, ROWS = "uploaded", "rows"


@dataclass(frozen=True)
class Row:
    """What one row says, as the body of `POST cases/`, with what was wrong in reading it."""

    number: int
    own_id: str
    body: dict[str, Any]
    faults: list[Fault] = field(default_factory=list)
    # Of a table: which columns the parts of the body came from (`columns.column_of`).
    slots: dict[str, list[str]] = field(default_factory=dict)


def seal(found: CaseImport, uploaded: Iterable[bytes]) -> None:
    """Keep what was uploaded. `found` is not saved."""
    vault.wrap_for(found, vault.new_key())
    store.write(found, UPLOADED, uploaded)


def uploaded(found: CaseImport) -> Iterator[bytes]:
    return store.read(found, UPLOADED)


def keep_rows(found: CaseImport, rows: Iterable[Row]) -> None:
    store.write(found, ROWS, (_line(row) for row in rows))


def _line(row: Row) -> bytes:
    return json.dumps(asdict(row), ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def rows_from(found: CaseImport, position: int) -> Iterator[tuple[int, Row]]:
    """Each row from this place on, with the place behind it."""
    held = b""
    for part in store.read(found, ROWS, start=position):
        *lines, held = (held + part).split(b"\n")
        for line in lines:
            position += len(line) + 1
            yield position, _row(line)


def _row(line: bytes) -> Row:
    kept = json.loads(line)
    faults = [Fault(**fault) for fault in kept.pop("faults")]
    return Row(**kept, faults=faults)


def drop_uploaded(found: CaseImport) -> None:
    (store.folder(found.public_id) / UPLOADED).unlink(missing_ok=True)


def erase(found: CaseImport) -> None:
    """The content is gone; the caller takes the key out of the row."""
    store.erase(found.public_id)
