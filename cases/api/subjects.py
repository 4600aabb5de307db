"""The subjects of a case as full records. The list `subjects` of the case is the quick way in."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.api.versions import expected_version
from audit.clock import now
from cases import subjects
from cases.api import subjectshapes
from cases.api.cases import REMOVED
from cases.api.parts import PartApi, strange
from cases.api.subjectshapes import NewSubjectIn, SubjectRecordIn, SubjectRecordOut
from cases.models import ReceivedPart, Subject
from cases.reading import Sighted
from cases.subjects import FIELDS_OF, DocumentRecord, SubjectRecord
from cases.trace import Operation, trace
from cases.zones import filled_record


class Subjects(PartApi):
    kept = subjects.SUBJECTS

    def standing(self, sighted: Sighted) -> Sequence[Subject]:
        return sighted.subjects

    def shown(self, row: Subject) -> dict[str, Any]:
        return subjectshapes.shown(row)

    def looked_at(self, sighted: Sighted) -> None:
        trace(sighted.case, Operation.CONSULTATION, "open subject", by=self.me)

    @extend_schema(parameters=[REMOVED], responses=SubjectRecordOut(many=True))
    def list(self, request: Request, reference: str) -> Response:
        """The subjects of a case that the caller may see: none below level full.

        Victims and witnesses are for the originator, and for whom they were shown to.
        """
        sighted = self.found()
        self.looked_at(sighted)
        rows = list(self.asked_for(sighted))
        prefetch_related_objects(rows, "more_documents", ReceivedPart.OWNER)
        return Response([self.shown(one) for one in rows])

    @extend_schema(request=NewSubjectIn, responses={201: SubjectRecordOut})
    def create(self, request: Request, reference: str) -> Response:
        """Add a person, a thing or an address to a draft or open case."""
        self.found()
        said = self.said(NewSubjectIn)
        return self.added(_record(SubjectRecord(said.pop("kind"), said.pop("role")), said))

    @extend_schema(responses=SubjectRecordOut)
    def retrieve(self, request: Request, reference: str, public_id: UUID) -> Response:
        """One subject, with what its check digits say."""
        return self.opened(public_id)

    @extend_schema(request=SubjectRecordIn, responses=SubjectRecordOut)
    def partial_update(self, request: Request, reference: str, public_id: UUID) -> Response:
        """Change the named fields."""
        subject = self.one(public_id)
        version = expected_version(request, subject.version)
        said = self.said(SubjectRecordIn, partial=True)
        record = _record(subjects.record_of(subject), said)
        return self.tell(self.kept.change(subject, record, officer=self.me, version=version))

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, reference: str, public_id: UUID) -> Response:
        """Take a subject off the case. It stays in the record and can be brought back."""
        return self.taken_off(public_id)

    @extend_schema(request=None, responses=SubjectRecordOut)
    def restore(self, request: Request, reference: str, public_id: UUID) -> Response:
        """Bring back a subject that was taken off, as it was."""
        return self.brought_back(public_id)


def _record(before: SubjectRecord, said: dict[str, Any]) -> SubjectRecord:
    """The record with what was said, completed from machine-readable lines; or a 400 that names
    the field."""
    faults = strange(FIELDS_OF[before.kind], said)
    if faults:
        raise serializers.ValidationError(faults)
    for name in ("aliases", "nationalities"):
        if name in said:
            said[name] = tuple(dict.fromkeys(said[name]))
    if "documents" in said:
        said["documents"] = tuple(DocumentRecord(**one) for one in said["documents"])
    merged = subjects.merged(before, said)
    record = filled_record(merged, now().date()) if "documents" in said else merged
    _must_be_known(record)
    return record


def _must_be_known(record: SubjectRecord) -> None:
    ages = [record.birth_date, record.birth_year, record.estimated_age]
    if len([age for age in ages if age is not None]) > 1:
        fault = _("Give the date of birth, or the year, or the estimated age.")
        raise serializers.ValidationError({"birth_date": [fault]}, "several_ages")
    numbered = bool(record.documents) and bool(record.documents[0].number)
    if not numbered and not any(getattr(record, name, "") for name in Subject.KNOWN_BY):
        raise serializers.ValidationError(
            _("Give a name, a number or a description."), "unknown_subject"
        )
