"""What saving a view of the case list asks for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.looks import DressedForm
from cases.models import SavedView


class SavedViewForm(DressedForm):
    name = forms.CharField(
        label=_("Name of the view"), help_text=_("Only you read it."), max_length=80
    )
    digest = forms.ChoiceField(
        label=_("Tell me of new cases"),
        help_text=_("The e-mail says how many there are, and nothing of them."),
        choices=SavedView.Digest.choices,
        initial=SavedView.Digest.NEVER,
        widget=forms.RadioSelect,
    )
