"""The head's answer to what an officer wants to disclose."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.looks import DressedForm
from cases.models import Approval


class ApprovalForm(DressedForm):
    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[
            (Approval.Answer.APPROVED, _("I approve: do it now")),
            (Approval.Answer.DECLINED, _("I decline")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("The officer reads this. It is needed when you decline."),
        max_length=Approval.LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
