"""Imports of cases: the lines of the access table; how to read it stands in `access_table`.

`import` was brought by Mae Sai (somchai), `import-pa` by Thailand's system; both are checked.
"""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cases.imports.brought import GOOD, body, checked, lines, table

PAGES = """
# Imports
GET  import-list        -          in  200  200  200  200  200  200  200  200  403  403  403  403  403   in   in  200
POST import-list        -          in  302  302  302  302  302  302  302  302  403  403  403  403  403   in   in  302
GET  import-template    template   in  200  200  200  200  200  200  200  200  403  403  403  403  403   in   in  200
GET  import-detail      import     in  404  404  404  404  404  404  200  200  403  403  403  403  403   in   in  404
GET  import-progress    import     in  404  404  404  404  404  404  200  200  403  403  403  403  403   in   in  404
POST import-run         import     in  404  404  404  404  404  404  302  302  403  403  403  403  403   in   in  404
POST import-cancel      import     in  404  404  404  404  404  404  302  302  403  403  403  403  403   in   in  404
GET  import-report      import     in  404  404  404  404  404  404  200  200  403  403  403  403  403   in   in  404
"""

API = """
# Imports
GET    imports/                            -         401  200  200  200  200  200  200  200  200  403  403  403  403  403  403  200  200
POST   imports/                            -         401  202  202  202  202  202  202  202  202  403  403  403  403  403  403  202  202
GET    imports/template/{kind}/            template  401  200  200  200  200  200  200  200  200  403  403  403  403  403  403  200  200
GET    imports/{public_id}/                import    401  404  404  404  404  404  404  200  200  403  403  403  403  403  403  404  404
GET    imports/{public_id}/rows/           import    401  404  404  404  404  404  404  200  200  403  403  403  403  403  403  404  404
POST   imports/{public_id}/run/            import    401  404  404  404  404  404  404  202  202  403  403  403  403  403  403  404  404
DELETE imports/{public_id}/                import    401  404  404  404  404  404  404  200  200  403  403  403  403  403  403  404  404
GET    imports/{public_id}/                import-pa 401  404  404  404  404  404  404  404  404  403  403  403  403  403  403  200  404
GET    imports/{public_id}/rows/           import-pa 401  404  404  404  404  404  404  404  404  403  403  403  403  403  403  200  404
POST   imports/{public_id}/run/            import-pa 401  404  404  404  404  404  404  404  404  403  403  403  403  403  403  202  404
DELETE imports/{public_id}/                import-pa 401  404  404  404  404  404  404  404  404  403  403  403  403  403  403  200  404
"""


def make(world):
    world.imported = checked(table(GOOD), world.cast.somchai)
    world.imported_by_system = checked(lines(body()), world.cast.partner_th, "rows.jsonl")


def arguments(world):
    return {
        "import": {"public_id": world.imported.public_id},
        "import-pa": {"public_id": world.imported_by_system.public_id},
        "template": {"kind": "csv"},
    }


def page_bodies(_world):
    return {
        "import-list": {"file": SimpleUploadedFile("cases.csv", table(GOOD))},
        "import-run": {"mode": "good_rows"},
    }


def api_bodies(_world):
    return {
        "imports/": [body()],
        "imports/{public_id}/run/": {"mode": "good_rows"},
    }
