"""The questions of a lesson as a form."""

from typing import Any

from django import forms

from agencies.looks import DressedForm
from roadmap.lessons import Lesson


class LessonForm(DressedForm):
    """A radio button for each answer; which one is right is nowhere in the page."""

    def __init__(self, lesson: Lesson, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for number, question in enumerate(lesson.questions):
            self.fields[f"q{number}"] = forms.TypedChoiceField(
                label=f"{number + 1}. {question.text}",
                choices=[(place, text) for place, text in enumerate(question.answers)],
                coerce=int,
                widget=forms.RadioSelect,
            )

    def said(self) -> dict[int, int]:
        return {int(name[1:]): place for name, place in self.cleaned_data.items()}
