"""Operations in the access table; how to read it stands in `access_table`.

Mae Sai leads the running `op` with Tachileik; Houay Xay has declined. `asked-op` is planned and
waits for Tachileik; `ended-op` is to be reported.
"""

PAGES = """
GET  operation-list         -          in  200  200  200  200  200  200  200  200  200  200  403  403  403   in   in  200
GET  operation-new          -          in  200  200  200  200  200  200  200  200  200  200  403  403  403   in   in  200
POST operation-new          -          in  302  302  302  302  302  302  302  302  302  302  403  403  403   in   in  302
GET  operation-detail       op         in  404  404  200  200  200  404  200  200  200  200  403  403  403   in   in  404
GET  operation-detail       asked-op   in  404  404  200  200  404  404  200  200  200  200  403  403  403   in   in  404
GET  operation-change       op         in  404  404  403  403  404  404  200  200  403  403  403  403  403   in   in  404
POST operation-change       op         in  404  404  403  403  404  404  302  302  403  403  403  403  403   in   in  404
GET  operation-invite       op         in  404  404  403  403  404  404  200  200  403  403  403  403  403   in   in  404
POST operation-invite       op         in  404  404  403  403  404  404  302  302  403  403  403  403  403   in   in  404
POST operation-accept       asked-op   in  404  404  302  302  404  404  302  302  403  403  403  403  403   in   in  404
GET  operation-decline      asked-op   in  404  404  200  200  404  404  200  200  403  403  403  403  403   in   in  404
POST operation-decline      asked-op   in  404  404  302  302  404  404  200  200  403  403  403  403  403   in   in  404
GET  operation-start        asked-op   in  404  404  403  403  404  404  200  200  403  403  403  403  403   in   in  404
POST operation-start        asked-op   in  404  404  403  403  404  404  200  200  403  403  403  403  403   in   in  404
GET  operation-end          op         in  404  404  403  403  404  404  200  200  403  403  403  403  403   in   in  404
POST operation-end          op         in  404  404  403  403  404  404  302  302  403  403  403  403  403   in   in  404
GET  operation-report       ended-op   in  404  404  403  403  404  404  200  200  403  403  403  403  403   in   in  404
POST operation-report       ended-op   in  404  404  403  403  404  404  302  302  403  403  403  403  403   in   in  404
GET  operation-cancel       op         in  404  404  403  403  404  404  200  200  403  403  403  403  403   in   in  404
POST operation-cancel       op         in  404  404  403  403  404  404  302  302  403  403  403  403  403   in   in  404
GET  operation-attach       op         in  404  404  200  200  404  404  200  200  403  403  403  403  403   in   in  404
POST operation-attach       op         in  404  404  302  302  404  404  302  302  403  403  403  403  403   in   in  404
POST operation-detach       op-case    in  404  404  302  302  404  404  302  302  403  403  403  403  403   in   in  404
POST operation-detach-request op-rq    in  404  404  302  302  404  404  302  302  403  403  403  403  403   in   in  404
GET  shift-new              op         in  404  404  200  200  404  404  200  200  403  403  403  403  403   in   in  404
POST shift-new              op         in  404  404  200  200  404  404  302  302  403  403  403  403  403   in   in  404
POST shift-names            op         in  404  404  302  302  404  404  302  302  403  403  403  403  403   in   in  404
POST shift-remove           op-shift   in  404  404  404  404  404  404  302  302  403  403  403  403  403   in   in  404
GET  day-results            op-day     in  404  404  200  200  404  404  200  200  403  403  403  403  403   in   in  404
POST day-results            op-day     in  404  404  302  302  404  404  302  302  403  403  403  403  403   in   in  404
GET  operation-board        op         in  404  404  200  200  404  404  200  200  200  200  403  403  403   in   in  404
GET  operation-board-table  op         in  404  404  200  200  404  404  200  200  200  200  403  403  403   in   in  404
GET  operation-take         op         in  404  404  200  200  404  404  200  200  200  200  403  403  403   in   in  404
POST operation-take         op         in  404  404  200  200  404  404  200  200  200  200  403  403  403   in   in  404
"""

