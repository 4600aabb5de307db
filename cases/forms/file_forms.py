"""What is said about a file of a case."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.looks import DressedForm
from agencies.models import Country
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
    """`seen_by`: the countries that would see at once what is national now."""

    purpose = forms.CharField(
        label=gettext_lazy("What for"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, seen_by: list[Country] | None, **more: Any) -> None:
        super().__init__(*args, **more)
        if seen_by is None or "reach" not in self.fields:
            del self.fields["purpose"]
        else:
            self.fields["purpose"].help_text = _shown_to(seen_by)


def _shown_to(countries: list[Country]) -> str:
    said = _("Say it when you share the file. It stays in the record, and who sees it reads it.")
    if not countries:
        return said
    names = ", ".join(map(str, countries))
    return _("Shared, %(names)s will see the file at once.") % {"names": names} + " " + said
