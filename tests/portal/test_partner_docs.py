"""What the documentation promises partner systems is what the table of capabilities says."""

from agencies.access import SCOPES, Capability
from tests import house

ANYBODYS = {Capability.PUBLIC, Capability.WHO_AM_I}


def test_what_only_people_do_is_named():
    """Each capability without a scope stands in the list of exceptions, and nothing else does."""
    text = (house.ROOT / "docs" / "partners.md").read_text(encoding="utf-8")
    section = text.partition("## What only people do")[2].partition("\n## ")[0]
    rows = {line.split("|")[1].strip() for line in section.splitlines() if line.startswith("| ")}
    named = rows - {"only people"}
    assert named == {str(one.value) for one in Capability if one not in {*SCOPES, *ANYBODYS}}
