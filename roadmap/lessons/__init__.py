"""Short lessons on using the portal: a few paragraphs, then questions.

A lesson has a version, which is raised when what it teaches changes: who passed the one before
sees that it is new. The text is in the catalogues of the languages like every other.
"""

from dataclasses import dataclass
from functools import cache

from django.urls import reverse
from django.utils.functional import Promise

from agencies.access import Capability

Words = Promise | str


@dataclass(frozen=True)
class Question:
    """`right` is the place of the right answer, from 0. `why` is told after answering."""

    text: Words
    answers: tuple[Words, ...]
    right: int
    why: Words


@dataclass(frozen=True)
class Lesson:
    """`page` names the address that it is about, which readers with the capability open."""

    slug: str
    version: int
    title: Words
    minutes: int
    paragraphs: tuple[Words, ...]
    questions: tuple[Question, ...]
    page: str = ""
    needs: Capability | None = None

    @property
    def link(self) -> str:
        return reverse("roadmap-lesson", args=[self.slug])

    @property
    def about(self) -> str:
        return reverse(self.page) if self.page else ""


@cache
def all_lessons() -> dict[str, Lesson]:
    """By slug, in the order in which they are best read."""
    from roadmap.lessons import care, exchange

    return {one.slug: one for one in (*exchange.LESSONS, *care.LESSONS)}
