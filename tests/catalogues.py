"""Translations: `write` collects and compiles them, without it they are only checked.

Compiling is done by polib, so that a machine without gettext can do it; collecting the strings
needs gettext's xgettext.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "locale"
LANGUAGES = ("th", "lo", "km", "my", "vi", "zh_Hans", "ms", "id", "fil", "tet")
# The proof that everything can be translated: nothing may be missing in this one.
COMPLETE = ("th",)

Key = tuple[str | None, str]


def collect(folder: Path, *languages: str) -> None:
    wanted = [part for language in languages for part in ("--locale", language)]
    skip = [part for name in (".venv", "var", "tests", "docs") for part in ("--ignore", name)]
    style = ["--no-location", "--no-wrap", "--no-obsolete", "--keep-pot", "--verbosity", "0"]
    command = [sys.executable, "manage.py", "makemessages", *wanted, *skip, *style]
    subprocess.run(command, cwd=folder, check=True)


def write() -> None:
    LOCALE.mkdir(exist_ok=True)
    collect(ROOT, *LANGUAGES)
    (LOCALE / "django.pot").unlink()
    for source in catalogues():
        polib.pofile(str(source)).save_as_mofile(str(source.with_suffix(".mo")))


def catalogues() -> list[Path]:
    return sorted(LOCALE.glob("*/LC_MESSAGES/django.po"))


def keys(catalogue: polib.POFile) -> set[Key]:
    return {(entry.msgctxt, entry.msgid) for entry in catalogue if not entry.obsolete}


def problems() -> Iterator[str]:
    wanted = _strings_in_the_code() if shutil.which("xgettext") else None
    for source in catalogues():
        yield from _problems_of(source, wanted)


def _problems_of(source: Path, wanted: set[Key] | None) -> Iterator[str]:
    name, catalogue = source.relative_to(ROOT), polib.pofile(str(source))
    compiled = source.with_suffix(".mo")
    if not compiled.exists() or compiled.read_bytes() != catalogue.to_binary():
        yield f"{compiled.relative_to(ROOT)} is not what {name} compiles to: run `make messages`."
    if wanted is not None and wanted != keys(catalogue):
        count = len(wanted ^ keys(catalogue))
        yield f"{name} differs from the code in {count} strings: run `make messages`."
    open_strings = catalogue.untranslated_entries() + catalogue.fuzzy_entries()
    if source.parent.parent.name in COMPLETE and open_strings:
        yield f"{name}: {len(open_strings)} strings wait, the first: {open_strings[0].msgid!r}"


def _strings_in_the_code() -> set[Key]:
    """Collected in a copy, so that a check changes nothing."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "portal"
        ignore = shutil.ignore_patterns(".*", "var", "tests", "docs", "*.mo", "bench")
        shutil.copytree(ROOT, copy, ignore=ignore)
        (copy / "locale").mkdir(exist_ok=True)
        collect(copy, "th")
        return keys(polib.pofile(str(copy / "locale" / "django.pot")))


if __name__ == "__main__":
    if sys.argv[1:] == ["write"]:
        write()
    found = list(problems())
    print("\n".join(found))
    sys.exit(bool(found))
