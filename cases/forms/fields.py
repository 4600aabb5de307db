"""The fields of the case form that no library has."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.utils import flatatt
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from agencies.models import Officer
from cases.forms import quantities
from cases.places import UnclearPlace, resolve
from cases.spots import Spot, from_token
from cases.territories import is_territory, nationalities

CODE = re.compile(r"[A-Z]{2,3}")
NEW_ROW = "__prefix__"


@dataclass(frozen=True)
class PlaceText:
    """What the place box sends: the text, and a choice made for the text it was asked for."""

    text: str = ""
    pick: str = ""
    asked: str = ""

    @property
    def chosen(self) -> str:
        """The choice counts as long as the text is still the one it was made for."""
        return self.pick if self.text.strip() == self.asked.strip() else ""


class PlaceInput(forms.TextInput):
    """A text box; its choices are rendered below it by `cases/form/_place.html`."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> PlaceText:
        return PlaceText(
            data.get(name, ""), data.get(f"{name}-pick", ""), data.get(f"{name}-asked", "")
        )

    def format_value(self, value: Any) -> str:
        return value.text if isinstance(value, PlaceText) else ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """With scripts, the choices under the box follow the typing."""
        asks = {
            "hx-get": reverse("place-suggest"),
            "hx-vals": json.dumps({"name": name}),
            "hx-trigger": "input changed delay:300ms",
            "hx-target": "next .choices",
            "hx-sync": "this:replace",
        }
        return super().get_context(name, value, {**asks, **(attrs or {})})


class PlaceBox(BoundField):
    """The box with the choices under it: what it was asked, and what was chosen."""

    @property
    def typed(self) -> PlaceText:
        value = self.value()
        return value if isinstance(value, PlaceText) else PlaceText()

    @property
    def asked(self) -> str:
        return self.typed.text

    @property
    def pick(self) -> str:
        return self.typed.chosen

    @property
    def spots(self) -> list[Spot]:
        """The candidates of an unclear text, else the choice made before."""
        self.errors  # noqa: B018  judging the field finds the candidates
        field = self.field
        if isinstance(field, PlaceField) and field.candidates:
            return list(field.candidates)
        chosen = from_token(self.pick) if self.pick else None
        return [chosen] if chosen is not None else []


class PlaceField(forms.Field):
    """A place in one text box (`cases.places`). What is not clear is asked below the box.

    The form sets `officer`: whose crossings come first.
    """

    widget = PlaceInput
    officer: Officer
    candidates: tuple[Spot, ...] = ()

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> PlaceBox:
        return PlaceBox(form, self, field_name)

    def clean(self, value: PlaceText) -> Spot | None:
        if not value.text.strip():
            if self.required:
                raise forms.ValidationError(self.error_messages["required"], code="required")
            return None
        chosen = from_token(value.chosen) if value.chosen else None
        if chosen is not None:
            return chosen
        try:
            return resolve(value.text, self.officer)
        except UnclearPlace as problem:
            self.candidates = problem.candidates
            raise forms.ValidationError(problem.message, code="unclear") from problem


class QuantityField(forms.CharField):
    """A number in the reader's way of writing, digits of any script."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        try:
            return quantities.parse(text) if text else None
        except quantities.NotAQuantity as problem:
            raise forms.ValidationError(str(problem), code="invalid") from problem

    def run_validators(self, value: Any) -> None:
        """The quantity was judged when it was read."""


class PlainSelect(forms.Select):
    """A list written without a template per option: the form has hundreds of them."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        given = self.build_attrs({**self.attrs, "name": name}, attrs)
        given.pop("maxlength", None)  # of the text, not of the list
        return format_html("<select{}>{}</select>", flatatt(given), self.listed(str(value or "")))

    def listed(self, chosen: str) -> SafeString:
        return SafeString("".join(_listed(value, label, chosen) for value, label in self.choices))


class LongSelect(PlainSelect):
    """In the pattern of a new row the list stays empty: the script copies it from the row above
    that has the same one, so that a page carries it once."""

    like = ""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        if NEW_ROW not in name:
            return super().render(name, value, attrs, renderer)
        given = self.build_attrs({**self.attrs, "name": name}, attrs)
        given = {**given, "data-like": self.like or name.rpartition("-")[2]}
        given.pop("maxlength", None)
        return format_html("<select{}></select>", flatatt(given))


def _listed(value: object, label: object, chosen: str) -> SafeString:
    """An option, or a group of them."""
    if not isinstance(label, list):
        return _option(value, label, chosen)
    inner = SafeString("".join(_option(one, name, chosen) for one, name in label))
    return format_html('<optgroup label="{}">{}</optgroup>', value, inner)


def _option(value: object, label: object, chosen: str) -> SafeString:
    mark = SafeString(" selected") if str(value) == chosen else ""
    return format_html('<option value="{}"{}>{}</option>', value, mark, label)


class TerritorySelect(LongSelect):
    """Two hundred and fifty countries, several times on a page: written once per language."""

    like = "nationality"

    def listed(self, chosen: str) -> SafeString:
        options = _territories(get_language() or "en")
        known = f'<option value="{chosen}">'
        if chosen and known in options:
            before, after = options.split(known)
            mark = format_html('<option value="{}" selected>', chosen)
            options = SafeString(f"{before}{mark}{after}")
        elif chosen:
            options = _option(chosen, chosen, chosen) + options
        return SafeString('<option value="">–</option>') + options


@lru_cache(maxsize=16)
def _territories(language: str) -> SafeString:
    near, far = nationalities()
    return format_html(
        '<optgroup label="{}">{}</optgroup><optgroup label="{}">{}</optgroup>',
        _("This region"),
        format_html_join("", '<option value="{}">{}</option>', near),
        _("All other countries"),
        format_html_join("", '<option value="{}">{}</option>', far),
    )


class TerritoryField(forms.CharField):
    """A country by its ISO 3166-1 code (or ICAO's for people without one)."""

    widget = TerritorySelect

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and not (CODE.fullmatch(value) and is_territory(value)):
            raise forms.ValidationError(_("Choose a country from the list."), code="invalid")
