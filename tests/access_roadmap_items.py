"""Editions, items, milestones, evidence and disputes in the access table; how to read it stands in
`access_table`. Thailand leads; the commitments are those of `access_roadmap_progress`.
"""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from roadmap import commitments, disputes, editions, evidence, evidencecheck, milestones
from roadmap.commitments import Statement
from roadmap.editions import MappingContent
from roadmap.milestones import MilestoneContent
from roadmap.models import Body

PAGES = """
# Editions and items: read by all, kept by the lead shepherd
GET  roadmap-editions          -          in  200  200  200  200  200  200  200  200  200  200  200  200  200   in   in  200
GET  roadmap-edition           rm-edition in  200  200  200  200  200  200  200  200  200  200  200  200  200   in   in  200
GET  roadmap-item-wording      rm-item    in  403  403  403  403  403  403  403  403  200  403  403  403  403   in   in  403
POST roadmap-item-wording      rm-item    in  403  403  403  403  403  403  403  403  302  403  403  403  403   in   in  403
GET  roadmap-edition-new       -          in  403  403  403  403  403  403  403  403  200  403  403  403  403   in   in  403
POST roadmap-edition-new       -          in  403  403  403  403  403  403  403  403  302  403  403  403  403   in   in  403
POST roadmap-edition-remove    rm-next    in  403  403  403  403  403  403  403  403  302  403  403  403  403   in   in  403
GET  roadmap-items-new         rm-edition in  403  403  403  403  403  403  403  403  200  403  403  403  403   in   in  403
POST roadmap-items-new         rm-next    in  403  403  403  403  403  403  403  403  302  403  403  403  403   in   in  403
GET  roadmap-body-new          -          in  403  403  403  403  403  403  403  403  200  403  403  403  403   in   in  403
POST roadmap-body-new          -          in  403  403  403  403  403  403  403  403  302  403  403  403  403   in   in  403
GET  roadmap-adoption-new      rm-edition in  403  403  403  403  403  403  403  403  200  403  403  403  403   in   in  403
POST roadmap-adoption-new      rm-edition in  403  403  403  403  403  403  403  403  302  403  403  403  403   in   in  403
GET  roadmap-mapping-new       rm-next    in  403  403  403  403  403  403  403  403  200  403  403  403  403   in   in  403
POST roadmap-mapping-new       rm-next    in  403  403  403  403  403  403  403  403  302  403  403  403  403   in   in  403
POST roadmap-mapping-remove    rm-mapped  in  403  403  403  403  403  403  403  403  302  403  403  403  403   in   in  403
# Milestones
GET  roadmap-milestones        -          in  200  200  200  200  200  200  200  200  200  200  200  200  200   in   in  200
GET  roadmap-milestone-new     rm-stated  in  403  403  403  403  403  403  403  403  200  403  403  403  403   in   in  403
POST roadmap-milestone-new     rm-stated  in  403  403  403  403  403  403  403  403  302  403  403  403  403   in   in  403
GET  roadmap-milestone         rm-mile    in  403  403  403  403  403  403  403  403  200  403  403  403  403   in   in  403
POST roadmap-milestone         rm-mile    in  403  403  403  403  403  403  403  403  302  403  403  403  403   in   in  403
# Files as evidence: `rm-file` is national
GET  roadmap-evidence-new      rm-stated  in  403  403  403  403  403  403  403  403  200  403  403  403  403   in   in  403
POST roadmap-evidence-new      rm-stated  in  403  403  403  403  403  403  403  403  302  403  403  403  403   in   in  403
GET  roadmap-evidence          rm-open    in  200  200  200  200  200  200  200  200  200  200  200  200  200   in   in  200
GET  roadmap-evidence          rm-file    in  404  404  404  404  404  404  404  404  200  404  404  404  404   in   in  404
GET  roadmap-evidence-strike   rm-open    in  403  403  403  403  403  403  403  403  200  403  403  403  403   in   in  403
POST roadmap-evidence-strike   rm-file    in  403  403  403  403  403  403  403  403  302  404  403  403  403   in   in  403
# Disputes: Myanmar disputes item 9 of Thailand (`rm-dispute`), not yet item 8 (`rm-again`)
GET  roadmap-dispute-new       rm-done    in  403  403  403  403  403  403  403  403  403  200  403  403  403   in   in  403
POST roadmap-dispute-new       rm-again   in  403  403  403  403  403  403  403  403  403  302  403  403  403   in   in  403
GET  roadmap-dispute-answer    rm-dispute in  403  403  403  403  403  403  403  403  200  403  403  403  403   in   in  403
POST roadmap-dispute-answer    rm-dispute in  403  403  403  403  403  403  403  403  302  403  403  403  403   in   in  403
GET  roadmap-dispute-withdraw  rm-dispute in  403  403  403  403  403  403  403  403  403  200  403  403  403   in   in  403
POST roadmap-dispute-withdraw  rm-dispute in  403  403  403  403  403  403  403  403  403  302  403  403  403   in   in  403
GET  roadmap-dispute-settle    rm-dispute in  403  403  403  403  403  403  403  403  403  403  403  403  403   in   in  403
POST roadmap-dispute-settle    rm-dispute in  403  403  403  403  403  403  403  403  403  403  403  403  403   in   in  403
"""

