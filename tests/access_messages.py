"""Rows of the access table: acknowledging with a code, messages, mail that waits."""

PAGES = """
# A short code: whoever holds it; lists of codes for the own office
GET  acknowledge        -         200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
POST acknowledge        -         200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
GET  short-codes        -          in  200  200  200  200  200  200  200  200  200  200  403  403  403   in   in  200
POST short-codes        -          in  200  200  200  200  200  200  200  200  200  200  403  403  403   in   in  200
POST short-codes-cancel sheet      in  404  404  404  404  404  404  302  302  404  404  403  403  403   in   in  404

# Messages: who sees the full case; one to chosen offices (Houay Xay) is theirs and the author's
GET  case-messages      open       in  404  200  403  403  200  200  200  200  200  403  403  403  403   in   in  404
POST case-messages      open       in  404  302  403  403  302  302  302  302  302  403  403  403  403   in   in  404
POST message-withdraw   message    in  404  404  404  404  403  404  302  403  404  404  403  403  403   in   in  404
GET  message-translate  message    in  404  404  404  404  200  404  200  200  404  404  403  403  403   in   in  404
POST message-translate  message    in  404  404  404  404  302  404  302  302  404  404  403  403  403   in   in  404
"""

API = """
# A short code: whoever holds it, with a token or without; lists of codes for the own office
POST   acknowledgements/                   -         200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
GET    short-codes/                        -         401  200  200  200  200  200  200  200  200  200  200  403  403  403  403  200  200
POST   short-codes/                        -         401  201  201  201  201  201  201  201  201  201  201  403  403  403  403  201  201
DELETE short-codes/{sheet}/                sheet     401  404  404  404  404  404  404  204  204  404  404  403  403  403  403  204  404

# Messages: who sees the full case; one to chosen offices (Houay Xay) is theirs and the author's
GET    messages/                           -         401  404  200  403  403  200  200  200  200  200  403  403  403  403  403  200  404
POST   messages/                           -         401  404  201  403  403  201  201  201  201  201  403  403  403  403  403  400  404
GET    messages/{public_id}/               message   401  404  404  404  404  200  404  200  200  404  404  403  403  403  404  200  404
POST   messages/{public_id}/withdraw/      message   401  404  404  404  404  403  404  200  403  404  404  403  403  403  403  403  404
POST   messages/{public_id}/translations/  message   401  404  404  404  404  201  404  201  201  404  404  403  403  403  403  201  404
"""


def page_bodies(world):
    return {
        "acknowledge": {**by_code(world), "answer": "acknowledge"},
        "short-codes": {"count": "2"},
        "case-messages": {"text": "for the table", "language": "en"},
        "message-translate": {"text": "pour la table", "language": "vi"},
    }


def api_bodies(world):
    return {
        ("POST", "acknowledgements/"): by_code(world),
        ("POST", "short-codes/"): {"count": 2},
        ("POST", "messages/"): {
            "case": world.open.reference,
            "text": "for the table",
            "language": "en",
        },
        ("POST", "messages/{public_id}/translations/"): {
            "text": "for the table",
            "language": "vi",
        },
    }


def by_code(world):
    return {"reference": world.notice.subject_reference, "code": world.code}


def queries(world):
    """What a GET asks in its address."""
    return {"messages/": {"case": world.open.reference}}
