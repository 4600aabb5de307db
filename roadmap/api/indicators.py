"""Figures of the indicators: read by all, stated and verified by a country's coordinators."""

from datetime import date
from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.base import Api
from agencies.api.fields import Day, Moment, Nothing, Number, Strict, Text
from agencies.api.schema import GUARDED
from agencies.api.versions import expected_version, tagged
from agencies.models import Officer
from roadmap import indicators
from roadmap.commitmentpage import name_for
from roadmap.figurefilters import FigureFilter, month_of
from roadmap.figurereading import Shown, shown
from roadmap.indicators import Aim, Statement, find_figure, find_indicator
from roadmap.keepers import kept_by
from roadmap.models import Figure, Indicator, IndicatorChange, Target

BY_WHOM = "By name to the own country, by country to others."
_DECIMAL: dict[str, Any] = {"max_digits": 16, "decimal_places": 2}


@extend_schema_field({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$", "example": "2026-11"})
class Month(serializers.Field):
    """A month: `2026-11`."""

    def to_internal_value(self, data: Any) -> date:
        month = month_of(data) if isinstance(data, str) else None
        if month is None:
            raise serializers.ValidationError("Write the month as 2026-11.")
        return month

    def to_representation(self, value: date) -> str:
        return f"{value:%Y-%m}"


class AttestIn(Strict):
    period = Month()
    value = Number(**_DECIMAL, min_value=0, allow_null=True)
    document = Text(max_length=Figure.LONGEST)
    reason = Text(max_length=Figure.LONGEST, required=False, help_text="Without a value: why.")


class TargetIn(Strict):
    value = Number(**_DECIMAL, min_value=0)
    by = Day()
    baseline = Number(**_DECIMAL, min_value=0, required=False, allow_null=True)
    baseline_on = Day(required=False, allow_null=True)


class TargetOut(serializers.Serializer):
    country = serializers.CharField(source="country_id")
    value = Number(**_DECIMAL)
    by = serializers.DateField()
    baseline = Number(**_DECIMAL, allow_null=True)
    baseline_on = serializers.DateField(allow_null=True)
    version = serializers.IntegerField()


class ForecastOut(serializers.Serializer):
    """The straight line through the last twelve months; with 80 % the target is met from
    `earliest` to `latest`. `latest` null: there may be no end."""

    outlook = serializers.ChoiceField(
        choices=["met", "expected", "too_few", "wrong_way", "too_far"], source="outlook.value"
    )
    when = Month(allow_null=True)
    earliest = Month(allow_null=True)
    latest = Month(allow_null=True)


class FigureOut(serializers.Serializer):
    """`country` null is the region. `value` null: it cannot be said, for the `reason` given."""

    id = serializers.UUIDField(source="figure.public_id")
    url = serializers.CharField(source="figure.api_link")
    indicator = serializers.CharField(source="indicator.code")
    title = serializers.CharField(source="indicator.title")
    edition = serializers.IntegerField(source="indicator.item.edition.year")
    item = serializers.IntegerField(source="indicator.item.number")
    country = serializers.CharField(source="figure.country_id", allow_null=True)
    office = serializers.CharField(source="figure.office.code", default=None, allow_null=True)
    period = Month(source="figure.period")
    value = Number(**_DECIMAL, allow_null=True)
    unit = serializers.CharField(source="indicator.unit")
    reason = serializers.CharField()
    numerator = Number(**_DECIMAL, allow_null=True)
    denominator = Number(**_DECIMAL, allow_null=True)
    formula = serializers.CharField(source="indicator.formula")
    better = serializers.ChoiceField(choices=Indicator.Better.choices, source="indicator.better")
    kind = serializers.ChoiceField(choices=Indicator.Kind.choices, source="indicator.kind")
    computed_at = Moment(source="figure.computed_at", allow_null=True)
    document = serializers.CharField(source="figure.document")
    stated_by = serializers.SerializerMethodField(help_text=BY_WHOM)
    verified_by = serializers.SerializerMethodField(help_text=BY_WHOM)
    target = TargetOut(allow_null=True)
    forecast = ForecastOut(allow_null=True)
    version = serializers.IntegerField(source="figure.version")

    def get_stated_by(self, one: Shown) -> str | None:
        return self._named(one.figure.stated_by)

    def get_verified_by(self, one: Shown) -> str | None:
        return self._named(one.figure.verified_by)

    def _named(self, person: Officer | None) -> str | None:
        return name_for(person, self.context["request"].user) if person is not None else None


class IndicatorChangeOut(serializers.Serializer):
    """A figure that was stated or verified, or a target that was set; the newest first."""

    kind = serializers.ChoiceField(choices=IndicatorChange.Kind.choices)
    country = serializers.CharField(source="country_id")
    period = Month(allow_null=True)
    value = Number(**_DECIMAL, allow_null=True)
    reason = serializers.CharField()
    document = serializers.CharField()
    due_on = serializers.DateField(allow_null=True)
    baseline = Number(**_DECIMAL, allow_null=True)
    baseline_on = serializers.DateField(allow_null=True)
    by = serializers.SerializerMethodField(help_text=BY_WHOM)
    at = Moment()

    def get_by(self, change: IndicatorChange) -> str:
        return name_for(change.by, self.context["request"].user)


class ComputeIn(Strict):
    period = Month(
        required=False,
        default=None,
        allow_null=True,
        help_text="A month that is over and was never computed. Null: this one and the one before.",
    )


class ComputedOut(serializers.Serializer):
    figures = serializers.IntegerField(help_text="How many were computed.")


class IndicatorApi(Api):
    pagination_class: type[BasePagination] | None = None

    def get_queryset(self) -> Any:
        return Figure.objects.visible_to(getattr(self.request, "user", None)).with_names()

    def answer(self, public_id: UUID) -> Response:
        figure = find_figure(public_id, self.request.user)
        (one,) = shown([figure], self.request.user)
        return tagged(self.request, figure.version, self.body(one))

    def body(self, one: Shown) -> Any:
        return FigureOut(one, context=self.get_serializer_context()).data


class Indicators(IndicatorApi):
    capabilities = {
        "list": Capability.READ_ROADMAP,
        "compute": Capability.KEEP_ROADMAP,
        "attest": Capability.KEEP_ROADMAP,
        "targets": Capability.KEEP_ROADMAP,
    }
    pagination_class = Api.pagination_class
    filterset_class = FigureFilter
    serializer_class = FigureOut

    @extend_schema(responses=FigureOut(many=True))
    def list(self, request: Request) -> Response:
        """Figures with their formula, newest first. Figures of other countries that are made of
        fewer than five cases or persons are `null`, and so is the region's of that month."""
        page = shown(self.page_of(self.get_queryset()), request.user)
        return self.get_paginated_response([self.body(one) for one in page])

    @extend_schema(request=ComputeIn, responses=ComputedOut)
    def compute(self, request: Request) -> Response:
        """Compute the figures of this month and the one before now; or those of an older month
        that has none yet. Computed ones of an older month stand (409)."""
        month = self.said(ComputeIn)["period"]
        return Response({"figures": indicators.compute_now(officer=self.me, month=month)})

    @extend_schema(request=AttestIn, responses=FigureOut)
    def attest(self, request: Request, code: str) -> Response:
        """State the own country's figure of a month, with the document it stands in (`If-Match`:
        what was read of that month; `*` when there is none yet). It is to be verified then."""
        indicator, said = find_indicator(code), Statement(**self.said(AttestIn))
        before = indicators.standing(indicator, kept_by(self.me), said.period)
        version = expected_version(request, before.version if before is not None else 0)
        figure = indicators.attest(indicator, said, officer=self.me, version=version)
        return self.answer(figure.public_id)

    @extend_schema(request=TargetIn, responses=TargetOut)
    def targets(self, request: Request, code: str) -> Response:
        """Set the own country's target and baseline (`If-Match`: the `version` of the target;
        `*` when there is none yet)."""
        indicator = find_indicator(code)
        aim = Aim(**self.said(TargetIn))
        rows = Target.objects.visible_to(self.me).filter(indicator=indicator)
        before = rows.filter(country=kept_by(self.me)).first()
        version = expected_version(request, before.version if before is not None else 0)
        target = indicators.set_target(indicator, aim, officer=self.me, version=version)
        return tagged(request, target.version, TargetOut(target).data)


class IndicatorHistory(IndicatorApi):
    own_moments = ("at",)
    capabilities = {"list": Capability.READ_ROADMAP}
    pagination_class = Api.pagination_class
    serializer_class = IndicatorChangeOut

    def get_queryset(self) -> Any:
        rows = IndicatorChange.objects.visible_to(getattr(self.request, "user", None))
        return rows.filter(indicator__code=self.kwargs.get("code")).select_related(
            "by__country", "by__office"
        )

    @extend_schema(responses=IndicatorChangeOut(many=True))
    def list(self, request: Request, code: str) -> Response:
        """What countries stated, verified and aimed at, as it stood each time."""
        find_indicator(code)
        rows, context = self.page_of(self.get_queryset()), self.get_serializer_context()
        body = IndicatorChangeOut(rows, many=True, context=context).data
        return self.get_paginated_response(body)


class Figures(IndicatorApi):
    capabilities = {"retrieve": Capability.READ_ROADMAP, "verify": Capability.KEEP_ROADMAP}

    @extend_schema(responses=FigureOut)
    def retrieve(self, request: Request, public_id: UUID) -> Response:
        """One figure."""
        return self.answer(public_id)

    @extend_schema(request=Nothing, responses=FigureOut, extensions=GUARDED)
    def verify(self, request: Request, public_id: UUID) -> Response:
        """Verify a stated figure as it was read (`If-Match`), by a second person."""
        self.said(Nothing)
        figure = find_figure(public_id, request.user)
        version = expected_version(request, figure.version)
        indicators.verify(figure, officer=self.me, version=version)
        return self.answer(public_id)
