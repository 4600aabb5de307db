"""Taking lists and reports out over the API, at once or made by a worker."""

import builtins
import uuid
from typing import Any

from django.conf import settings
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django_filters.utils import translate_validation
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.fields import Moment, Strict
from cases.api.body import SearchIn
from cases.api.cases import CaseApi
from cases.api.files import WhateverIsAccepted
from cases.api.filters import CaseSearch
from cases.exports import jobs
from cases.exports.caselist import is_long, references_of, take_list
from cases.exports.fuller import MOST_CASES
from cases.exports.sheet import TYPES
from cases.exports.stamp import Purpose
from cases.filedelivery import handed_over
from cases.listing import COUNT_CAP
from cases.models import CaseCopy, Export
from cases.problems import CaseProblem


class ExportIn(SearchIn):
    """The questions of the search, what the copy is for, and the kind of file."""

    purpose = serializers.ChoiceField(choices=Purpose.choices)
    format = serializers.ChoiceField(choices=sorted(TYPES), default="csv")


class Exports(CaseApi):
    capabilities = {"take": Capability.READ_CASES}

    @extend_schema(
        request=ExportIn,
        responses={
            (200, kind): OpenApiResponse(OpenApiTypes.BINARY)
            for kind in (content_type.partition(";")[0] for content_type in TYPES.values())
        }
        | {202: OpenApiResponse(description="It is long: a worker makes it, see `Location`.")},
        filters=False,
    )
    def take(self, request: Request) -> HttpResponseBase:
        """The list as a file, newest first, at most 50,000 cases, each as its headline.

        Drafts are left out, and for a court every case under H1. The copy number stands in the
        file; taking it is on record. More than 500 cases are made by a worker: 202.
        """
        said = self.said(ExportIn)
        kind, purpose = said.pop("format"), Purpose(said.pop("purpose"))
        asked = CaseSearch(said, queryset=self.get_queryset().submitted(), request=request)
        if not asked.is_valid():
            raise translate_validation(asked.errors)
        cases = asked.qs.order_by("-pk")
        if is_long(cases):
            references = references_of(cases)
            return later(jobs.ask(references, officer=self.me, kind=kind, purpose=purpose))
        return handed_over(take_list(cases, self.me, kind=kind, purpose=purpose))


class ChosenIn(Strict):
    """Which cases, and as what: a report of each (pdf, docx, umf), or one file of them (csv, xlsx:
    headlines; jsonl: all that the caller may see of each; drugs, cites: seizures in the columns of
    a reporting format, which are not checked against the form itself)."""

    references = serializers.ListField(
        child=serializers.CharField(max_length=30),
        min_length=1,
        max_length=COUNT_CAP,
        required=False,
        help_text="Of jsonl, drugs and cites it may be left out: every case in sight, newest "
        "first, at most 5,000.",
    )
    format = serializers.ChoiceField(choices=CaseCopy.MADE)
    purpose = serializers.ChoiceField(choices=Purpose.choices)
    language = serializers.ChoiceField(
        choices=settings.LANGUAGES, required=False, help_text="Without it, the caller's own."
    )


class RowOut(serializers.Serializer):
    reference = serializers.CharField()
    outcome = serializers.ChoiceField(choices=Export.Outcome.choices)


class ExportOut(serializers.Serializer):
    """A file that a worker makes; `content` is there while `state` is ready. Of a list of more than
    1,000 cases `rows` names those alone that are not in it."""

    id = serializers.UUIDField(source="public_id")
    url = serializers.CharField()
    content = serializers.CharField(allow_null=True)
    format = serializers.ChoiceField(source="kind", choices=CaseCopy.MADE)
    purpose = serializers.ChoiceField(choices=Purpose.choices)
    state = serializers.ChoiceField(choices=Export.State.choices)
    done = serializers.IntegerField()
    total = serializers.IntegerField()
    size = serializers.IntegerField()
    sha256 = serializers.CharField()
    asked_at = Moment(source="created_at")
    expires_at = Moment()
    rows = RowOut(many=True, source="outcome_rows")


def shown(export: Export) -> Any:
    url = reverse("api:export-detail", args=[export.public_id])
    export.url = url  # type: ignore[attr-defined]
    export.content = f"{url}content/" if export.is_ready else None  # type: ignore[attr-defined]
    return ExportOut(export).data


class Jobs(CaseApi):
    """Long work: asked for, looked at, fetched by who asked."""

    capabilities = {
        "ask": Capability.READ_CASES,
        "list": Capability.READ_CASES,
        "retrieve": Capability.READ_CASES,
        "content": Capability.READ_CASES,
    }
    content_negotiation_class = WhateverIsAccepted

    def _parameters(self) -> frozenset[str]:
        return frozenset()

    @extend_schema(request=ChosenIn, responses={202: ExportOut})
    def ask(self, request: Request) -> Response:
        """Have a report of each case made (at most 50, in one ZIP), or a list of them.

        Answers at once; `Location` is where to look. Each case is answered for itself.
        """
        said = self.said(ChosenIn)
        kind, purpose = said["format"], Purpose(said["purpose"])
        language = said.get("language", "")
        references = self._asked(said.get("references"), kind)
        return later(
            jobs.ask(references, officer=self.me, kind=kind, purpose=purpose, language=language)
        )

    def _asked(self, references: "builtins.list[str] | None", kind: str) -> "builtins.list[str]":
        if references is not None:
            return self._within_reach(references)
        if kind not in Export.FULLER:
            raise CaseProblem(_("Choose at least one case."), field="references")
        rows = self.get_queryset().submitted().order_by("-pk")
        return [*rows.values_list("reference", flat=True)[:MOST_CASES]]

    def _within_reach(self, references: list[str]) -> list[str]:
        """Drafts are no more in it than in the list; what is out of reach does not exist."""
        visible = self.get_queryset().submitted().filter(reference__in=references)
        known = set(visible.values_list("reference", flat=True))
        missing = [reference for reference in references if reference not in known]
        if missing:
            raise CaseProblem(_("One of these cases does not exist."), field="references")
        return references

    @extend_schema(responses=ExportOut(many=True))
    def list(self, request: Request) -> Response:
        """What was made for the caller lately, newest first."""
        return Response([shown(export) for export in jobs.exports_of(self.me, with_cases=True)])

    @extend_schema(responses=ExportOut)
    def retrieve(self, request: Request, public_id: uuid.UUID) -> Response:
        """How far one of them is. `rows` says what became of each case."""
        return Response(shown(jobs.find_export(public_id, self.me)))

    @extend_schema(responses={(200, "*/*"): OpenApiTypes.BINARY})
    def content(self, request: Request, public_id: uuid.UUID) -> HttpResponseBase:
        """Fetch the file, for a day after it was asked for.

        409 while it is being made, after its day, and when something in it was recalled.
        """
        return handed_over(jobs.fetch(jobs.find_export(public_id, self.me), self.me))


def later(export: Export) -> Response:
    body = shown(export)
    return Response(body, status=202, headers={"Location": body["url"]})
