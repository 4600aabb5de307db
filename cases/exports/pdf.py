"""Documents as PDF, set by typst with fonts of our own (docs/decisions/0014)."""

import json
import re
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

from cases.exports.printed import Block, Document, printable

PAGE = Path(__file__).with_name("report.typ")
# Longer runs of Latin letters and figures (checksums, addresses) may be broken anywhere.
_LONG = re.compile(r"([\x21-\x7e]{24})(?=[\x21-\x7e])")
_ZERO_WIDTH_SPACE = "\u200b"


@cache
def fonts() -> typst.Fonts:
    """Ours alone, read once: a page looks the same on every machine."""
    folder = Path(settings.BASE_DIR, "static/vendor/print")
    return typst.Fonts(False, False, [folder])


def written(document: Document) -> bytes:
    return typeset(PAGE, _data(document), document.stamp.at)


def typeset(page: Path, data: dict[str, Any], at: datetime) -> bytes:
    """For a reader who hears it, too (PDF/UA-1); only a character that no font of ours has makes
    it a plain PDF."""
    try:
        return _set(page, data, at, ["ua-1"])
    except typst.TypstError:
        return _set(page, data, at, [])


def _set(page: Path, data: dict[str, Any], at: datetime, standards: list[Any]) -> bytes:
    pdf = typst.compile(
        page,
        root=page.parent,
        font_paths=fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data)},
        pdf_standards=standards,
        timestamp=int(at.timestamp()),
    )
    if not isinstance(pdf, bytes):
        raise TypeError(type(pdf))
    return pdf


def _data(document: Document) -> dict[str, Any]:
    return {
        "lang": document.language.partition("-")[0],
        "reference": document.reference,
        "title": _breakable(document.title),
        "lead": _breakable(document.lead),
        "author": printable(document.stamp.recipient),
        "handling": _breakable(document.handling),
        "stamp": [[_breakable(cell) for cell in line] for line in document.stamp.lines],
        "sections": [
            {
                "title": printable(section.title),
                "blocks": [_block(block) for block in section.blocks],
            }
            for section in document.sections
        ],
    }


def _block(block: Block) -> dict[str, Any]:
    return {"kind": block.kind, "content": _breakable_all(block.content)}


def _breakable_all(content: Any) -> Any:
    if isinstance(content, str):
        return _breakable(content)
    return [_breakable_all(part) for part in content]


def _breakable(text: str) -> str:
    return _LONG.sub(rf"\1{_ZERO_WIDTH_SPACE}", printable(text))
