"""The smallest request that each address of the access table accepts."""

from datetime import timedelta

import uuid6
from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.models import CodeList
from audit import clock
from cases import papers
from tests import (
    access_events,
    access_import,
    access_mail,
    access_meetings,
    access_messages,
    access_operations,
    access_partners,
    access_requests,
    access_roadmap,
)
from tests.file_samples import tus

REASON = {"reason": "for the table"}
SEIZED = {"kind": "drug", "substance": "HEROIN", "quantity": "1", "unit": "kg"}
HANDED = {"handed_by": "A", "received_by": "B", "place": "Mae Sai", "reason": "store"}
TAKEN_OUT = {"purpose": "reporting", "kind": "csv"}


def body_of(world, line):
    """(what is sent, headers) for one line of the table."""
    if line.is_api and line.route in access_messages.BESIDE:
        return access_messages.beside(world, line), {}
    if line.method == "GET":
        return {}, {}
    bodies = api_bodies(world) if line.is_api else page_bodies(world, line.target)
    more = access_requests.api_bodies if line.is_api else access_requests.page_bodies
    bodies |= more(world)
    versioned = line.method in {"PATCH", "PUT"} or line.route.endswith(
        (
            "/proposals/{public_id}/accept/",
            "/agree/",
            "/sign/",
            "/offer/",
            "/in-force/",
            "/state/",
            "/{public_id}/verify/",
            *access_events.VERSIONED,
            *access_roadmap.VERSIONED,
        )
    )
    headers = {"If-Match": "*"} if versioned else {}
    if line.route == "cases/{reference}/files/":
        headers |= tus(b"a note", "note.txt")
    return bodies.get((line.method, line.route), bodies.get(line.route, {})), headers


def page_bodies(world, target):
    case = getattr(world, target, None)
    version = getattr(world.files.get(target), "version", 1)
    return access_messages.page_bodies(world) | {
        **access_operations.page_bodies(world),
        **access_meetings.page_bodies(world),
        **access_mail.page_bodies(),
        **access_events.page_bodies(world),
        **access_partners.page_bodies(world),
        **access_import.page_bodies(world),
        **access_roadmap.page_bodies(world),
        "case-new": case_form(world),
        "case-edit": {**case_form(world), "version": str(getattr(case, "version", 1))},
        "case-list-export": TAKEN_OUT,
        "paper-print": {"count": "1", "language": "en"},
        "paper-key-in": {"paper_form": papers.code_of(world.paper)},
        "case-report": {"purpose": "reporting", "kind": "docx", "language": "en"},
        "draft-save": {"title": "half a wo"},
        "case-touch": {"decision": "add:TH-LA", **REASON},
        "count-new": {"what": "arrested", "number": "3"},
        "code-new": {"code": "KHAT", "label": "Khat", **REASON},
        "code-edit": {
            "label": "Yaba",
            "version": str(CodeList.objects.get(pk="drugs").version),
            **REASON,
        },
        "code-retire": REASON,
        "subject-new": {"kind": "phone", "role": "suspect", "phone": "+66812345678"},
        "subject-edit": {"role": "suspect", "name": "A", "version": "1"},
        "seizure-new": SEIZED,
        "seizure-edit": SEIZED | {"quantity": "2", "version": "1"},
        "seizure-lab": {"laboratory": "Forensic", "on": "22/11/2026", "version": "1"},
        "exhibit-new": {"description": "a bag", "seizure": ""},
        "exhibit-edit": {"description": "a bag", "seizure": "", "version": "1"},
        "custody-new": HANDED | {"at": "1/10/2026 10:00"},
        "link-new": link_of(world),
        "case-propose": {**case_form(world), **REASON},
        "proposal-accept": {"fields": "title"},
        "proposal-decline": REASON,
        "case-decline": REASON,
        "case-assign": {"officer": ""},
        "joint-invite": {"office": "MM-TCL", **REASON},
        "joint-decline": REASON,
        "joint-step-back": REASON,
        "relation-new": {"kind": "related", "other": world.closed.reference, **REASON},
        "posting-hand-over": {"to": "anong"},
        "task-new": {"text": "call them"},
        "task-change": {"text": "call them", "version": "1"},
        "case-flag": {"kind": "review", **REASON},
        "case-tags": {"add": "lorries"},
        "case-share": {"level": "full", "purpose": "joint work"},
        "case-recall": REASON,
        "case-restrict": REASON,
        "case-approval": {"answer": "approved", "reason": ""},
        "case-hand-over": {"office": "MM-TCL", **REASON},
        "case-hand-over-answer": {"answer": "accepted", "reason": ""},
        "case-open-up": REASON,
        "case-handling-confirm": {"version": "1"},
        "case-ask-pass-on": {"to": "CN", "level": "headline", "purpose": "for the table"},
        "case-ask-more": {"level": "contribute", "purpose": "for the table"},
        "case-ask-answer": {"answer": "given", "level": "headline", "reason": ""},
        "case-note": {"text": "for the table"},
        "case-disclose": {"country": "VN", "purpose": "joint work"},
        "case-unprotect": {"purpose": "joint work"},
        "case-take-back": REASON,
        "case-file-add": {
            "file": SimpleUploadedFile("note.txt", b"a note"),
            "caption": "",
            "reach": "shared",
        },
        "case-file-change": {"caption": "front", "reach": "shared", "version": str(version)},
        "case-close": {"outcome": "result", "result": ""},
        "case-reopen": REASON,
        "case-withdraw": REASON,
        "office-edit": office_form(world.msi),
        "office-roster": {"version": "1", "form-TOTAL_FORMS": "0", "form-INITIAL_FORMS": "0"},
        "crossing-edit": {
            "status": "international",
            "status_note": "",
            "lat": "20.44300",
            "lon": "99.88060",
            "version": "1",
        },
    }


