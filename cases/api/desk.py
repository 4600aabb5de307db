"""Work inside an office and marks of a country. Nothing of it is seen by another country."""

from typing import Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.base import Api
from agencies.api.fields import Moment, Nothing, Strict, Text
from agencies.models import Office, Officer
from cases import assignments, flags, officework, tags, watching
from cases.api.body import code_of
from cases.api.cases import CaseApi
from cases.mine import in_words
from cases.models import Flag, Tag, Watch
from cases.officework import Operation
from cases.reading import list_consulted


def person(**options: Any) -> serializers.SlugRelatedField:
    """An officer by username."""
    return serializers.SlugRelatedField(
        slug_field="username", queryset=Officer.objects.active().people(), **options
    )


class AssignmentIn(Strict):
    """Who works on the case, for which office."""

    officer = person(help_text="Username of somebody who is posted to the office.")
    office = code_of(Office, help_text="Only for a partner system.")


class AssignmentOut(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    office = serializers.CharField(source="office.code")
    officer = serializers.CharField(source="officer.username")
    name = serializers.CharField(source="officer.full_title")
    assigned_by = serializers.CharField(source="assigned_by.full_title")
    assigned_at = Moment()
    ended_at = Moment(allow_null=True)


class Assignments(CaseApi):
    capabilities = {
        "list": Capability.READ_CASES,
        "create": Capability.ARRANGE_WORK,
        "destroy": Capability.ARRANGE_WORK,
    }

    @extend_schema(responses=AssignmentOut(many=True))
    def list(self, request: Request, reference: str) -> Response:
        """Who works on the case for the own office, and who did; the newest first.

        A partner system reads this of the offices of its country.
        """
        sighted = self.found()
        officework.note(
            sighted.case, Operation.CONSULTATION, "read assignments", self.me, ["officer"]
        )
        rows = assignments.assignments_of(sighted, self.me)
        return Response(AssignmentOut(rows, many=True).data)

    @extend_schema(request=AssignmentIn, responses={201: AssignmentOut})
    def create(self, request: Request, reference: str) -> Response:
        """Assign the case to an officer of the own office, over from whoever has it."""
        said = self.said(AssignmentIn)
        office = officework.office_for(self.me, said.get("office"))
        case = self.found().case
        row = assignments.assign(case, said["officer"], officer=self.me, office=office)
        return Response(AssignmentOut(row).data, status=201)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, reference: str, public_id: UUID) -> Response:
        """Nobody works on it any more. It stays in the record."""
        for row in assignments.assignments_of(self.found(), self.me):
            if row.public_id == public_id:
                assignments.unassign(row, officer=self.me)
                return Response(status=204)
        raise Http404


class FlagIn(Strict):
    """A flag and why."""

    kind = serializers.ChoiceField(choices=Flag.Kind.choices)
    reason = Text(max_length=300)


class FlagOut(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    kind = serializers.ChoiceField(choices=Flag.Kind.choices)
    reason = serializers.CharField()
    by = serializers.CharField(source="set_by.full_title")
    at = Moment(source="set_at")


class Flags(CaseApi):
    capabilities = {
        "list": Capability.READ_CASES,
        "create": Capability.ARRANGE_WORK,
        "destroy": Capability.ARRANGE_WORK,
    }

    @extend_schema(responses=FlagOut(many=True))
    def list(self, request: Request, reference: str) -> Response:
        """The flags of the caller's own country on this case."""
        sighted = self.found()
        officework.note(sighted.case, Operation.CONSULTATION, "read flags", self.me, ["flag"])
        return Response(FlagOut(flags.flags_of(sighted, self.me), many=True).data)

    @extend_schema(request=FlagIn, responses={201: FlagOut})
    def create(self, request: Request, reference: str) -> Response:
        """Set a flag for the own country. No other country sees it."""
        said = self.said(FlagIn)
        flag = flags.set_flag(self.found().case, officer=self.me, **said)
        return Response(FlagOut(flag).data, status=201)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, reference: str, public_id: UUID) -> Response:
        """Lift a flag. It stays in the record."""
        flags.lift_flag(flags.find_flag(self.found(), public_id, self.me), officer=self.me)
        return Response(status=204)


