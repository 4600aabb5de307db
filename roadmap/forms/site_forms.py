"""Forms of the I-24/7 sites and of the checks made in other systems."""

from collections.abc import Iterable
from datetime import date
from typing import Any, cast
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.looks import DressedForm
from agencies.models import Agency, Code, Crossing, Office
from cases.digits import ascii_digits
from cases.forms.days import DayField, PastDayField
from cases.forms.moments import MomentField
from cases.forms.months import MonthField
from roadmap.models import Check, Site, SiteMonth

_OFF = {"autocomplete": "off"}
_DAY = _("Day/month/year, such as 22/11/2026.")


def _day(kind: type[DayField], **more: Any) -> DayField:
    return kind(help_text=_DAY, widget=forms.TextInput(attrs=_OFF), **more)


def _version() -> forms.IntegerField:
    return forms.IntegerField(widget=forms.HiddenInput, required=False)


class CountField(forms.IntegerField):
    """A whole number from 0 up, digits of any script."""

    def __init__(self, **more: Any) -> None:
        super().__init__(min_value=0, max_value=SiteMonth.MOST, **more)
        self.widget = forms.TextInput(attrs={"inputmode": "numeric", **_OFF})

    def to_python(self, value: Any) -> int | None:
        found: int | None = super().to_python(ascii_digits(str(value or "")).strip())
        return found


class SiteForm(DressedForm):
    place = forms.ChoiceField(label=_("Where"))
    agency = forms.ChoiceField(label=_("Agency"), required=False)
    phase = forms.ChoiceField(label=_("Phase"), choices=Site.Phase.choices)
    link = forms.ChoiceField(
        label=_("Link"), choices=[("", _("not known")), *Site.Link.choices], required=False
    )
    is_mobile = forms.BooleanField(label=_("Mobile, not fixed"), required=False)
    databases = forms.MultipleChoiceField(
        label=_("Databases that can be asked"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    tested_on = _day(PastDayField, label=_("Last test"), required=False)
    test_result = forms.ChoiceField(
        label=_("Result of the test"), choices=[("", "–"), *Site.Test.choices], required=False
    )
    version = _version()

    def __init__(
        self,
        *args: Any,
        places: Iterable[Office | Crossing],
        agencies: Iterable[Agency],
        databases: Iterable[Code],
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self._places = {key_of(one): one for one in places}
        self._agencies = {one.code: one for one in agencies}
        self._databases = {one.code: one for one in databases}
        self._offer("place", {key: str(one) for key, one in self._places.items()})
        self._offer("agency", {code: one.name for code, one in self._agencies.items()})
        self._offer("databases", {code: one.label for code, one in self._databases.items()})

    def _offer(self, name: str, choices: dict[str, str]) -> None:
        nothing = [] if name == "databases" else [("", "–")]
        cast(forms.ChoiceField, self.fields[name]).choices = [*nothing, *choices.items()]

    def clean(self) -> dict[str, Any]:
        """What was chosen, as the verb takes it."""
        said = self.cleaned_data
        place = self._places.get(said.pop("place", ""))
        said["office"] = place if isinstance(place, Office) else None
        said["crossing"] = place if isinstance(place, Crossing) else None
        said["agency"] = self._agencies.get(said.get("agency", ""))
        said["databases"] = tuple(self._databases[code] for code in said.get("databases", ()))
        return said


def key_of(place: Office | Crossing | None) -> str:
    if place is None:
        return ""
    return f"{'office' if isinstance(place, Office) else 'crossing'}:{place.code}"


class StateForm(DressedForm):
    state = forms.ChoiceField(label=_("State"), choices=Site.State.choices)
    since = _day(DayField, label=_("Since"))
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Needed when the site is down."),
        max_length=300,
        required=False,
    )
    version = _version()


class MonthForm(DressedForm):
    month = MonthField(
        label=_("Month"),
        help_text=_("Year and month, such as 2026-11."),
        widget=forms.TextInput(attrs=_OFF),
    )
    queries = CountField(label=_("Queries"))
    hits = CountField(label=_("Hits"))
    version = _version()


class CheckForm(DressedForm):
    """`zone`: the office's own, in which the time is written."""

    database = forms.ChoiceField(label=_("Database"))
    at = MomentField(
        label=_("When"),
        help_text=_("Day/month/year and time of your office, such as 22/11/2026 10:00."),
        widget=forms.TextInput(attrs=_OFF),
    )
    result = forms.ChoiceField(
        label=_("Result"), choices=Check.Result.choices, widget=forms.RadioSelect
    )
    follow_up = forms.CharField(
        label=_("Follow-up"),
        help_text=_("A few words. No names or numbers of persons: they belong in a case."),
        max_length=Check.LONGEST,
        required=False,
    )
    case = forms.CharField(
        label=_("Reference of a case of your office"),
        help_text=_("If there is one."),
        max_length=30,
        required=False,
    )

    def __init__(self, *args: Any, databases: Iterable[Code], zone: ZoneInfo, **more: Any) -> None:
        super().__init__(*args, **more)
        self._databases = {one.code: one for one in databases}
        offered = [(code, one.label) for code, one in self._databases.items()]
        cast(forms.ChoiceField, self.fields["database"]).choices = [("", "–"), *offered]
        cast(MomentField, self.fields["at"]).zone = zone

    def clean_database(self) -> Code:
        return self._databases[self.cleaned_data["database"]]

    def clean_case(self) -> str:
        return str(self.cleaned_data["case"]).strip().upper()


def first_of_month(text: str) -> date:
    """`2026-11`; raises ValueError."""
    year, month = text.split("-")
    if (len(year), len(month)) != (4, 2):
        raise ValueError(text)
    return date(int(year), int(month), 1)
