"""Reports in the access table; how to read it stands in `access_table`.

Thailand's second coordinator has begun `rp-draft` and submitted `rp-waits`; `rp-frozen` is approved.
"""

from agencies.models import Officer
from audit.clock import now
from roadmap import reports
from roadmap.reports import Wanted

PAGES = """
# Reports: drafts are their country's, what is frozen is read by all
GET    roadmap-reports                -          in  200  200  200  200  200  200  200  200  200  200  200  200  200   in   in  200
GET    roadmap-report-new             -          in  403  403  403  403  403  403  403  403  200  200  403  403  403   in   in  403
POST   roadmap-report-new             -          in  403  403  403  403  403  403  403  403  302  302  403  403  403   in   in  403
GET    roadmap-report-deadline        rp-year    in  403  403  403  403  403  403  403  403  200  403  403  403  403   in   in  403
POST   roadmap-report-deadline        rp-year    in  403  403  403  403  403  403  403  403  302  403  403  403  403   in   in  403
GET    roadmap-report                 rp-draft   in  404  404  404  404  404  404  404  404  200  404  404  404  404   in   in  404
GET    roadmap-report-file            rp-draft/pdf  in  404  404  404  404  404  404  404  404  200  404  404  404  404   in   in  404
GET    roadmap-report                 rp-waits   in  404  404  404  404  404  404  404  404  200  404  404  404  404   in   in  404
GET    roadmap-report-file            rp-waits/pdf  in  404  404  404  404  404  404  404  404  200  404  404  404  404   in   in  404
GET    roadmap-report                 rp-frozen  in  200  200  200  200  200  200  200  200  200  200  200  200  200   in   in  200
GET    roadmap-report-file            rp-frozen/pdf  in  200  200  200  200  200  200  200  200  200  200  200  200  200   in   in  200
GET    roadmap-report-write           rp-draft   in  403  403  403  403  403  403  403  403  200  404  403  403  403   in   in  403
POST   roadmap-report-write           rp-draft   in  403  403  403  403  403  403  403  403  302  404  403  403  403   in   in  403
POST   roadmap-report-refresh         rp-draft   in  403  403  403  403  403  403  403  403  302  404  403  403  403   in   in  403
POST   roadmap-report-submit          rp-draft   in  403  403  403  403  403  403  403  403  302  404  403  403  403   in   in  403
POST   roadmap-report-approve         rp-waits   in  403  403  403  403  403  403  403  403  302  404  403  403  403   in   in  403
GET    roadmap-report-send-back       rp-waits   in  403  403  403  403  403  403  403  403  200  404  403  403  403   in   in  403
POST   roadmap-report-send-back       rp-waits   in  403  403  403  403  403  403  403  403  302  404  403  403  403   in   in  403
GET    roadmap-report-write           rp-frozen  in  403  403  403  403  403  403  403  403  200  403  403  403  403   in   in  403
GET    roadmap-report-sent            rp-frozen  in  403  403  403  403  403  403  403  403  200  403  403  403  403   in   in  403
POST   roadmap-report-sent            rp-frozen  in  403  403  403  403  403  403  403  403  302  403  403  403  403   in   in  403
POST   roadmap-report-correct         rp-frozen  in  403  403  403  403  403  403  403  403  302  403  403  403  403   in   in  403
"""

