"""Writes what is made of docs/openapi.yaml: the bodies of the Python client, and the collection
for Postman and Bruno.

    python clients/remake.py            writes both
    python clients/remake.py --check    says what is not as it would be written

`make openapi` does the first, `make check` the second.
"""

import json
import sys
from pathlib import Path
from typing import Any

import yaml

from collection import collection_of
from shapes import module_of

ROOT = Path(__file__).resolve().parent.parent
SCHEMA = ROOT / "docs" / "openapi.yaml"
BODIES = ROOT / "clients" / "python" / "blo_client" / "bodies.py"
COLLECTION = ROOT / "docs" / "blo-portal.postman_collection.json"


def made(schema: dict[str, Any]) -> dict[Path, str]:
    """File → what it holds."""
    collection = json.dumps(collection_of(schema), ensure_ascii=False, indent=1)
    return {BODIES: module_of(schema, names_used()), COLLECTION: collection + "\n"}


def names_used() -> set[str]:
    """The bodies that the client's modules import."""
    found: set[str] = set()
    for module in sorted(BODIES.parent.glob("*.py")):
        _before, _import, after = module.read_text(encoding="utf-8").partition(
            "from blo_client.bodies import "
        )
        listed = after.partition(")")[0] if after.startswith("(") else after.partition("\n")[0]
        found |= {name.strip(" ()\n") for name in listed.split(",")}
    return found - {""}


def main() -> int:
    schema = yaml.load(SCHEMA.read_text(encoding="utf-8"), yaml.CSafeLoader)
    stale = []
    for path, text in made(schema).items():
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(path)
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8")
    if "--check" in sys.argv and stale:
        names = ", ".join(str(path.relative_to(ROOT)) for path in stale)
        sys.exit(f"Not as docs/openapi.yaml has it: {names}. Run `make openapi`.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
