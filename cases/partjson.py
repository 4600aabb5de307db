"""A subject or a seizure as plain values that can be kept, and back: what `cases.contentjson` is
for the originator's own fields."""

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from agencies.models import Code
from cases.seizures import CODES, SeizureRecord
from cases.subjects import DocumentRecord, SubjectRecord

Kept = dict[str, Any]

_DAYS = frozenset({"birth_date", "issued_on", "expires_on"})
_NUMBERS = frozenset({"quantity", "gross_kg", "net_kg", "value"})
_LISTS = frozenset({"aliases", "nationalities"})


def kept(record: SubjectRecord | SeizureRecord | DocumentRecord) -> Kept:
    return {field.name: _value(getattr(record, field.name)) for field in fields(record)}


def checksum(values: Kept) -> str:
    """Of what was kept, whatever order the database gives it back in."""
    return sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


def subject_of(values: Kept) -> SubjectRecord:
    documents = tuple(DocumentRecord(**_read(one, {})) for one in values["documents"])
    said = _read({name: values[name] for name in values if name != "documents"}, {})
    return SubjectRecord(**said, documents=documents)


def seizure_of(values: Kept) -> SeizureRecord:
    named = [values[name] for name in CODES if values[name] is not None]
    return SeizureRecord(**_read(values, Code.objects.in_bulk(named)))


def _value(value: Any) -> Any:
    if isinstance(value, Code):
        return value.pk
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, DocumentRecord):
        return kept(value)
    return [_value(one) for one in value] if isinstance(value, tuple) else value


def _read(values: Kept, codes: Mapping[Any, Code]) -> Kept:
    return {name: _read_one(name, value, codes) for name, value in values.items()}


def _read_one(name: str, value: Any, codes: Mapping[Any, Code]) -> Any:
    if value is None:
        return None
    if name in CODES:
        return codes[value]
    if name in _NUMBERS:
        return Decimal(value)
    if name in _DAYS:
        return date.fromisoformat(value)
    return tuple(value) if name in _LISTS else value
