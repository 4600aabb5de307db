"""The API map: every route of `/api/v1/`, grouped by noun. Who may enter stands at the top of
each viewset (`capabilities`)."""

from typing import Any

from django.urls import URLPattern, path, re_path, register_converter

from agencies import tokens
from agencies.api import reference
from blo_portal import api_docs
from cases.api.cases import Cases
from cases.api.grants import Grants
from cases.api.notices import Notices
from cases.api.progress import Progress
from cases.api.verbs import Verbs


class Code:
    """References and codes: `TH-CKG-2026-000123`, `TH-MM:mae-sai-1`."""

    regex = "[A-Za-z0-9._:-]{1,60}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Code, "code")

LIST, ONE = {"get": "list"}, {"get": "retrieve"}


def case(route: str, viewset: Any, name: str, **actions: str) -> URLPattern:
    """A route below one case."""
    return path(f"cases/<code:reference>/{route}", viewset.as_view(actions), name=name)


# Reverse them with the namespace: `api:case-detail`.
urlpatterns = [
    # who am I
    path("token/", tokens.token, name="token"),
    path("me/", reference.MeApi.as_view(ONE), name="me"),
    # reference data
    path("countries/", reference.CountryApi.as_view(LIST), name="country-list"),
    path("countries/<code:code>/", reference.CountryApi.as_view(ONE), name="country-detail"),
    path("borders/", reference.BorderApi.as_view(LIST), name="border-list"),
    path("borders/<code:code>/", reference.BorderApi.as_view(ONE), name="border-detail"),
    path("crossings/", reference.CrossingApi.as_view(LIST), name="crossing-list"),
    path("crossings/<code:code>/", reference.CrossingApi.as_view(ONE), name="crossing-detail"),
    path("offices/", reference.OfficeApi.as_view(LIST), name="office-list"),
    path("offices/<code:code>/", reference.OfficeApi.as_view(ONE), name="office-detail"),
    path("code-lists/", reference.CodeListApi.as_view(LIST), name="code-list-list"),
    path("code-lists/<code:slug>/", reference.CodeListApi.as_view(ONE), name="code-list-detail"),
    path("code-lists/<code:slug>/codes/", reference.CodeApi.as_view(LIST), name="code-list"),
    # cases
    path("cases/", Cases.as_view({"get": "list", "post": "create"}), name="case-list"),
    path("cases/search/", Cases.as_view({"post": "search"}), name="case-search"),
    case("", Cases, "case-detail", get="retrieve", patch="partial_update", delete="destroy"),
    case("preview/", Verbs, "case-preview", get="preview"),
    case("submit/", Verbs, "case-submit", post="submit"),
    case("touches/", Verbs, "case-touch", post="touch"),
    case("close/", Verbs, "case-close", post="close"),
    case("reopen/", Verbs, "case-reopen", post="reopen"),
    case("withdraw/", Verbs, "case-withdraw", post="withdraw"),
    case("grants/", Grants, "case-grants", get="list", post="create"),
    case("grants/<code:country>/", Grants, "case-recall", delete="destroy"),
    case("events/", Progress, "case-events", get="events"),
    case("involvements/", Progress, "case-involvements", get="involvements"),
    case("engage/", Progress, "case-engage", post="engage"),
    case("decline/", Progress, "case-decline", post="decline"),
    # notices
    path("notices/", Notices.as_view(LIST), name="notice-list"),
    path("notices/<uuid:public_id>/", Notices.as_view(ONE), name="notice-detail"),
    path(
        "notices/<uuid:public_id>/acknowledge/",
        Notices.as_view({"post": "acknowledge"}),
        name="notice-acknowledge",
    ),
    path(
        "notices/<uuid:public_id>/take/", Notices.as_view({"post": "take"}), name="notice-take"
    ),
    # the description
    path("openapi.json", api_docs.Description.as_view(), name="description"),
    path("docs/", api_docs.docs, name="docs"),
    re_path("", api_docs.nowhere, name="nowhere"),
]
