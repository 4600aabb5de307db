"""What is said when something is asked of the office that logged a case, and its answer."""

from datetime import tzinfo
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.looks import DressedForm
from agencies.models import Country, Office
from cases.disclosure import LONGEST_SHARE
from cases.forms.moments import MomentField, offset
from cases.forms.verbs import LEVELS
from cases.models import Ask
from cases.models.copy import Purpose
from cases.models.levels import Level


def _words() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("What for"),
        help_text=gettext_lazy("The office that logged the case reads this and decides."),
        max_length=Ask.LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _choices(levels: list[Level]) -> list[tuple[str, Any]]:
    return [(level.value, LEVELS[level]) for level in levels]


class AskForCopyForm(DressedForm):
    """`purposes`: those which the handling code forbids the reader."""

    export_purpose = forms.ChoiceField(
        label=gettext_lazy("What the copies are for"), widget=forms.RadioSelect
    )
    purpose = _words()

    def __init__(self, *args: Any, purposes: list[Purpose], **more: Any) -> None:
        super().__init__(*args, **more)
        field = cast(forms.ChoiceField, self.fields["export_purpose"])
        field.choices = [(purpose.value, purpose.label) for purpose in purposes]


class AskForMoreForm(DressedForm):
    level = forms.ChoiceField(label=gettext_lazy("What you want to see"), widget=forms.RadioSelect)
    purpose = _words()

    def __init__(self, *args: Any, levels: list[Level], **more: Any) -> None:
        super().__init__(*args, **more)
        cast(forms.ChoiceField, self.fields["level"]).choices = _choices(levels)


class AskToPassOnForm(AskForMoreForm):
    to = forms.ModelChoiceField(
        label=gettext_lazy("Who should see it"),
        queryset=Country.objects.none(),
        empty_label=gettext_lazy("Choose a country"),
        error_messages={"required": gettext_lazy("Choose a country.")},
    )

    office = forms.ModelChoiceField(
        label=gettext_lazy("Only one office of it"),
        queryset=Office.objects.active().select_related("country"),
        to_field_name="code",
        required=False,
        empty_label=gettext_lazy("The whole country"),
    )

    field_order = ["to", "office", "level", "purpose"]

    def __init__(
        self, *args: Any, countries: list[Country], must_choose: bool, **more: Any
    ) -> None:
        """Of a restricted case an office must be chosen."""
        super().__init__(*args, **more)
        office = cast(forms.ModelChoiceField, self.fields["office"])
        if must_choose:
            office.required, office.label = True, _("Which office of it")
            office.empty_label = _("Choose an office")
        self.fields["level"].label = _("What they should see")
        offered = Country.objects.filter(pk__in=[country.pk for country in countries])
        self.fields["to"].queryset = offered  # type: ignore[attr-defined]


class AnswerAskForm(DressedForm):
    """Yes or no. Where something is shared, how much and until when."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Your answer"),
        choices=[
            (Ask.Answer.GIVEN, gettext_lazy("We agree")),
            (Ask.Answer.DECLINED, gettext_lazy("We do not agree")),
        ],
        widget=forms.RadioSelect,
    )
    level = forms.ChoiceField(
        label=gettext_lazy("What they will see"), widget=forms.RadioSelect, required=False
    )
    expires = MomentField(
        label=gettext_lazy("Until when"),
        ahead=LONGEST_SHARE,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("They read this. It is needed when you do not agree."),
        max_length=Ask.LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, levels: list[Level], zone: tzinfo, **more: Any) -> None:
        super().__init__(*args, **more)
        if not levels:
            del self.fields["level"], self.fields["expires"]
            return
        cast(forms.ChoiceField, self.fields["level"]).choices = _choices(levels)
        self.fields["expires"].zone = zone  # type: ignore[attr-defined]
        self.fields["expires"].help_text = _(
            "Empty: until you change it. After that moment they see nothing of the case. "
            "Day/month/year and time, such as 22/11/2026 02:10 (%(offset)s)."
        ) % {"offset": offset(zone)}
