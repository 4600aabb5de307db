"""How forms look: the classes of the design, choices one below the other, and the list above
the form of what is wrong."""

from typing import Any

from django import forms
from django.forms import BoundField


class Radios(forms.RadioSelect):
    template_name = "components/_choices.html"


class Ticks(forms.CheckboxSelectMultiple):
    template_name = "components/_choices.html"


class Dressed(forms.BaseForm):
    """For `forms.Form` and `forms.ModelForm`: dresses the fields when the form is made."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for field in self.fields.values():
            dress(field.widget)

    @property
    def problems(self) -> list[tuple[str, str]]:
        """(id of the input, sentence) of every error, for the error summary."""
        general = [("", str(error)) for error in self.non_field_errors()]
        named = [(input_id(self[name]), name) for name in self.fields if name in self.errors]
        return general + [(id_, str(e)) for id_, name in named for e in self.errors[name]]


class DressedForm(Dressed, forms.Form):
    pass


def dress(widget: forms.Widget) -> None:
    if isinstance(widget, forms.CheckboxInput | forms.RadioSelect | forms.CheckboxSelectMultiple):
        widget.attrs["class"] = "form-check-input"
    elif isinstance(widget, forms.Select):
        widget.attrs["class"] = "form-select"
    elif not widget.is_hidden:
        widget.attrs.setdefault("class", "form-control")


def input_id(field: BoundField) -> str:
    """Where the error summary leads: of a group of choices, to the first one."""
    return f"{field.auto_id}_0" if field.use_fieldset else field.auto_id
