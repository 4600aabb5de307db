"""Figures: who answers whom, and who is silent."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from agencies.access import Capability, requires
from cases import reciprocity as figures
from cases import reciprocitypage, silence
from cases.reciprocity import BORDER, OFFICE, PAIR

_GROUPS = {
    BORDER: gettext_lazy("By border"),
    PAIR: gettext_lazy("By pair of offices"),
    OFFICE: gettext_lazy("By office"),
}
DEFAULT_DAYS = 90


class ReciprocityForm(forms.Form):
    by = forms.ChoiceField(label=gettext_lazy("Rows"), required=False)
    days = forms.TypedChoiceField(label=gettext_lazy("Period"), required=False, coerce=int)

    def __init__(self, data: object, groups: list[str]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.fields["by"].choices = [(group, _GROUPS[group]) for group in groups]  # type: ignore[attr-defined]
        self.fields["days"].choices = [(days, _period(days)) for days in figures.DAYS]  # type: ignore[attr-defined]
        self.fields["days"].initial = DEFAULT_DAYS

    def clean_days(self) -> int:
        return self.cleaned_data["days"] or DEFAULT_DAYS

    def clean_by(self) -> str:
        return self.cleaned_data["by"] or BORDER


def _period(days: int) -> str:
    return ngettext("the last %(days)s day", "the last %(days)s days", days) % {"days": days}


@requires(Capability.READ_FIGURES)
@require_safe
def reciprocity(request: HttpRequest) -> HttpResponse:
    scope = figures.scope_of(request.user)
    if scope is None:
        raise PermissionDenied
    form = ReciprocityForm(request.GET, figures.groups_for(scope))
    context: dict[str, object] = {"form": form, "scope": scope}
    if form.is_valid():
        by, days = form.cleaned_data["by"], form.cleaned_data["days"]
        context |= {
            "caption": f"{_GROUPS[by]}, {_period(days)}",
            "tables": reciprocitypage.tables(figures.rows(scope, by, days), by),
            "quiet": silence.quiet_offices(scope),
            "sign_ins": silence.sign_ins(scope),
            "quiet_days": silence.QUIET_DAYS,
            "sign_in_days": silence.SIGN_IN_DAYS,
        }
    return render(request, "cases/reciprocity.html", context)
