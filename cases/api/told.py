"""Which borders a case touches and why, and which offices are told: of a draft, those that would
be, computed as `submit` does; of a submitted case, those that were."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rest_framework import serializers

from agencies.api.fields import Moment
from cases.models import Case, Event, Involvement, Touch, TouchDecision
from cases.models.levels import OFFERED, Level
from cases.plan import Plan, Recipient, gaps_of, plan_for
from cases.reading import Sighted
from cases.reasons import because, decided, joined, own_because, reasons_by_border, stops_of
from cases.sharing import officers_by_country
from cases.touch import Gap
from cases.touch import Touch as PureTouch


class TouchOut(serializers.Serializer):
    """A border and one reason. Positions name stops of the route, for those who may read it."""

    border = serializers.CharField()
    rule = serializers.CharField()
    reason = serializers.CharField(help_text="In the reader's language.")
    near = serializers.CharField()
    distance_km = serializers.FloatField(allow_null=True)
    position = serializers.IntegerField(required=False, allow_null=True)
    to_position = serializers.IntegerField(required=False, allow_null=True)


class DecisionOut(serializers.Serializer):
    """An officer added or struck a border."""

    border = serializers.CharField(source="border_id")
    kind = serializers.ChoiceField(choices=TouchDecision.Kind.choices)
    reason = serializers.CharField()
    by = serializers.CharField(source="by.full_title")
    at = Moment()


class GapOut(serializers.Serializer):
    position = serializers.IntegerField()
    to_position = serializers.IntegerField()
    candidates = serializers.ListField(child=serializers.CharField())


class RecipientOut(serializers.Serializer):
    """An office, why it is told, and how many officers of its country can open the case then."""

    office = serializers.CharField()
    title = serializers.CharField()
    country = serializers.CharField()
    level = serializers.ChoiceField(choices=[(level, level.label) for level in OFFERED])
    borders = serializers.ListField(child=serializers.CharField())
    reason = serializers.CharField()
    direct = serializers.BooleanField(help_text="Paired at the same crossing.")
    desk = serializers.BooleanField(help_text="The national desk, for want of an office.")
    officers = serializers.IntegerField()
    skipped = serializers.CharField(help_text="Offices passed over because they are not active.")
    standing = serializers.ChoiceField(
        choices=Involvement.Standing.choices, allow_null=True, help_text="Null for a draft."
    )


class UnreachedOut(serializers.Serializer):
    border = serializers.CharField()
    country = serializers.CharField()


class PlanOut(serializers.Serializer):
    """What submitting would do. Of a restricted case each office told sees it, not its country."""

    restricted = serializers.BooleanField(source="is_restricted")
    touches = TouchOut(many=True)
    decisions = DecisionOut(many=True)
    gaps = GapOut(many=True)
    recipients = RecipientOut(many=True)
    unreached = UnreachedOut(many=True)


Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Told:
    decisions: list[TouchDecision]
    gaps: tuple[Gap, ...]
    recipients: Rows
    unreached: Rows
    touches: Rows | None = None
    is_restricted: bool = False


def told_of(case: Case) -> Told:
    return of_plan(case, plan_for(case)) if case.is_draft else _of_submitted(case)


def of_plan(case: Case, plan: Plan) -> Told:
    """What `submit` would do with the case as it stands."""
    touches = _planned_touches(case, plan)
    reasons: dict[str, list[str]] = {}
    for row in touches:
        reasons.setdefault(row["border"], []).append(row["reason"])
    return Told(
        decisions=list(plan.decisions.values()),
        gaps=plan.gaps,
        touches=touches,
        recipients=[_planned(one, plan, reasons) for one in plan.recipients],
        unreached=[{"border": u.border, "country": u.country} for u in plan.unreached],
        is_restricted=plan.is_restricted,
    )


def _planned_touches(case: Case, plan: Plan) -> Rows:
    stops = stops_of(case)
    computed = [
        _touch_row(touch, touch.border, because(touch, stops))
        for touch in plan.touches
        if not plan.is_struck(touch.border)
    ]
    added = [d for d in plan.decisions.values() if d.kind == TouchDecision.Kind.ADD]
    return computed + [
        _touch_row(Touch(rule=Touch.Reason.ADDED), d.border_id, decided(d)) for d in added
    ]


def _planned(one: Recipient, plan: Plan, reasons: dict[str, list[str]]) -> dict[str, Any]:
    return {
        "office": one.office.code,
        "title": one.office.title,
        "country": one.country,
        "level": Level.HEADLINE,
        "borders": one.borders,
        "reason": _why(one.borders, reasons),
        "direct": one.is_direct,
        "desk": one.is_desk,
        "officers": plan.officers.get(one.country, 0),
        "skipped": "; ".join(f"{skip.office.code}: {skip.reason}" for skip in one.skipped),
        "standing": None,
    }


def _of_submitted(case: Case) -> Told:
    involvements = list(case.involvements.standing().with_progress())
    reasons = reasons_by_border(case)
    grants = case.grants.current().filter(partner=None)
    rows = grants.values_list("country", "office", "level")
    levels: dict[tuple[str, int | None], str] = {(c, o): level for c, o, level in rows}
    officers = officers_by_country({one.office.country_id for one in involvements})
    skipped = case.events.filter(kind=Event.Kind.SKIPPED).values_list("detail", "about_country")
    return Told(
        decisions=list(case.touch_decisions.select_related("by")),
        gaps=gaps_of(list(case.route.all())),
        recipients=[_told(one, levels, reasons, officers) for one in involvements],
        unreached=[{"border": b, "country": c} for b, c in sorted(set(skipped))],
    )


def _told(
    one: Involvement,
    levels: dict[tuple[str, int | None], str],
    reasons: dict[str, list[str]],
    officers: dict[str, int],
) -> dict[str, Any]:
    country = one.office.country_id
    own = levels.get((country, one.office_id), Level.HEADLINE)
    return {
        "office": one.office.code,
        "title": one.office.title,
        "country": country,
        "level": levels.get((country, None), own),
        "borders": one.border_codes,
        "reason": _why(one.border_codes, reasons),
        "direct": one.is_direct,
        "desk": one.is_desk,
        "officers": officers.get(country, 0),
        "skipped": one.skipped,
        "standing": one.standing,
    }


def _why(borders: Iterable[str], reasons: dict[str, list[str]]) -> str:
    return joined(reason for border in borders for reason in reasons.get(border, []))


def touches_of(sighted: Sighted, told: Told | None) -> Rows:
    """The standing touches that the reader may know of, each with its reason."""
    if told is not None and told.touches is not None:
        return told.touches
    stops = stops_of(sighted.case)
    if sighted.is_full:
        return [_touch_row(t, t.border_id, because(t, stops)) for t in sighted.touches]
    rows = [
        _touch_row(t, t.border_id, own_because(t, stops, sighted.country)) for t in sighted.touches
    ]
    return [{k: v for k, v in row.items() if not k.endswith("position")} for row in rows]


def _touch_row(touch: Touch | PureTouch, border: str, reason: str) -> dict[str, Any]:
    return {
        "border": border,
        "rule": str(touch.rule),
        "reason": reason,
        "near": touch.near,
        "distance_km": touch.distance_km,
        "position": touch.position,
        "to_position": touch.to_position,
    }
