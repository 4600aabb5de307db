"""The words of the Roadmap's reference data, put where the translators find them."""

import csv
from collections.abc import Iterator
from pathlib import Path

from agencies.reference.labels import quoted
from roadmap.reference import DATA

MODULE = Path(__file__).with_name("words.py")
HEAD = '''"""The words of the Roadmap's reference data, for the translators.

Written by `manage.py write_roadmap_messages` from the files in `roadmap/data`; not edited by hand.
"""

from django.utils.translation import gettext_noop

# ruff: noqa: E501
# fmt: off
WORDS = (
'''


def module_text(folder: Path = DATA) -> str:
    written: set[str] = set()
    lines: list[str] = []
    for title, words in _sections(folder):
        fresh = [word for word in dict.fromkeys(words) if word and word not in written]
        written.update(fresh)
        lines += [f"    # {title}", *(f"    gettext_noop({quoted(word)})," for word in fresh)]
    return HEAD + "\n".join(lines) + "\n)\n"


def _sections(folder: Path) -> Iterator[tuple[str, list[str]]]:
    yield "Action items", _column(folder / "items.csv", "title")
    for title in ("title", "unit", "formula"):
        yield f"Indicators: {title}", _column(folder / "indicators.csv", title)


def _column(path: Path, name: str) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return [row[name] for row in csv.DictReader(file)]
