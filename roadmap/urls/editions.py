"""Editions, and the words of their items."""

from django.urls import URLPattern, URLResolver, path

from roadmap.views import editions

EDITION = "roadmap/editions/<int:year>/"
ITEM = "roadmap/items/<int:year>-<int:number>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("roadmap/editions/", editions.editions, name="roadmap-editions"),
    path("roadmap/editions/<int:year>/", editions.edition, name="roadmap-edition"),
    path("roadmap/editions/new/", editions.edition_new, name="roadmap-edition-new"),
    path("roadmap/bodies/new/", editions.body_new, name="roadmap-body-new"),
    path(f"{EDITION}remove/", editions.edition_remove, name="roadmap-edition-remove"),
    path(f"{EDITION}items/new/", editions.items_new, name="roadmap-items-new"),
    path(f"{EDITION}adoptions/new/", editions.adoption_new, name="roadmap-adoption-new"),
    path(f"{EDITION}mappings/new/", editions.mapping_new, name="roadmap-mapping-new"),
    path(
        f"{EDITION}mappings/<uuid:public_id>/remove/",
        editions.mapping_remove,
        name="roadmap-mapping-remove",
    ),
    path(f"{ITEM}words/", editions.item_wording, name="roadmap-item-wording"),
]
