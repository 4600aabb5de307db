"""What meetings and joint patrols ask for."""

from collections.abc import Iterable
from typing import Any, cast
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from agencies.looks import DressedForm
from agencies.models import Crossing, Office, Officer
from cases.exports.stamp import Purpose
from cases.forms.days import DayField
from cases.forms.moments import PLANNED_AHEAD, MomentField
from cases.forms.operation_forms import CountField
from cases.forms.taking import PurposeForm

_OFF = {"autocomplete": "off"}
_EXAMPLE = _("Day/month/year and the time, such as 22/11/2026 06:00.")


class LinesField(forms.CharField):
    """One a line."""

    def __init__(self, *, longest: int, **more: Any) -> None:
        self.longest = longest
        super().__init__(widget=forms.Textarea(attrs={"rows": 5}), max_length=5000, **more)

    def to_python(self, value: Any) -> Any:
        lines = [line.strip() for line in (super().to_python(value) or "").splitlines()]
        return [line for line in lines if line]

    def validate(self, value: Any) -> None:
        super().validate(value)
        if any(len(line) > self.longest for line in value):
            raise forms.ValidationError(
                _("A line has at most %(n)s characters."), params={"n": self.longest}
            )

    def run_validators(self, value: Any) -> None:
        """The lines were judged one by one."""


def _offices(form: forms.Form, name: str, offices: Iterable[Office]) -> None:
    choices = [("", "–"), *((one.code, f"{one.title}, {one.country}") for one in offices)]
    cast(forms.ChoiceField, form.fields[name]).choices = choices


class MeetingForm(DressedForm):
    """`office`: in whose zone the time is written. Without `offices` it is a change."""

    other = forms.ChoiceField(label=_("With which office"))
    title = forms.CharField(label=_("Title"), max_length=200)
    at = MomentField(
        label=_("When"),
        help_text=_EXAMPLE,
        ahead=PLANNED_AHEAD,
        widget=forms.TextInput(attrs=_OFF),
        error_messages={"required": _("Write when you meet.")},
    )
    place = forms.CharField(label=_("Place"), max_length=200)
    agenda = LinesField(
        label=_("Agenda"), help_text=_("One item a line."), required=False, longest=300
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, office: Office, offices: Iterable[Office] | None = None, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        cast(MomentField, self.fields["at"]).zone = ZoneInfo(office.time_zone)
        if offices is None:
            del self.fields["other"]
        else:
            _offices(self, "other", offices)


class AttendanceForm(DressedForm):
    names = LinesField(
        label=_("Who came of your office"),
        help_text=_("One name a line. The other office reads them."),
        required=False,
        longest=150,
    )


class MinutesForm(DressedForm):
    minutes = forms.CharField(
        label=_("Minutes"),
        help_text=_("The other office agrees to them, or writes its own wording."),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class DecisionForm(DressedForm):
    text = forms.CharField(
        label=_("What is to be done"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    office = forms.ChoiceField(label=_("By which office"), widget=forms.RadioSelect)
    due = DayField(
        label=_("Until when"),
        help_text=_("Day/month/year, such as 22/11/2026; or nothing."),
        required=False,
        widget=forms.TextInput(attrs=_OFF),
    )

    def __init__(self, *args: Any, offices: Iterable[Office], **more: Any) -> None:
        super().__init__(*args, **more)
        choices = [(one.code, one.title) for one in offices]
        cast(forms.ChoiceField, self.fields["office"]).choices = choices


class DecisionAssignForm(DressedForm):
    assignee = forms.ChoiceField(label=_("Who does it"), required=False)

    def __init__(self, *args: Any, colleagues: Iterable[Officer], **more: Any) -> None:
        super().__init__(*args, **more)
        people = [(one.username, one.full_title) for one in colleagues]
        cast(forms.ChoiceField, self.fields["assignee"]).choices = [("", _("Nobody yet")), *people]


class PrintMinutesForm(PurposeForm):
    language = forms.ChoiceField(
        label=_("Language"),
        help_text=_("Of the headings. What officers wrote stays as they wrote it."),
        choices=settings.LANGUAGES,
    )

    @property
    def wanted(self) -> tuple[Purpose, str]:
        return Purpose(self.cleaned_data["purpose"]), self.cleaned_data["language"]


class PatrolForm(DressedForm):
    """`own` and `other`: the offices; without `offices` it is a change. Times are the own ones."""

    other = forms.ChoiceField(label=_("With which office"))
    starts_at = MomentField(label=_("From"), help_text=_EXAMPLE, widget=forms.TextInput(attrs=_OFF))
    ends_at = MomentField(label=_("Until"), widget=forms.TextInput(attrs=_OFF))
    route = forms.CharField(
        label=_("Route"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    sites = forms.MultipleChoiceField(
        label=_("Crossings on the way"), required=False, widget=forms.CheckboxSelectMultiple
    )
    officers_own = CountField(label=_("Officers of the office that logs it"))
    officers_other = CountField(label=_("Officers of the other office"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        office: Office,
        sites: Iterable[Crossing],
        offices: Iterable[Office] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        for name in ("starts_at", "ends_at"):
            cast(MomentField, self.fields[name]).zone = ZoneInfo(office.time_zone)
        for name in ("officers_own", "officers_other"):
            self.fields[name].required = True
        places = [(one.code, str(one)) for one in sites]
        cast(forms.MultipleChoiceField, self.fields["sites"]).choices = places
        if offices is None:
            del self.fields["other"]
        else:
            _offices(self, "other", offices)


class IncidentForm(DressedForm):
    text = forms.CharField(
        label=_("What happened"),
        help_text=_("Both offices read it. No names of persons: they belong in a case."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    case = forms.CharField(
        label=_("Reference of the case"),
        help_text=_("If it became one. Naming it shares nothing."),
        max_length=30,
        required=False,
    )

    def clean_case(self) -> str:
        return str(self.cleaned_data["case"]).strip().upper()