API = """
# Editions and items
GET    roadmap/editions/                          -          401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
GET    roadmap/editions/{year}/                   rm-edition 401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
GET    roadmap/items/                             -          401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
GET    roadmap/items/{year}-{number}/             rm-item    401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
PUT    roadmap/items/{year}-{number}/wording/     rm-item    401  403  403  403  403  403  403  403  403  200  403  403  403  403  403  200  403
DELETE roadmap/editions/{year}/                   rm-next    401  403  403  403  403  403  403  403  403  409  403  403  403  403  403  409  403
POST   roadmap/editions/                          -          401  403  403  403  403  403  403  403  403  201  403  403  403  403  403  201  403
POST   roadmap/items/                             -          401  403  403  403  403  403  403  403  403  201  403  403  403  403  403  201  403
GET    roadmap/bodies/                            -          401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
POST   roadmap/bodies/                            -          401  403  403  403  403  403  403  403  403  201  403  403  403  403  403  201  403
GET    roadmap/editions/{year}/adoptions/         rm-edition 401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
POST   roadmap/editions/{year}/adoptions/         rm-edition 401  403  403  403  403  403  403  403  403  201  403  403  403  403  403  201  403
GET    roadmap/editions/{year}/mappings/          rm-next    401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
POST   roadmap/editions/{year}/mappings/          rm-next    401  403  403  403  403  403  403  403  403  201  403  403  403  403  403  201  403
DELETE roadmap/editions/{year}/mappings/{public_id}/ rm-mapped 401 403  403  403  403  403  403  403  403  204  403  403  403  403  403  204  403
# Milestones
GET    roadmap/milestones/                        -          401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
POST   roadmap/milestones/                        -          401  403  403  403  403  403  403  403  403  201  403  403  403  403  403  201  403
GET    roadmap/milestones/{public_id}/            rm-mile    401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
PATCH  roadmap/milestones/{public_id}/            rm-mile    401  403  403  403  403  403  403  403  403  200  403  403  403  403  403  200  403
# Files as evidence
GET    roadmap/commitments/{public_id}/evidence/  rm-stated  401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
POST   roadmap/commitments/{public_id}/evidence/  rm-stated  401  403  403  403  403  403  403  403  403  201  403  403  403  403  403  201  403
GET    roadmap/evidence/{public_id}/              rm-file    401  404  404  404  404  404  404  404  404  200  404  404  404  404  404  200  404
GET    roadmap/evidence/{public_id}/              rm-open    401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
GET    roadmap/evidence/{public_id}/content/      rm-open    401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
GET    roadmap/evidence/{public_id}/content/      rm-file    401  404  404  404  404  404  404  404  404  200  404  404  404  404  404  200  404
PUT    roadmap/evidence/{public_id}/content/      rm-file    401  403  403  403  403  403  403  403  403  409  404  403  403  403  403  409  403
POST   roadmap/evidence/{public_id}/strike/       rm-open    401  403  403  403  403  403  403  403  403  200  403  403  403  403  403  200  403
# Disputes
GET    roadmap/commitments/{public_id}/disputes/  rm-done    401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
POST   roadmap/commitments/{public_id}/disputes/  rm-again   401  403  403  403  403  403  403  403  403  403  201  403  403  403  403  403  403
GET    roadmap/disputes/{public_id}/              rm-dispute 401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
POST   roadmap/disputes/{public_id}/answer/       rm-dispute 401  403  403  403  403  403  403  403  403  200  403  403  403  403  403  200  403
POST   roadmap/disputes/{public_id}/withdraw/     rm-dispute 401  403  403  403  403  403  403  403  403  403  200  403  403  403  403  403  403
POST   roadmap/disputes/{public_id}/settle/       rm-dispute 401  403  403  403  403  403  403  403  403  403  403  403  403  403  403  403  403
"""

