"""The form of a proposal: the case form's questions about the originator's own fields, and why."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.looks import DressedForm
from agencies.models import Code, Officer
from cases.forms.entry import Entry
from cases.forms.raw import Raw

REASON_LENGTH = 300


class WhyForm(DressedForm):
    reason = forms.CharField(
        label=_("Why you propose it"),
        help_text=_("The office that logged the case reads this."),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DeclineProposalForm(DressedForm):
    reason = forms.CharField(
        label=_("Why it is declined"),
        help_text=_("The office that proposed it reads this."),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ProposalSheet:
    """What was typed, its entry and its reason, judged together."""

    def __init__(
        self,
        fields: Raw,
        *,
        officer: Officer,
        side: str,
        in_use: tuple[Code, ...],
        checked: bool = False,
    ) -> None:
        self.fields = fields
        self.entry = Entry(fields, officer=officer, side=side, in_use=in_use, checked=checked)
        asked = fields if checked else None
        self.why = WhyForm(asked, initial={"reason": fields.get("reason")})
        self.refused = ""

    def is_valid(self) -> bool:
        return self.entry.is_valid() and self.why.is_valid()

    @property
    def reason(self) -> str:
        return str(self.why.cleaned_data["reason"])

    @property
    def errors(self) -> list[tuple[str, str]]:
        found = [(p.target, f"{p.label}: {p.message}") for p in self.entry.problems]
        label = self.why["reason"].label
        found += [("id_reason", f"{label}: {text}") for text in self.why["reason"].errors]
        return [("", self.refused), *found] if self.refused else found
