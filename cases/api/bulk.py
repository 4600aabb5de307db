"""One action over several cases, with an answer for each."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability, holds
from agencies.api.fields import Strict, Text
from agencies.models import Office
from cases import bulk, officework
from cases.api.body import code_of
from cases.api.cases import CaseApi
from cases.api.desk import person
from cases.bulk import Action, Order, Outcome
from cases.models import Case, Tag
from cases.tags import MOST_TAGS

# What each action must be told, and what it may be told besides.
NEEDS: dict[Action, frozenset[str]] = {
    Action.TAG: frozenset({"tags"}),
    Action.UNTAG: frozenset({"tags"}),
    Action.ASSIGN: frozenset({"officer"}),
    Action.CLOSE: frozenset({"outcome"}),
}
TAKES: dict[Action, frozenset[str]] = {
    Action.ASSIGN: frozenset({"office"}),
    Action.CLOSE: frozenset({"result"}),
}
ALWAYS = frozenset({"action", "references"})


class BulkIn(Strict):
    """What to do, with which cases, and what that action asks for."""

    action = serializers.ChoiceField(choices=Action.choices)
    references = serializers.ListField(
        child=serializers.CharField(max_length=30),
        min_length=1,
        max_length=bulk.MOST,
        error_messages={"max_length": gettext_lazy("At most {max_length} cases at once.")},
    )
    tags = serializers.ListField(
        child=Text(max_length=Tag.LONGEST),
        min_length=1,
        max_length=MOST_TAGS,
        required=False,
        help_text="`tag`, `untag`: words; what is new joins the vocabulary of the country.",
    )
    officer = person(required=False, help_text="`assign`: username of a colleague.")
    office = code_of(Office, help_text="`assign`: only for a partner system.")
    outcome = serializers.ChoiceField(
        choices=Case.Outcome.choices, required=False, help_text="`close`: how they ended."
    )
    result = Text(
        required=False,
        allow_blank=True,
        max_length=5000,
        help_text="`close`: in words, reported to the offices that acknowledged or work on it.",
    )

    def validate(self, said: dict[str, Any]) -> dict[str, Any]:
        """What the action would leave aside is a mistake, as what it lacks is."""
        action = Action(said["action"])
        needs = NEEDS.get(action, frozenset())
        known = needs | TAKES.get(action, frozenset()) | ALWAYS
        faults = {name: _("This action does not take it.") for name in said if name not in known}
        faults |= {name: _("This action needs it.") for name in needs if name not in said}
        if faults:
            raise serializers.ValidationError(faults)
        return said


class BulkRowOut(serializers.Serializer):
    """What became of one case. `code` and `detail` are those of the same verb on one case."""

    reference = serializers.CharField()
    outcome = serializers.ChoiceField(choices=Outcome.choices)
    code = serializers.CharField(allow_blank=True)
    detail = serializers.CharField(allow_blank=True)


class BulkOut(serializers.Serializer):
    action = serializers.ChoiceField(choices=Action.choices)
    done = serializers.IntegerField()
    rows = BulkRowOut(many=True)


class Bulk(CaseApi):
    # Whoever reads cases may ask; what the action itself needs is asked in `act`.
    capabilities = {"act": Capability.READ_CASES}

    @extend_schema(request=BulkIn, responses=BulkOut)
    def act(self, request: Request) -> Response:
        """The same action on up to 100 cases, each as by its own address, with a row for each.

        A case that is refused leaves the others as they are: the answer is 200, look at `rows`.
        `not_found` is a case that does not exist, or is out of reach. The whole call needs what
        the action needs: `tag`, `untag`, `assign` the scope `cases:write`, `acknowledge`
        `notices:write`, `close` `cases:share`, `watch` and `unwatch` `cases:read` (people only).
        """
        said = self.said(BulkIn)
        action, references = Action(said.pop("action")), said.pop("references")
        if not holds(request, bulk.CAPABILITIES[action]):
            raise PermissionDenied
        if action is Action.ASSIGN:
            said["office"] = officework.office_for(self.me, said.get("office"))
        order = Order(action, **said)
        rows = bulk.carry_out(order, references, officer=self.me)
        done = sum(row.outcome is Outcome.DONE for row in rows)
        return Response(BulkOut({"action": action, "done": done, "rows": rows}).data)

    def check_reach(self, body: Any) -> None:
        """What is out of reach by now is not told again."""
        told = {row["reference"] for row in body["rows"] if row["outcome"] != Outcome.NOT_FOUND}
        if self.get_queryset().filter(reference__in=told).count() < len(told):
            raise Http404
