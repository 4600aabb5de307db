"""Meetings and joint patrols in the access table; how to read it stands in `access_table`.

Mae Sai meets Tachileik: `mt-planned` is called; the minutes of `mt` are worded by Mae Sai and to be
agreed; `mt-task` is a task of Mae Sai out of agreed minutes. `pt` is a patrol logged by Mae Sai.
"""

PAGES = """
GET  meeting-list       -              in  200  200  200  200  200  200  200  200  200  200  403  403  403   in   in  200
GET  meeting-new        -              in  200  200  200  200  200  200  200  200  200  200  403  403  403   in   in  200
GET  patrol-list        -              in  200  200  200  200  200  200  200  200  200  200  403  403  403   in   in  200
GET  patrol-new         -              in  200  200  200  200  200  200  200  200  200  200  403  403  403   in   in  200
POST meeting-new        -              in  200  200  200  200  302  200  302  302  200  200  403  403  403   in   in  200
POST patrol-new         -              in  200  200  200  200  302  200  302  302  200  200  403  403  403   in   in  200
GET  meeting-detail     mt             in  404  404  200  200  404  404  200  200  200  200  403  403  403   in   in  404
GET  meeting-change     mt-planned     in  404  404  200  200  404  404  200  200  403  403  403  403  403   in   in  404
POST meeting-change     mt-planned     in  404  404  302  302  404  404  302  302  403  403  403  403  403   in   in  404
GET  meeting-cancel     mt-planned     in  404  404  200  200  404  404  200  200  403  403  403  403  403   in   in  404
POST meeting-cancel     mt-planned     in  404  404  302  302  404  404  302  302  403  403  403  403  403   in   in  404
GET  meeting-attendance mt             in  404  404  200  200  404  404  200  200  403  403  403  403  403   in   in  404
POST meeting-attendance mt             in  404  404  302  302  404  404  302  302  403  403  403  403  403   in   in  404
GET  meeting-minutes    mt             in  404  404  200  200  404  404  200  200  403  403  403  403  403   in   in  404
POST meeting-minutes    mt             in  404  404  302  302  404  404  302  302  403  403  403  403  403   in   in  404
GET  decision-new       mt             in  404  404  200  200  404  404  200  200  403  403  403  403  403   in   in  404
POST decision-new       mt             in  404  404  302  302  404  404  302  302  403  403  403  403  403   in   in  404
GET  patrol-change      pt             in  404  404  200  200  404  404  200  200  403  403  403  403  403   in   in  404
POST patrol-change      pt             in  404  404  302  302  404  404  302  302  403  403  403  403  403   in   in  404
GET  incident-new       pt             in  404  404  200  200  404  404  200  200  403  403  403  403  403   in   in  404
POST incident-new       pt             in  404  404  302  302  404  404  302  302  403  403  403  403  403   in   in  404
POST meeting-agree      mt             in  404  404  302  302  404  404  403  403  403  403  403  403  403   in   in  404
GET  meeting-print      mt             in  404  404  200  200  404  404  200  200  200  200  403  403  403   in   in  404
POST meeting-print      mt             in  404  404  200  200  404  404  200  200  200  200  403  403  403   in   in  404
POST decision-strike    mt-decision    in  404  404  302  302  404  404  302  302  403  403  403  403  403   in   in  404
GET  decision-assign    mt-task        in  404  404  200  200  404  404  200  200  403  403  403  403  403   in   in  404
POST decision-assign    mt-task        in  404  404  200  200  404  404  302  302  403  403  403  403  403   in   in  404
POST decision-done      mt-task        in  404  404  403  403  404  404  302  302  403  403  403  403  403   in   in  404
POST decision-reopen    mt-task        in  404  404  403  403  404  404  302  302  403  403  403  403  403   in   in  404
GET  patrol-detail      pt             in  404  404  200  200  404  404  200  200  200  200  403  403  403   in   in  404
POST incident-strike    pt-incident    in  404  404  404  404  404  404  302  302  403  403  403  403  403   in   in  404
POST patrol-sign        pt             in  404  404  302  302  404  404  302  302  403  403  403  403  403   in   in  404
"""

