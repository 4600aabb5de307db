"""The API's own description: the schema, the page that shows it, and every other address."""

from functools import lru_cache
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability, requires
from agencies.api.base import Api
from agencies.api.schema_refusals import EXAMPLES, REFUSALS
from agencies.api.versions import tagged
from blo_portal.api_reference import components_of, groups_of, plain


@lru_cache(maxsize=1)
def schema() -> dict[str, Any]:
    """OpenAPI 3.1, the same for everybody: as committed in docs/openapi.yaml."""
    with translation.override("en"):
        generator: Any = SchemaGenerator
        return dict(generator().get_schema(public=True))


@extend_schema(exclude=True)
class Description(Api):
    capabilities = {"retrieve": Capability.SIGNED_IN}
    pagination_class = None

    def retrieve(self, request: Request) -> Response:
        return tagged(request, 1, schema())


@requires(Capability.SIGNED_IN)
@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    described = schema()
    page = {
        "about": plain(described["info"]["description"]),
        "groups": groups_of(described),
        "components": components_of(described),
        "refusals": [
            (status, said, [(code, words) for _name, code, words in EXAMPLES[status]])
            for status, said in REFUSALS.items()
        ],
    }
    return render(request, "api/docs.html", page)


@extend_schema(exclude=True)
class Nowhere(Api):
    """Every address that does not exist, so that its 404 has the form of all refusals."""

    capabilities = {"any": Capability.SIGNED_IN}

    def any(self, request: Request) -> Response:
        raise Http404


ANYTHING: Any = dict.fromkeys(("get", "post", "put", "patch", "delete"), "any")
nowhere = Nowhere.as_view(ANYTHING)
