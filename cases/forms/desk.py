"""What work inside the office asks for."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agencies.looks import DressedForm
from agencies.models import Officer
from cases.forms.days import DayField
from cases.models import Flag, Relation, Tag, Task
from cases.tags import names_in


def _people(colleagues: list[Officer]) -> list[tuple[str, str]]:
    return [(one.username, one.full_title) for one in colleagues]


class AssignForm(DressedForm):
    officer = forms.ChoiceField(label=_("Who works on it"), required=False)

    def __init__(self, *args: Any, colleagues: list[Officer], **more: Any) -> None:
        super().__init__(*args, **more)
        choices = [("", _("Nobody")), *_people(colleagues)]
        cast(forms.ChoiceField, self.fields["officer"]).choices = choices


class TaskForm(DressedForm):
    text = forms.CharField(
        label=_("What is to be done"),
        max_length=Task.LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    due = DayField(
        label=_("Until when"),
        help_text=_("Day/month/year, such as 22/11/2026; or nothing."),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    assignee = forms.ChoiceField(label=_("Who does it"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, colleagues: list[Officer], **more: Any) -> None:
        super().__init__(*args, **more)
        choices = [("", _("Nobody yet")), *_people(colleagues)]
        cast(forms.ChoiceField, self.fields["assignee"]).choices = choices


class FlagForm(DressedForm):
    kind = forms.ChoiceField(
        label=pgettext_lazy("mark", "Flag"), choices=Flag.Kind.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("Officers of your country read this, nobody else."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class TagsForm(DressedForm):
    """`known`: the vocabulary of the country; `present`: what stands on the case."""

    add = forms.CharField(
        label=_("Tags to add"),
        help_text=_("With commas between them. A new word joins the vocabulary of your country."),
        max_length=300,
        required=False,
    )
    remove = forms.MultipleChoiceField(
        label=_("Take away"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, present: list[Tag], **more: Any) -> None:
        super().__init__(*args, **more)
        if present:
            choices = [(str(tag.public_id), tag.name) for tag in present]
            cast(forms.MultipleChoiceField, self.fields["remove"]).choices = choices
        else:
            del self.fields["remove"]

    def clean_add(self) -> list[str]:
        names = names_in(self.cleaned_data["add"])
        if any(len(name) > Tag.LONGEST for name in names):
            raise forms.ValidationError(
                _("A tag has 1 to %(n)s characters."), params={"n": Tag.LONGEST}
            )
        return names


class SuccessorForm(DressedForm):
    to = forms.ChoiceField(label=_("Who takes over"))

    def __init__(self, *args: Any, colleagues: list[Officer], **more: Any) -> None:
        super().__init__(*args, **more)
        choices = [("", "–"), *_people(colleagues)]
        cast(forms.ChoiceField, self.fields["to"]).choices = choices


class RelationForm(DressedForm):
    kind = forms.ChoiceField(
        label=_("This case is"), choices=Relation.Kind.choices, widget=forms.RadioSelect
    )
    other = forms.CharField(
        label=_("Reference of the other case"),
        help_text=_("Such as TH-MSI-2026-000123. You must see that case."),
        max_length=30,
    )
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("Those who see both cases in full read this."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
