"""Cases: list, search, read, log, change, discard."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters.utils import translate_validation
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability, country_of
from agencies.api.base import Api
from agencies.api.increments import SINCE
from agencies.api.versions import expected_version, tagged
from agencies.pagination import NewestFirst
from cases import handling, papers, workflow
from cases.api.body import CaseIn, NewCaseIn, SearchIn, changed_content, new_content
from cases.api.filters import CaseFilter, CaseSearch
from cases.api.increments import Told
from cases.api.shapes import CASE, CaseRow, row, shown
from cases.content import content_of
from cases.listing import newest_visible
from cases.models import Case
from cases.models.case import CaseQuerySet
from cases.problems import CaseProblem
from cases.reading import Sighted, consult, find, list_consulted
from cases.sharing import levels_of

FLAGS = {"true": True, "false": False}
REMOVED = OpenApiParameter("removed", bool, description="`true`: what was taken off instead.")


class CaseApi(Api):
    """What the viewsets of one case share: it is found, or it does not exist."""

    lookup_field = "reference"
    pagination_class: type[BasePagination] | None = None
    # What belongs to the full case: under H3, refused until the restriction is confirmed.
    needs_full: ClassVar[bool] = False
    # Whether the list tells what was taken off, too, to those who may bring it back.
    lists_removed: ClassVar[bool] = False

    def get_queryset(self) -> CaseQuerySet:
        return Case.objects.visible_to(getattr(self.request, "user", None))

    def found(self) -> Sighted:
        sighted = find(self.kwargs["reference"], self.request.user)
        if self.needs_full:
            handling.must_be_confirmed_first(sighted)
        return sighted

    def _parameters(self) -> frozenset[str]:
        removed = {"removed"} if self.lists_removed and self.action == "list" else ()
        return super()._parameters().union(removed)

    def asks_removed(self) -> bool:
        return self.flag("removed")

    def flag(self, name: str, known: Mapping[str, bool] = FLAGS) -> bool:
        """A parameter that is true or false, false when it is left out."""
        asked = self.request.query_params.get(name, "false")
        if asked not in known:
            raise CaseProblem(_("Give true or false."), field=name)
        return known[asked]

    def answer(self, case: Case, **more: Any) -> Response:
        """The case after a verb, as the caller may see it now."""
        sighted = find(case.reference, self.request.user)
        return tagged(self.request, sighted.case.version, shown(sighted), **more)

    def check_reach(self, body: Any) -> None:
        reference = self.kwargs.get("reference") or (body or {}).get("reference")
        if reference:
            find(reference, self.request.user)


class Cases(Told, CaseApi):
    # It moves when a case is made, submitted or changed.
    own_moments = ("updated_at",)
    capabilities = {
        "list": Capability.READ_CASES,
        "search": Capability.READ_CASES,
        "retrieve": Capability.READ_CASES,
        "create": Capability.LOG_CASE,
        "partial_update": Capability.LOG_CASE,
        "destroy": Capability.LOG_CASE,
    }
    pagination_class = Api.pagination_class
    filterset_class = CaseFilter
    serializer_class = CaseRow
    said_elsewhere = {
        "identifier": gettext_lazy(
            "Numbers of persons and things do not belong in an address: POST them to search/."
        )
    }

    def list(self, request: Request) -> Response:
        """Cases within reach, newest first.

        Every row is a headline, whatever the level. Drafts are those of the own office.
        """
        cases = self.filter_queryset(self.get_queryset())
        asked = {*CaseFilter.base_filters, SINCE}
        is_filtered = any(request.query_params.get(name) for name in asked)
        return self._page(cases if is_filtered else self._newest(), "list")

    def _newest(self) -> CaseQuerySet:
        """The same cases as without it, found from the grants instead of by sorting."""
        pages = NewestFirst()
        before, after = pages.bounds(self.request)
        limit = pages.get_page_size(self.request) + 1
        return newest_visible(self.me, limit=limit, before=before, after=after, drafts=True)

    @extend_schema(request=SearchIn, responses=CaseRow(many=True), filters=False)
    def search(self, request: Request) -> Response:
        """Search with the questions in the body.

        The parameters of the list, kept out of the address and so out of every log: the way to
        look for names and numbers of persons. `next` is POSTed with the same body.
        """
        asked = CaseSearch(self.said(SearchIn), queryset=self.get_queryset(), request=request)
        if not asked.is_valid():
            raise translate_validation(asked.errors)
        return self._page(asked.qs, "search")

    def _page(self, cases: Any, action: str) -> Response:
        page = self.paginate_queryset(cases.with_list_rows()) or []
        levels, country = levels_of(self.me, page), country_of(self.me)
        seen = [Sighted(case, levels[case.pk], country) for case in page if case.pk in levels]
        list_consulted([sighted.case for sighted in seen], self.me, action=action)
        return self.get_paginated_response([row(sighted) for sighted in seen])

    @extend_schema(responses=CASE)
    def retrieve(self, request: Request, reference: str) -> Response:
        """One case, as much of it as the caller may see: `level` says how much.

        Under H3 it is the headline until the restriction is confirmed (`handling/`).
        Reading it is recorded, and tells the sender that the office has read its notice.
        """
        sighted = consult(reference, request.user)
        return tagged(request, sighted.case.version, shown(sighted))

    @extend_schema(request=NewCaseIn, responses={201: CASE})
    def create(self, request: Request) -> Response:
        """Log a draft. Nobody is told before it is submitted."""
        said = self.said(NewCaseIn)
        typed = said.pop("paper_form", "")
        paper = papers.to_key_in(typed, self.me) if typed else None
        content, office = new_content(said, self.me)
        key = papers.key_for(paper, office)
        case = workflow.create_draft(content, officer=self.me, office=office, draft_key=key)
        response = self.answer(case, status=201)
        response["Location"] = response.data["url"]
        return response

    @extend_schema(request=CaseIn, responses=CASE)
    def partial_update(self, request: Request, reference: str) -> Response:
        """Change the named parts of a draft or open case; a list is replaced whole.

        A route that touches a new border tells the new office, and nobody twice.
        """
        case = self.found().case
        version = expected_version(request, case.version)
        said = self.said(CaseIn, partial=True)
        content = changed_content(content_of(case), said, case.country_id)
        return self.answer(workflow.revise(case, content, officer=self.me, version=version))

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, reference: str) -> Response:
        """Discard a draft. What was submitted is closed or withdrawn instead."""
        workflow.discard(self.found().case, officer=self.me)
        return Response(status=204)
