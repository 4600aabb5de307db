"""Code lists and their codes; an administrator keeps them over the API, too."""

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies import codekeeping
from agencies.access import Capability
from agencies.api.base import Api
from agencies.api.fields import Moment, Strict, Text
from agencies.api.reference import READ, CodeApi
from agencies.api.serializers import CodeOut
from agencies.api.versions import expected_version, tagged
from agencies.codekeeping import FIELDS, Wording
from agencies.models import Code, CodeChange, CodeList
from agencies.problems import StaleVersion


class WordingIn(Strict):
    """What a code says. Left out, it stays as it is."""

    label = Text(max_length=300)  # type: ignore[assignment]
    plain_label = Text(required=False, allow_blank=True, max_length=120)
    unit = Text(required=False, allow_blank=True, max_length=20)
    is_common = serializers.BooleanField(required=False)
    reason = Text(max_length=300)


class NewCodeIn(WordingIn):
    """A new code."""

    code = serializers.RegexField(codekeeping.CODE)


class CodeChangeIn(WordingIn):
    """A change of a code; `is_active` false retires it. Nothing is ever deleted."""

    is_active = serializers.BooleanField(required=False)


class CodeChangeOut(serializers.Serializer):
    code = serializers.CharField(source="code.code")
    kind = serializers.ChoiceField(choices=CodeChange.Kind.choices)
    version = serializers.IntegerField()
    before = serializers.DictField()
    after = serializers.DictField()
    reason = serializers.CharField()
    at = Moment()


class Codes(CodeApi):
    capabilities = {
        "list": READ,
        "create": Capability.EDIT_CODES,
        "partial_update": Capability.EDIT_CODES,
    }

    @extend_schema(request=NewCodeIn, responses={201: CodeOut})
    def create(self, request: Request, slug: str) -> Response:
        """Add a code to the list."""
        said = self.said(NewCodeIn)
        code, reason = said.pop("code"), said.pop("reason")
        wording = Wording(**said)
        row = codekeeping.add_code(_list(slug), code, wording, officer=self.me, reason=reason)
        return Response(CodeOut(row).data, status=201)

    @extend_schema(request=CodeChangeIn, responses=CodeOut)
    def partial_update(self, request: Request, slug: str, code: str) -> Response:
        """Change the words of a code, or retire it. `If-Match` is the list's version."""
        row = Code.objects.select_related("list").filter(list=slug, code=code).first()
        if row is None:
            raise Http404
        version = expected_version(request, row.list.version)
        if version != row.list.version:
            raise StaleVersion(row.list.version)
        said = self.said(CodeChangeIn, partial=True)
        reason, is_active = said.pop("reason", ""), said.pop("is_active", row.is_active)
        if said:
            now = {name: getattr(row, name) for name in FIELDS}
            wording = Wording(**{**now, **said})
            row = codekeeping.change_code(
                row, wording, version=version, officer=self.me, reason=reason
            )
        if is_active != row.is_active:
            settle = codekeeping.reinstate_code if is_active else codekeeping.retire_code
            row = settle(row, officer=self.me, reason=reason)
        row.list.refresh_from_db()
        return tagged(request, row.list.version, CodeOut(row).data)


class CodeChanges(Api):
    capabilities = {"list": READ}
    pagination_class = None

    queryset = CodeChange.objects.select_related("code")

    @extend_schema(responses=CodeChangeOut(many=True))
    def list(self, request: Request, slug: str) -> Response:
        """What was changed in a list since it was loaded, newest first."""
        rows = self.get_queryset().filter(code__list=_list(slug))
        return Response(CodeChangeOut(rows, many=True).data)


def _list(slug: str) -> CodeList:
    found = CodeList.objects.filter(pk=slug).first()
    if found is None:
        raise Http404
    return found
