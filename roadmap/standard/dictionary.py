"""The data dictionary: each field of the standard, read off its column."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.db import models
from django.db.models.fields import NOT_PROVIDED
from django.utils.translation import gettext as _

from agencies.models import Country
from roadmap.standard.entities import ENTITIES, Entity, column

KINDS: "tuple[tuple[type[models.Field[Any, Any]], str], ...]" = (
    (models.ManyToManyField, "codes"),
    (models.ForeignKey, "code"),
    (models.UUIDField, "uuid"),
    (models.DateTimeField, "moment"),
    (models.DateField, "date"),
    (models.DecimalField, "decimal"),
    (models.IntegerField, "integer"),
    (models.BooleanField, "boolean"),
    (models.CharField, "text"),
    (models.TextField, "text"),
)


@dataclass(frozen=True)
class Term:
    """One field. `longest` counts characters, `digits` and `decimals` those of a number; `choices`
    are pairs of value and label; `lists` are slugs of the portal's code lists."""

    name: str
    label: str
    kind: str
    is_required: bool
    longest: int | None = None
    digits: int | None = None
    decimals: int | None = None
    choices: tuple[tuple[str, str], ...] = ()
    lists: tuple[str, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """Without what says nothing; choices as an object of value and label."""
        said = {name: value for name, value in asdict(self).items() if value not in (None, ())}
        said["required"] = said.pop("is_required")
        return {**said, **({"choices": dict(self.choices)} if self.choices else {})}

    @property
    def rule(self) -> str:
        """What may stand in it, in words of the reader's language."""
        if self.lists:
            return _("A code of the list %(lists)s") % {"lists": " / ".join(self.lists)}
        if self.choices:
            return ", ".join(f"{value} ({label})" for value, label in self.choices)
        words = {
            "moment": _("Date and time with its zone (ISO 8601)"),
            "date": _("Date (ISO 8601)"),
            "uuid": _("Identifier that is unique everywhere (UUID)"),
            "integer": _("Whole number"),
            "decimal": _("Number with up to %(n)s decimals") % {"n": self.decimals},
            "boolean": _("Yes or no"),
            "code": _("Code"),
            "text": _("Text of up to %(n)s characters") % {"n": self.longest},
        }
        return words[self.kind]


def terms_of(entity: Entity) -> list[Term]:
    return [_term(entity, name) for name in entity.fields]


def dictionary() -> Iterator[tuple[Entity, list[Term]]]:
    for entity in ENTITIES:
        yield entity, terms_of(entity)


def _term(entity: Entity, name: str) -> Term:
    field = column(entity, name)
    choices = [(str(value), str(label)) for value, label in field.flatchoices if value != ""]
    return Term(
        name=name,
        label=str(field.verbose_name),
        kind=next(word for kind, word in KINDS if isinstance(field, kind)),
        is_required=not field.null and not field.blank and field.default is NOT_PROVIDED,
        longest=_longest(field),
        digits=getattr(field, "max_digits", None),
        decimals=getattr(field, "decimal_places", None),
        choices=tuple(choices),
        lists=_lists(entity, name, field),
    )


def _longest(field: "models.Field[Any, Any]") -> int | None:
    """Of a text, or of the code by which a related record is named."""
    if isinstance(field, models.ForeignKey | models.ManyToManyField):
        return None
    return field.max_length if isinstance(field, models.CharField | models.TextField) else None


def _lists(entity: Entity, name: str, field: "models.Field[Any, Any]") -> tuple[str, ...]:
    if name in entity.lists:
        return tuple(entity.lists[name])
    is_country = isinstance(field, models.ForeignKey) and field.related_model is Country
    return ("countries",) if is_country else ()