API = """
GET    meetings/                                          -             401  200  200  200  200  200  200  200  200  200  200  403  403  403  200  200  200
POST   meetings/                                          -             401  403  403  403  403  403  403  201  201  403  403  403  403  403  403  201  403
GET    patrols/                                           -             401  200  200  200  200  200  200  200  200  200  200  403  403  403  200  200  200
POST   patrols/                                           -             401  403  403  403  403  403  403  201  201  403  403  403  403  403  403  201  403
GET    meetings/{reference}/                              mt            401  404  404  200  200  404  404  200  200  200  200  403  403  403  200  200  404
PATCH  meetings/{reference}/                              mt-planned    401  404  404  200  200  404  404  200  200  403  403  403  403  403  403  200  404
POST   meetings/{reference}/cancel/                       mt-planned    401  404  404  200  200  404  404  200  200  403  403  403  403  403  403  200  404
PUT    meetings/{reference}/attendance/                   mt            401  404  404  200  200  404  404  200  200  403  403  403  403  403  403  200  404
PUT    meetings/{reference}/minutes/                      mt            401  404  404  200  200  404  404  200  200  403  403  403  403  403  403  200  404
POST   meetings/{reference}/agree/                        mt            401  404  404  200  200  404  404  403  403  403  403  403  403  403  403  403  404
GET    meetings/{reference}/file/                         mt            401  404  404  200  200  404  404  200  200  200  200  403  403  403  200  200  404
POST   meetings/{reference}/decisions/                    mt            401  404  404  201  201  404  404  201  201  403  403  403  403  403  403  201  404
DELETE meetings/{reference}/decisions/{public_id}/        mt-decision   401  404  404  204  204  404  404  204  204  403  403  403  403  403  403  204  404
POST   meetings/{reference}/decisions/{public_id}/assign/ mt-task       401  404  404  403  403  404  404  200  200  403  403  403  403  403  403  200  404
POST   meetings/{reference}/decisions/{public_id}/done/   mt-task       401  404  404  403  403  404  404  200  200  403  403  403  403  403  403  200  404
POST   meetings/{reference}/decisions/{public_id}/reopen/ mt-task       401  404  404  403  403  404  404  200  200  403  403  403  403  403  403  200  404
GET    patrols/{reference}/                               pt            401  404  404  200  200  404  404  200  200  200  200  403  403  403  200  200  404
PATCH  patrols/{reference}/                               pt            401  404  404  200  200  404  404  200  200  403  403  403  403  403  403  200  404
POST   patrols/{reference}/incidents/                     pt            401  404  404  201  201  404  404  201  201  403  403  403  403  403  403  201  404
DELETE patrols/{reference}/incidents/{public_id}/         pt-incident   401  404  404  404  404  404  404  204  204  403  403  403  403  403  403  204  404
POST   patrols/{reference}/sign/                          pt            401  404  404  200  200  404  404  200  200  403  403  403  403  403  403  200  404
"""

WHY = {"reason": "for the table"}
CALL = {"title": "Quarterly", "place": "Mae Sai"}
PATROL = {"route": "along the river", "officers_own": "2", "officers_other": "2"}


def page_bodies(world):
    return {
        "meeting-new": {**CALL, "other": "MM-TCL", "at": "22/11/2026 10:00", "agenda": "One"},
        "meeting-change": {**CALL, "at": "22/11/2026 10:00", "agenda": "One", "version": "1"},
        "meeting-cancel": WHY,
        "meeting-attendance": {"names": "Somchai"},
        "meeting-minutes": {"minutes": "for the table", "version": str(world.mt.version)},
        "meeting-agree": {"version": str(world.mt.version)},
        "meeting-print": {"purpose": "reporting", "language": "en"},
        "decision-new": {"text": "call weekly", "office": "TH-MSI", "due": ""},
        "decision-assign": {"assignee": "somchai"},
        "patrol-new": patrol_form("MM-TCL"),
        "patrol-change": {**patrol_form(""), "version": str(world.pt.version)},
        "incident-new": {"text": "a boat", "case": ""},
        "patrol-sign": {"version": str(world.pt.version)},
    }


def patrol_form(other):
    times = {"starts_at": "21/11/2026 06:00", "ends_at": "21/11/2026 09:00"}
    return {**PATROL, **times, **({"other": other} if other else {})}


def api_bodies(world):
    lead, between = {"office": "TH-MSI"}, {"other": "MM-TCL"}
    meeting, patrol = "meetings/{reference}/", "patrols/{reference}/"
    return {
        "meetings/": {**lead, **between, **CALL, "at": "2026-11-22T03:00:00Z"},
        ("PATCH", meeting): {"place": "Tachileik"},
        f"{meeting}cancel/": WHY,
        f"{meeting}attendance/": {"names": ["Somchai"]},
        f"{meeting}minutes/": {"minutes": "for the table"},
        f"{meeting}decisions/": {"text": "call weekly", **lead},
        f"{meeting}decisions/{{public_id}}/assign/": {"assignee": "somchai"},
        "patrols/": {
            **lead,
            **between,
            "route": "along the river",
            "starts_at": "2026-11-21T00:00:00Z",
            "ends_at": "2026-11-21T03:00:00Z",
            "officers_own": 2,
            "officers_other": 2,
        },
        ("PATCH", patrol): {"route": "along the other bank"},
        f"{patrol}incidents/": {"text": "a boat"},
    }
