"""What somebody says in a dispute."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.looks import DressedForm
from roadmap.models import Dispute


class DisputeForm(DressedForm):
    text = forms.CharField(
        label=_("What you say"),
        max_length=Dispute.LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
