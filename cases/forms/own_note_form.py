"""What is asked for when an officer writes something down for himself."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.looks import DressedForm
from cases.models import OwnNote


class OwnNoteForm(DressedForm):
    text = forms.CharField(
        label=_("Note"),
        help_text=_("Only you read it. It is not handed on when your posting is."),
        max_length=OwnNote.LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
