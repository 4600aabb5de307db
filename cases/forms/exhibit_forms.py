"""What is asked about exhibits and the hands they went through."""

from datetime import tzinfo
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from agencies.looks import DressedForm
from agencies.models import Office
from cases.forms.kept import KeptForm
from cases.forms.moments import MomentField, offset
from cases.models import Case, Exhibit


class ExhibitForm(KeptForm):
    description = forms.CharField(
        label=_("What it is"),
        help_text=_("Such as: one plastic bag with 2,000 tablets, marked lion."),
        max_length=300,
    )
    seal_number = forms.CharField(label=_("Seal number"), max_length=60, required=False)
    seizure: Any = forms.ModelChoiceField(
        None,
        label=_("Taken from the seizure"),
        required=False,
        to_field_name="public_id",
        empty_label=_("none of them"),
    )

    def __init__(self, *args: Any, case: Case, **more: Any) -> None:
        super().__init__(*args, use_required_attribute=False, **more)
        self.fields["seizure"].queryset = case.seizures.with_things()  # type: ignore[attr-defined]


class HandoverForm(DressedForm):
    at = MomentField(
        label=_("When"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    handed_by = forms.CharField(
        label=_("Handed over by"),
        help_text=_("Name and function; of the first row, from whom or where it was taken."),
        max_length=160,
    )
    received_by = forms.CharField(
        label=_("Received by"), help_text=_("Name and function."), max_length=160
    )
    receiving_office = forms.ModelChoiceField(
        Office.objects.select_related("country"),
        label=_("Office of the receiver"),
        help_text=_(
            "An officer of this office confirms it in the portal, with the own sign-in. Leave it "
            "empty for anybody else: a laboratory, a court, a store."
        ),
        required=False,
        to_field_name="code",
        empty_label=_("not an office of the portal"),
    )
    place = forms.CharField(label=_("Where"), max_length=200)
    reason = forms.CharField(label=_("Why"), max_length=300)
    seal_number = forms.CharField(label=_("New seal number"), max_length=60, required=False)
    corrects: Any = forms.ModelChoiceField(
        None,
        label=_("It corrects the row"),
        help_text=_("Rows are never changed: a wrong one stays, and this one stands beside it."),
        required=False,
        to_field_name="public_id",
        empty_label=_("none of them"),
    )

    def __init__(self, *args: Any, exhibit: Exhibit, zone: tzinfo, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["corrects"].queryset = exhibit.steps.all()  # type: ignore[attr-defined]
        self.fields["at"].zone = zone  # type: ignore[attr-defined]
        self.fields["at"].help_text = _now(
            "When it happened, however late it is written down. Day/month/year and time, such as "
            "22/11/2026 02:10 (%(offset)s)."
        ) % {"offset": offset(zone)}
