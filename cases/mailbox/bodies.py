"""The words of an e-mail as plain text, without what it quotes. Whatever a mail holds, the answer
is text; pictures, links and styles of a page are not taken."""

import codecs
import re
from html.parser import HTMLParser

from agencies.letters import visible

MOST_HTML = 256 * 1024
_DEEPEST = 5
_LONGEST_LINE = 300

# Codecs of letters. Python knows others that only cost time.
_LETTERS = re.compile(
    r"ascii|utf-?(8|16)(-[lb]e)?|iso8859-\d+|cp\d+|tis-620|koi8-\w|gb\w+|big5\w*|shift_jis\w*|"
    r"euc_\w+|iso2022_\w+|johab|hz"
)
_OTHER_NAMES = {"windows-874": "cp874", "x-windows-874": "cp874", "iso-8859-11": "cp874"}
# What programs write that do not know: the bytes are looked at first.
_SAYS_NOTHING = frozenset({"", "ascii", "utf-8", "iso8859-1", "cp1252"})


def decoded(raw: bytes, charset: str) -> str:
    """Never fails. A wrong name of the charset is put right where the bytes tell."""
    named = _codec(charset)
    tries = ["utf-8", "cp874"] if named in _SAYS_NOTHING else [named, "utf-8"]
    for name in tries:
        try:
            return raw.decode(name)
        except UnicodeError:
            continue
    return raw.decode("utf-8", "replace")


def _codec(charset: str) -> str:
    wanted = charset.strip().lower()
    try:
        name = codecs.lookup(_OTHER_NAMES.get(wanted, wanted)).name
    except (LookupError, ValueError):
        return ""
    return name if _LETTERS.fullmatch(name) else ""


# -- a page ---------------------------------------------------------------------------------------


class _Plain(HTMLParser):
    """Text with its line breaks; what is quoted gets the mark that plain mails have."""

    SILENT = frozenset({"script", "style", "head", "title", "template", "noscript", "textarea"})
    LINES = frozenset(
        {"p", "div", "br", "tr", "li", "ul", "ol", "table", "blockquote", "hr", "pre"}
        | {f"h{n}" for n in range(1, 7)}
    )

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[list[str]] = [[]]
        self._silent: list[str] = []
        self._quoted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.SILENT:
            self._silent.append(tag)
        if tag == "blockquote":
            self._quoted += 1
        if tag in self.LINES:
            self._new_line()

    def handle_endtag(self, tag: str) -> None:
        if tag in self._silent:
            del self._silent[self._silent.index(tag) :]
        if tag == "blockquote":
            self._quoted = max(0, self._quoted - 1)
        if tag in self.LINES and tag != "br":
            self._new_line()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.lines[-1].append(re.sub(r"\s+", " ", data))

    def _new_line(self) -> None:
        mark = "> " * min(self._quoted, _DEEPEST)
        self.lines.append([mark] if mark else [])


def text_of_page(page: str) -> str:
    parser = _Plain()
    parser.feed(page[:MOST_HTML])
    parser.close()
    return "\n".join("".join(line).strip() for line in parser.lines)


# -- what is quoted -------------------------------------------------------------------------------

_WROTE = re.compile(r"(On\b.*\bwrote:|เมื่อ.*เขียนว่า:?|.*(ที่เขียน|写道)[:：])", re.IGNORECASE)
_FORWARDED = re.compile(r"(-{2,}\s*(Original|Forwarded) Message\s*-{2,}|_{20,})", re.IGNORECASE)


def own_words(text: str, *, but: str) -> str:
    """Without quoted lines, and without the lines that hold `but`: the short code of the notice
    that is answered is for the reader of that notice alone."""
    lines = [line.strip() for line in visible(text).replace("\r\n", "\n").split("\n")]
    kept = [line for line in _before_the_tail(lines) if not line.startswith(">")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line for line in kept if but not in line)).strip()


def _before_the_tail(lines: list[str]) -> list[str]:
    """Up to where somebody else's mail begins. Answers between quoted lines stay."""
    for number, line in enumerate(lines):
        if _FORWARDED.fullmatch(line[:_LONGEST_LINE]):
            return lines[:number]
        after = _after_the_marker(lines, number)
        if after:
            rest = lines[after:]
            is_marked = any(one.startswith(">") for one in rest)
            return lines[:number] + (rest if is_marked else [])
    return lines


def _after_the_marker(lines: list[str], number: int) -> int:
    """Where the quotation begins if "On … wrote:" stands here, on one line or broken in two."""
    for end in (number + 1, number + 2):
        together = " ".join(lines[number:end])[:_LONGEST_LINE]
        if lines[number] and _WROTE.fullmatch(together):
            return end
    return 0
