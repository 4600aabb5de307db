"""Doing a lesson: its questions are answered, counted and kept; who passed what."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from agencies.access import Capability, actor, country_of, may, office_of
from agencies.access import officer as officer_behind
from agencies.models import Office, Officer
from agencies.problems import NotAllowed, Problem
from audit.models import Entry
from audit.trail import record
from roadmap.lessons import Lesson, Question, all_lessons
from roadmap.models import LessonTry

Role = Officer.Role


def find_lesson(slug: str) -> Lesson:
    lesson = all_lessons().get(slug)
    if lesson is None:
        raise Http404
    return lesson


def after(lesson: Lesson) -> Lesson | None:
    """The one that is best read next."""
    slugs = list(all_lessons())
    place = slugs.index(lesson.slug) + 1
    return all_lessons()[slugs[place]] if place < len(slugs) else None


@dataclass(frozen=True)
class Marked:
    """A question with what was answered, after answering."""

    question: Question
    said: int

    @property
    def is_right(self) -> bool:
        return self.said == self.question.right

    @property
    def answer(self) -> str:
        return str(self.question.answers[self.said])

    @property
    def right_answer(self) -> str:
        return str(self.question.answers[self.question.right])


@transaction.atomic
def do(
    lesson: Lesson, said: Mapping[int, int], *, officer: Officer
) -> tuple[LessonTry, list[Marked]]:
    """`said`: the chosen answer of each question, both counted from 0. Every go is kept; passed is
    who has all of them right."""
    if not may(officer, Capability.TAKE_LESSONS):
        raise NotAllowed(_("Lessons are for people."))
    marked = [Marked(question, _chosen(said, n)) for n, question in enumerate(lesson.questions)]
    right = sum(one.is_right for one in marked)
    row = LessonTry.objects.create(
        officer=officer,
        office=office_of(officer),
        lesson=lesson.slug,
        version=lesson.version,
        right=right,
        asked=len(marked),
        answers=[one.said for one in marked],
        is_passed=right == len(marked),
    )
    ids = [lesson.slug]
    doing = Entry.Operation.COLLECTION
    record(doing, "do lesson", actor=actor(officer), kind="lesson", ids=ids, fields=["answers"])
    return row, marked


def find_try(public_id: UUID, user: object) -> LessonTry:
    """One's own: nobody reads what a colleague answered."""
    rows = LessonTry.objects.visible_to(user).filter(officer=officer_behind(user))
    row = rows.filter(public_id=public_id).first()
    if row is None:
        raise Http404
    return row


def marked_of(row: LessonTry) -> list[Marked]:
    """None of an earlier version, whose questions are gone."""
    lesson = find_lesson(row.lesson)
    if row.version != lesson.version:
        return []
    pairs = zip(lesson.questions, row.answers, strict=True)
    return [Marked(question, said) for question, said in pairs]


def must_fit(lesson: Lesson, answers: list[int]) -> None:
    """One answer for each question, and one that there is."""
    if len(answers) != len(lesson.questions):
        message = _("Give %(number)d answers.") % {"number": len(lesson.questions)}
        raise Problem(message, field="answers")
    for number, (place, question) in enumerate(zip(answers, lesson.questions, strict=True)):
        if place >= len(question.answers):
            message = _("Question %(number)d has no such answer.") % {"number": number + 1}
            raise Problem(message, field="answers")


def _chosen(said: Mapping[int, int], number: int) -> int:
    if number not in said:
        message = _("Answer question %(number)d.") % {"number": number + 1}
        raise Problem(message, field=f"q{number}")
    return said[number]


@dataclass(frozen=True)
class Standing:
    """A lesson before one reader: passed in this version, in an earlier one, or not."""

    lesson: Lesson
    is_passed: bool
    was_passed: bool
    tries: int


def standings(user: Officer) -> list[Standing]:
    rows = LessonTry.objects.filter(officer=user).values_list("lesson", "version", "is_passed")
    tries = Counter(slug for slug, _version, _passed in rows)
    passed = {(slug, version) for slug, version, is_passed in rows if is_passed}
    slugs = {slug for slug, _version in passed}
    return [
        Standing(
            lesson=one,
            is_passed=(slug, one.version) in passed,
            was_passed=slug in slugs,
            tries=tries[slug],
        )
        for slug, one in all_lessons().items()
    ]


@dataclass(frozen=True)
class PersonLine:
    """How many of the lessons, as they are now, an officer has passed."""

    officer: Officer
    passed: int


@dataclass(frozen=True)
class OfficeLine:
    """Of an office: its officers, and how many of them have passed all lessons."""

    office: Office
    officers: int
    passed_all: int
    begun: int


def people_of(user: object) -> list[PersonLine]:
    """The officers of a head's own office; of nobody else."""
    office = office_of(user)
    if office is None or not may(user, Capability.STATE_NEEDS):
        return []
    people = Officer.objects.active().filter(office=office).order_by("pk")
    done = _passed_by(list(people), user)
    return [PersonLine(one, done[one.pk]) for one in people]


def offices_of(user: object) -> list[OfficeLine]:
    """Of the own country, for its coordinators; the own one, for its head."""
    people = Officer.objects.active()
    if _is_coordinator(user):
        people = people.filter(office__country=country_of(user))
    elif may(user, Capability.STATE_NEEDS):
        people = people.filter(office=office_of(user))
    else:
        return []
    by_office: dict[Office, list[Officer]] = {}
    for one in people.select_related("office__country").order_by("office__code", "pk"):
        if one.office is not None:
            by_office.setdefault(one.office, []).append(one)
    done = _passed_by([one for staff in by_office.values() for one in staff], user)
    every = len(all_lessons())
    return [
        OfficeLine(
            office,
            len(staff),
            sum(done[one.pk] == every for one in staff),
            sum(done[one.pk] > 0 for one in staff),
        )
        for office, staff in by_office.items()
    ]


def _is_coordinator(user: object) -> bool:
    who = officer_behind(user)
    return who is not None and who.role == Role.COORDINATOR


def _passed_by(people: list[Officer], user: object) -> Counter[int]:
    """How many of the lessons as they are now, by the key of the officer."""
    rows = LessonTry.objects.visible_to(user).passed().filter(officer__in=people)
    lessons = all_lessons()
    now_passed = {
        (officer, slug)
        for officer, slug, version in rows.values_list("officer", "lesson", "version")
        if slug in lessons and lessons[slug].version == version
    }
    return Counter(officer for officer, _slug in now_passed)
