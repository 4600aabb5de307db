"""Exhibits put right, taken off and brought back."""

from django.urls import URLPattern, path

from cases.views import exhibits

ONE = "cases/<reference:reference>/exhibits/<uuid:public_id>/"

urlpatterns: list[URLPattern] = [
    path(f"{ONE}edit/", exhibits.exhibit_edit, name="exhibit-edit"),
    path(f"{ONE}remove/", exhibits.exhibit_remove, name="exhibit-remove"),
    path(f"{ONE}restore/", exhibits.exhibit_restore, name="exhibit-restore"),
]
