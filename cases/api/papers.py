"""Forms on paper: numbers reserved for an office, and the pages to print."""

from typing import Any

from django.conf import settings
from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.fields import Moment, Strict
from agencies.models import Office
from cases import papers
from cases.api.body import code_of
from cases.api.cases import CaseApi
from cases.api.files import WhateverIsAccepted
from cases.exports.paperform import printed
from cases.filedelivery import handed_over
from cases.models import PaperForm
from cases.origin import office_for


class PrintIn(Strict):
    """How many numbers, and for which office."""

    count = serializers.IntegerField(min_value=1, max_value=papers.MOST)
    office = code_of(Office, help_text="Only for a partner system.")


class PaperOut(serializers.Serializer):
    """An empty form: `paper_form` is what a new case is told to get its number."""

    number = serializers.CharField()
    paper_form = serializers.SerializerMethodField()
    office = serializers.CharField(source="office.code")
    printed_at = Moment()

    def get_paper_form(self, form: PaperForm) -> str:
        return papers.code_of(form)


_LANGUAGE = OpenApiParameter(
    "language", str, enum=[code for code, _name in settings.LANGUAGES], description="Of the page."
)


class Papers(CaseApi):
    capabilities = {
        "list": Capability.LOG_CASE,
        "create": Capability.LOG_CASE,
        "page": Capability.LOG_CASE,
    }
    content_negotiation_class = WhateverIsAccepted

    def _parameters(self) -> frozenset[str]:
        return frozenset({"language"} if self.action == "page" else ())

    def check_reach(self, body: Any) -> None:
        """Numbers that were reserved stay reserved: nothing in the answer goes out of reach."""

    @extend_schema(responses=PaperOut(many=True))
    def list(self, request: Request) -> Response:
        """Forms that were printed and not keyed in yet, newest first."""
        return Response(PaperOut(papers.unused_of(self.me), many=True).data)

    @extend_schema(request=PrintIn, responses={201: PaperOut(many=True)})
    def create(self, request: Request) -> Response:
        """Reserve numbers for forms on paper. Each number has a check code (ISO/IEC 7064)."""
        said = self.said(PrintIn)
        office = office_for(self.me, (), wanted=said.get("office"))
        forms = papers.reserve(said["count"], officer=self.me, office=office)
        return Response(PaperOut(forms, many=True).data, status=201)

    @extend_schema(
        parameters=[_LANGUAGE], responses={(200, "application/pdf"): OpenApiTypes.BINARY}
    )
    def page(self, request: Request, reference: str) -> HttpResponseBase:
        """The empty form to print, as PDF."""
        waiting = PaperForm.objects.visible_to(self.me).unused().filter(number=reference)
        forms = list(waiting.select_related("office__country"))
        if not forms:
            raise Http404
        language = _language(request.query_params.get("language"))
        papers.printed_again(forms, self.me)
        return handed_over(printed(forms, forms[0].office, language))


def _language(asked: Any) -> str:
    field = serializers.ChoiceField(choices=settings.LANGUAGES)
    try:
        return str(field.run_validation(asked)) if asked else get_language() or "en"
    except serializers.ValidationError as error:
        raise serializers.ValidationError({"language": error.detail}) from error
