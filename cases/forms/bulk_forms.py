"""What an action on several cases asks for. Fields have the names of `cases.bulk.Order`."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.looks import DressedForm
from agencies.models import Officer
from cases.bulk import Action
from cases.models import Case, Tag
from cases.tags import MOST_TAGS, names_in


class BulkForm(DressedForm):
    """Nothing to fill in. `colleagues` and `tags` are what may be chosen."""

    def __init__(self, *args: Any, colleagues: list[Officer], tags: list[Tag], **more: Any) -> None:
        super().__init__(*args, **more)
        self.colleagues = {one.username: one for one in colleagues}
        self.known_tags = tags
        self.offer()

    def offer(self) -> None:
        """Fill the choices."""


class BulkTagForm(BulkForm):
    tags = forms.CharField(
        label=_("Tags to add"),
        help_text=_("With commas between them. A new word joins the vocabulary of your country."),
        max_length=300,
    )

    def clean_tags(self) -> tuple[str, ...]:
        names = names_in(self.cleaned_data["tags"])
        if not names or any(len(name) > Tag.LONGEST for name in names):
            raise forms.ValidationError(
                _("A tag has 1 to %(n)s characters."), params={"n": Tag.LONGEST}
            )
        if len(names) > MOST_TAGS:
            raise forms.ValidationError(
                _("A case has at most %(n)s tags."), params={"n": MOST_TAGS}
            )
        return tuple(names)


class BulkUntagForm(BulkForm):
    tags = forms.MultipleChoiceField(
        label=_("Tags to take off"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one tag.")},
    )

    def offer(self) -> None:
        choices = [(tag.name, tag.name) for tag in self.known_tags]
        cast(forms.MultipleChoiceField, self.fields["tags"]).choices = choices

    def clean_tags(self) -> tuple[str, ...]:
        return tuple(self.cleaned_data["tags"])


class BulkAssignForm(BulkForm):
    officer = forms.ChoiceField(
        label=_("Who works on them"), error_messages={"required": _("Choose an officer.")}
    )

    def offer(self) -> None:
        people = [(name, one.full_title) for name, one in self.colleagues.items()]
        cast(forms.ChoiceField, self.fields["officer"]).choices = [("", "–"), *people]

    def clean_officer(self) -> Officer:
        return self.colleagues[self.cleaned_data["officer"]]


class BulkCloseForm(BulkForm):
    outcome = forms.ChoiceField(
        label=_("How did they end?"), choices=Case.Outcome.choices, widget=forms.RadioSelect
    )
    result = forms.CharField(
        label=_("Result in words"),
        help_text=_("The same words for each of them."),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


FORMS: dict[Action, type[BulkForm]] = {
    Action.TAG: BulkTagForm,
    Action.UNTAG: BulkUntagForm,
    Action.WATCH: BulkForm,
    Action.UNWATCH: BulkForm,
    Action.ASSIGN: BulkAssignForm,
    Action.ACKNOWLEDGE: BulkForm,
    Action.CLOSE: BulkCloseForm,
}
