"""Items and commitments in the access table; how to read it stands in `access_table`.

Thailand has stated item 1 (`rm-stated`); its system has stated item 2 as done (`rm-done`).
"""

from roadmap import commitments, reference
from roadmap.commitments import Statement

PAGES = """
GET  roadmap-item              rm-item    in  200  200  200  200  200  200  200  200  200  200  200  200  200   in   in  200
GET  roadmap-commitment        rm-stated  in  200  200  200  200  200  200  200  200  200  200  200  200  200   in   in  200
GET  roadmap-commitment-new    rm-item    in  403  403  403  403  403  403  403  403  200  200  403  403  403   in   in  403
POST roadmap-commitment-new    rm-item    in  403  403  403  403  403  403  403  403  302  302  403  403  403   in   in  403
GET  roadmap-commitment-state  rm-stated  in  403  403  403  403  403  403  403  403  200  403  403  403  403   in   in  403
POST roadmap-commitment-state  rm-stated  in  403  403  403  403  403  403  403  403  302  403  403  403  403   in   in  403
POST roadmap-commitment-verify rm-done    in  403  403  403  403  403  403  403  403  302  302  403  403  403   in   in  403
"""

API = """
GET    roadmap/commitments/                    -          401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
POST   roadmap/commitments/                    -          401  403  403  403  403  403  403  403  403  201  201  403  403  403  403  201  403
GET    roadmap/commitments/{public_id}/        rm-stated  401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
POST   roadmap/commitments/{public_id}/state/  rm-stated  401  403  403  403  403  403  403  403  403  200  403  403  403  403  403  200  403
POST   roadmap/commitments/{public_id}/verify/ rm-done    401  403  403  403  403  403  403  403  403  200  200  403  403  403  403  403  403
"""


def make(world):
    reference.load()
    planned, done = Statement("planned"), Statement("done", evidence_at="Decree 12")
    by, system = world.cast.coordinator_th, world.cast.partner_th
    world.rm_stated = commitments.begin(commitments.find_item(2021, 1), planned, officer=by)
    world.rm_done = commitments.begin(commitments.find_item(2021, 2), done, officer=system)


def arguments(world):
    return {
        "rm-item": {"year": 2021, "number": 3},
        "rm-stated": {"public_id": world.rm_stated.public_id},
        "rm-done": {"public_id": world.rm_done.public_id},
    }


def page_bodies(_world):
    return {
        "roadmap-commitment-new": {"status": "planned"},
        "roadmap-commitment-state": {"status": "under_way", "version": "1"},
        "roadmap-commitment-verify": {"version": "1"},
    }


def api_bodies(_world):
    one = "roadmap/commitments/{public_id}/"
    return {
        "roadmap/commitments/": {"edition": 2021, "item": 3, "status": "planned"},
        f"{one}state/": {"status": "under_way"},
        f"{one}verify/": {},
    }
