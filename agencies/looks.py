"""How forms look: the classes of the design on every input."""

from typing import Any

from django import forms


class Dressed(forms.BaseForm):
    """For `forms.Form` and `forms.ModelForm`: dresses the fields when the form is made."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for field in self.fields.values():
            dress(field.widget)


class DressedForm(Dressed, forms.Form):
    pass


def dress(widget: forms.Widget) -> None:
    if isinstance(widget, forms.CheckboxInput | forms.RadioSelect | forms.CheckboxSelectMultiple):
        widget.attrs["class"] = "form-check-input"
    elif isinstance(widget, forms.Select):
        widget.attrs["class"] = "form-select"
    elif not widget.is_hidden:
        widget.attrs.setdefault("class", "form-control")
