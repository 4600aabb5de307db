"""The shapes of parts that come with an answer: what is chosen, what is told, whose it stays."""

from typing import Any

from rest_framework import serializers

from agencies.api.fields import Moment, Strict
from cases.api.seizureshapes import SeizureRecordOut
from cases.api.subjectshapes import SubjectRecordOut
from cases.attaching import Chosen
from cases.models import RequestAttachment

MOST = 50


def _ids() -> serializers.ListField:
    return serializers.ListField(
        child=serializers.UUIDField(), required=False, max_length=MOST, default=list
    )


class AttachPartsIn(Strict):
    """Parts of a case that the own office logged, by their ids."""

    case = serializers.CharField(max_length=40)
    subjects = _ids()
    seizures = _ids()
    files = _ids()


def chosen_of(said: list[dict[str, Any]]) -> list[Chosen]:
    return [Chosen(**each) for each in said]


class AttachedSubjectOut(SubjectRecordOut):
    """A subject as it was when it was attached."""

    id = None  # type: ignore[assignment]
    findings = None  # type: ignore[assignment]
    contributed_by = None  # type: ignore[assignment]
    given_by = None  # type: ignore[assignment]

    class Meta(SubjectRecordOut.Meta):
        fields = [
            name
            for name in SubjectRecordOut.Meta.fields
            if name not in ("id", "version", "findings", "contributed_by", "given_by")
        ]
        read_only_fields = fields


class AttachedSeizureOut(SeizureRecordOut):
    """A seizure as it was when it was attached."""

    id = None  # type: ignore[assignment]
    version = None  # type: ignore[assignment]
    kilograms = None  # type: ignore[assignment]
    lab_result = None  # type: ignore[assignment]
    contributed_by = None  # type: ignore[assignment]
    given_by = None  # type: ignore[assignment]


class AttachedFileOut(serializers.Serializer):
    """The copy without metadata; its content is at `attachments/{id}/content/`."""

    name = serializers.CharField()
    media_type = serializers.CharField()
    size = serializers.IntegerField()
    caption = serializers.CharField()


class AttachmentOut(serializers.Serializer):
    """One part. Which of `subject`, `seizure` and `file` is said follows `kind`; none of them once
    `is_open` is false: it was taken back, or is no longer shown."""

    id = serializers.UUIDField(source="row.public_id")
    kind = serializers.ChoiceField(choices=RequestAttachment.Kind.choices, source="row.kind")
    is_open = serializers.BooleanField()
    taken_back_at = Moment(source="row.taken_back_at", allow_null=True)
    case = serializers.CharField(
        source="source.reference",
        default=None,
        allow_null=True,
        help_text="That it is a part of; only for who sees that case.",
    )
    sha256 = serializers.CharField(source="row.sha256", help_text="Of what is attached.")
    subject = AttachedSubjectOut(allow_null=True)
    seizure = AttachedSeizureOut(allow_null=True)
    file = AttachedFileOut(allow_null=True)
