"""Forms that show what was typed before anybody judges it."""

from typing import Any

from django import forms
from django.forms.utils import ErrorDict

from agencies.looks import dress
from cases.digits import small_number


class Choice(str):
    """A choice with a plain sentence under it."""

    hint: str

    def __new__(cls, label: str, hint: str = "") -> "Choice":
        choice = super().__new__(cls, label)
        choice.hint = hint
        return choice


class KeptForm(forms.Form):
    """Bound to raw fields at all times; they are judged only when `checked`.

    A draft that is taken up again shows every value as it was typed, without a word about
    errors, until the officer presses the button.
    """

    def __init__(self, *args: Any, checked: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.checked = checked
        for field in self.fields.values():
            dress(field.widget)
            if isinstance(field.widget, forms.TextInput | forms.Textarea):
                # The browser shall not remember the names of other people.
                field.widget.attrs.setdefault("autocomplete", "off")

    def full_clean(self) -> None:
        if self.checked:
            super().full_clean()
        else:
            self._errors = ErrorDict(renderer=self.renderer)
            self.cleaned_data = {}


class RowForm(KeptForm):
    """One row of a list. A row without any of its `telling` fields is empty and ignored."""

    telling: tuple[str, ...] = ()

    def has_changed(self) -> bool:
        return any(self._typed(name) for name in self.telling)

    def _typed(self, name: str) -> bool:
        return bool(str(self.data.get(self.add_prefix(name), "")).strip())

    @property
    def number(self) -> int | str:
        """How people count the row: the first is 1. A script counts the rows it adds itself."""
        index = small_number(str(self.prefix).rpartition("-")[2])
        return index + 1 if index is not None else "__number__"

    @property
    def seat(self) -> str:
        """`people:0`, as the button that removes the row names it."""
        prefix, _dash, index = str(self.prefix).rpartition("-")
        return f"{prefix}:{index}"
