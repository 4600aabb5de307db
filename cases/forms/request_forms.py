"""What is said when an office is asked for information, and when it answers."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import Any, cast

from django import forms
from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.durations import in_words
from agencies.limits import Counts, Limit
from agencies.looks import DressedForm, dress
from agencies.models import Code, Office
from cases.forms.moments import MomentField, offset, written
from cases.models import Case, Request
from cases.models.request import GROUNDS, PHRASEBOOK

QUESTION_ROWS = 3


def _words(label: Any, help_text: Any = "", *, rows: int = 3, most: int = Request.LONGEST) -> Any:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows, "autocomplete": "off"}),
    )


def _line(label: Any, help_text: Any = "", **more: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=label, help_text=help_text, widget=widget, **more)


def urgency_choices() -> list[tuple[str, str]]:
    """The four urgencies with their two limits, from the settings."""
    return [
        (urgency.value, f"{urgency.label}. {_limits(urgency.value)}") for urgency in Case.Urgency
    ]


def _limits(urgency: str) -> str:
    limits = settings.REQUEST_LIMITS[urgency]
    facts = {"acknowledge": _length(limits.acknowledge), "answer": _length(limits.answer)}
    return _("Acknowledged within %(acknowledge)s, answered within %(answer)s.") % facts


def _length(limit: Limit) -> str:
    if limit.counts is Counts.WORKING_DAYS and limit.amount == timedelta(days=1):
        return _("one working day")
    return in_words(limit.amount)


class AskForm(DressedForm):
    """`near` are the offices across the own borders and their desks, `others` all the rest."""

    to = forms.MultipleChoiceField(
        label=gettext_lazy("Whom you ask"),
        help_text=gettext_lazy("Each one gets a request of its own, with its own clock."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    other = forms.ChoiceField(label=gettext_lazy("Another office"), required=False)
    urgency = forms.ChoiceField(
        label=gettext_lazy("How urgent it is"), widget=forms.RadioSelect, initial="priority"
    )
    question = _words(
        gettext_lazy("In your own words"),
        gettext_lazy(
            "All that they need to know to answer. They read what you write here and nothing else "
            "of the case."
        ),
        rows=5,
        most=Request.LONGEST_QUESTION,
    )
    purpose = _line(
        gettext_lazy("What for"),
        gettext_lazy("They read this and decide what they may tell you."),
        max_length=Request.LONGEST,
    )
    legal_basis = _line(
        gettext_lazy("Legal basis"),
        gettext_lazy("The law, treaty or arrangement, such as the agreement between your offices."),
        max_length=Request.LONGEST,
    )
    disclosed = forms.BooleanField(
        label=gettext_lazy("They may learn what I write here, even if they do not see the case."),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        near: Iterable[Office],
        others: Iterable[Office],
        phrases: Iterable[Code],
        has_case: bool,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.phrases = {one.code: one for one in phrases}
        self._add_questions()
        cast(forms.ChoiceField, self.fields["urgency"]).choices = urgency_choices()
        cast(Any, self.fields["to"]).choices = [(one.code, _named(one)) for one in near]
        cast(Any, self.fields["other"]).choices = [("", _("None")), *_by_country(others)]
        self.fields["question"].required = False
        if not has_case:
            del self.fields["disclosed"]

    def _add_questions(self) -> None:
        """Rows of the phrasebook. The other side reads them in its own language."""
        choices = [("", _("None")), *((code, str(one)) for code, one in self.phrases.items())]
        for n in range(1, QUESTION_ROWS + 1):
            asked = forms.ChoiceField(
                label=_("Question %(number)s") % {"number": n}, choices=choices, required=False
            )
            about = _line(
                _("Who or what question %(number)s is about") % {"number": n},
                _("A name, a document, a plate, a number.") if n == 1 else "",
                max_length=300,
                required=False,
            )
            for name, field in ((f"ask_{n}", asked), (f"about_{n}", about)):
                dress(field.widget)
                self.fields[name] = field
        names = [f"{part}_{n}" for n in range(1, QUESTION_ROWS + 1) for part in ("ask", "about")]
        self.order_fields(["to", "other", "urgency", *names])

    @property
    def first_question(self) -> list[forms.BoundField]:
        return [self["ask_1"], self["about_1"]]

    @property
    def more_questions(self) -> list[forms.BoundField]:
        rows = range(2, QUESTION_ROWS + 1)
        return [self[f"{part}_{n}"] for n in rows for part in ("ask", "about")]

    @property
    def has_more(self) -> bool:
        return any(field.value() for field in self.more_questions)

    @property
    def questions(self) -> list[tuple[Code, str]]:
        """What was chosen, once the form is valid."""
        said = self.cleaned_data
        rows = [(said[f"ask_{n}"], said[f"about_{n}"]) for n in range(1, QUESTION_ROWS + 1)]
        return [(self.phrases[code], about) for code, about in rows if code]

    @property
    def offices(self) -> list[str]:
        """The codes of those who are asked."""
        said = self.cleaned_data
        return [*said["to"], *([said["other"]] if said["other"] else [])]


def _named(office: Office) -> str:
    return f"{office.title}, {office.country}"


def _by_country(offices: Iterable[Office]) -> list[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for office in offices:
        groups.setdefault(str(office.country), []).append((office.code, office.title))
    return list(groups.items())


class SaidForm(DressedForm):
    """One text: what is asked back, what is answered to that, what became of it."""

    def __init__(self, *args: Any, label: str, help_text: str = "", **more: Any) -> None:
        super().__init__(*args, **more)
        field = _words(label, help_text, rows=5, most=Request.LONGEST_QUESTION)
        dress(field.widget)
        self.fields["text"] = field


class WhyForm(DressedForm):
    reason = _words(gettext_lazy("Why"), gettext_lazy("The other office reads this."))


def _asked(codes: type[models.TextChoices]) -> list[tuple[str, Any]]:
    coded = [(code.value, f"{code.value} · {code.label}") for code in codes]
    return [("", gettext_lazy("Choose")), *coded]


class AnswerForm(DressedForm):
    text = _words(gettext_lazy("The answer"), rows=6, most=Request.LONGEST_QUESTION)
    is_part = forms.BooleanField(
        label=gettext_lazy("This is a part of it: more follows, and the clock goes on."),
        required=False,
    )
    handling_code = forms.ChoiceField(
        label=gettext_lazy("What they may do with it"),
        choices=[(code.value, f"{code.value} · {code.label}") for code in Case.Handling],
        widget=forms.RadioSelect,
        initial=Case.Handling.H0,
    )
    handling_text = _line(
        gettext_lazy("The restriction in words (H3)"),
        gettext_lazy("They confirm it before they read the answer."),
        max_length=500,
        required=False,
    )
    # Asked, not assumed: who answers says what it is worth.
    source_evaluation = forms.ChoiceField(
        label=gettext_lazy("How reliable is the source?"),
        choices=_asked(Case.Source),
        error_messages={"required": gettext_lazy("Choose how reliable the source is.")},
    )
    information_evaluation = forms.ChoiceField(
        label=gettext_lazy("How sure is the information?"),
        choices=_asked(Case.Information),
        error_messages={"required": gettext_lazy("Choose how sure the information is.")},
    )
    case = _line(
        gettext_lazy("A case of your office"),
        gettext_lazy("Its reference. Only parts that you tick go along, nothing else of it."),
        max_length=40,
        required=False,
    )
    parts = forms.MultipleChoiceField(
        label=gettext_lazy("What goes along"),
        help_text=gettext_lazy(
            "Protected people are in the list once they were shown to that country, one by one. "
            "National files never are."
        ),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, parts: Sequence[tuple[str, str]] = (), **more: Any) -> None:
        """`parts` of the case that is chosen: what may go along."""
        super().__init__(*args, **more)
        cast(Any, self.fields["parts"]).choices = list(parts)
        self.fields["case"].widget.attrs["list"] = "own-cases"

    @property
    def answer_fields(self) -> list[forms.BoundField]:
        return [field for field in self if field.name not in ("case", "parts")]

    @property
    def has_parts(self) -> bool:
        return bool(cast(Any, self.fields["parts"]).choices)


class ExtendForm(WhyForm):
    due_at = MomentField(
        label=gettext_lazy("Until when"),
        ahead=timedelta(days=366),
        error_messages={"required": gettext_lazy("Write until when.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    field_order = ["due_at", "reason"]

    def __init__(self, *args: Any, zone: tzinfo, latest: datetime, **more: Any) -> None:
        more.setdefault("initial", {"due_at": written(latest, zone)})
        super().__init__(*args, **more)
        self.fields["due_at"].zone = zone  # type: ignore[attr-defined]
        self.fields["due_at"].help_text = _(
            "At most until %(latest)s (%(offset)s). Day/month/year and time."
        ) % {"latest": written(latest, zone), "offset": offset(zone)}


class RefuseForm(DressedForm):
    ground = forms.ModelChoiceField(
        label=gettext_lazy("The ground"),
        queryset=Code.objects.active().in_list(GROUNDS),
        to_field_name="code",
        empty_label=None,
        widget=forms.RadioSelect,
    )
    reason = _words(
        gettext_lazy("In words, if you may"), gettext_lazy("The office that asked reads this.")
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["reason"].required = False


class ForwardForm(WhyForm):
    office = forms.ModelChoiceField(
        label=gettext_lazy("To which office of your country"),
        queryset=Office.objects.none(),
        to_field_name="code",
        empty_label=gettext_lazy("Choose an office"),
    )
    field_order = ["office", "reason"]

    def __init__(self, *args: Any, offices: list[Office], **more: Any) -> None:
        super().__init__(*args, **more)
        field = cast(forms.ModelChoiceField, self.fields["office"])
        field.queryset = Office.objects.filter(pk__in=[one.pk for one in offices])


def phrases() -> list[Code]:
    return list(Code.objects.active().in_list(PHRASEBOOK))
