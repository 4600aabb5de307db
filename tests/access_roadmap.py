"""The Roadmap in the access table: its parts, and what everybody who is signed in reads."""

from tests import (
    access_roadmap_figures,
    access_roadmap_items,
    access_roadmap_lessons,
    access_roadmap_progress,
    access_roadmap_quality,
    access_roadmap_reports,
    access_roadmap_sites,
    access_roadmap_situation,
    access_roadmap_studies,
    access_roadmap_threads,
    access_roadmap_training,
    access_roadmap_workbook,
)

# In the order in which they are made: later ones may stand on earlier ones.
PARTS = (
    access_roadmap_training,
    access_roadmap_sites,
    access_roadmap_figures,
    access_roadmap_progress,
    access_roadmap_items,
    access_roadmap_lessons,
    access_roadmap_quality,
    access_roadmap_reports,
    access_roadmap_situation,
    access_roadmap_threads,
    access_roadmap_studies,
    access_roadmap_workbook,
)

OWN_PAGES = """
# The data standard
GET  data-standard      -              in  200  200  200  200  200  200  200  200  200  200  200  200  200   in   in  200
GET  data-standard-file standard       in  200  200  200  200  200  200  200  200  200  200  200  200  200   in   in  200
"""

OWN_API = """
# The grid
GET    roadmap/dashboard/              -         401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
# The data standard
GET    data-standard/                  -         401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
GET    data-standard/schemas/{name}/   standard-name 401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
"""

# Verbs that name what was read (`If-Match`), beside PATCH and PUT.
VERSIONED = [verb for part in PARTS for verb in getattr(part, "VERSIONED", ())]

PAGES = OWN_PAGES + "".join(part.PAGES for part in PARTS)
API = OWN_API + "".join(part.API for part in PARTS)


def make(world):
    for part in PARTS:
        if hasattr(part, "make"):
            part.make(world)


def arguments(world):
    return {
        "standard": {"version": "1.0"},
        "standard-name": {"name": "case"},
        **world.roadmap,
        **joined("arguments", world),
    }


def page_bodies(world):
    return joined("page_bodies", world)


def api_bodies(world):
    return joined("api_bodies", world)


def joined(what, world):
    """What the parts say of it; a part without any says nothing."""
    found = {}
    for part in PARTS:
        if hasattr(part, what):
            found |= getattr(part, what)(world)
    return found
