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

# Messages on a request (Mae Sai's to Tachileik): both offices; the coordinators read along
GET  request-messages   rq-sent    in  404  404  200  200  404  404  200  200  200  200  403  403  403   in   in  404
POST request-messages   rq-sent    in  404  404  302  302  404  404  302  302  403  403  403  403  403   in   in  404
POST message-withdraw   rq-message in  404  404  403  403  404  404  302  403  403  403  403  403  403   in   in  404
GET  message-translate  rq-message in  404  404  200  200  404  404  200  200  200  200  403  403  403   in   in  404
POST message-translate  rq-message in  404  404  302  302  404  404  302  302  302  302  403  403  403   in   in  404

# Notes for oneself: whoever sees the case or the request has the own ones, and nobody another's
GET  case-own-notes     open       in  404  200  200  200  200  200  200  200  200  200  403  403  403   in   in  404
POST case-own-notes     open       in  404  302  302  302  302  302  302  302  302  302  403  403  403   in   in  404
GET  request-own-notes  rq-sent    in  404  404  200  200  404  404  200  200  200  200  403  403  403   in   in  404
POST request-own-notes  rq-sent    in  404  404  302  302  404  404  302  302  302  302  403  403  403   in   in  404
POST own-note-drop      own-note   in  404  404  404  404  404  404  302  404  404  404  403  403  403   in   in  404
POST own-note-drop      rq-note    in  404  404  302  404  404  404  404  404  404  404  403  403  403   in   in  404
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

# Messages on a request (Mae Sai's to Tachileik): both offices; the coordinators read along
GET    messages/                           rq-sent   401  404  404  200  200  404  404  200  200  200  200  403  403  403  200  200  404
POST   messages/                           rq-sent   401  404  404  201  201  404  404  201  201  403  403  403  403  403  403  400  404
GET    messages/{public_id}/               rq-message 401 404  404  200  200  404  404  200  200  200  200  403  403  403  200  200  404
POST   messages/{public_id}/withdraw/      rq-message 401 404  404  403  403  404  404  200  403  403  403  403  403  403  403  403  404
POST   messages/{public_id}/translations/  rq-message 401 404  404  201  201  404  404  201  201  201  201  403  403  403  403  201  404

# Notes for oneself: whoever sees the case or the request has the own ones, and nobody another's
GET    own-notes/                          -         401  404  200  200  200  200  200  200  200  200  200  403  403  403  403  403  404
POST   own-notes/                          -         401  404  201  201  201  201  201  201  201  201  201  403  403  403  403  403  404
GET    own-notes/                          rq-sent   401  404  404  200  200  404  404  200  200  200  200  403  403  403  403  403  404
POST   own-notes/                          rq-sent   401  404  404  201  201  404  404  201  201  201  201  403  403  403  403  403  404
DELETE own-notes/{public_id}/              own-note  401  404  404  404  404  404  404  204  404  404  404  403  403  403  403  403  404
DELETE own-notes/{public_id}/              rq-note   401  404  404  204  404  404  404  404  404  404  404  403  403  403  403  403  404
"""

# Addresses that say in the query, or in the body, what they are about.
BESIDE = ("messages/", "own-notes/")


def page_bodies(world):
    return {
        "acknowledge": {**by_code(world), "answer": "acknowledge"},
        "short-codes": {"count": "2"},
        "case-messages": {"text": "for the table", "language": "en"},
        "request-messages": {"text": "for the table", "language": "en"},
        "case-own-notes": {"text": "for the table"},
        "request-own-notes": {"text": "for the table"},
        "message-translate": {"text": "pour la table", "language": "vi"},
    }


def api_bodies(world):
    return {
        ("POST", "acknowledgements/"): by_code(world),
        ("POST", "short-codes/"): {"count": 2},
        ("POST", "messages/{public_id}/translations/"): {
            "text": "for the table",
            "language": "vi",
        },
    }


def by_code(world):
    return {"reference": world.notice.subject_reference, "code": world.code}


def beside(world, line):
    """The open case, or the request that the line names."""
    if line.target == "-":
        named = {"case": world.open.reference}
    else:
        named = {"request": str(world.requests[line.target].public_id)}
    if line.method == "GET":
        return named
    said = {"text": "for the table"}
    return {**named, **said, "language": "en"} if line.route == "messages/" else {**named, **said}
