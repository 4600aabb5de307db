"""What the owners of offices, rosters and crossings may type."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from agencies import languages
from agencies.attempts import Attempt
from agencies.looks import Dressed, DressedForm, dress
from agencies.models import Border, Country, Crossing, DutyShift, Office, Officer
from agencies.upkeep import OFFICE_FIELDS, Shift

CONFIRMS = [
    ("status", _("The status is right as it stands here")),
    ("coordinates", _("The coordinates are right as they stand here")),
]


def _shown(value: Any) -> str:
    return ", ".join(str(v) for v in value) if isinstance(value, list) else str(value)


class NetworkForm(DressedForm):
    q = forms.CharField(
        label=_("Name"),
        help_text=_("Of an office or a crossing, in any script"),
        max_length=100,
        required=False,
    )
    border = forms.ModelChoiceField(
        Border.objects.all(), label=_("Border"), required=False, empty_label=_("any border")
    )
    country = forms.ModelChoiceField(
        Country.objects.all(), label=_("Country"), required=False, empty_label=_("any country")
    )


class UpkeepForm(Dressed, forms.ModelForm):
    """Checks the values; the verb of `upkeep` writes them."""

    confirms = forms.MultipleChoiceField(
        label=_("Confirm"),
        help_text=_("What you change counts as confirmed by you. Tick what you checked as well."),
        choices=CONFIRMS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    # What somebody else saved meanwhile, beside what was typed here: (label, value).
    stands: list[tuple[str, str]] = []

    def edit(self) -> dict[str, Any]:
        """The arguments of the verb."""
        values = dict(self.cleaned_data)
        confirms, version = values.pop("confirms"), values.pop("version")
        return {"changes": values, "confirms": confirms, "version": version}

    def refuse(self, tried: Attempt, now: Mapping[str, Any]) -> None:
        """Show the problems. After a newer version, sending the form again replaces it."""
        typed = self.cleaned_data
        if tried.current is not None:
            data = cast(QueryDict, self.data).copy()
            data["version"] = str(tried.current)
            self.data = data
            differing = [n for n, v in now.items() if n in typed and typed[n] != v]
            self.stands = [(str(self.fields[n].label), _shown(now[n])) for n in differing]
        for problem in tried.problems:
            self.add_error(None, problem)


class OfficeForm(UpkeepForm):
    languages = forms.MultipleChoiceField(
        label=_("Languages spoken"),
        choices=languages.CHOICES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    working_days = forms.TypedMultipleChoiceField(
        label=_("Working days"),
        coerce=int,
        choices=DutyShift.Weekday.choices,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Office
        fields = OFFICE_FIELDS
        widgets = {
            "opens": forms.TimeInput(format="%H:%M"),
            "closes": forms.TimeInput(format="%H:%M"),
        }
        labels = {
            "name_local": _("Name in the own script"),
            "phone": _("Telephone, day and night"),
            "email": _("E-mail"),
            "connection": _("Connection"),
            "opens": _("Opens at"),
            "closes": _("Closes at"),
            "lat": _("Latitude"),
            "lon": _("Longitude"),
            "status": _("Status"),
            "status_reason": _("Why it is not active"),
            "approval": _("What the head of the office approves first"),
        }
        help_texts = {
            "connection": _("For example: fibre, 4G, satellite"),
            "opens": _("Working hours, by the 24-hour clock"),
            "lat": _("Degrees, for example 20.44300"),
            "status_reason": _("Needed unless the office is active"),
            "approval": _("Of what officers disclose of the office's cases"),
        }


class CrossingForm(UpkeepForm):
    """The status belongs to both sides, the coordinates to the editor's own side."""

    lat = forms.DecimalField(
        label=_("Latitude of your side"),
        help_text=_("Degrees, for example 20.44300"),
        min_value=-90,
        max_value=90,
        max_digits=8,
        decimal_places=5,
    )
    lon = forms.DecimalField(
        label=_("Longitude of your side"),
        min_value=-180,
        max_value=180,
        max_digits=8,
        decimal_places=5,
    )

    class Meta:
        model = Crossing
        fields = ("status", "status_note")
        labels = {"status": _("Status"), "status_note": _("Note on the status")}
        help_texts = {"status_note": _("For example: closed to lorries until March")}


class ShiftForm(DressedForm):
    """`officers` are those posted to the office, by username, read once for all rows."""

    weekday = forms.TypedChoiceField(label=_("Day"), coerce=int, choices=DutyShift.Weekday.choices)
    starts = forms.TimeField(label=_("From"), widget=forms.TimeInput(format="%H:%M"))
    ends = forms.TimeField(label=_("Until"), widget=forms.TimeInput(format="%H:%M"))

    def __init__(self, *args: Any, officers: Mapping[str, Officer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(username, officer.full_title) for username, officer in officers.items()]
        self.fields["officer"] = forms.ChoiceField(label=_("Officer"), choices=[("", "–"), *names])
        dress(self.fields["officer"].widget)
        self.order_fields(["weekday", "officer", "starts", "ends"])


class RosterForm(BaseFormSet):
    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            dress(form.fields["DELETE"].widget)

    @property
    def problems(self) -> list[tuple[str, str]]:
        """(id of the input, sentence) for the error summary."""
        return [
            (form[name].auto_id, f"{form[name].label}: {error}")
            for form in self.forms
            for name, errors in form.errors.items()
            if name in form.fields
            for error in errors
        ]

    def shifts(self) -> list[Shift]:
        """The shifts that stand: not blank and not ticked for removal."""
        officers = self.form_kwargs["officers"]
        kept = [f.cleaned_data for f in self.forms if f.cleaned_data.get("officer")]
        return [
            Shift(officers[row["officer"]], row["weekday"], row["starts"], row["ends"])
            for row in kept
            if not row.get("DELETE")
        ]


ShiftFormSet = formset_factory(
    ShiftForm,
    formset=RosterForm,
    extra=3,
    can_delete=True,
    can_delete_extra=False,
    max_num=120,
    absolute_max=200,
)
