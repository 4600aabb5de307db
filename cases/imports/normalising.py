"""What was uploaded becomes rows in one form: decoded, Zawgyi converted, tables in the words of the
API. Streams from sealed content to sealed content; only a workbook is in memory as a whole."""

from collections.abc import Callable, Iterator
from datetime import tzinfo
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from cases.imports import content, encodings, tables
from cases.imports.burmese import Words
from cases.imports.columns import Fault, Said, said
from cases.imports.content import Row
from cases.models import CaseImport
from cases.problems import CaseProblem

LONGEST_ID = 100
EVERY = 500

Format = CaseImport.Format


def normalise(
    found: CaseImport, zone: tzinfo, progress: Callable[[int], None]
) -> tuple[int, Words]:
    """Keep the rows; how many, and what became of Burmese texts. `progress` hears how many are
    done every now and then. Raises Problem for a file that cannot be read at all."""
    words, counted = Words(found.burmese), 0
    is_table = found.format in (Format.CSV, Format.XLSX)

    def counting() -> Iterator[Row]:
        nonlocal counted
        for number, held in _raw(found):
            yield _row(number, held, words, zone if is_table else None)
            counted += 1
            if counted % EVERY == 0:
                progress(counted)

    content.keep_rows(found, counting())
    if not counted:
        raise CaseProblem(_("There are no rows in it."), field="file")
    return counted, words


def _raw(found: CaseImport) -> Iterator[tables.Row]:
    if found.format == Format.XLSX:
        return tables.rows_of_workbook(b"".join(content.uploaded(found)))
    codec = encodings.codec_of(partial(content.uploaded, found), found.encoding)
    found.encoding = encodings.SAID.get(codec, CaseImport.Encoding.UTF16)
    parts = content.uploaded(found)
    if found.format == Format.JSON:
        return tables.rows_of_array(encodings.blocks_of(parts, codec))
    lines = encodings.lines_of(parts, codec)
    return tables.rows_of_csv(lines) if found.format == Format.CSV else tables.rows_of_lines(lines)


def _row(number: int, held: dict[str, Any] | CaseProblem, words: Words, zone: tzinfo | None) -> Row:
    """`zone`: of a table alone; JSON says what it means in the words of the API."""
    if isinstance(held, CaseProblem):
        return Row(number, "", {}, [Fault(held.field, "unreadable", held.message)])
    formulas = [
        Fault(name, "formula", cell.message)
        for name, cell in held.items()
        if isinstance(cell, CaseProblem)
    ]
    read = words.read({k: v for k, v in held.items() if not isinstance(v, CaseProblem)})
    own_id = read.pop("own_id", "")
    faults = [*formulas, *_faults_of_id(own_id)]
    if formulas:
        return Row(number, _short(own_id), {}, faults)
    row = said(read, zone) if zone is not None else Said(read, [], {})
    return Row(number, _short(own_id), row.body, [*faults, *row.faults], row.slots)


def _short(own_id: Any) -> str:
    return own_id.strip()[:LONGEST_ID] if isinstance(own_id, str) else ""


def _faults_of_id(own_id: Any) -> Iterator[Fault]:
    if not isinstance(own_id, str) or not own_id.strip():
        yield Fault("own_id", "required", _("Give each row your own number of the case."))
    elif len(own_id.strip()) > LONGEST_ID:
        yield Fault(
            "own_id", "max_length", _("At most %(most)d characters.") % {"most": LONGEST_ID}
        )
    elif not own_id.strip().isprintable():
        yield Fault("own_id", "invalid", _("There are characters in it that are no text."))
