"""Adding or striking a border before submitting, with a reason."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.looks import DressedForm
from agencies.models import Border
from cases.models import TouchDecision

Kind = TouchDecision.Kind


class TouchForm(DressedForm):
    """`decision` is `strike:TH-MM` or `add:LA-MM`; `gap` is the border that fills a gap: one of
    `fitting`, the candidates of the route's open gaps, which needs no other reason."""

    decision = forms.CharField(
        label=gettext_lazy("Add or strike which border?"), required=False, max_length=20
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("It stays in the record of the case, with your name."),
        max_length=300,
        required=False,
    )
    gap = forms.CharField(required=False, max_length=5)

    def __init__(self, *args: Any, fitting: Collection[str] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        self.fitting = fitting

    def clean_gap(self) -> str:
        gap = str(self.cleaned_data["gap"])
        if gap and gap not in self.fitting:
            raise forms.ValidationError(_("This border fills no gap of the route."))
        return gap

    def clean(self) -> dict[str, Any]:
        kind, code = self._asked_for()
        border = Border.objects.filter(pk=code).first()
        if border is None:
            self.add_error("decision", _("Choose the border."))
        if not self.cleaned_data.get("gap") and not self.cleaned_data.get("reason", "too long"):
            self.add_error("reason", _("Say why you add or strike this border."))
        self.cleaned_data.update(kind=kind, border=border)
        return self.cleaned_data

    def _asked_for(self) -> tuple[Kind, str]:
        gap = self.cleaned_data.get("gap", "")
        if gap:
            return Kind.ADD, gap
        verb, _colon, code = self.cleaned_data.get("decision", "").partition(":")
        return (Kind.STRIKE if verb == "strike" else Kind.ADD), code

    @property
    def why(self) -> str:
        return self.cleaned_data["reason"] or _("It fills a gap in the route.")
