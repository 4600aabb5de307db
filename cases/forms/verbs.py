"""What the verbs on a submitted case ask for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from cases.models.levels import OFFERED

REASON_LENGTH = 300


def _reason(label: object, help_text: object) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ShareForm(forms.Form):
    level = forms.ChoiceField(
        label=_("What they will see"),
        choices=[(level.value, level.label) for level in OFFERED],
        widget=forms.RadioSelect,
    )
    purpose = _reason(_("What for"), _("They read this, and it stays in the record."))


class RecallForm(forms.Form):
    reason = _reason(_("Why"), _("It stays in the record of the case."))


class DeclineForm(forms.Form):
    reason = _reason(
        _("Why it is not for your office"), _("The office that logged the case reads this.")
    )


class CloseForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("How did it end?"), choices=Case.Outcome.choices, widget=forms.RadioSelect
    )
    result = forms.CharField(
        label=_("Result in words"),
        help_text=_("For those who see the full case, above all the offices that helped."),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class ReasonForm(forms.Form):
    reason = _reason(_("Why"), _("Those who see the full case read this."))
