"""The versions of the standard as they were published. A version is never changed: when the
models change, a new one is published beside it."""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import override

from roadmap.standard.dictionary import dictionary
from roadmap.standard.schemas import schema_of

FOLDER = Path(__file__).parent / "published"


@cache
def versions() -> tuple[str, ...]:
    """The newest last."""
    return tuple(sorted((path.stem for path in FOLDER.glob("*.json")), key=_order))


def published(version: str) -> dict[str, Any] | None:
    """`{version, published_on, changes, entities: [{name, title, umf, fields, schema}]}`."""
    return _read(version) if version in versions() else None


def newest() -> dict[str, Any]:
    return _read(versions()[-1])


@cache
def _read(version: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / f"{version}.json").read_text(encoding="utf-8"))
    return found


def entities_now(version: str) -> list[dict[str, Any]]:
    """What the models say today, in English."""
    with override("en"):
        return [
            {
                "name": entity.name,
                "title": str(entity.title),
                "umf": entity.umf,
                "fields": [term.as_data() for term in terms],
                "schema": schema_of(entity, version),
            }
            for entity, terms in dictionary()
        ]


def is_up_to_date() -> bool:
    """Whether the newest published version says what the models say."""
    today = json.loads(json.dumps(entities_now(versions()[-1])))
    return bool(today == newest()["entities"])


def publish(version: str, changes: str, on: date) -> Path:
    """Writes a new version. Raises FileExistsError: what was published stays."""
    path = FOLDER / f"{version}.json"
    body = {
        "version": version,
        "published_on": on.isoformat(),
        "changes": changes,
        "entities": entities_now(version),
    }
    with path.open("x", encoding="utf-8") as file:
        file.write(json.dumps(body, ensure_ascii=False, indent=1) + "\n")
    versions.cache_clear()
    _read.cache_clear()
    return path


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
