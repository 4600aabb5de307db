"""Names of files, as others may see and save them.

The name that was given is kept as data and never becomes a path of ours. What is shown and sent
is made here: one line of plain characters that cannot walk to another folder, turn its own
letters around or pass for another kind of file.
"""

import re
import unicodedata

LONGEST = 120
# Separators of every system, what shells and Windows give a meaning to, and two dots.
_SPECIAL = re.compile(r'[\\/:*?"<>|;%\u2044\u2215\u29f8\uff0f\uff3c]|\.{2,}')
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d|clock\$)(\.|$)", re.IGNORECASE)
# Controls, formats (among them those that turn the direction), lone surrogates, private use,
# line and paragraph separators.
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
# Burmese, Khmer and Indic spellings need these two; they turn nothing around.
_JOINERS = {"\u200c", "\u200d"}


def safe(given: str, extension: str = "") -> str:
    """The name with the extension of what the file is: `x/../picture.exe` → `picture.exe.jpg`."""
    name = _plain(given)
    stem, dot, ending = name.rpartition(".")
    if dot and extension and ending.lower() in _SPELLINGS.get(extension, {extension}):
        name = stem
    name = _trimmed(name, LONGEST) or "file"
    if _RESERVED.match(name):
        name = f"_{name}"
    return f"{name}.{extension}" if extension else name


_SPELLINGS = {"jpg": {"jpg", "jpeg", "jpe", "jfif"}, "txt": {"txt", "text", "log"}}


def _plain(given: str) -> str:
    last = re.split(r"[\\/]", given.rstrip("\\/"))[-1]
    text = unicodedata.normalize("NFC", last)
    seen = "".join(c if _is_seen(c) else " " for c in text)
    return re.sub(r"\s+", " ", _SPECIAL.sub("_", seen)).strip(" .")


def _is_seen(character: str) -> bool:
    return character in _JOINERS or unicodedata.category(character) not in _UNSEEN


def _trimmed(name: str, longest: int) -> str:
    """Cut so that the name fits every file system, counted in bytes of UTF-8 as they count."""
    encoded = name.encode()[: longest * 2].decode(errors="ignore")
    return encoded[:longest].strip(" .")


def storable(given: str) -> str:
    """The given name as the database can hold it: without NUL and halves of characters."""
    whole = given.encode("utf-8", "replace").decode()
    return unicodedata.normalize("NFC", whole.replace("\x00", "\ufffd"))[:255]
