"""What courses, sessions, trainees, certificates and needs ask for."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from agencies.looks import DressedForm
from agencies.models import Country, Office, Officer
from cases.forms.days import DayField
from roadmap.models import Trainee
from roadmap.training import PersonContent, Results, own_officer

_OFF = {"autocomplete": "off"}
_DAY = _("Day/month/year, such as 22/11/2026.")


class CourseForm(DressedForm):
    title = forms.CharField(label=_("Title"), max_length=200)
    subject = forms.CharField(label=_("Subject"), max_length=120)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    days = forms.IntegerField(label=_("Days"), min_value=1, max_value=366)
    donor = forms.CharField(label=_("Donor"), max_length=200, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class SessionForm(DressedForm):
    place = forms.CharField(label=_("Place"), max_length=200)
    starts = DayField(label=_("First day"), help_text=_DAY, widget=forms.TextInput(attrs=_OFF))
    ends = DayField(label=_("Last day"), help_text=_DAY, widget=forms.TextInput(attrs=_OFF))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class PersonForm(DressedForm):
    """An officer of the portal by the user name, or a name as it is written."""

    officer = forms.CharField(
        label=_("User name"),
        help_text=_("Of an officer of the portal. Otherwise write the name below."),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs=_OFF),
    )
    name = forms.CharField(label=_("Name"), max_length=150, required=False)
    office = forms.ChoiceField(label=_("Office"), required=False)
    agency = forms.CharField(label=_("Agency"), max_length=150, required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)

    def __init__(self, *args: Any, offices: Iterable[Office], reader: object, **more: Any) -> None:
        super().__init__(*args, **more)
        self.reader = reader
        self.offices = {one.code: one for one in offices}
        places = [(one.code, f"{one.title}, {one.country}") for one in self.offices.values()]
        cast(forms.ChoiceField, self.fields["office"]).choices = [("", "–"), *places]
        countries = [(one.code, str(one)) for one in Country.objects.order_by("code")]
        cast(forms.ChoiceField, self.fields["country"]).choices = [("", "–"), *countries]

    def clean_officer(self) -> Officer | None:
        typed = self.cleaned_data["officer"].strip()
        if not typed:
            return None
        found = own_officer(typed, self.reader)
        if found is None:
            raise forms.ValidationError(_("Your country has no officer with this user name."))
        return found

    @property
    def person(self) -> PersonContent:
        said = self.cleaned_data
        return PersonContent(
            officer=said["officer"],
            name=said["name"],
            office=self.offices.get(said["office"]),
            agency=said["agency"],
            country=Country.objects.filter(pk=said["country"]).first(),
        )


class ResultsForm(DressedForm):
    sex = forms.ChoiceField(label=_("Sex"), choices=Trainee.Sex.choices, widget=forms.RadioSelect)
    before = forms.IntegerField(
        label=_("Test before"),
        help_text=_("0 to 100, or nothing."),
        min_value=0,
        max_value=100,
        required=False,
    )
    after = forms.IntegerField(label=_("Test after"), min_value=0, max_value=100, required=False)
    completed = forms.BooleanField(label=_("Has completed the course"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @property
    def results(self) -> Results:
        said = self.cleaned_data
        return Results(said["sex"], said["before"], said["after"], said["completed"])


class TraineeForm(PersonForm, ResultsForm):
    field_order = ["officer", "name", "office", "agency", "country", "sex", "before", "after"]


class CertificateForm(DressedForm):
    expires_on = DayField(
        label=_("Good until"),
        help_text=_("Day/month/year, such as 22/11/2026; or nothing."),
        required=False,
        widget=forms.TextInput(attrs=_OFF),
    )


class NeedForm(DressedForm):
    subject = forms.CharField(label=_("Subject"), max_length=120)
    officers = forms.IntegerField(
        label=_("Officers who need it"),
        help_text=_("0: nobody needs it now."),
        min_value=0,
        max_value=1000,
    )


class CheckForm(DressedForm):
    code = forms.CharField(
        label=_("Code"),
        help_text=_("Twelve letters and figures, as they stand on the certificate."),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    name = forms.CharField(
        label=_("Name on the certificate"),
        help_text=_("If you want to know whether it was issued to this person."),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs=_OFF),
    )
