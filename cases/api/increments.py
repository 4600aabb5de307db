"""Increments of what offices are told about, and cases beside what is about them."""

from datetime import datetime
from typing import Any

from agencies.access import Capability, country_of, holds
from agencies.api.base import Api
from agencies.api.increments import Expansion, changed
from cases.api.shapes import row
from cases.models import Case
from cases.reading import Sighted, list_consulted
from cases.sharing import levels_of
from notices.feed import references_told


class Told(Api):
    """What changed includes whatever the country was told of since: a case that is shared today is
    new to its reader, however old it is."""

    def changed_since(self, rows: Any, since: datetime) -> Any:
        told = references_told(self.request.user, since)
        # A union, so that each part is found by its own index.
        near = rows.model.objects.order_by().values("pk")
        changed_rows = near.filter(changed(self.moments(rows), since))
        return rows.filter(pk__in=changed_rows.union(near.filter(reference__in=told)))


class BesideCases(Api):
    """`expand=reference`: the row in the list of cases, where the reader may see the case now."""

    def expansions(self) -> dict[str, Expansion]:
        return {"reference": self.cases}

    def cases(self, references: set[str]) -> dict[str, Any]:
        if not holds(self.request, Capability.READ_CASES):
            return {}
        visible = Case.objects.visible_to(self.request.user).filter(reference__in=references)
        found = list(visible.with_list_rows())
        levels, country = levels_of(self.me, found), country_of(self.me)
        seen = [Sighted(case, levels[case.pk], country) for case in found if case.pk in levels]
        list_consulted([sighted.case for sighted in seen], self.me, action="expand")
        return {sighted.case.reference: row(sighted) for sighted in seen}
