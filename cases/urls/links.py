"""What the subjects of a case have to do with each other."""

from django.urls import URLPattern, URLResolver, path

from cases.views import links

urlpatterns: list[URLPattern | URLResolver] = [
    path("cases/<reference:reference>/links/new/", links.link_new, name="link-new"),
    path(
        "cases/<reference:reference>/links/<uuid:public_id>/remove/",
        links.link_remove,
        name="link-remove",
    ),
    path(
        "cases/<reference:reference>/links/<uuid:public_id>/restore/",
        links.link_restore,
        name="link-restore",
    ),
]
