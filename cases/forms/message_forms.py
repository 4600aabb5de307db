"""What is asked for when an office writes, and when somebody translates."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.languages import CHOICES
from agencies.looks import DressedForm
from agencies.models import Office
from cases.models import Message, MessageTranslation


class WriteForm(DressedForm):
    text = forms.CharField(
        label=_("Message"),
        help_text=_("It is never changed. You can withdraw it."),
        max_length=Message.LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    language = forms.ChoiceField(label=_("Written in"), choices=CHOICES)
    to = forms.ModelMultipleChoiceField(
        label=_("Who reads it"),
        help_text=_("Tick none: everybody who sees the full case."),
        queryset=Office.objects.none(),
        to_field_name="code",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, offices: list[Office], **more: Any) -> None:
        super().__init__(*args, **more)
        to: Any = self.fields["to"]
        to.queryset = Office.objects.filter(pk__in=[office.pk for office in offices])
        to.label_from_instance = lambda office: f"{office.title}, {office.country}"
        if not offices:
            del self.fields["to"]


class TranslateForm(DressedForm):
    language = forms.ChoiceField(label=_("Into"), choices=CHOICES)
    kind = forms.ChoiceField(
        label=_("By whom"), choices=MessageTranslation.Kind.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("Translation"),
        max_length=2 * Message.LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, has_machine: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if not has_machine:
            del self.fields["kind"]

    @property
    def is_by_machine(self) -> bool:
        return bool(self.cleaned_data.get("kind") == MessageTranslation.Kind.MACHINE)
