"""What the API says of a request: made from what its reader may see (`cases.requestreading`)."""

from typing import Any

from rest_framework import serializers

from agencies.api.fields import Moment
from cases.api.attachedshapes import AttachmentOut
from cases.models import Case, Request, RequestStep
from cases.requestreading import Asking


class RequestClockOut(serializers.Serializer):
    """Working time of the office that answers."""

    zone = serializers.CharField(help_text="Of the office that answers.")
    working_day = serializers.IntegerField(help_text="Which of its working days this is.")
    of = serializers.IntegerField(help_text="How many of them there are until it is due.")
    paused = serializers.BooleanField(help_text="They asked back and wait.")


class RequestQuestionOut(serializers.Serializer):
    code = serializers.CharField(source="code.code")
    text = serializers.CharField(source="code", help_text="In the reader's language.")
    about = serializers.CharField()


class RequestStepOut(serializers.Serializer):
    """`text` of an answer under H3 is empty until its restriction is confirmed."""

    id = serializers.UUIDField(source="step.public_id")
    kind = serializers.ChoiceField(choices=RequestStep.Kind.choices, source="step.kind")
    at = Moment(source="step.at")
    by = serializers.CharField(
        source="step.by.full_title",
        default="",
        help_text="Empty where a short code acknowledged.",
    )
    office = serializers.CharField(source="step.office.code")
    text = serializers.CharField()
    to_confirm = serializers.BooleanField()
    handling_code = serializers.ChoiceField(
        choices=Case.Handling.choices, source="step.handling_code", allow_blank=True
    )
    handling_text = serializers.CharField(source="step.handling_text")
    source_evaluation = serializers.ChoiceField(
        choices=Case.Source.choices, source="step.source_evaluation", allow_blank=True
    )
    information_evaluation = serializers.ChoiceField(
        choices=Case.Information.choices, source="step.information_evaluation", allow_blank=True
    )
    ground = serializers.CharField(source="step.ground.code", default=None, allow_null=True)
    to_office = serializers.CharField(source="step.to_office.code", default=None, allow_null=True)
    due_at = Moment(source="step.due_at", allow_null=True)
    attachments = AttachmentOut(
        source="attached", many=True, help_text="Parts of a case that came with an answer."
    )


class RequestRowOut(serializers.Serializer):
    """A request as it stands in a list."""

    id = serializers.UUIDField(source="request.public_id")
    reference = serializers.CharField(source="request.reference")
    status = serializers.ChoiceField(choices=Request.State.choices, source="request.state")
    urgency = serializers.ChoiceField(choices=Case.Urgency.choices, source="request.urgency")
    asking_office = serializers.CharField(source="request.asking_office.code")
    asked_at = Moment(source="request.asked_at")
    office = serializers.CharField(source="request.office.code", help_text="That has it now.")
    question = serializers.CharField(source="request.question")
    questions = RequestQuestionOut(source="request.questions.all", many=True)
    purpose = serializers.CharField(source="request.purpose")
    legal_basis = serializers.CharField(source="request.legal_basis")
    acknowledge_by = Moment(source="request.acknowledge_by")
    acknowledged_at = Moment(source="request.acknowledged_at", allow_null=True)
    due_at = Moment(source="request.due_at")
    is_overdue = serializers.BooleanField(source="request.is_overdue")
    settled_at = Moment(source="request.settled_at", allow_null=True)
    extensions = serializers.IntegerField(source="request.extensions")
    refusal_ground = serializers.CharField(
        source="request.refusal_ground.code", default=None, allow_null=True
    )
    clock = serializers.SerializerMethodField()

    def get_clock(self, asking: Asking) -> RequestClockOut:
        face = asking.face
        return {  # type: ignore[return-value]
            "zone": str(face.zone),
            "working_day": face.working_day,
            "of": face.of,
            "paused": face.is_paused,
        }


class RequestOut(RequestRowOut):
    """`case` only for who sees the case; `bundle`, whom else the same was asked, only for the
    country that asked."""

    case = serializers.CharField(source="case.reference", default=None, allow_null=True)
    follows = serializers.UUIDField(source="parent.public_id", default=None, allow_null=True)
    bundle = serializers.SerializerMethodField()
    result = serializers.CharField(source="request.result")
    result_at = Moment(source="request.result_at", allow_null=True)
    steps = RequestStepOut(many=True)

    def get_bundle(self, asking: Asking) -> list[str]:
        return [str(other.public_id) for other in asking.bundle]


def shown(asking: Asking) -> dict[str, Any]:
    return dict(RequestOut(asking).data)
