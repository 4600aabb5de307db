"""What the page of the situation asks for: whole months, borders and countries."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.looks import DressedForm
from agencies.models import Border, Country
from cases.forms.months import MonthField
from cases.situation import What
from roadmap.situation import By

COUNTED = {
    What.CASES: _("Cases"),
    What.SEIZURES: _("Seizures"),
    What.PEOPLE: _("People"),
    What.FLOWS: _("Flows between countries"),
}
ROWS = {
    By.BORDER: _("by border"),
    By.TYPE: _("by type"),
    By.MONTH: _("by month"),
    By.QUARTER: _("by quarter"),
    By.YEAR: _("by year"),
}
_MONTH = _("Year and month, such as 2026-11.")


def _choice(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False)


class SituationForm(DressedForm):
    count = _choice(_("What is counted"))
    by = _choice(_("Rows"))
    border = _choice(_("Border"))
    country = _choice(_("Country"))
    type = _choice(_("Offence, goods, role or flow"))
    first = MonthField(label=_("First month"), required=False, help_text=_MONTH)
    last = MonthField(label=_("Last month"), required=False, help_text=_MONTH)

    def __init__(self, data: Any, types: dict[str, str]) -> None:
        super().__init__(data)
        every = [("", _("all"))]
        borders = [(one.pk, str(one)) for one in Border.objects.all()]
        countries = [(one.pk, str(one)) for one in Country.objects.order_by("name")]
        offered: dict[str, Any] = {
            "count": list(COUNTED.items()),
            "by": list(ROWS.items()),
            "border": every + borders,
            "country": every + countries,
            "type": every + sorted(types.items(), key=lambda pair: pair[1]),
        }
        for name, choices in offered.items():
            cast(forms.ChoiceField, self.fields[name]).choices = choices