API = """
GET    operations/                               -         401  200  200  200  200  200  200  200  200  200  200  403  403  403  200  200  200
POST   operations/                               -         401  403  403  403  403  403  403  201  201  403  403  403  403  403  403  201  403
GET    operations/{reference}/                   op        401  404  404  200  200  200  404  200  200  200  200  403  403  403  200  200  404
GET    operations/{reference}/                   asked-op  401  404  404  200  200  404  404  200  200  200  200  403  403  403  200  200  404
PATCH  operations/{reference}/                   op        401  404  404  403  403  404  404  200  200  403  403  403  403  403  403  200  404
POST   operations/{reference}/invite/            op        401  404  404  403  403  404  404  200  200  403  403  403  403  403  403  200  404
POST   operations/{reference}/accept/            asked-op  401  404  404  200  200  404  404  403  403  403  403  403  403  403  403  403  404
POST   operations/{reference}/decline/           asked-op  401  404  404  200  200  404  404  403  403  403  403  403  403  403  403  403  404
POST   operations/{reference}/start/             asked-op  401  404  404  403  403  404  404  409  409  403  403  403  403  403  403  409  404
POST   operations/{reference}/end/               op        401  404  404  403  403  404  404  200  200  403  403  403  403  403  403  200  404
POST   operations/{reference}/report/            ended-op  401  404  404  403  403  404  404  200  200  403  403  403  403  403  403  200  404
POST   operations/{reference}/cancel/            op        401  404  404  403  403  404  404  200  200  403  403  403  403  403  403  200  404
GET    operations/{reference}/cases/             op        401  404  404  200  200  404  404  200  200  200  200  403  403  403  200  200  404
POST   operations/{reference}/cases/             op        401  404  404  403  403  404  404  201  201  403  403  403  403  403  403  201  404
DELETE operations/{reference}/cases/{case}/      op-case   401  404  404  403  403  404  404  204  204  403  403  403  403  403  403  204  404
GET    operations/{reference}/requests/          op        401  404  404  200  200  404  404  200  200  200  200  403  403  403  200  200  404
POST   operations/{reference}/requests/          op        401  404  404  403  403  404  404  201  201  403  403  403  403  403  403  201  404
DELETE operations/{reference}/requests/{asked}/  op-rq     401  404  404  403  403  404  404  204  204  403  403  403  403  403  403  204  404
GET    operations/{reference}/shifts/            op        401  404  404  200  200  404  404  200  200  200  200  403  403  403  200  200  404
POST   operations/{reference}/shifts/            op        401  404  404  403  403  404  404  201  201  403  403  403  403  403  403  201  404
POST   operations/{reference}/shifts/names/      op        401  404  404  403  403  404  404  200  200  403  403  403  403  403  403  200  404
DELETE operations/{reference}/shifts/{public_id}/ op-shift 401  404  404  404  404  404  404  204  204  403  404  403  403  403  403  204  404
GET    operations/{reference}/results/           op        401  404  404  200  200  404  404  200  200  200  200  403  403  403  200  200  404
GET    operations/{reference}/results/{code}/{day}/ op-result 401 404 404 200 200  404  404  200  200  200  200  403  403  403  200  200  404
PUT    operations/{reference}/results/{code}/{day}/ op-result 401 404 404 403 403  404  404  200  200  403  403  403  403  403  403  200  404
GET    operations/{reference}/board/             op        401  404  404  200  200  404  404  200  200  200  200  403  403  403  200  200  404
GET    operations/{reference}/file/              op        401  404  404  200  200  404  404  200  200  200  200  403  403  403  200  200  404
"""

WHY = {"reason": "for the table"}
LEAD = {"office": "TH-MSI"}


def page_bodies(world):
    return {
        "operation-new": plan_form(world),
        "operation-change": {**plan_form(world), "version": "1"},
        "operation-invite": {"office": "KH-PPT"},
        "operation-decline": WHY,
        "operation-report": {"summary": "for the table"},
        "operation-cancel": WHY,
        "operation-attach": {"case": world.open.reference},
        "shift-new": {
            "site": world.mae_sai.code,
            "starts_at": "22/11/2026 06:00",
            "ends_at": "22/11/2026 14:00",
            "officers": ["somchai"],
        },
        "shift-names": {"shows": "yes"},
        "day-results": {"metric-arrests": "3", "notes": "", "version": "1"},
        "operation-take": {"purpose": "reporting", "kind": "pdf", "language": "en"},
    }


def plan_form(world):
    return {
        "title": "Two bridges",
        "objective": "for the table",
        "kind": "joint",
        "starts": f"{world.op_day:%d/%m/%Y}",
        "ends": f"{world.op_day:%d/%m/%Y}",
        "sites": [world.mae_sai.code],
    }


def api_bodies(world):
    one = "operations/{reference}/"
    return {
        "operations/": {
            **LEAD,
            "title": "Two bridges",
            "objective": "for the table",
            "kind": "joint",
            "starts": world.op_day.isoformat(),
            "ends": world.op_day.isoformat(),
            "sites": [world.mae_sai.code],
        },
        ("PATCH", one): {"title": "Three bridges"},
        f"{one}invite/": {"office": "KH-PPT"},
        f"{one}accept/": {"office": "MM-TCL"},
        f"{one}decline/": {"office": "MM-TCL", **WHY},
        f"{one}report/": {"summary": "for the table"},
        f"{one}cancel/": WHY,
        f"{one}cases/": {**LEAD, "case": world.open.reference},
        f"{one}cases/{{case}}/": LEAD,
        f"{one}requests/": {**LEAD, "request": str(world.requests["rq-sent"].public_id)},
        f"{one}requests/{{asked}}/": LEAD,
        f"{one}shifts/": {
            **LEAD,
            "site": world.mae_sai.code,
            "starts_at": "2026-11-22T00:00:00Z",
            "ends_at": "2026-11-22T08:00:00Z",
            "officers": ["somchai"],
        },
        f"{one}shifts/names/": {**LEAD, "shows_names": True},
        f"{one}results/{{code}}/{{day}}/": {"figures": {"arrests": 3}},
    }
