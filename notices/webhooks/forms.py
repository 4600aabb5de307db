"""What a coordinator says when a partner system is stopped."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.looks import DressedForm


class StopForm(DressedForm):
    reason = forms.CharField(label=_("Why it is stopped"), max_length=300)
