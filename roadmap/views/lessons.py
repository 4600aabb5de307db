"""Pages of the lessons: everybody's own, and who has passed what."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access import Capability, requires
from cases.views.asking import reader
from roadmap import learning
from roadmap.forms.lesson_forms import LessonForm
from roadmap.learning import find_lesson
from roadmap.lessons import PASS_MARK, all_lessons
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
    """Answering shows at once what was right and why; it may be done again as often as wanted."""
    found = find_lesson(slug)
    form = LessonForm(found, request.POST or None)
    context = {
        "lesson": found,
        "form": form,
        "pass_mark": PASS_MARK,
        "sections": sections_for(request, "roadmap-lessons"),
    }
    if request.method == "POST" and form.is_valid():
        row, marked = learning.do(found, form.said(), officer=reader(request))
        context |= {"done": row, "marked": marked, "next": learning.after(found)}
    return render(request, "roadmap/lesson.html", context)
