"""What the verbs of a joint case ask for."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.looks import DressedForm
from agencies.models import Office


class InviteForm(DressedForm):
    """`offices`: those that may be asked."""

    office = forms.ChoiceField(label=_("Which office"))
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("Those who see the full case read this."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, offices: list[Office], **more: Any) -> None:
        super().__init__(*args, **more)
        choices = [("", "–"), *((one.code, f"{one.title}, {one.country}") for one in offices)]
        cast(forms.ChoiceField, self.fields["office"]).choices = choices
