"""What a statement of progress asks for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.looks import DressedForm
from roadmap.commitments import Statement
from roadmap.models import Commitment


class StatementForm(DressedForm):
    status = forms.ChoiceField(label=_("Status"), choices=Commitment.STATED)
    note = forms.CharField(
        label=_("Note"),
        help_text=_("What is done and what comes next. If it is blocked: what blocks it."),
        max_length=Commitment.LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    evidence_at = forms.CharField(
        label=_("Where the evidence is"),
        help_text=_(
            "The document, its date and who keeps it. Needed for what is done, if no file is added."
        ),
        max_length=300,
        required=False,
    )
    reported_to = forms.CharField(
        label=_("Reported to"),
        help_text=_("The body, such as SOMTC."),
        max_length=100,
        required=False,
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


def statement_in(said: dict[str, Any]) -> Statement:
    return Statement(**{name: value for name, value in said.items() if name != "version"})
