"""What is asked for when an officer files a reply that came by e-mail."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.looks import DressedForm
from cases.forms.message_forms import WriteForm
from cases.models import Message


class MailForm(WriteForm):
    """The words of the mail as they are proposed; the officer may change them."""

    text = forms.CharField(
        label=_("Message"),
        help_text=_("Change what you like before you file it. Afterwards it is never changed."),
        max_length=Message.LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
    )


class DiscardForm(DressedForm):
    """`forged` is only there when its button was pressed."""

    forged = forms.BooleanField(required=False, widget=forms.HiddenInput)
