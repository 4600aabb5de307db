"""The coordinators' channel in the access table; how to read it stands in `access_table`.

`rm-talk` is opened to observers, `rm-closed` is not; both hold a decision that Thailand proposed
and that Thailand and Myanmar are asked about.
"""

from roadmap import threads
from roadmap.commitments import find_item

PAGES = """
# The coordinators' channel
GET  roadmap-threads           -          in  403  403  403  403  403  403  403  403  200  200  200  403  403   in   in  403
GET  roadmap-thread            rm-talk    in  403  403  403  403  403  403  403  403  200  200  200  403  403   in   in  403
GET  roadmap-thread            rm-closed  in  403  403  403  403  403  403  403  403  200  200  404  403  403   in   in  403
GET  roadmap-thread-new        -          in  403  403  403  403  403  403  403  403  200  200  403  403  403   in   in  403
POST roadmap-thread-new        -          in  403  403  403  403  403  403  403  403  302  302  403  403  403   in   in  403
GET  roadmap-thread-say        rm-closed  in  403  403  403  403  403  403  403  403  200  200  403  403  403   in   in  403
POST roadmap-thread-say        rm-closed  in  403  403  403  403  403  403  403  403  302  302  403  403  403   in   in  403
GET  roadmap-thread-propose    rm-closed  in  403  403  403  403  403  403  403  403  200  200  403  403  403   in   in  403
POST roadmap-thread-propose    rm-closed  in  403  403  403  403  403  403  403  403  302  302  403  403  403   in   in  403
GET  roadmap-decision-answer   rm-propose in  403  403  403  403  403  403  403  403  200  200  403  403  403   in   in  403
POST roadmap-decision-answer   rm-propose in  403  403  403  403  403  403  403  403  302  302  403  403  403   in   in  403
GET  roadmap-decision-withdraw rm-propose in  403  403  403  403  403  403  403  403  200  403  403  403  403   in   in  403
POST roadmap-decision-withdraw rm-propose in  403  403  403  403  403  403  403  403  302  403  403  403  403   in   in  403
"""

API = """
# The coordinators' channel
GET    roadmap/threads/                           -          401  403  403  403  403  403  403  403  403  200  200  200  403  403  403  200  403
POST   roadmap/threads/                           -          401  403  403  403  403  403  403  403  403  201  201  403  403  403  403  201  403
GET    roadmap/threads/{public_id}/               rm-talk    401  403  403  403  403  403  403  403  403  200  200  200  403  403  403  200  403
GET    roadmap/threads/{public_id}/               rm-closed  401  403  403  403  403  403  403  403  403  200  200  404  403  403  403  200  403
GET    roadmap/threads/{public_id}/lines/         rm-closed  401  403  403  403  403  403  403  403  403  200  200  404  403  403  403  200  403
POST   roadmap/threads/{public_id}/lines/         rm-closed  401  403  403  403  403  403  403  403  403  201  201  403  403  403  403  201  403
POST   roadmap/threads/{public_id}/decisions/     rm-closed  401  403  403  403  403  403  403  403  403  201  201  403  403  403  403  403  403
GET    roadmap/decisions/                         -          401  403  403  403  403  403  403  403  403  200  200  200  403  403  403  200  403
GET    roadmap/decisions/{public_id}/             rm-propose 401  403  403  403  403  403  403  403  403  200  200  404  403  403  403  200  403
POST   roadmap/decisions/{public_id}/answer/      rm-propose 401  403  403  403  403  403  403  403  403  200  200  403  403  403  403  403  403
POST   roadmap/decisions/{public_id}/withdraw/    rm-propose 401  403  403  403  403  403  403  403  403  200  403  403  403  403  403  403  403
"""

WORDS = {"text": "Planted-message"}
ASKED = ["TH", "MM"]


def make(world):
    by = world.cast.coordinator_th
    item = find_item(2021, 4)
    said = {"title": "Planted-thread", **WORDS, "officer": by}
    world.rm_talk = threads.open_thread(item, **said, for_observers=True)
    world.rm_closed = threads.open_thread(item, **said, for_observers=False)
    world.rm_propose = threads.propose(
        world.rm_closed, text="Planted-decision", asked=ASKED, officer=by
    )


def arguments(world):
    return {
        "rm-talk": {"public_id": world.rm_talk.public_id},
        "rm-closed": {"public_id": world.rm_closed.public_id},
        "rm-propose": {"public_id": world.rm_propose.line.public_id},
    }


def page_bodies(_world):
    item = find_item(2021, 4).pk
    return {
        "roadmap-thread-new": {"item": item, "title": "Planted-thread", **WORDS},
        "roadmap-thread-say": WORDS,
        "roadmap-thread-propose": {**WORDS, "asked": ASKED},
        "roadmap-decision-answer": {"says": "objected", **WORDS},
        "roadmap-decision-withdraw": WORDS,
    }


def api_bodies(_world):
    return {
        "roadmap/threads/": {"item": "2021-4", "title": "Planted-thread", **WORDS},
        "roadmap/threads/{public_id}/lines/": WORDS,
        "roadmap/threads/{public_id}/decisions/": {**WORDS, "asked": ASKED},
        "roadmap/decisions/{public_id}/answer/": {"says": "objected", **WORDS},
        "roadmap/decisions/{public_id}/withdraw/": WORDS,
    }
