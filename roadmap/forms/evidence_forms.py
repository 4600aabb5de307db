"""What is asked of a file that is evidence."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.looks import DressedForm
from cases.files.arriving import limit_in_mb
from cases.forms.file_forms import ACCEPTED
from roadmap.models import Evidence


class EvidenceForm(DressedForm):
    file = forms.FileField(
        label=gettext_lazy("File"),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
        allow_empty_file=True,  # the verb says it in its own words
        max_length=255,
    )
    caption = forms.CharField(label=gettext_lazy("What it shows"), max_length=300, required=False)
    reach = forms.ChoiceField(
        label=gettext_lazy("Who may see it"),
        choices=Evidence.Reach.choices,
        widget=forms.RadioSelect,
        initial=Evidence.Reach.PUBLISHED,
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["file"].help_text = _(
            "Picture (JPEG, PNG, WebP), PDF, text, CSV, Word or Excel, up to %(limit)s MB. No data "
            "of a case, and no names of persons under suspicion."
        ) % {"limit": limit_in_mb()}


class StrikeForm(DressedForm):
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300)
