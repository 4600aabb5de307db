"""A restricted case: granted to offices, never to countries."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from cases import restricted
from cases.api.body import ReasonIn
from cases.api.cases import CaseApi
from cases.api.grants import GUARD, seen_by
from cases.api.shapes import CASE


class Restricting(CaseApi):
    capabilities = {"restrict": Capability.LOG_CASE, "open_up": Capability.LOG_CASE}

    @extend_schema(parameters=[GUARD], request=ReasonIn, responses=CASE)
    def restrict(self, request: Request, reference: str) -> Response:
        """Restrict the case: each office that was told sees it, and no other of its country.

        In the own country only the office that logged it. Partner systems see nothing of it.
        """
        said, case = self.said(ReasonIn), self.found().case
        read = seen_by(request, case)
        return self.answer(restricted.restrict(case, officer=self.me, seen=read, **said))

    @extend_schema(parameters=[GUARD], request=ReasonIn, responses=CASE)
    def open_up(self, request: Request, reference: str) -> Response:
        """Lift it: the own country sees the case in full again."""
        said, case = self.said(ReasonIn), self.found().case
        read = seen_by(request, case)
        return self.answer(restricted.open_up(case, officer=self.me, seen=read, **said))
