"""Lessons on the portal in the access table; how to read it stands in `access_table`."""

from roadmap import learning
from roadmap.learning import find_lesson

PAGES = """
# Lessons: for people
GET  roadmap-lessons           -          in  200  200  200  200  200  200  200  200  200  200  200  200  200   in   in  200
GET  roadmap-lesson            lesson     in  200  200  200  200  200  200  200  200  200  200  200  200  200   in   in  200
POST roadmap-lesson            lesson     in  302  302  302  302  302  302  302  302  302  302  302  302  302   in   in  302
GET  roadmap-lesson-try        lesson-try in  404  404  404  404  404  404  200  404  404  404  404  404  404   in   in  404
"""

API = """
# Lessons: read by all, done by people
GET    roadmap/lessons/                           -          401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
GET    roadmap/lessons/figures/                   -          401  200  200  200  200  200  200  200  200  200  200  200  200  200  403  403  200
GET    roadmap/lessons/{slug}/                    lesson     401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
GET    roadmap/lessons/{slug}/tries/              lesson     401  200  200  200  200  200  200  200  200  200  200  200  200  200  403  403  200
POST   roadmap/lessons/{slug}/tries/              lesson     401  201  201  201  201  201  201  201  201  201  201  201  201  201  403  403  201
"""


def make(world):
    """By somchai."""
    said = {0: 1, 1: 0, 2: 0}
    done = learning.do(find_lesson("requests"), said, officer=world.cast.somchai)
    world.lesson_try, _marked = done


def arguments(world):
    return {
        "lesson": {"slug": "requests"},
        "lesson-try": {"public_id": world.lesson_try.public_id},
    }


def page_bodies(_world):
    return {"roadmap-lesson": {"q0": 1, "q1": 0, "q2": 2}}


def api_bodies(_world):
    return {"roadmap/lessons/{slug}/tries/": {"answers": [1, 0, 2]}}
