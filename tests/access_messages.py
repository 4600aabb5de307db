"""Rows of the access table: acknowledging with a code, messages, mail that waits."""

PAGES = """
# A short code: whoever holds it; lists of codes for the own office
GET  acknowledge        -         200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
POST acknowledge        -         200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
GET  short-codes        -          in  200  200  200  200  200  200  200  200  200  200  403  403  403   in   in  200
POST short-codes        -          in  200  200  200  200  200  200  200  200  200  200  403  403  403   in   in  200
POST short-codes-cancel sheet      in  404  404  404  404  404  404  302  302  404  404  403  403  403   in   in  404
"""

API = """
# A short code: whoever holds it, with a token or without; lists of codes for the own office
POST   acknowledgements/                   -         200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
GET    short-codes/                        -         401  200  200  200  200  200  200  200  200  200  200  403  403  403  403  200  200
POST   short-codes/                        -         401  201  201  201  201  201  201  201  201  201  201  403  403  403  403  201  201
DELETE short-codes/{sheet}/                sheet     401  404  404  404  404  404  404  204  204  404  404  403  403  403  403  204  404
"""


def page_bodies(world):
    return {
        "acknowledge": {**by_code(world), "answer": "acknowledge"},
        "short-codes": {"count": "2"},
    }


def api_bodies(world):
    return {
        ("POST", "acknowledgements/"): by_code(world),
        ("POST", "short-codes/"): {"count": 2},
    }


def by_code(world):
    return {"reference": world.notice.subject_reference, "code": world.code}