class TagsIn(Strict):
    """Words; what is new joins the vocabulary of the country."""

    tags = serializers.ListField(
        child=Text(max_length=Tag.LONGEST), min_length=1, max_length=tags.MOST_TAGS
    )


class TagOut(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    name = serializers.CharField()


class Tags(CaseApi):
    capabilities = {
        "list": Capability.READ_CASES,
        "create": Capability.ARRANGE_WORK,
        "destroy": Capability.ARRANGE_WORK,
    }

    @extend_schema(responses=TagOut(many=True))
    def list(self, request: Request, reference: str) -> Response:
        """The tags of the caller's own country on this case."""
        sighted = self.found()
        officework.note(sighted.case, Operation.CONSULTATION, "read tags", self.me, ["tags"])
        return self._answer()

    @extend_schema(request=TagsIn, responses={201: TagOut(many=True)})
    def create(self, request: Request, reference: str) -> Response:
        """Put tags on the case, for the own country. Those that are there already stay."""
        said = self.said(TagsIn)
        tags.tag(self.found().case, said["tags"], officer=self.me)
        return self._answer(status=201)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, reference: str, public_id: UUID) -> Response:
        """Take a tag off the case. The word stays in the vocabulary."""
        sighted = self.found()
        gone = [tag for tag in tags.tags_of(sighted, self.me) if tag.public_id == public_id]
        if not gone:
            raise Http404
        tags.untag(sighted.case, gone, officer=self.me)
        return Response(status=204)

    def _answer(self, **more: Any) -> Response:
        rows = tags.tags_of(self.found(), self.me)
        return Response(TagOut(rows, many=True).data, **more)


class Vocabulary(Api):
    capabilities = {"list": Capability.READ_CASES}
    pagination_class = None

    def get_queryset(self) -> Any:
        return Tag.objects.readable_by(getattr(self.request, "user", None))

    @extend_schema(responses=TagOut(many=True))
    def list(self, request: Request) -> Response:
        """Every tag of the caller's own country."""
        return Response(TagOut(self.get_queryset(), many=True).data)


class WatchOut(serializers.Serializer):
    reference = serializers.CharField(source="case.reference")
    since = Moment()
    seen_at = Moment()


class WatchedOut(WatchOut):
    news = serializers.ListField(
        child=serializers.CharField(),
        help_text="What happened since the caller last opened it, each kind once.",
    )


class Watches(CaseApi):
    capabilities = {"create": Capability.READ_CASES, "destroy": Capability.READ_CASES}

    @extend_schema(request=Nothing, responses={200: WatchOut})
    def create(self, request: Request, reference: str) -> Response:
        """Watch this case: for a person, who finds its changes marked. Twice changes nothing."""
        self.said(Nothing)
        return Response(WatchOut(watching.watch(self.found().case, officer=self.me)).data)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, reference: str) -> Response:
        """Watch it no longer."""
        watching.stop_watching(self.found().case, officer=self.me)
        return Response(status=204)


class Watched(Api):
    capabilities = {"list": Capability.READ_CASES}
    pagination_class = None

    def get_queryset(self) -> Any:
        return Watch.objects.readable_by(getattr(self.request, "user", None))

    @extend_schema(responses=WatchedOut(many=True))
    def list(self, request: Request) -> Response:
        """The cases that the caller watches, and what happened there since."""
        watches = watching.watches_of(self.me)
        news = watching.news_of(watches, self.me)
        for watch in watches:
            watch.news = in_words(news.get(watch.case_id, []))  # type: ignore[attr-defined]
        list_consulted([watch.case for watch in watches], self.me, action="watched")
        return Response(WatchedOut(watches, many=True).data)
