"""What a file is, told from its content. What is not on this list is not taken.

The name counts for nothing but between plain text and CSV, which nothing else tells apart.
"""

import codecs
import io
import re
import zipfile
import zlib
from dataclasses import dataclass

from cases.files.faults import Fault, RefusedError


@dataclass(frozen=True)
class Kind:
    media_type: str
    extension: str
    is_image: bool = False


JPEG = Kind("image/jpeg", "jpg", is_image=True)
PNG = Kind("image/png", "png", is_image=True)
WEBP = Kind("image/webp", "webp", is_image=True)
PDF = Kind("application/pdf", "pdf")
TEXT = Kind("text/plain", "txt")
CSV = Kind("text/csv", "csv")
_OFFICE = "application/vnd.openxmlformats-officedocument"
DOCX = Kind(f"{_OFFICE}.wordprocessingml.document", "docx")
XLSX = Kind(f"{_OFFICE}.spreadsheetml.sheet", "xlsx")

KINDS = {kind.media_type: kind for kind in (JPEG, PNG, WEBP, PDF, TEXT, CSV, DOCX, XLSX)}
EXTENSIONS = sorted(kind.extension for kind in KINDS.values())


# Everything that `zipfile` raises for content that is no whole archive.
BROKEN_ARCHIVE = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    ValueError,
    NotImplementedError,
    EOFError,
)


def kind_of(content: bytes, name: str) -> Kind:
    """The kind of this content, or a refusal."""
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return WEBP
    if content.startswith(b"%PDF-"):
        return PDF
    if content.startswith(b"PK\x03\x04"):
        return _office_kind(content)
    if is_text(content):
        return CSV if name.lower().endswith(".csv") else TEXT
    raise RefusedError(Fault.TYPE)


def _office_kind(content: bytes) -> Kind:
    try:
        names = set(zipfile.ZipFile(io.BytesIO(content)).namelist())
    except BROKEN_ARCHIVE as error:
        raise RefusedError(Fault.DAMAGED) from error
    if "[Content_Types].xml" in names:
        if "word/document.xml" in names:
            return DOCX
        if "xl/workbook.xml" in names:
            return XLSX
    raise RefusedError(Fault.TYPE)


# What a browser, a shell or Office would take for more than words.
_MARKUP = re.compile(
    rb"<\s*(!doctype|html|head|body|svg|script|iframe|object|embed|img|meta|link|style|form|base|"
    rb"a\s|!entity|\?xml|\?php|xml|math|%)|^#!|^MIME-Version:|^\{\\rtf|javascript:",
    re.IGNORECASE | re.MULTILINE,
)
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def is_text(content: bytes) -> bool:
    """Plain words in UTF-8, UTF-16 with its mark, or an older encoding of the region."""
    plain = _as_utf8(content)
    return (
        bool(plain.strip())
        and not _CONTROLS.search(plain)
        and not _MARKUP.search(plain.removeprefix(codecs.BOM_UTF8))
    )


def _as_utf8(content: bytes) -> bytes:
    if content[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return content
    try:
        return content.decode("utf-16").encode()
    except UnicodeError:
        return b"\x00"