API = """
# Reports
GET    roadmap/reports/                             -         401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
POST   roadmap/reports/                             -         401  403  403  403  403  403  403  403  403  201  201  403  403  403  403  201  403
GET    roadmap/reports/deadlines/                   -         401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
PUT    roadmap/reports/deadlines/{kind}/{year}/     rp-year   401  403  403  403  403  403  403  403  403  200  403  403  403  403  403  200  403
GET    roadmap/reports/{reference}/                 rp-draft  401  404  404  404  404  404  404  404  404  200  404  404  404  404  404  200  404
GET    roadmap/reports/{reference}/export/          rp-draft  401  404  404  404  404  404  404  404  404  200  404  404  404  404  404  200  404
GET    roadmap/reports/{reference}/                 rp-waits  401  404  404  404  404  404  404  404  404  200  404  404  404  404  404  200  404
GET    roadmap/reports/{reference}/export/          rp-waits  401  404  404  404  404  404  404  404  404  200  404  404  404  404  404  200  404
GET    roadmap/reports/{reference}/                 rp-frozen 401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
GET    roadmap/reports/{reference}/export/          rp-frozen 401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
PATCH  roadmap/reports/{reference}/                 rp-draft  401  403  403  403  403  403  403  403  403  200  404  403  403  403  403  200  403
POST   roadmap/reports/{reference}/refresh/         rp-draft  401  403  403  403  403  403  403  403  403  200  404  403  403  403  403  200  403
POST   roadmap/reports/{reference}/submit/          rp-draft  401  403  403  403  403  403  403  403  403  200  404  403  403  403  403  200  403
POST   roadmap/reports/{reference}/approve/         rp-waits  401  403  403  403  403  403  403  403  403  200  404  403  403  403  403  403  403
POST   roadmap/reports/{reference}/send-back/       rp-waits  401  403  403  403  403  403  403  403  403  200  404  403  403  403  403  200  403
PATCH  roadmap/reports/{reference}/                 rp-frozen 401  403  403  403  403  403  403  403  403  409  403  403  403  403  403  409  403
POST   roadmap/reports/{reference}/sent/            rp-frozen 401  403  403  403  403  403  403  403  403  200  403  403  403  403  403  200  403
POST   roadmap/reports/{reference}/correct/         rp-frozen 401  403  403  403  403  403  403  403  403  201  403  403  403  403  403  201  403
"""

VERSIONED = [
    f"reports/{{reference}}/{verb}/" for verb in ("refresh", "submit", "approve", "send-back")
]


def make(world):
    second, first = Officer.objects.get(username="second-th"), world.cast.coordinator_th
    made = [
        reports.begin(Wanted("quarterly", f"2025-Q{quarter}", language="en"), officer=second)
        for quarter in (1, 2, 3)
    ]
    waits, frozen = [reports.submit(one, officer=second, version=1) for one in made[1:]]
    frozen = reports.approve(frozen, officer=first, version=2)
    world.reports = {"rp-draft": made[0], "rp-waits": waits, "rp-frozen": frozen}


def arguments(world):
    named = {target: {"reference": one.reference} for target, one in world.reports.items()}
    files = {f"{target}/pdf": {**one, "kind": "pdf"} for target, one in named.items()}
    return {**named, **files, "rp-year": {"kind": "somtc", "year": 2025}}


def page_bodies(_world):
    return {
        "roadmap-report-new": {"kind": "quarterly", "period": "2024-Q4", "language": "en"},
        "roadmap-report-deadline": {"due_on": "01/05/2026", "version": "0"},
        "roadmap-report-write": {"text-summary": "Good progress", "version": "1"},
        "roadmap-report-refresh": {"version": "1"},
        "roadmap-report-submit": {"version": "1"},
        "roadmap-report-approve": {"version": "2"},
        "roadmap-report-send-back": {"reason": "Item 3 is old", "version": "2"},
        "roadmap-report-sent": {"body": "somtc", "day": f"{now():%d/%m/%Y}"},
    }


def api_bodies(_world):
    one = "roadmap/reports/{reference}/"
    return {
        "roadmap/reports/": {"kind": "quarterly", "period": "2024-Q4"},
        "roadmap/reports/deadlines/{kind}/{year}/": {"due_on": "2026-05-01"},
        one: {"texts": {"summary": "Good progress"}},
        f"{one}send-back/": {"reason": "Item 3 is old"},
        f"{one}sent/": {"body": "somtc", "day": f"{now():%Y-%m-%d}"},
    }
