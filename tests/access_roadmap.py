"""The Roadmap in the access table: its parts, and what everybody who is signed in reads."""

from tests import (
    access_roadmap_figures,
    access_roadmap_progress,
    access_roadmap_sites,
    access_roadmap_training,
)

PARTS = (
    access_roadmap_training,
    access_roadmap_sites,
    access_roadmap_figures,
    access_roadmap_progress,
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

PAGES = OWN_PAGES + "".join(part.PAGES for part in PARTS)
API = OWN_API + "".join(part.API for part in PARTS)


def make(world):
    access_roadmap_sites.make(world)
    access_roadmap_figures.make(world)
    access_roadmap_progress.make(world)


def arguments(world):
    return {
        "standard": {"version": "1.0"},
        "standard-name": {"name": "case"},
        **world.roadmap,
        **access_roadmap_figures.arguments(world),
        **access_roadmap_sites.arguments(world),
        **access_roadmap_progress.arguments(world),
    }


def page_bodies(world):
    return {
        **access_roadmap_training.page_bodies(world),
        **access_roadmap_sites.page_bodies(),
        **access_roadmap_figures.page_bodies(),
        **access_roadmap_progress.page_bodies(),
    }


def api_bodies(world):
    return {
        **access_roadmap_training.api_bodies(world),
        **access_roadmap_sites.api_bodies(),
        **access_roadmap_figures.api_bodies(),
        **access_roadmap_progress.api_bodies(),
    }
