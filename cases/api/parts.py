"""What the viewsets of parts that are said field by field share: people, things, seizures."""

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.versions import tagged
from cases.api.cases import CaseApi
from cases.keeping import Recorded, found
from cases.models.part import Contribution
from cases.reading import Sighted
from cases.subjects import only_for_contributors


class PartApi(CaseApi):
    needs_full = True
    lists_removed = True
    capabilities = {
        "list": Capability.READ_CASES,
        "retrieve": Capability.READ_CASES,
        "create": Capability.LOG_CASE,
        "partial_update": Capability.LOG_CASE,
        "destroy": Capability.LOG_CASE,
        "restore": Capability.LOG_CASE,
    }
    kept: ClassVar[Recorded[Any, Any]]

    # -- what a kind of part says of itself ----------------------------------------------------

    def standing(self, sighted: Sighted) -> Sequence[Any]:
        """Those that the caller may see."""
        raise NotImplementedError

    def asked_for(self, sighted: Sighted) -> Sequence[Any]:
        """Those, or with `?removed=true` what the caller may bring back."""
        return self.kept.removed_of(sighted) if self.asks_removed() else self.standing(sighted)

    def shown(self, row: Any) -> dict[str, Any]:
        raise NotImplementedError

    def looked_at(self, sighted: Sighted) -> None:
        raise NotImplementedError

    # -- what is the same ----------------------------------------------------------------------

    def one(self, public_id: UUID) -> Any:
        return found(self.standing(self.found()), public_id)

    def opened(self, public_id: UUID) -> Response:
        sighted = self.found()
        row = found(self.standing(sighted), public_id)
        self.looked_at(sighted)
        return self.tell(row)

    def added(self, record: object) -> Response:
        row = self.kept.add(self.found().case, record, officer=self.me)
        response = self.tell(row, status=201)
        response["Location"] = f"{self.request.path}{row.public_id}/"
        return response

    def taken_off(self, public_id: UUID) -> Response:
        self.kept.remove(self.one(public_id), officer=self.me)
        return Response(status=204)

    def brought_back(self, public_id: UUID) -> Response:
        sighted = self.found()
        only_for_contributors(sighted)
        row = self.kept.find_removed(sighted, public_id)
        return self.tell(self.kept.restore(row, officer=self.me))

    def tell(self, row: Contribution, **more: Any) -> Response:
        return tagged(self.request, row.version, self.shown(row), **more)


def strange(asked: tuple[str, ...], said: dict[str, Any]) -> dict[str, Any]:
    """The faults of what is said of a kind that has no such field."""
    return {
        name: serializers.ErrorDetail(_("This kind has no such field."), "not_of_this_kind")
        for name in said
        if name not in asked and said[name]
    }
