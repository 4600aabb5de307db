"""Bytes as text: UTF-8, UTF-16 and the Thai Windows-874, of which TIS-620 is a part.

What a file begins with tells UTF-8 and UTF-16; else it is UTF-8 when all of it can be, and Thai
when all of it can be that. A file that fits neither is refused: a guess would spoil names.
"""

import codecs
import io
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from cases.models import CaseImport
from cases.problems import CaseProblem

UTF8, UTF16, THAI = "utf-8-sig", "utf-16", "cp874"
MOST_LINE = 256 * 1024
BLOCK = 64 * 1024
_NAMED = {
    CaseImport.Encoding.UTF8: UTF8,
    CaseImport.Encoding.UTF16: UTF16,
    CaseImport.Encoding.THAI: THAI,
}
SAID = {codec: name for name, codec in _NAMED.items()}
_BOMS = ((codecs.BOM_UTF8, UTF8), (codecs.BOM_UTF16_LE, UTF16), (codecs.BOM_UTF16_BE, UTF16))
# A Thai vowel or tone mark right behind a Latin letter is nobody's Thai: it is an accented letter
# of another encoding.
_NOT_THAI = re.compile(rb"[A-Za-z][\xd1\xd4-\xda\xe7-\xee]")

Opened = Callable[[], Iterator[bytes]]


def codec_of(opened: Opened, asked: str) -> str:
    """The codec that reads all of the content; `opened` gives it from its beginning each time.

    Raises Problem when the one that was asked for cannot, or none can.
    """
    if asked != CaseImport.Encoding.AUTO:
        codec = _NAMED[CaseImport.Encoding(asked)]
        if codec == UTF16:
            codec = _unmarked(next(opened(), b"")) or codec
        _must_fit(opened, codec)
        return codec
    head = next(opened(), b"")
    marked = next((codec for mark, codec in _BOMS if head.startswith(mark)), None) or _unmarked(
        head
    )
    if marked is not None:
        _must_fit(opened, marked)
        return marked
    fitting = (codec for codec in (UTF8, THAI) if _misfit(opened, codec) is None)
    found = next(fitting, None)
    if found is None or (found == THAI and any(_NOT_THAI.search(part) for part in opened())):
        raise CaseProblem(
            _("The encoding of the file is not clear. Save it as UTF-8, or choose the encoding."),
            field="encoding",
        )
    return found


def _unmarked(head: bytes) -> str | None:
    """UTF-16 without a mark: headings are plain letters, so every other byte is empty."""
    if head[1:2] == b"\x00" and head[:1] != b"\x00":
        return "utf-16-le"
    if head[:1] == b"\x00" and head[1:2] != b"\x00":
        return "utf-16-be"
    return None


def _misfit(opened: Opened, codec: str) -> int | None:
    """The first line that cannot be read, or None."""
    decoder = codecs.getincrementaldecoder(codec)("strict")
    lines = 1
    try:
        for part in opened():
            lines += decoder.decode(part).count("\n")
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        read = error.object[: error.start].decode(codec, "ignore")
        return lines + read.count("\n")
    return None


def _must_fit(opened: Opened, codec: str) -> None:
    line = _misfit(opened, codec)
    if line is not None:
        raise CaseProblem(
            _("The file is not %(encoding)s: from line %(line)d on it cannot be read.")
            % {"encoding": SAID.get(codec, CaseImport.Encoding.UTF16).label, "line": line},
            field="encoding",
        )


class _Parts(io.RawIOBase):
    """What comes in parts, as a file that is read forwards."""

    def __init__(self, parts: Iterable[bytes]) -> None:
        self._parts, self._rest = iter(parts), b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        while not self._rest:
            part = next(self._parts, None)
            if part is None:
                return 0
            self._rest = part
        taken, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
        buffer[: len(taken)] = taken
        return len(taken)


def _text(parts: Iterable[bytes], codec: str) -> io.TextIOWrapper:
    raw: Any = _Parts(parts)
    return io.TextIOWrapper(io.BufferedReader(raw), codec, newline="")


def lines_of(parts: Iterable[bytes], codec: str) -> Iterator[str]:
    """Line by line with its ending; a line without end is refused before it fills the memory."""
    text = _text(parts, codec)
    number = 0
    while line := text.readline(MOST_LINE):
        number += 1
        if len(line) >= MOST_LINE:
            raise CaseProblem(_("Line %(line)d is too long.") % {"line": number}, field="file")
        yield line


def blocks_of(parts: Iterable[bytes], codec: str) -> Iterator[str]:
    """For what has no lines."""
    text = _text(parts, codec)
    while block := text.read(BLOCK):
        yield block
