"""The coordinators' spreadsheet in the access table; how to read it stands in `access_table`.

`rm-import` was brought by Thailand: it changes item 5.
"""

import base64

from django.core.files.uploadedfile import SimpleUploadedFile

from roadmap.workbook import importing
from tests.roadmap.workbooks import brought

PAGES = """
GET  roadmap-workbook           -          in  403  403  403  403  403  403  403  403  200  200  403  403  403   in   in  403
POST roadmap-workbook           -          in  403  403  403  403  403  403  403  403  302  302  403  403  403   in   in  403
GET  roadmap-workbook-take      -          in  403  403  403  403  403  403  403  403  200  200  403  403  403   in   in  403
GET  roadmap-workbook-import    rm-import  in  403  403  403  403  403  403  403  403  200  404  403  403  403   in   in  403
POST roadmap-workbook-bring-in  rm-import  in  403  403  403  403  403  403  403  403  302  404  403  403  403   in   in  403
"""

API = """
GET    roadmap/workbook/                    -          401  403  403  403  403  403  403  403  403  200  200  403  403  403  403  200  403
POST   roadmap/workbook/                    -          401  403  403  403  403  403  403  403  403  201  201  403  403  403  403  201  403
GET    roadmap/workbook/file/               -          401  403  403  403  403  403  403  403  403  200  200  403  403  403  403  200  403
GET    roadmap/workbook/{public_id}/        rm-import  401  403  403  403  403  403  403  403  403  200  404  403  403  403  403  200  403
POST   roadmap/workbook/{public_id}/import/ rm-import  401  403  403  403  403  403  403  403  403  200  404  403  403  403  403  200  403
"""

SHEET = brought(commitments=[{"item": "2021-5", "status": "planned"}])


def make(world):
    world.rm_import = importing.check(SHEET, officer=world.cast.coordinator_th)


def arguments(world):
    return {"rm-import": {"public_id": world.rm_import.public_id}}


def page_bodies(_world):
    return {"roadmap-workbook": {"file": SimpleUploadedFile("mine.xlsx", SHEET)}}


def api_bodies(_world):
    one = "roadmap/workbook/{public_id}/"
    return {
        "roadmap/workbook/": {"file": base64.b64encode(SHEET).decode()},
        f"{one}import/": {},
    }
