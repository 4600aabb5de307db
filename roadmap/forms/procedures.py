"""What standard procedures ask for."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.looks import DressedForm
from agencies.models import Border

REGION = "region"


class TitleForm(DressedForm):
    title = forms.CharField(label=_("Title"), max_length=200)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class WordingForm(DressedForm):
    text = forms.CharField(
        label=_("Text"), max_length=50_000, widget=forms.Textarea(attrs={"rows": 14})
    )
    changes = forms.CharField(
        label=_("What changed"),
        help_text=_("In one or two sentences, against the version before."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ProcedureForm(DressedForm):
    title = forms.CharField(label=_("Title"), max_length=200)
    border = forms.ChoiceField(label=_("Where"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Text"), max_length=50_000, widget=forms.Textarea(attrs={"rows": 14})
    )

    def __init__(self, *args: Any, borders: Iterable[Border], **more: Any) -> None:
        super().__init__(*args, **more)
        places = [(one.code, str(one)) for one in borders]
        field = cast(forms.ChoiceField, self.fields["border"])
        field.choices = [*places, (REGION, _("The whole region"))]
