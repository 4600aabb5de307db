"""Several cases at once."""

from django.urls import URLPattern, URLResolver, path

from cases.views import bulk

urlpatterns: list[URLPattern | URLResolver] = [
    path("cases/bulk/", bulk.bulk_act, name="bulk"),
    path("cases/bulk/done/", bulk.bulk_done, name="bulk-done"),
]
