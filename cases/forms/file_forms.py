"""What is said about a file of a case."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.looks import DressedForm
from cases.files.arriving import limit_in_mb
from cases.files.kinds import EXTENSIONS
from cases.models import CaseFile

ACCEPTED = ",".join(f".{extension}" for extension in [*EXTENSIONS, "jpeg"])


class SaidForm(DressedForm):
    """`national`: whether the reader's country may keep a file to itself."""

    caption = forms.CharField(
        label=gettext_lazy("What it shows"),
        help_text=gettext_lazy("For example: front of the lorry, number plate"),
        max_length=300,
        required=False,
    )
    reach = forms.ChoiceField(
        label=gettext_lazy("Who may see it"),
        choices=CaseFile.Reach.choices,
        widget=forms.RadioSelect,
        initial=CaseFile.Reach.SHARED,
    )

    def __init__(self, *args: Any, national: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if not national:
            del self.fields["reach"]


class AddFileForm(SaidForm):
    file = forms.FileField(
        label=gettext_lazy("File"),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
        allow_empty_file=True,  # the verb says it in its own words
        max_length=255,
    )
    field_order = ["file", "caption", "reach"]

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["file"].help_text = _(
            "Picture (JPEG, PNG, WebP), PDF, text, CSV, Word or Excel, up to %(limit)s MB. What a "
            "picture tells of its place and camera is taken out of the copy that others see."
        ) % {"limit": limit_in_mb()}
        self.fields["file"].widget.attrs["data-limit"] = settings.FILE_LIMIT


class ChangeFileForm(SaidForm):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
