"""The API's part of the access table; how to read it stands in `access_table`."""

# The same over the API. An address is written without /api/v1/.
API = """
                                                    anon strg same hdln hbos full ctrb orig boss cdTH cdMM obsv admn unpo pard pawr rcld
# Reference data
GET    me/                                 -         401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
GET    countries/                          -         401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
GET    countries/{code}/                   country   401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
GET    borders/                            -         401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
GET    borders/{code}/                     border    401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
GET    crossings/                          -         401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
GET    crossings/{code}/                   crossing  401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
GET    offices/                            -         401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
GET    offices/{code}/                     office    401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
GET    code-lists/                         -         401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
GET    code-lists/{slug}/                  list      401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
GET    code-lists/{slug}/codes/            list      401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
POST   code-lists/{slug}/codes/            list      401  403  403  403  403  403  403  403  403  403  403  403  201  403  403  403  403
PATCH  code-lists/{slug}/codes/{code}/     drug      401  403  403  403  403  403  403  403  403  403  403  403  200  403  403  403  403
GET    code-lists/{slug}/changes/          list      401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200

# The network, kept up by those whose data it is
PATCH  crossings/{code}/                   crossing  401  403  403  403  200  403  403  403  200  200  200  403  403  403  403  403  403
PATCH  offices/{code}/                     office    401  403  403  403  403  403  403  403  200  200  403  403  403  403  403  403  403
GET    offices/{code}/roster/              office    401  403  200  403  403  403  403  200  200  200  403  403  403  403  403  200  403
PUT    offices/{code}/roster/              office    401  403  403  403  403  403  403  403  200  200  403  403  403  403  403  403  403

# Reading cases
GET    cases/                              -         401  200  200  200  200  200  200  200  200  200  200  403  403  403  200  200  200
POST   cases/search/                       -         401  200  200  200  200  200  200  200  200  200  200  403  403  403  200  200  200
POST   cases/export/                       -         401  200  200  200  200  200  200  200  200  200  200  403  403  403  200  200  200
GET    saved-views/                        -         401  200  200  200  200  200  200  200  200  200  200  403  403  403  200  200  200
POST   saved-views/                        -         401  201  201  201  201  201  201  201  201  201  201  403  403  403  403  201  201
DELETE saved-views/{public_id}/            view      401  404  404  404  404  404  404  204  404  404  404  403  403  403  403  404  404
GET    cases/{reference}/                  open      401  404  200  200  200  200  200  200  200  200  200  403  403  403  200  200  404
GET    cases/{reference}/                  draft     401  404  404  404  404  404  404  200  200  404  404  403  403  403  404  404  404
GET    cases/{reference}/                  closed    401  404  200  200  200  200  404  200  200  200  200  403  403  403  200  200  404
GET    cases/{reference}/grants/           open      401  404  200  200  200  200  200  200  200  200  200  403  403  403  200  200  404
GET    cases/{reference}/similar/          open      401  404  200  200  200  200  200  200  200  200  200  403  403  403  200  200  404
GET    cases/{reference}/access/           open      401  404  200  200  200  200  200  200  200  200  200  403  403  403  200  200  404
GET    paper-forms/                        -         401  200  200  200  200  200  200  200  200  403  403  403  403  403  403  200  200
POST   paper-forms/                        -         401  201  201  201  201  201  201  201  201  403  403  403  403  403  403  201  201
GET    paper-forms/{reference}/page/       paper     401  404  404  404  404  404  404  200  200  403  403  403  403  403  403  200  404
GET    exports/                            -         401  200  200  200  200  200  200  200  200  200  200  403  403  403  200  200  200
POST   exports/                            -         401  400  202  202  202  202  202  202  202  202  202  403  403  403  202  202  400
GET    exports/{public_id}/                export    401  404  404  404  404  404  404  200  404  404  404  403  403  403  404  404  404
GET    exports/{public_id}/content/        export    401  404  404  404  404  404  404  200  404  404  404  403  403  403  404  404  404
GET    cases/{reference}/report/           open      401  404  200  200  200  200  200  200  200  200  200  403  403  403  200  200  404
GET    cases/{reference}/report/           draft     401  404  404  404  404  404  404  200  200  404  404  403  403  403  404  404  404
GET    cases/{reference}/copies/           open      401  404  200  200  200  200  200  200  200  200  200  403  403  403  200  200  404
GET    cases/{reference}/notes/            open      401  404  200  403  403  200  200  200  200  200  403  403  403  403  403  200  404
POST   cases/{reference}/notes/            open      401  404  201  403  403  201  201  201  201  201  403  403  403  403  403  201  404
GET    cases/{reference}/recalls/          open      401  404  403  403  403  403  403  200  200  403  403  403  403  403  403  403  404
GET    cases/{reference}/events/           open      401  404  200  200  200  200  200  200  200  200  200  403  403  403  200  200  404
GET    cases/{reference}/involvements/     open      401  404  200  200  200  200  200  200  200  200  200  403  403  403  200  200  404

# Logging a case
POST   cases/                              -         401  201  201  201  201  201  201  201  201  403  403  403  403  403  403  201  201
PATCH  cases/{reference}/                  draft     401  404  404  404  404  404  404  200  200  403  403  403  403  403  403  404  404
PATCH  cases/{reference}/                  open      401  404  403  403  403  403  403  200  200  403  403  403  403  403  403  403  404
DELETE cases/{reference}/                  draft     401  404  404  404  404  404  404  204  204  403  403  403  403  403  403  404  404
DELETE cases/{reference}/                  open      401  404  403  403  403  403  403  409  409  403  403  403  403  403  403  403  404
GET    cases/{reference}/preview/          draft     401  404  404  404  404  404  404  200  200  403  403  403  403  403  403  404  404
GET    cases/{reference}/preview/          open      401  404  403  403  403  403  403  200  200  403  403  403  403  403  403  403  404
POST   cases/{reference}/submit/           draft     401  404  404  404  404  404  404  200  200  403  403  403  403  403  403  404  404
POST   cases/{reference}/submit/           open      401  404  403  403  403  403  403  200  200  403  403  403  403  403  403  403  404
POST   cases/{reference}/touches/          draft     401  404  404  404  404  404  404  200  200  403  403  403  403  403  403  404  404
POST   cases/{reference}/touches/          open      401  404  403  403  403  403  403  200  200  403  403  403  403  403  403  403  404

# Who and what
GET    cases/{reference}/subjects/         open      401  404  200  200  200  200  200  200  200  200  200  403  403  403  200  200  404
POST   cases/{reference}/subjects/         draft     401  404  404  404  404  404  404  201  201  403  403  403  403  403  403  404  404
POST   cases/{reference}/subjects/         open      401  404  403  403  403  403  201  201  201  403  403  403  403  403  403  403  404
GET    cases/{reference}/subjects/{public_id}/ suspect 401 404  200  404  404  200  200  200  200  200  404  403  403  403  404  200  404
GET    cases/{reference}/subjects/{public_id}/ victim 401 404  404  404  404  200  404  200  200  404  404  403  403  403  404  404  404
PATCH  cases/{reference}/subjects/{public_id}/ suspect 401 404  403  404  404  403  403  200  200  403  403  403  403  403  403  403  404
PATCH  cases/{reference}/subjects/{public_id}/ victim 401 404  404  404  404  403  404  200  200  403  403  403  403  403  403  404  404
DELETE cases/{reference}/subjects/{public_id}/ suspect 401 404  403  404  404  403  403  204  204  403  403  403  403  403  403  403  404
POST   cases/{reference}/subjects/{public_id}/restore/ gone 401 404 403 403 403  403  404  200  200  403  403  403  403  403  403  403  404
GET    cases/{reference}/counts/           open      401  404  200  200  200  200  200  200  200  200  200  403  403  403  200  200  404
POST   cases/{reference}/counts/           open      401  404  403  403  403  403  403  201  201  403  403  403  403  403  403  403  404
DELETE cases/{reference}/counts/{public_id}/ count   401  404  403  404  404  403  403  204  204  403  403  403  403  403  403  403  404
POST   cases/{reference}/counts/{public_id}/restore/ miscount 401 404 403 403 403 403 403 200 200 403  403  403  403  403  403  403  404
GET    cases/{reference}/seizures/         open      401  404  200  200  200  200  200  200  200  200  200  403  403  403  200  200  404
POST   cases/{reference}/seizures/         draft     401  404  404  404  404  404  404  201  201  403  403  403  403  403  403  404  404
POST   cases/{reference}/seizures/         open      401  404  403  403  403  403  201  201  201  403  403  403  403  403  403  403  404
GET    cases/{reference}/seizures/{public_id}/ tablets 401 404  200  404  404  200  200  200  200  200  404  403  403  403  404  200  404
PATCH  cases/{reference}/seizures/{public_id}/ tablets 401 404  403  404  404  403  403  200  200  403  403  403  403  403  403  403  404
DELETE cases/{reference}/seizures/{public_id}/ tablets 401 404  403  404  404  403  403  204  204  403  403  403  403  403  403  403  404
PUT    cases/{reference}/seizures/{public_id}/lab-result/ tablets 401 404 403 404 404 403 403 200 200 403  403  403  403  403  403  403  404
POST   cases/{reference}/seizures/{public_id}/restore/ lost 401 404 403 403 403  403  404  200  200  403  403  403  403  403  403  403  404
GET    cases/{reference}/exhibits/         open      401  404  200  200  200  200  200  200  200  200  200  403  403  403  200  200  404
POST   cases/{reference}/exhibits/         open      401  404  403  403  403  403  201  201  201  403  403  403  403  403  403  403  404
GET    cases/{reference}/exhibits/{public_id}/ bag 401 404  200  404  404  200  200  200  200  200  404  403  403  403  404  200  404
GET    cases/{reference}/exhibits/{public_id}/custody/ bag 401 404  200  404  404  200  200  200  200  200  404  403  403  403  404  200  404
POST   cases/{reference}/exhibits/{public_id}/custody/ bag 401 404  403  404  404  403  201  201  201  403  403  403  403  403  403  403  404
POST   cases/{reference}/exhibits/{public_id}/custody/{step}/sign/ handed 401 404 403 404 404 403 403 200 200 403 403 403 403 403  403  403  404
GET    cases/{reference}/links/            open      401  404  200  200  200  200  200  200  200  200  200  403  403  403  200  200  404
POST   cases/{reference}/links/            open      401  404  403  403  403  403  403  201  201  403  403  403  403  403  403  403  404
DELETE cases/{reference}/links/{public_id}/ link     401  404  404  404  404  403  404  204  204  403  403  403  403  403  403  404  404
POST   cases/{reference}/links/{public_id}/restore/ mislink 401 404 403 403 403 403 403 200 200 403  403  403  403  403  403  403  404

# Work inside the office, marks of the country: each its own
GET    tasks/                              -         401  200  200  200  200  200  200  200  200  200  200  403  403  403  200  200  200
GET    tags/                               -         401  200  200  200  200  200  200  200  200  200  200  403  403  403  200  200  200
GET    watched/                            -         401  200  200  200  200  200  200  200  200  200  200  403  403  403  200  200  200
GET    cases/{reference}/assignments/      open      401  404  200  200  200  200  200  200  200  200  200  403  403  403  200  200  404
POST   cases/{reference}/assignments/      open      401  404  400  400  400  400  400  201  201  400  400  403  403  403  403  400  404
DELETE cases/{reference}/assignments/{public_id}/ assignment 401 404 404 404 404 404 404 204 204 404  404  403  403  403  403  204  404
GET    cases/{reference}/tasks/            open      401  404  200  200  200  200  200  200  200  200  200  403  403  403  200  200  404
POST   cases/{reference}/tasks/            open      401  404  201  201  201  201  201  201  201  201  201  403  403  403  403  400  404
GET    cases/{reference}/tasks/{public_id}/ task     401  404  404  404  404  404  404  200  200  404  404  403  403  403  404  200  404
PATCH  cases/{reference}/tasks/{public_id}/ task     401  404  404  404  404  404  404  200  200  404  404  403  403  403  403  200  404
POST   cases/{reference}/tasks/{public_id}/done/ task 401 404  404  404  404  404  404  200  200  404  404  403  403  403  403  200  404
POST   cases/{reference}/tasks/{public_id}/reopen/ task 401 404 404 404  404  404  404  200  200  404  404  403  403  403  403  200  404
GET    cases/{reference}/flags/            open      401  404  200  200  200  200  200  200  200  200  200  403  403  403  200  200  404
POST   cases/{reference}/flags/            open      401  404  201  201  201  201  201  201  201  201  201  403  403  403  403  201  404
DELETE cases/{reference}/flags/{public_id}/ flag     401  404  204  404  404  404  404  204  204  204  404  403  403  403  403  204  404
GET    cases/{reference}/tags/             open      401  404  200  200  200  200  200  200  200  200  200  403  403  403  200  200  404
POST   cases/{reference}/tags/             open      401  404  201  201  201  201  201  201  201  201  201  403  403  403  403  201  404
DELETE cases/{reference}/tags/{public_id}/ tag       401  404  204  404  404  404  404  204  204  204  404  403  403  403  403  204  404
POST   cases/{reference}/watch/            open      401  404  200  200  200  200  200  200  200  200  200  403  403  403  403  403  404
DELETE cases/{reference}/watch/            open      401  404  204  204  204  204  204  204  204  204  204  403  403  403  403  403  404

# Proposing: a country that contributes; deciding: the originator
GET    cases/{reference}/proposals/        open      401  404  200  200  200  200  200  200  200  200  200  403  403  403  200  200  404
POST   cases/{reference}/proposals/        open      401  404  403  403  403  403  201  403  403  403  403  403  403  403  403  403  404
GET    cases/{reference}/proposals/{public_id}/           proposal 401 404 404 404 404 404 200 200 200 404 404 403 403 403 404 404 404
POST   cases/{reference}/proposals/{public_id}/accept/    proposal 401 404 404 404 404 404 403 200 200 403 403 403 403 403 403 404 404
POST   cases/{reference}/proposals/{public_id}/decline/   proposal 401 404 404 404 404 404 403 200 200 403 403 403 403 403 403 404 404
POST   cases/{reference}/proposals/{public_id}/take-back/ proposal 401 404 404 404 404 404 200 403 403 403 403 403 403 403 403 404 404

# Two originators (Laos is asked, and is the second one), related cases, an officer leaves
GET    cases/{reference}/joint/            invited   401  404  200  200  200  200  404  200  200  200  200  403  403  403  200  200  404
POST   cases/{reference}/joint/            open      401  404  403  403  403  403  403  201  201  403  403  403  403  403  403  403  404
DELETE cases/{reference}/joint/            invited   401  404  403  403  403  403  404  204  204  403  403  403  403  403  403  403  404
POST   cases/{reference}/joint/accept/     invited   401  404  403  403  403  200  404  403  403  403  403  403  403  403  403  403  404
POST   cases/{reference}/joint/decline/    invited   401  404  403  403  403  200  404  403  403  403  403  403  403  403  403  403  404
POST   cases/{reference}/joint/step-back/  joint     401  404  403  403  403  200  404  403  403  403  403  403  403  403  403  403  404
POST   cases/{reference}/close/            joint     401  404  403  403  403  200  404  200  200  403  403  403  403  403  403  403  404
GET    cases/{reference}/relations/        open      401  404  200  200  200  200  200  200  200  200  200  403  403  403  200  200  404
POST   cases/{reference}/relations/        open      401  404  201  201  201  201  400  201  201  403  403  403  403  403  403  201  404
DELETE cases/{reference}/relations/{public_id}/ relation 401 404 204 404  404  404  404  204  204  403  403  403  403  403  403  204  404
GET    offices/{code}/postings/            office    401  403  403  403  403  403  403  403  200  200  403  403  403  403  403  403  403
GET    offices/{code}/postings/{username}/ posting   401  403  403  403  403  403  403  403  200  200  403  403  403  403  403  403  403
POST   offices/{code}/postings/{username}/hand-over/ posting 401 403 403 403 403  403  403  403  200  200  403  403  403  403  403  403  403

# What only the originator decides
POST   cases/{reference}/close/            open      401  404  403  403  403  403  403  200  200  403  403  403  403  403  403  403  404
POST   cases/{reference}/reopen/           closed    401  404  403  403  403  403  404  200  200  403  403  403  403  403  403  403  404
POST   cases/{reference}/withdraw/         open      401  404  403  403  403  403  403  200  200  403  403  403  403  403  403  403  404
POST   cases/{reference}/grants/           open      401  404  403  403  403  403  403  201  201  403  403  403  403  403  403  403  404
DELETE cases/{reference}/grants/{grant}/   grant     401  404  403  404  404  403  403  204  204  403  403  403  403  403  403  403  404
GET    cases/{reference}/                  office-only 401 404 404  200  200  404  404  200  200  404  404  403  403  403  404  404  404
POST   cases/{reference}/restrict/         open      401  404  403  403  403  403  403  200  200  403  403  403  403  403  403  403  404
POST   cases/{reference}/open-up/          office-only 401 404 404  403  403  404  404  200  200  403  403  403  403  403  403  404  404
DELETE cases/{reference}/grants/{country}/ open/MM   401  404  403  403  403  403  403  204  204  403  403  403  403  403  403  403  404

# Victims and witnesses: this one was shown to Laos; who does not see a person finds none
GET    cases/{reference}/subjects/{subject}/disclosures/      open/victim 401 404 404 404 404 200 404 200 200 404 404 403 403 403 404 404 404
POST   cases/{reference}/subjects/{subject}/disclosures/      open/victim 401 404 404 404 404 403 404 201 201 403 403 403 403 403 403 404 404
POST   cases/{reference}/subjects/{subject}/unprotect/        freed      401 404 404 404 404 404 404 204 204 403 403 403 403 403 403 404 404
DELETE cases/{reference}/subjects/{subject}/disclosures/{disclosure}/ shown       401 404 404 404 404 403 404 204 204 403 403 403 403 403 403 404 404

# Answering
POST   cases/{reference}/engage/           open      401  404  403  200  200  200  403  403  403  403  403  403  403  403  403  403  404
POST   cases/{reference}/decline/          open      401  404  403  200  200  200  403  403  403  403  403  403  403  403  403  403  404
GET    notices/                            -         401  200  200  200  200  200  200  200  200  200  200  403  403  403  200  200  200
GET    notices/{public_id}/                notice    401  404  404  200  200  404  404  404  404  404  404  403  403  403  200  404  404
POST   notices/{public_id}/acknowledge/    notice    401  404  404  200  200  404  404  404  404  404  404  403  403  403  403  404  404
POST   notices/{public_id}/take/           notice    401  404  404  200  200  404  404  404  404  404  404  403  403  403  403  404  404

# What waits for the head of the office
GET    cases/{reference}/approvals/        open      401  404  200  200  200  200  200  200  200  200  200  403  403  403  200  200  404
POST   cases/{reference}/approvals/{public_id}/approve/ waiting 401 403 403 403 404  403  403  403  200  403  403  403  403  403  403  403  403
POST   cases/{reference}/approvals/{public_id}/decline/ waiting 401 403 403 403 404  403  403  403  200  403  403  403  403  403  403  403  403

# Handing over: offered to Tachileik, which reads the headline
GET    cases/{reference}/hand-over/        offered   401  404  200  200  200  404  404  200  200  200  200  403  403  403  200  200  404
POST   cases/{reference}/hand-over/        open      401  404  403  403  403  403  403  201  201  403  403  403  403  403  403  403  404
POST   cases/{reference}/hand-over/accept/ offered   401  404  404  200  200  404  404  403  403  403  403  403  403  403  403  404  404
POST   cases/{reference}/hand-over/decline/ offered  401  404  404  200  200  404  404  403  403  403  403  403  403  403  403  404  404
POST   cases/{reference}/hand-over/cancel/ offered   401  404  404  403  403  404  404  200  200  403  403  403  403  403  403  404  404

# Handling codes; what readers ask of the office that logged the case (the open one is H0)
GET    cases/{reference}/handling/         open      401  404  200  200  200  200  200  200  200  200  200  403  403  403  200  200  404
GET    cases/{reference}/handling/         sealed    401  404  200  200  200  200  404  200  200  200  200  403  403  403  200  200  404
GET    cases/{reference}/subjects/         sealed    401  404  403  403  403  403  404  200  200  403  403  403  403  403  403  403  404
POST   cases/{reference}/handling/confirm/ sealed    401  404  200  200  200  200  404  403  403  200  200  403  403  403  200  200  404
GET    cases/{reference}/asks/             open      401  404  200  200  200  200  200  200  200  200  200  403  403  403  200  200  404
POST   cases/{reference}/asks/             open      401  404  409  201  201  201  400  403  403  409  201  403  403  403  403  409  404
POST   cases/{reference}/asks/{public_id}/agree/   asked 401 404 404  404  404  403  404  200  200  403  403  403  403  403  403  404  404
POST   cases/{reference}/asks/{public_id}/decline/ asked 401 404 404  404  404  403  404  200  200  403  403  403  403  403  403  404  404

# Files (an upload goes on for who began it only: tests/cases/test_file_upload.py)
GET    cases/{reference}/files/              open     401  404  200  403  403  200  200  200  200  200  403  403  403  403  403  200  404
POST   cases/{reference}/files/              open     401  404  403  403  403  403  201  201  201  403  403  403  403  403  403  403  404
GET    cases/{reference}/files/{public_id}/  file     401  404  200  404  404  200  200  200  200  200  404  403  403  403  404  200  404
GET    cases/{reference}/files/{public_id}/  national 401  404  200  404  404  404  404  200  200  200  404  403  403  403  404  200  404
PATCH  cases/{reference}/files/{public_id}/  file     401  404  403  404  404  403  403  200  200  403  403  403  403  403  403  403  404
DELETE cases/{reference}/files/{public_id}/  file     401  404  403  404  404  403  403  204  204  403  403  403  403  403  403  403  404
POST   cases/{reference}/files/{public_id}/restore/ removed  401  404  404  404  404  404  404  200  200  403  403  403  403  403  403  404  404
GET    cases/{reference}/files/{public_id}/content/ file     401  404  200  404  404  200  200  200  200  200  404  403  403  403  404  200  404
GET    cases/{reference}/files/{public_id}/content/ national 401  404  200  404  404  404  404  200  200  200  404  403  403  403  404  200  404
GET    cases/{reference}/files/{public_id}/thumbnail/ file     401  404  200  404  404  200  200  200  200  200  404  403  403  403  404  200  404

# The outbox
GET    deliveries/                         -         401  403  403  403  403  403  403  403  403  403  403  403  200  403  403  403  403
POST   deliveries/{pk}/resend/             delivery  401  403  403  403  403  403  403  403  403  403  403  403  204  403  403  403  403

# The description
GET    openapi.json                        -         401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
GET    docs/                               -          in  200  200  200  200  200  200  200  200  200  200  200  200  200   in   in  200
GET    {nowhere}                           nowhere   401  404  404  404  404  404  404  404  404  404  404  404  404  404  404  404  404
"""
