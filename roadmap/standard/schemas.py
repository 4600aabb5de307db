"""The standard as JSON Schemas (draft 2020-12), one for each entity.

Numbers with decimals stand in JSON as numbers; the code lists are named, not copied: they have
versions of their own.
"""

from typing import Any

from django.utils.translation import override

from roadmap.standard.dictionary import Term, terms_of
from roadmap.standard.entities import Entity

DRAFT = "https://json-schema.org/draft/2020-12/schema"
SHAPES: dict[str, dict[str, Any]] = {
    "codes": {"type": "array", "items": {"type": "string"}, "uniqueItems": True},
    "code": {"type": "string"},
    "uuid": {"type": "string", "format": "uuid"},
    "moment": {"type": "string", "format": "date-time"},
    "date": {"type": "string", "format": "date"},
    "decimal": {"type": "number"},
    "integer": {"type": "integer"},
    "boolean": {"type": "boolean"},
    "text": {"type": "string"},
}


def schema_of(entity: Entity, version: str) -> dict[str, Any]:
    """In English, whatever the reader's language: programs compare it."""
    with override("en"):
        terms = terms_of(entity)
        title = str(entity.title)
    return {
        "$schema": DRAFT,
        "$id": f"urn:blo:data-standard:{version}:{entity.name}",
        "title": title,
        "type": "object",
        "additionalProperties": False,
        "required": [term.name for term in terms if term.is_required],
        "properties": {term.name: _property(term) for term in terms},
    }


def _property(term: Term) -> dict[str, Any]:
    shape: dict[str, Any] = {"title": term.label, **SHAPES[term.kind]}
    if term.longest is not None:
        shape["maxLength"] = term.longest
    if term.digits is not None and term.decimals is not None:
        shape["exclusiveMaximum"] = 10 ** (term.digits - term.decimals)
        shape["x-decimals"] = term.decimals
    if term.lists:
        shape["x-code-lists"] = list(term.lists)
    if term.is_required:
        return {**shape, **({"enum": _values(term)} if term.choices else {})}
    return _may_be_missing(shape, term)


def _may_be_missing(shape: dict[str, Any], term: Term) -> dict[str, Any]:
    """What was not asked or not known is empty or null."""
    if term.choices:
        shape["enum"] = [*_values(term), "", None]
    return {**shape, "type": [shape["type"], "null"]}


def _values(term: Term) -> list[Any]:
    numbers = term.kind == "integer"
    return [int(value) if numbers else value for value, _label in term.choices]
