"""A coordinator's spreadsheet."""

from django.urls import URLPattern, URLResolver, path

from roadmap.views import workbook

ONE = "roadmap/workbook/<uuid:public_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("roadmap/workbook/", workbook.workbook, name="roadmap-workbook"),
    path("roadmap/workbook/file/", workbook.workbook_take, name="roadmap-workbook-take"),
    path(ONE, workbook.workbook_import, name="roadmap-workbook-import"),
    path(f"{ONE}import/", workbook.workbook_bring_in, name="roadmap-workbook-bring-in"),
]
