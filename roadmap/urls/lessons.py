"""Lessons on using the portal."""

from django.urls import URLPattern, URLResolver, path

from roadmap.views import lessons

urlpatterns: list[URLPattern | URLResolver] = [
    path("roadmap/lessons/", lessons.lesson_list, name="roadmap-lessons"),
    path("roadmap/lessons/tries/<uuid:public_id>/", lessons.lesson_try, name="roadmap-lesson-try"),
    path("roadmap/lessons/<slug:slug>/", lessons.lesson, name="roadmap-lesson"),
]
