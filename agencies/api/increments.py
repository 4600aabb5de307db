"""`updated_since`, `fields` and `expand`: what a partner system asks of a list to fetch no more
than it needs."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import DateTimeField, Q, QuerySet
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

SINCE, FIELDS, EXPAND = "updated_since", "fields", "expand"
MOST_FIELDS = 60
# Fields of models that say when a row came or changed, and not when something was or is due.
MOMENTS = frozenset(
    {
        "acknowledged_at",
        "agreed_at",
        "approved_at",
        "begun_at",
        "cancelled_at",
        "called_at",
        "changed_at",
        "checked_at",
        "computed_at",
        "created_at",
        "delivered_at",
        "done_at",
        "drafted_at",
        "edited_at",
        "ended_at",
        "entered_at",
        "imported_at",
        "last_tried_at",
        "logged_at",
        "partly_at",
        "paused_at",
        "planned_at",
        "raised_at",
        "result_at",
        "settled_at",
        "signed_other_at",
        "signed_own_at",
        "started_at",
        "stated_at",
        "struck_at",
        "submitted_at",
        "asked_at",
        "updated_at",
        "verified_at",
        "withdrawn_at",
        "written_at",
    }
)


def moments_of(rows: QuerySet[Any]) -> tuple[str, ...]:
    fields = rows.model._meta.get_fields()
    known = (one.name for one in fields if isinstance(one, DateTimeField))
    return tuple(name for name in known if name in MOMENTS)


def changed(moments: Iterable[str], since: datetime) -> Q:
    found = Q()
    for name in moments:
        found |= Q(**{f"{name}__gte": since})
    return found


def moment_named(text: str) -> datetime:
    """With its zone, or a 400 that names the parameter."""
    try:
        found = parse_datetime(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        message = _("Write the moment with its zone, such as 2026-11-22T10:00:00Z.")
        raise ValidationError({SINCE: message}, code="invalid")
    return found


# -- fields ----------------------------------------------------------------------------------------


def sparse(response: Response, asked: str) -> Response:
    """The answer with the named fields alone. One that no row has is a mistake: 400."""
    names = _names(asked, FIELDS)
    rows = rows_of(response)
    if rows is None:
        raise ValidationError({FIELDS: _("There is no such parameter here.")}, "unknown_parameter")
    known = {name for row in rows for name in row}
    unknown = [name for name in names if name not in known]
    if rows and unknown:
        said = {"name": unknown[0], "known": ", ".join(sorted(known))}
        message = _("There is no field “%(name)s” here. There are: %(known)s.") % said
        raise ValidationError({FIELDS: message}, code="unknown_field")
    kept = [{name: row[name] for name in names if name in row} for row in rows]
    _put(response, kept)
    return response


def rows_of(response: Response) -> list[dict[str, Any]] | None:
    """Of a page, of a list, or the one thing of an answer; None of what is no JSON object."""
    data = getattr(response, "data", None)
    if isinstance(data, Mapping):
        rows = data["results"] if "results" in data and "next" in data else [data]
    else:
        rows = data if isinstance(data, list) else None
    if rows is None or any(not isinstance(row, Mapping) for row in rows):
        return None
    return list(rows)


def _put(response: Response, rows: list[dict[str, Any]]) -> None:
    data: Any = response.data
    if isinstance(data, Mapping) and "results" in data and "next" in data:
        response.data = {**data, "results": rows}
    else:
        response.data = rows if isinstance(data, list) else rows[0]


def _names(asked: str, parameter: str) -> list[str]:
    names = list(dict.fromkeys(name.strip() for name in asked.split(",")))
    if "" in names or len(names) > MOST_FIELDS:
        message = _("Write names with commas between them, such as id,reference.")
        raise ValidationError({parameter: message}, code="invalid")
    return names


# -- expand ----------------------------------------------------------------------------------------

# Of references those that the reader may see now, each as a row of its own list.
Expansion = Callable[[set[str]], dict[str, Any]]


def expanded(response: Response, asked: str, offered: Mapping[str, Expansion]) -> Response:
    """Each row with the things its references name under `expanded`; null for what is out of the
    reader's reach, or nothing."""
    names = _names(asked, EXPAND)
    if unknown := [name for name in names if name not in offered]:
        said = {"name": unknown[0], "known": ", ".join(sorted(offered))}
        message = _("“%(name)s” cannot be expanded here. What can: %(known)s.") % said
        raise ValidationError({EXPAND: message}, code="unknown_field")
    rows = rows_of(response) or []
    more: list[dict[str, Any]] = [{} for _row in rows]
    for name in names:
        found = offered[name]({str(row[name]) for row in rows if row.get(name)})
        for row, extra in zip(rows, more, strict=True):
            extra[name] = found.get(str(row.get(name) or ""))
    _put(response, [{**row, "expanded": extra} for row, extra in zip(rows, more, strict=True)])
    return response
