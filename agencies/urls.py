"""The network: borders, offices, crossings."""

from django.urls import URLPattern, URLResolver, path, register_converter

from agencies.addresses import CrossingCode, OfficeCode
from agencies.views import codelists, crossing, network, office

register_converter(OfficeCode, "office")
register_converter(CrossingCode, "crossing")

urlpatterns: list[URLPattern | URLResolver] = [
    path("network/", network.page, name="network"),
    path("offices/<office:code>/", office.detail, name="office-detail"),
    path("offices/<office:code>/edit/", office.edit, name="office-edit"),
    path("offices/<office:code>/roster/", office.roster, name="office-roster"),
    path("crossings/<crossing:code>/", crossing.detail, name="crossing-detail"),
    path("crossings/<crossing:code>/edit/", crossing.edit, name="crossing-edit"),
    path("lists/", codelists.code_lists, name="code-lists"),
    path("lists/<slug:slug>/", codelists.code_list, name="code-list"),
    path("lists/<slug:slug>/new/", codelists.code_new, name="code-new"),
    path("lists/<slug:slug>/<str:code>/", codelists.code_edit, name="code-edit"),
    path("lists/<slug:slug>/<str:code>/retire/", codelists.code_retire, name="code-retire"),
]
