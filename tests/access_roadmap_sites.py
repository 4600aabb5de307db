"""I-24/7 sites, checks in other systems and the expansion plan in the access table; how to read it
stands in `access_table`.

`rm-site` is the site of Mae Sai, `rm-check` was recorded by Mae Sai, `rm-place` is a Thai place.
"""

from tests.roadmap import places

PAGES = """
GET  roadmap-sites        -          in  200  200  200  200  200  200  200  200  200  200  200  200  200   in   in  200
GET  roadmap-site         rm-site    in  200  200  200  200  200  200  200  200  200  200  200  200  200   in   in  200
GET  roadmap-checks       -          in  200  200  200  200  200  200  200  200  200  200  200  200  200   in   in  200
GET  roadmap-expansion    -          in  200  200  200  200  200  200  200  200  200  200  200  200  200   in   in  200
GET  roadmap-place        rm-place   in  200  200  200  200  200  200  200  200  200  200  200  200  200   in   in  200
GET  roadmap-site-new     -          in  403  403  403  200  403  403  403  200  200  200  403  403  403   in   in  403
POST roadmap-site-new     -          in  403  403  403  200  403  403  403  302  302  200  403  403  403   in   in  403
GET  roadmap-site-change  rm-site    in  403  403  403  403  403  403  403  200  200  403  403  403  403   in   in  403
POST roadmap-site-change  rm-site    in  403  403  403  403  403  403  403  302  302  403  403  403  403   in   in  403
GET  roadmap-site-state   rm-site    in  403  403  403  403  403  403  403  200  200  403  403  403  403   in   in  403
POST roadmap-site-state   rm-site    in  403  403  403  403  403  403  403  302  302  403  403  403  403   in   in  403
GET  roadmap-site-month   rm-site    in  403  403  403  403  403  403  403  200  200  403  403  403  403   in   in  403
POST roadmap-site-month   rm-site    in  403  403  403  403  403  403  403  302  302  403  403  403  403   in   in  403
GET  roadmap-check-new    -          in  200  200  200  200  200  200  200  200  200  200  403  403  403   in   in  200
POST roadmap-check-new    -          in  302  302  302  302  302  302  302  302  302  302  403  403  403   in   in  302
POST roadmap-check-strike rm-check   in  404  404  404  404  404  404  302  302  403  404  403  403  403   in   in  404
GET  roadmap-place-new    -          in  403  403  403  403  403  403  403  403  200  200  403  403  403   in   in  403
POST roadmap-place-new    -          in  403  403  403  403  403  403  403  403  302  302  403  403  403   in   in  403
GET  roadmap-place-change rm-place   in  403  403  403  403  403  403  403  403  200  403  403  403  403   in   in  403
POST roadmap-place-change rm-place   in  403  403  403  403  403  403  403  403  302  403  403  403  403   in   in  403
GET  roadmap-place-step   rm-step    in  403  403  403  403  403  403  403  403  200  403  403  403  403   in   in  403
POST roadmap-place-step   rm-step    in  403  403  403  403  403  403  403  403  302  403  403  403  403   in   in  403
"""

API = """
GET    roadmap/sites/                              -         401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
GET    roadmap/sites/{public_id}/                  rm-site   401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
GET    roadmap/sites/{public_id}/months/           rm-site   401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
GET    roadmap/checks/totals/                      -         401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
GET    roadmap/expansion/                          -         401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
GET    roadmap/expansion/{public_id}/              rm-place  401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
POST   roadmap/sites/                              -         401  403  403  403  400  403  403  403  201  201  400  403  403  403  403  201  403
PATCH  roadmap/sites/{public_id}/                  rm-site   401  403  403  403  403  403  403  403  200  200  403  403  403  403  403  200  403
POST   roadmap/sites/{public_id}/state/            rm-site   401  403  403  403  403  403  403  403  200  200  403  403  403  403  403  200  403
PUT    roadmap/sites/{public_id}/months/{month}/   rm-month  401  403  403  403  403  403  403  403  200  200  403  403  403  403  403  200  403
GET    roadmap/checks/                             -         401  200  200  200  200  200  200  200  200  200  200  403  403  403  403  200  200
POST   roadmap/checks/                             -         401  403  403  403  403  403  403  201  201  403  403  403  403  403  403  201  403
DELETE roadmap/checks/{public_id}/                 rm-check  401  404  404  404  404  404  404  204  204  403  404  403  403  403  403  204  404
POST   roadmap/expansion/                          -         401  403  403  403  403  403  403  403  403  201  201  403  403  403  403  201  403
PATCH  roadmap/expansion/{public_id}/              rm-place  401  403  403  403  403  403  403  403  403  200  403  403  403  403  403  200  403
PUT    roadmap/expansion/{public_id}/steps/{step}/ rm-step   401  403  403  403  403  403  403  403  403  200  403  403  403  403  403  200  403
"""


def make(world):
    cast = world.cast
    world.rm_site = places.site(world, cast.coordinator_th)
    world.rm_check = places.check(cast.somchai)
    world.rm_place = places.place(cast.coordinator_th)


def arguments(world):
    site = {"public_id": world.rm_site.public_id}
    place = {"public_id": world.rm_place.public_id}
    return {
        "rm-site": site,
        "rm-month": {**site, "month": "2026-10"},
        "rm-check": {"public_id": world.rm_check.public_id},
        "rm-place": place,
        "rm-step": {**place, "step": "survey"},
    }


def page_bodies(_world):
    at_mae_sai = {"place": "office:TH-MSI", "phase": "pilot", "version": "1"}
    return {
        "roadmap-site-new": {**at_mae_sai, "is_mobile": "on"},
        "roadmap-site-change": at_mae_sai,
        "roadmap-site-state": {"state": "live", "since": "1/10/2026", "version": "1"},
        "roadmap-site-month": {"month": "10/2026", "queries": "5", "hits": "1"},
        "roadmap-check-new": {"database": "SLTD", "at": "1/10/2026 10:00", "result": "hit"},
        "roadmap-place-new": {"name": "For the table"},
        "roadmap-place-change": {"name": "For the table", "version": "1"},
        "roadmap-place-step": {"planned": "", "done": "1/10/2026", "version": "1"},
    }


def api_bodies(_world):
    office, since = {"office": "TH-MSI"}, {"since": "2026-10-01"}
    site, place = "roadmap/sites/{public_id}/", "roadmap/expansion/{public_id}/"
    checked = {"database": "SLTD", "at": "2026-10-01T03:00:00Z", "result": "hit"}
    return {
        ("POST", "roadmap/sites/"): {"phase": "pilot", "is_mobile": True, **office, **since},
        ("PATCH", site): {"link": "line"},
        f"{site}state/": {"state": "live", **since},
        f"{site}months/{{month}}/": {"queries": 5, "hits": 1},
        ("POST", "roadmap/checks/"): {**checked, **office},
        ("POST", "roadmap/expansion/"): {"name": "For the table"},
        ("PATCH", place): {"note": "for the table"},
        f"{place}steps/{{step}}/": {"planned": None, "done": "2026-10-01"},
    }
