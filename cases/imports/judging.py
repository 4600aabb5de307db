"""Whether a row could be logged as a case, by the very rules of the API, and what it says."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from agencies.api.refusals import flat
from agencies.models import Code, Country, Crossing, Office, Officer
from cases.api.body import MOST_PARTS, NewCaseIn, StopIn, new_content
from cases.content import CaseContent
from cases.contentjson import NAMES, kept
from cases.imports.columns import Fault, column_of
from cases.imports.content import Row
from cases.models import RouteStop
from cases.problems import CaseProblem

MOST_FAULTS = 20
_NO_CODE = frozenset({"unknown", "does_not_exist", "invalid_choice"})


class Known(serializers.SlugRelatedField):
    """Asks for each code once in a batch."""

    def to_internal_value(self, data: Any) -> Any:
        kept: Any = self.context
        known = kept.setdefault(type(self), {})
        if not isinstance(data, str):
            return super().to_internal_value(data)
        key = (self.field_name, data)
        if key not in known:
            known[key] = super().to_internal_value(data)
        return known[key]


class ImportedStopIn(StopIn):
    crossing = Known(
        slug_field="code",
        queryset=Crossing.objects.select_related("border", "country_a", "country_b"),
        required=False,
        allow_null=True,
    )
    country = Known(
        slug_field="code", queryset=Country.objects.all(), required=False, allow_null=True
    )


class ImportedIn(NewCaseIn):
    """A case as it is logged over the API. When it happened is said: "now" would be another
    moment each time the file is brought."""

    route = serializers.ListField(child=ImportedStopIn(), min_length=1, max_length=MOST_PARTS)
    paper_form = None  # type: ignore[assignment]  # a form on paper is keyed in

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        at = (s.get("at") for s in attrs["route"] if s["role"] == RouteStop.Role.INCIDENT)
        if "happened_at" not in attrs and not any(at):
            raise serializers.ValidationError(
                {"happened_at": _("Say when it happened.")}, "required"
            )
        return super().validate(attrs)


@dataclass(frozen=True)
class Good:
    """A row that is right."""

    content: CaseContent
    office: Office
    digest: str


class Judge:
    """Judges rows for one officer. Code lists are read once, so a judge serves one batch."""

    def __init__(self, officer: Officer) -> None:
        self.officer = officer
        self._reader = ImportedIn(context={})

    def judged(self, row: Row) -> Good | list[Fault]:
        """What the row says, or all that is wrong with it."""
        if row.faults and not row.body:
            return row.faults
        try:
            said = self._reader.run_validation(row.body)
        except serializers.ValidationError as error:
            return _joined(row, ((one.field, one.code, one.detail) for one in flat(error.detail)))
        if row.faults:
            return row.faults
        try:
            content, office = new_content(said, self.officer)
        except CaseProblem as problem:
            return _joined(row, [(problem.field, problem.code, problem.message)])
        return Good(content, office, digest(content))


def _joined(row: Row, found: Iterable[tuple[str, str, str]]) -> list[Fault]:
    """With what was wrong in reading; of one column, that is told first and alone."""
    faults = {fault.field: fault for fault in row.faults}
    for path, code, message in found:
        column = column_of(path, row.slots) if row.slots else path
        in_words = _no_such_code() if row.slots and code in _NO_CODE else message
        faults.setdefault(column, Fault(column, code, in_words))
    return list(faults.values())[:MOST_FAULTS]


def _no_such_code() -> str:
    """Said of a table: whoever fills one in has the template at hand, not the API."""
    return _("There is no such code. The template lists those that there are.")


def digest(content: CaseContent) -> str:
    """Of what was said, however it was written: another file, the same case."""
    said = kept(content, NAMES) | {
        name: [_plain(part) for part in getattr(content, name)] for name in ("subjects", "seizures")
    }
    text = json.dumps(said, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(part: Any) -> dict[str, str]:
    names = [field.name for field in fields(part) if field.compare]
    return {name: _written(getattr(part, name)) for name in names}


def _written(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value.pk) if isinstance(value, Code) else str(value)


def as_rows(faults: Iterable[Fault]) -> list[Mapping[str, str]]:
    """For the report."""
    return [asdict(fault) for fault in faults]
