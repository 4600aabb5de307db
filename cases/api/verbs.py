"""The verbs of a case's life, for its originator; the verbs themselves check that he is."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.versions import tagged
from cases import approvals, workflow
from cases.api.approvals import ApprovalOut
from cases.api.body import CloseIn, ReasonIn, SubmitIn, TouchIn
from cases.api.cases import CaseApi
from cases.api.shapes import CASE
from cases.api.told import PlanOut, of_plan
from cases.models import Approval, Case
from cases.models.levels import Level
from cases.plan import plan_for
from cases.problems import CaseProblem, NotAllowed


class Verbs(CaseApi):
    capabilities = {
        "preview": Capability.LOG_CASE,
        "submit": Capability.LOG_CASE,
        "touch": Capability.LOG_CASE,
        "close": Capability.SHARE_CASE,
        "reopen": Capability.SHARE_CASE,
        "withdraw": Capability.SHARE_CASE,
    }

    @extend_schema(responses=PlanOut)
    def preview(self, request: Request, reference: str) -> Response:
        """Who would be told what, and why, if the case were submitted as it stands."""
        sighted = self.found()
        if not sighted.is_originator:
            raise NotAllowed(_("Only the office that logged this case can do that."))
        plan = PlanOut(of_plan(sighted.case, plan_for(sighted.case))).data
        return tagged(request, sighted.case.version, plan)

    @extend_schema(request=SubmitIn, responses={200: CASE, 202: ApprovalOut})
    def submit(self, request: Request, reference: str) -> Response:
        """Open the case and tell the offices over the border. A second time changes nothing.

        202: by the rule of the office its head approves it first (`approvals/`).
        """
        said = self.said(SubmitIn)
        case = self.found().case
        levels = {country: Level(level) for country, level in said.get("levels", {}).items()}
        if case.is_draft:
            _must_be_told(case, levels)
        done = approvals.submit(case, officer=self.me, levels=levels)
        if isinstance(done, Approval):
            return Response(ApprovalOut(done).data, status=202)
        return self.answer(done)

    @extend_schema(request=TouchIn, responses=CASE)
    def touch(self, request: Request, reference: str) -> Response:
        """Add or strike a border, with a reason. Both stay in the record."""
        said = self.said(TouchIn)
        return self.answer(workflow.decide_touch(self.found().case, officer=self.me, **said))

    @extend_schema(request=CloseIn, responses=CASE)
    def close(self, request: Request, reference: str) -> Response:
        """Close with an outcome; the offices involved are told."""
        said = self.said(CloseIn)
        return self.answer(workflow.close(self.found().case, officer=self.me, **said))

    @extend_schema(request=ReasonIn, responses=CASE)
    def reopen(self, request: Request, reference: str) -> Response:
        """Reopen a closed or withdrawn case."""
        said = self.said(ReasonIn)
        return self.answer(workflow.reopen(self.found().case, officer=self.me, **said))

    @extend_schema(request=ReasonIn, responses=CASE)
    def withdraw(self, request: Request, reference: str) -> Response:
        """Withdraw: the case should not have been sent, and the offices told are told so."""
        said = self.said(ReasonIn)
        return self.answer(workflow.withdraw(self.found().case, officer=self.me, **said))


def _must_be_told(case: Case, levels: dict[str, Any]) -> None:
    """A level for a country that is not told would be lost without a word."""
    for country in sorted(set(levels) - set(plan_for(case).countries)):
        raise CaseProblem(
            _("%(country)s is not told of this case.") % {"country": country},
            field=f"levels.{country}",
        )
