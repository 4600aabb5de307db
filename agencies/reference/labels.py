"""The words of the reference data that appear on screen, listed for the translators.

`Code` and `Country` translate their labels when they are shown; the extraction of messages sees
only source code, so the words are also written into `agencies/code_labels.py`.
"""

from collections.abc import Iterator
from pathlib import Path

from agencies.reference.book import Reference

MODULE = Path(__file__).resolve().parent.parent / "code_labels.py"

# The lists whose entries are shown by name; a list joins when its first page does.
SHOWN = (
    "case_type_iccs",
    "drugs",
    "precursors",
    "units",
    "icao_doc",
    "local_doc",
    "countries",
    "mrz_special",
    "drug_forms",
    "detection",
    "firearm_types",
    "currencies",
    "transport",
    "concealment",
    "wildlife_species",
    "cites_app",
    "cites_terms",
    "cites_source",
    "cites_purpose",
    "hs",
    "op_metrics",
)

HEAD = '''"""Words of the reference data, for the extraction of messages only.

Written by `manage.py write_label_messages` from the files in `agencies/data`; not edited by hand.
"""

from django.utils.translation import gettext_noop

LABELS = (
'''


def module_text(reference: Reference) -> str:
    written: set[str] = set()
    lines: list[str] = []
    for title, words in _sections(reference):
        fresh = [word for word in dict.fromkeys(words) if word and word not in written]
        written.update(fresh)
        lines += [f"    # {title}", *(f"    gettext_noop({quoted(word)})," for word in fresh)]
    return HEAD + "\n".join(lines) + "\n)\n"


def _sections(reference: Reference) -> Iterator[tuple[str, list[str]]]:
    yield "Countries", [row.name for row in reference.countries]
    titles = {row.slug: row.title for row in reference.code_lists}
    for slug in SHOWN:
        codes = [row for row in reference.codes if row.list == slug]
        words = [word for row in codes for word in (row.plain_label or row.label, row.plain_plural)]
        yield titles[slug], words


def quoted(word: str) -> str:
    """As the formatter writes it: double quotes unless the word holds them."""
    if '"' in word and "'" not in word:
        return f"'{word}'"
    return '"' + word.replace('"', '\\"') + '"'
