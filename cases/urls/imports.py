"""Cases brought in bulk."""

from django.urls import URLPattern, URLResolver, path

from cases.views import imports

ONE = "cases/imports/<uuid:public_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("cases/imports/", imports.import_list, name="import-list"),
    path("cases/imports/template.<str:kind>", imports.import_template, name="import-template"),
    path(ONE, imports.import_detail, name="import-detail"),
    path(f"{ONE}progress/", imports.import_progress, name="import-progress"),
    path(f"{ONE}run/", imports.import_run, name="import-run"),
    path(f"{ONE}cancel/", imports.import_cancel, name="import-cancel"),
    path(f"{ONE}report.csv", imports.import_report, name="import-report"),
]
