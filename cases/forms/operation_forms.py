"""What the plan of an operation, its shifts and its results ask for."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any, cast
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from agencies.looks import DressedForm, dress
from agencies.models import Code, Crossing, Office, Officer
from cases.digits import ascii_digits
from cases.exports.operationreport import PDF, XLSX, ReportAsked
from cases.exports.stamp import Purpose
from cases.forms.days import DayField, written
from cases.forms.moments import PLANNED_AHEAD, MomentField
from cases.forms.taking import PurposeForm
from cases.models import DayResult, Operation
from cases.operations import OperationContent

_DAY = {"autocomplete": "off"}


class OperationForm(DressedForm):
    """`office`: whose borders open first."""

    title = forms.CharField(label=_("Title"), max_length=200)
    objective = forms.CharField(
        label=_("Objective"),
        help_text=_("What is to be reached. The offices you ask read it."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    kind = forms.ChoiceField(
        label=_("Kind"), choices=Operation.Kind.choices, widget=forms.RadioSelect
    )
    starts = DayField(
        label=_("First day"),
        help_text=_("Day/month/year, such as 22/11/2026."),
        widget=forms.TextInput(attrs=_DAY),
    )
    ends = DayField(
        label=_("Last day"),
        help_text=_("Day/month/year, such as 22/11/2026."),
        widget=forms.TextInput(attrs=_DAY),
    )
    sites = forms.MultipleChoiceField(
        label=_("Sites"), error_messages={"required": _("Choose at least one crossing.")}
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, office: Office, **more: Any) -> None:
        super().__init__(*args, **more)
        self.crossings = {one.code: one for one in Crossing.objects.select_related("border")}
        self._near = set(office.borders.values_list("code", flat=True))
        choices = [(one.code, str(one)) for one in self.crossings.values()]
        cast(forms.MultipleChoiceField, self.fields["sites"]).choices = choices

    @property
    def site_groups(self) -> list[tuple[str, bool, list[tuple[str, str, bool]]]]:
        """(border, whether it is open, its crossings): the own borders first."""
        chosen = set(self["sites"].value() or [])
        groups = []
        rows = sorted(self.crossings.values(), key=lambda c: (c.border_id, c.code))
        for border, found in groupby(rows, key=lambda crossing: crossing.border):
            sites = [(one.code, str(one), one.code in chosen) for one in found]
            near = border.code in self._near
            groups.append((not near, str(border), near or any(s[2] for s in sites), sites))
        return [(name, is_open, sites) for _far, name, is_open, sites in sorted(groups)]

    @property
    def content(self) -> OperationContent:
        said = {k: v for k, v in self.cleaned_data.items() if k not in ("sites", "version")}
        sites = tuple(self.crossings[code] for code in sorted(self.cleaned_data["sites"]))
        return OperationContent(**said, sites=sites)


def shown_plan(content: OperationContent, version: int) -> dict[str, Any]:
    """As the form begins."""
    return {
        **vars(content),
        "starts": written(content.starts),
        "ends": written(content.ends),
        "sites": [site.code for site in content.sites],
        "version": version,
    }


class OfficeForm(DressedForm):
    office = forms.ChoiceField(label=_("Which office"))

    def __init__(self, *args: Any, offices: Iterable[Office], **more: Any) -> None:
        super().__init__(*args, **more)
        choices = [("", "–"), *((one.code, f"{one.title}, {one.country}") for one in offices)]
        cast(forms.ChoiceField, self.fields["office"]).choices = choices


class WhyForm(DressedForm):
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("The offices that take part read this."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SureForm(DressedForm):
    """A question without a field."""


class SummaryForm(DressedForm):
    summary = forms.CharField(
        label=_("What was reached"),
        help_text=_("It stands in the final report. The results cannot be changed afterwards."),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )


class AttachForm(DressedForm):
    case = forms.CharField(
        label=_("Reference of the case or request"),
        help_text=_("Such as TH-MSI-2026-000123 or RQ-TH-MSI-2026-000123. You must see it."),
        max_length=34,
    )

    def clean_case(self) -> str:
        return str(self.cleaned_data["case"]).strip().upper()


class ShiftForm(DressedForm):
    """Times are those of the `office`."""

    site = forms.ChoiceField(label=_("Site"))
    starts_at = MomentField(
        label=_("From"),
        help_text=_("Day/month/year and the time, such as 22/11/2026 06:00."),
        ahead=PLANNED_AHEAD,
        widget=forms.TextInput(attrs=_DAY),
        error_messages={"required": _("Write when the shift begins.")},
    )
    ends_at = MomentField(
        label=_("Until"),
        ahead=PLANNED_AHEAD,
        widget=forms.TextInput(attrs=_DAY),
        error_messages={"required": _("Write when the shift ends.")},
    )
    officers = forms.MultipleChoiceField(
        label=_("Who"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose who is on the shift.")},
    )

    def __init__(
        self,
        *args: Any,
        office: Office,
        sites: Iterable[Crossing],
        colleagues: Iterable[Officer],
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        for name in ("starts_at", "ends_at"):
            cast(MomentField, self.fields[name]).zone = ZoneInfo(office.time_zone)
        places = [(one.code, str(one)) for one in sites]
        cast(forms.ChoiceField, self.fields["site"]).choices = [("", "–"), *places]
        people = [(one.username, one.full_title) for one in colleagues]
        cast(forms.MultipleChoiceField, self.fields["officers"]).choices = people


class CountField(forms.IntegerField):
    """A whole number from 0 up, digits of any script; nothing where nothing was counted."""

    def __init__(self, **more: Any) -> None:
        most = DayResult.MOST
        super().__init__(min_value=0, max_value=most, required=False, **more)
        self.widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def to_python(self, value: Any) -> int | None:
        found: int | None = super().to_python(ascii_digits(str(value or "")).strip())
        return found


class ResultsForm(DressedForm):
    """A field for each entry of the code list."""

    notes = forms.CharField(
        label=_("Notes"),
        help_text=_("The offices that take part read them. No names of persons."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, metrics: Iterable[Code], **more: Any) -> None:
        super().__init__(*args, **more)
        self.metrics = list(metrics)
        for one in self.metrics:
            field = CountField(label=str(one))
            dress(field.widget)
            self.fields[f"metric-{one.code}"] = field
        self.order_fields([f"metric-{one.code}" for one in self.metrics])

    @property
    def figures(self) -> dict[str, int]:
        named = {one.code: self.cleaned_data.get(f"metric-{one.code}") for one in self.metrics}
        return {code: number for code, number in named.items() if number is not None}


class TakeOperationForm(PurposeForm):
    kind = forms.ChoiceField(
        label=_("Kind of file"),
        choices=[(PDF, _("To print and read (PDF)")), (XLSX, _("Spreadsheet (XLSX)"))],
        initial=PDF,
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(
        label=_("Language"),
        help_text=_("Of the headings. What officers wrote stays as they wrote it."),
        choices=settings.LANGUAGES,
    )

    @property
    def asked(self) -> ReportAsked:
        said = self.cleaned_data
        return ReportAsked(said["kind"], Purpose(said["purpose"]), said["language"])