EDITION = {"year": 2030, "title": "Planted-edition", "adopted_by": "AMMTC"}
BODY = {"code": "XYZ", "name": "Planted-body"}
TRAIL = {"body": "SOMTC", "at": "2026-11", "what": "noted"}
SAID = {"text": "for the table", "version": "1"}
MILESTONE = {"title": "Site survey", "due_on": "2026-12-31", "body": "Ministry of Interior"}

VERSIONED = [
    "/disputes/",
    *(f"disputes/{{public_id}}/{verb}/" for verb in ("answer", "withdraw", "settle")),
]


def make(world):
    """After the commitments were made."""
    by = world.cast.coordinator_th
    content = MilestoneContent("Decree", date(2026, 12, 31), body="Cabinet")
    world.rm_mile = milestones.add_milestone(world.rm_stated, content, officer=by)
    later, first = editions.find_edition(2025), commitments.find_item(2021, 1)
    editions.add_items(later, ["Planted-item"], officer=by)
    dropped = MappingContent(first, "dropped")
    world.rm_mapping = editions.map_item(later, dropped, officer=by)
    done = Statement("done", evidence_at="Decree 12")
    rows = [commitments.begin(commitments.find_item(2021, n), done, officer=by) for n in (8, 9)]
    world.rm_again = rows[0]
    world.rm_dispute = disputes.raise_dispute(
        rows[1], reason="Planted-dispute", officer=world.cast.coordinator_mm, version=1
    )
    world.rm_open = added(world.rm_stated, by)
    world.rm_file = added(world.rm_stated, by, reach="national")


def added(commitment, by, name="Planted-evidence.txt", content=b"Planted-evidence", **said):
    """A file that was checked."""
    announced = evidence.Announced(name, len(content), **said)
    file = evidence.add_whole(commitment, announced, [content], officer=by)
    evidencecheck.check(file.pk)
    file.refresh_from_db()
    return file


def arguments(world):
    return {
        "rm-edition": {"year": 2021},
        "rm-next": {"year": 2025},
        "rm-mapped": {"year": 2025, "public_id": world.rm_mapping.public_id},
        "rm-mile": {"public_id": world.rm_mile.public_id},
        "rm-again": {"public_id": world.rm_again.public_id},
        "rm-dispute": {"public_id": world.rm_dispute.public_id},
        "rm-open": {"public_id": world.rm_open.public_id},
        "rm-file": {"public_id": world.rm_file.public_id},
    }


def page_bodies(_world):
    second, first = (commitments.find_item(year, n).pk for year, n in ((2021, 2), (2025, 1)))
    return {
        "roadmap-edition-new": {**EDITION, "items": "Planted-one"},
        "roadmap-items-new": {"items": "Planted-one"},
        "roadmap-body-new": BODY,
        "roadmap-adoption-new": {**TRAIL, "body": Body.objects.get(code="SOMTC").pk},
        "roadmap-mapping-new": {"old": second, "new": first, "kind": "kept"},
        "roadmap-item-wording": {"title": "Planted-official", "version": "1"},
        "roadmap-milestone-new": MILESTONE,
        "roadmap-milestone": {**MILESTONE, "version": "1"},
        "roadmap-evidence-new": {"file": SimpleUploadedFile("a.txt", b"text"), "reach": "national"},
        "roadmap-evidence-strike": {"reason": "for the table"},
        **{f"roadmap-dispute-{step}": SAID for step in ("new", "answer", "withdraw", "settle")},
    }


def api_bodies(world):
    stated = str(world.rm_stated.public_id)
    return {
        ("PUT", "roadmap/items/{year}-{number}/wording/"): {"title": "Planted-official"},
        "roadmap/editions/": EDITION,
        "roadmap/items/": {"edition": 2025, "title": "Planted-one"},
        "roadmap/bodies/": BODY,
        "roadmap/editions/{year}/adoptions/": TRAIL,
        "roadmap/editions/{year}/mappings/": {"old": "2021-2", "new": "2025-1", "kind": "kept"},
        "roadmap/milestones/": {**MILESTONE, "commitment": stated},
        ("PATCH", "roadmap/milestones/{public_id}/"): {"note": "for the table"},
        "roadmap/commitments/{public_id}/evidence/": {"name": "a.txt", "size": 4},
        "roadmap/evidence/{public_id}/strike/": {"reason": "for the table"},
        "roadmap/commitments/{public_id}/disputes/": {"text": "for the table"},
        "roadmap/disputes/{public_id}/answer/": {"text": "for the table"},
        "roadmap/disputes/{public_id}/withdraw/": {"text": "for the table"},
        "roadmap/disputes/{public_id}/settle/": {"text": "for the table"},
    }
