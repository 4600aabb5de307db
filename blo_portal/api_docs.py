"""The API's own description: the schema, the page that shows it, and every other address."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from drf_spectacular.renderers import OpenApiJsonRenderer
from drf_spectacular.views import SpectacularAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from agencies.access import Capability, requires


class Description(SpectacularAPIView):
    """OpenAPI 3.1, as committed in docs/openapi.json."""

    capabilities = {"schema": Capability.SIGNED_IN}
    action = "schema"
    renderer_classes = [OpenApiJsonRenderer]


@requires(Capability.SIGNED_IN)
def docs(request: HttpRequest) -> HttpResponse:
    return render(request, "api/docs.html")


class Nowhere(APIView):
    """Every address that does not exist, so that its 404 has the form of all refusals."""

    capabilities = {"any": Capability.SIGNED_IN}
    action = "any"
    schema = None

    def initial(self, request: Request, *args: object, **kwargs: object) -> None:
        super().initial(request, *args, **kwargs)
        raise Http404

    def get(self, request: Request) -> Response:
        raise Http404


nowhere = Nowhere.as_view()
