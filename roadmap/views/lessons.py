"""Pages of the lessons: everybody's own, and who has passed what."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access import Capability, may, requires
from cases.views.asking import reader
from roadmap import learning
from roadmap.forms.lesson_forms import LessonForm
from roadmap.learning import find_lesson
from roadmap.lessons import all_lessons
from roadmap.sections import sections_for


@requires(Capability.TAKE_LESSONS)
@require_safe
def lesson_list(request: HttpRequest) -> HttpResponse:
    context = {
        "standings": learning.standings(reader(request)),
        "people": learning.people_of(request.user),
        "offices": learning.offices_of(request.user),
        "number": len(all_lessons()),
        "sections": sections_for(request, "roadmap-lessons"),
    }
    return render(request, "roadmap/lessons.html", context)


@requires(Capability.TAKE_LESSONS)
@require_http_methods(["GET", "HEAD", "POST"])
def lesson(request: HttpRequest, slug: str) -> HttpResponse:
    """It may be done again as often as wanted."""
    found = find_lesson(slug)
    form = LessonForm(found, request.POST or None)
    context = {
        "lesson": found,
        "form": form,
        "may_open": found.needs is None or may(request.user, found.needs),
        "sections": sections_for(request, "roadmap-lessons"),
    }
    if request.method == "POST" and form.is_valid():
        row, _marked = learning.do(found, form.said(), officer=reader(request))
        return redirect("roadmap-lesson-try", row.public_id)
    return render(request, "roadmap/lesson.html", context)


@requires(Capability.TAKE_LESSONS)
@require_safe
def lesson_try(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What was right, and why."""
    row = learning.find_try(public_id, request.user)
    found = find_lesson(row.lesson)
    context = {
        "lesson": found,
        "may_open": found.needs is None or may(request.user, found.needs),
        "done": row,
        "marked": learning.marked_of(row),
        "next": learning.after(found),
        "sections": sections_for(request, "roadmap-lessons"),
    }
    return render(request, "roadmap/lesson.html", context)
