"""Whose a part of a case is that came with another office's answer."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from agencies.api.fields import Moment
from cases.models import Case
from cases.received import received_part


class GivenByOut(serializers.Serializer):
    """The office that gave it with an answer, and under which code."""

    office = serializers.CharField(source="step.office.code")
    handling_code = serializers.ChoiceField(
        choices=Case.Handling.choices, source="step.handling_code"
    )
    source_evaluation = serializers.ChoiceField(
        choices=Case.Source.choices, source="step.source_evaluation"
    )
    information_evaluation = serializers.ChoiceField(
        choices=Case.Information.choices, source="step.information_evaluation"
    )
    taken_back_at = Moment(source="attachment.taken_back_at", allow_null=True)


@extend_schema_field(GivenByOut(allow_null=True))
class GivenBy(serializers.Field):
    """Null for what the case's own offices entered."""

    def __init__(self, **more: Any) -> None:
        super().__init__(source="*", read_only=True, **more)

    def to_representation(self, value: Any) -> Any:
        row = received_part(value)
        return GivenByOut(row).data if row is not None else None
