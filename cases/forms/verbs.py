"""What the verbs on a submitted case ask for."""

from datetime import tzinfo
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from agencies.looks import DressedForm
from agencies.models import Country, Office
from cases.disclosure import LONGEST_SHARE
from cases.forms.moments import MomentField, offset
from cases.models import Case, Link, NationalNote
from cases.models.levels import OFFERED, Level

REASON_LENGTH = 300

LEVELS = {
    Level.HEADLINE: _(
        "Headline: reference, offences, where and when it happened, urgency, the office that "
        "logged it, totals of what was seized"
    ),
    Level.FULL: _("Full: everything but victims and witnesses"),
    Level.CONTRIBUTE: _("Contribute: everything but victims and witnesses, and they may add to it"),
}


def _reason(label: Any, help_text: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ShareForm(DressedForm):
    office = forms.ModelChoiceField(
        label=_("Who sees it"),
        queryset=Office.objects.none(),
        to_field_name="code",
        error_messages={"required": _("The case is restricted: choose an office.")},
    )
    level = forms.ChoiceField(
        label=_("What they will see"),
        choices=[(level.value, LEVELS[level]) for level in OFFERED],
        widget=forms.RadioSelect,
    )
    purpose = _reason(_("What for"), _("They read this, and it stays in the record."))
    expires = MomentField(
        label=_("Until when"),
        ahead=LONGEST_SHARE,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(
        self, *args: Any, zone: tzinfo, offices: QuerySet[Office], must_choose: bool, **more: Any
    ) -> None:
        """`offices` are those it may be shared with; of a restricted case one must be chosen."""
        super().__init__(*args, **more)
        office = cast(forms.ModelChoiceField, self.fields["office"])
        office.queryset, office.required = offices, must_choose
        office.empty_label = _("Choose an office") if must_choose else _("The whole country")
        self.fields["expires"].zone = zone  # type: ignore[attr-defined]
        self.fields["expires"].help_text = _(
            "Empty: until you change it. After that moment they see nothing of the case. "
            "Day/month/year and time, such as 22/11/2026 02:10 (%(offset)s)."
        ) % {"offset": offset(zone)}


class RecallForm(DressedForm):
    reason = _reason(_("Why"), _("It stays in the record of the case."))


class DiscloseForm(DressedForm):
    """One protected person to one country; the choice holds only who sees the full case."""

    country = forms.ModelChoiceField(
        label=_("Who will see this person"),
        queryset=Country.objects.none(),
        empty_label=_("Choose a country"),
        error_messages={"required": _("Choose a country.")},
    )
    purpose = _reason(
        _("What for"), _("They read this beside the person, and it stays in the record.")
    )

    def __init__(self, *args: Any, countries: list[Country], **more: Any) -> None:
        super().__init__(*args, **more)
        offered = Country.objects.filter(pk__in=[country.pk for country in countries])
        self.fields["country"].queryset = offered  # type: ignore[attr-defined]


class PurposeForm(DressedForm):
    purpose = _reason(_("What for"), _("Those who see the full case read this. Name nobody in it."))


class DeclineForm(DressedForm):
    reason = _reason(
        _("Why it is not for your office"), _("The office that logged the case reads this.")
    )


class CloseForm(DressedForm):
    """`told`: the offices that were told; `helped`: those among them that are ticked already."""

    outcome = forms.ChoiceField(
        label=_("How did it end?"), choices=Case.Outcome.choices, widget=forms.RadioSelect
    )
    result = forms.CharField(
        label=_("Result in words"),
        help_text=_("Your country reads it, and those whom you report it to."),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    report_to = forms.MultipleChoiceField(
        label=_("Report the result to"),
        help_text=_(
            "Their country reads it on the page of the case. The others learn the outcome only."
        ),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, told: list[Office], helped: list[Office], **more: Any) -> None:
        super().__init__(*args, initial={"report_to": [one.code for one in helped]}, **more)
        self.offices = {one.code: one for one in told}
        choices = [(one.code, f"{one.title}, {one.country}") for one in told]
        cast(forms.MultipleChoiceField, self.fields["report_to"]).choices = choices
        if not told:
            del self.fields["report_to"]

    def clean_report_to(self) -> list[Office]:
        return [self.offices[code] for code in self.cleaned_data["report_to"]]


class NoteForm(DressedForm):
    text = forms.CharField(
        label=_("Note"),
        help_text=_("It cannot be changed afterwards; add another one instead."),
        max_length=NationalNote.LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class ReasonForm(DressedForm):
    reason = _reason(_("Why"), _("Those who see the full case read this."))


class LinkForm(DressedForm):
    """`ends`: the subjects of the case that the officer sees, by their public id."""

    source = forms.ChoiceField(label=_("Who or what"))
    kind = forms.ChoiceField(label=_("does"), choices=[("", "–"), *Link.Kind.choices])
    target = forms.ChoiceField(label=_("with whom or what"))
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(self, *args: Any, ends: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        for name in ("source", "target"):
            cast(forms.ChoiceField, self.fields[name]).choices = [("", "–"), *ends]