def link_of(world):
    ends = [str(world.of(name)["public_id"]) for name in ("Planted-suspect", "Planted-victim")]
    return {"source": ends[0], "target": ends[1], "kind": "paid_by"}


def case_form(world):
    """Where, when, which offence: the least that a case is."""
    lists = ("seizures", "people", "vehicles", "before", "after")
    counts = {f"{name}-{what}_FORMS": "0" for name in lists for what in ("TOTAL", "INITIAL")}
    return {
        **counts,
        "key": str(uuid6.uuid7()),
        "reference": "",
        "where": "other",
        "place": "Mae Sai",
        "happened_at": "21/11/2026 12:00",
        "offences": [world.trafficking.code],
        "urgency": "priority",
        "handling_code": "H0",
        "source_evaluation": "A",
        "information_evaluation": "1",
        "title": "Lorry",
    }


def office_form(office):
    names = ("name_local", "phone", "email", "connection", "status", "status_reason", "approval")
    return {
        **{name: getattr(office, name) for name in names},
        "languages": ["th"],
        "working_days": ["1", "2", "3", "4", "5"],
        "opens": "08:30",
        "closes": "16:30",
        "lat": "20.43000",
        "lon": "99.88000",
        "version": "1",
    }


def api_bodies(world):
    case = "cases/{reference}/"
    return (
        access_messages.api_bodies(world)
        | access_mail.api_bodies()
        | {
            **access_operations.api_bodies(world),
            **access_meetings.api_bodies(world),
            **access_events.api_bodies(world),
            **access_partners.api_bodies(world),
            **access_roadmap.api_bodies(world),
            **access_import.api_bodies(world),
            "code-lists/{slug}/codes/": {"code": "KHAT", "label": "Khat", **REASON},
            ("PATCH", "code-lists/{slug}/codes/{code}/"): {"label": "Yaba", **REASON},
            "saved-views/": {"name": "Ours too", "query": "status=open"},
            "cases/search/": {"search": "lorry"},
            "cases/bulk/": {
                "action": "tag",
                "tags": ["lorries"],
                "references": [world.open.reference],
            },
            "cases/export/": {"purpose": "reporting"},
            "paper-forms/": {"count": 1},
            "exports/": {
                "references": [world.open.reference],
                "format": "csv",
                "purpose": "reporting",
            },
            "cases/": {
                "evaluation": "A1",
                "title": "Lorry",
                "offences": [world.trafficking.code],
                "route": [{"role": "incident", "crossing": world.mae_sai.code}],
            },
            ("PATCH", case): {"title": "Another lorry"},
            ("PATCH", "crossings/{code}/"): {"status_note": "one lane"},
            ("PATCH", "offices/{code}/"): {"phone": "+66 53 000 000"},
            ("PUT", "offices/{code}/roster/"): {"shifts": []},
            f"{case}touches/": {"border": "TH-LA", "kind": "add", **REASON},
            f"{case}counts/": {"what": "arrested", "number": 3},
            f"{case}subjects/": {"kind": "phone", "role": "suspect", "phone": "+66812345678"},
            ("PATCH", f"{case}subjects/{{public_id}}/"): {"description": "tall"},
            f"{case}seizures/": SEIZED | {"quantity": 1},
            ("PATCH", f"{case}seizures/{{public_id}}/"): {"marks": "lion"},
            f"{case}seizures/{{public_id}}/lab-result/": {
                "laboratory": "Forensic",
                "on": "2026-11-22",
            },
            f"{case}exhibits/": {"description": "a bag"},
            ("PATCH", f"{case}exhibits/{{public_id}}/"): {"description": "a bag"},
            f"{case}exhibits/{{public_id}}/custody/": HANDED | {"at": "2026-10-01T10:00:00Z"},
            f"{case}links/": link_of(world),
            f"{case}proposals/": {"title": "Two lorries", **REASON},
            f"{case}proposals/{{public_id}}/accept/": {"take": ["title"]},
            f"{case}proposals/{{public_id}}/decline/": REASON,
            f"{case}decline/": REASON,
            f"{case}joint/": {"office": "MM-TCL", **REASON},
            f"{case}joint/decline/": REASON,
            f"{case}joint/step-back/": REASON,
            f"{case}relations/": {"kind": "related", "other": world.closed.reference, **REASON},
            "offices/{code}/postings/{username}/hand-over/": {"to": "anong"},
            f"{case}assignments/": {"officer": "somchai"},
            f"{case}tasks/": {"text": "call them"},
            ("PATCH", f"{case}tasks/{{public_id}}/"): {
                "due": str((clock.now() + timedelta(days=9)).date())
            },
            f"{case}flags/": {"kind": "review", **REASON},
            f"{case}tags/": {"tags": ["lorries"]},
            f"{case}close/": {"outcome": "result"},
            f"{case}reopen/": REASON,
            f"{case}withdraw/": REASON,
            f"{case}grants/": {"country": "MM", "level": "full", "purpose": "joint work"},
            f"{case}grants/{{country}}/": REASON,
            f"{case}grants/{{grant}}/": REASON,
            f"{case}restrict/": REASON,
            f"{case}approvals/{{public_id}}/decline/": REASON,
            f"{case}hand-over/": {"office": "MM-TCL", **REASON},
            f"{case}hand-over/decline/": REASON,
            f"{case}open-up/": REASON,
            f"{case}handling/confirm/": {"version": 1},
            f"{case}asks/": {"kind": "more", "level": "contribute", "purpose": "for the table"},
            f"{case}asks/{{public_id}}/decline/": REASON,
            f"{case}notes/": {"text": "for the table"},
            f"{case}subjects/{{subject}}/disclosures/": {"country": "VN", "purpose": "joint work"},
            f"{case}subjects/{{subject}}/disclosures/{{disclosure}}/": REASON,
            f"{case}subjects/{{subject}}/unprotect/": {"purpose": "joint work"},
            ("PATCH", f"{case}files/{{public_id}}/"): {"caption": "front"},
        }
    )
