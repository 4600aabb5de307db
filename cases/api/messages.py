"""Messages of a case or a request: read, written, withdrawn, translated."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.base import Api
from agencies.api.fields import Moment, Nothing, Strict, Text
from agencies.api.schema import refuses
from agencies.languages import CHOICES
from agencies.models import Office
from cases import handling, messages
from cases.api.beside import BESIDE, must_hold, named_in, one_of_both, place_named
from cases.api.body import Identity, code_of
from cases.messagepage import MessageLine, lines_of
from cases.models import Message, MessageTranslation
from cases.reading import Sighted
from cases.threads import Place, about_of, must_be_readable


class MessageIn(Strict):
    """On a case or a request. On a case to the offices named in `to`; without them, and on a
    request, to all that read there."""

    case = Text(max_length=40, required=False, help_text="Its reference.")
    request = Identity(required=False, help_text="Its id.")
    text = Text(max_length=Message.LONGEST)
    language = serializers.ChoiceField(choices=CHOICES)
    to = serializers.ListField(child=code_of(Office), required=False, max_length=50)
    office = code_of(Office, help_text="Only for a partner system: the office that writes.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        return one_of_both(attrs)


class TranslationIn(Strict):
    """In the words of `text`; or, of kind `machine`, of the machine this portal may have."""

    language = serializers.ChoiceField(choices=CHOICES)
    kind = serializers.ChoiceField(
        choices=MessageTranslation.Kind.choices, default=MessageTranslation.Kind.HUMAN.value
    )
    text = Text(max_length=2 * Message.LONGEST, required=False, allow_blank=True)


class TranslationOut(serializers.Serializer):
    language = serializers.CharField()
    text = serializers.CharField()
    kind = serializers.ChoiceField(choices=MessageTranslation.Kind.choices)
    by = serializers.CharField(source="by.full_title")
    at = Moment(source="made_at")


class MessageReadOut(serializers.Serializer):
    """When an office (or a partner system) first read it, and how many there have."""

    by = serializers.CharField(source="who")
    at = Moment()
    officers = serializers.IntegerField()


class MessageOut(serializers.Serializer):
    """The original first. What was withdrawn has no text but for its author."""

    id = serializers.UUIDField(source="message.public_id")
    case = serializers.CharField(
        source="message.case.reference", allow_null=True, default=None, help_text="Or `request`."
    )
    request = serializers.UUIDField(
        source="message.request.public_id", allow_null=True, default=None
    )
    office = serializers.CharField(source="message.office.code")
    by = serializers.CharField(source="message.author.full_title")
    at = Moment(source="message.written_at")
    language = serializers.CharField(source="message.language")
    text = serializers.CharField()
    to = serializers.SerializerMethodField()
    unread = serializers.BooleanField(source="is_new")
    withdrawn_at = Moment(source="message.withdrawn_at", allow_null=True)
    translations = TranslationOut(many=True)
    read_by = MessageReadOut(source="reads", many=True)

    def get_to(self, line: MessageLine) -> list[str]:
        """Codes of offices; none: all that read there."""
        return [office.code for office in line.message.readers.all()]


_CASE = OpenApiParameter("case", str, description="Reference of the case; or `request`.")
_REQUEST = OpenApiParameter("request", UUID, description="Id of the request; or `case`.")


class Messages(Api):
    """On a request a partner's token needs `requests:read` as well."""

    capabilities = {
        "list": Capability.READ_CASES,
        "create": Capability.WRITE_MESSAGE,
        "retrieve": Capability.READ_CASES,
        "withdraw": Capability.WRITE_MESSAGE,
        "translate": Capability.WRITE_MESSAGE,
    }

    def get_queryset(self) -> Any:
        return Message.objects.readable_by(getattr(self.request, "user", None))

    def _parameters(self) -> frozenset[str]:
        named = BESIDE if self.action == "list" else frozenset()
        return super()._parameters() | named

    @extend_schema(
        parameters=[_CASE, _REQUEST],
        responses=MessageOut(many=True),
        extensions=refuses("404"),
    )
    def list(self, request: Request) -> Response:
        """Messages of one case or one request, newest first. Reading them is recorded, and the
        other offices see that they were read; `unread` says what was new."""
        place = self._place(named_in(request))
        must_be_readable(place)
        page = self.page_of(messages.rows_of(place, self.me).with_names())
        lines = lines_of(page, self.me)
        messages.consulted(place, page, self.me)
        return self.get_paginated_response(MessageOut(lines, many=True).data)

    @extend_schema(request=MessageIn, responses={201: MessageOut})
    def create(self, request: Request) -> Response:
        """Write to the offices that read there. They get a notice that holds the reference. A
        closed case and a settled request are written on too."""
        said = self.said(MessageIn)
        named = {name: said.pop(name) for name in BESIDE if name in said}
        place = self._place(named)
        message = messages.write(about_of(place), officer=self.me, **said)
        return self._shown(message.public_id, status=201)

    @extend_schema(responses=MessageOut)
    def retrieve(self, request: Request, public_id: UUID) -> Response:
        """One message. Reading it is recorded."""
        message = self._found(public_id)
        response = self._shown(public_id)
        messages.mark_read([message], self.me)
        return response

    @extend_schema(request=Nothing, responses=MessageOut)
    def withdraw(self, request: Request, public_id: UUID) -> Response:
        """Only who wrote it. Nobody else reads it then; it stays in the record."""
        self.said(Nothing)
        message = self._found(public_id)
        messages.withdraw(message, officer=self.me)
        return self._shown(public_id)

    @extend_schema(request=TranslationIn, responses={201: MessageOut})
    def translate(self, request: Request, public_id: UUID) -> Response:
        """Add a translation beside the original, marked as a person's or as a machine's."""
        message = self._found(public_id)
        said = self.said(TranslationIn)
        if said["kind"] == MessageTranslation.Kind.MACHINE:
            messages.have_translated(message, language=said["language"], officer=self.me)
        else:
            text = said.get("text", "")
            messages.add_translation(message, text, language=said["language"], officer=self.me)
        return self._shown(public_id, status=201)

    def _place(self, named: dict[str, Any]) -> Place:
        place = place_named(named, self.me)
        if isinstance(place, Sighted):
            handling.must_be_confirmed_first(place)
        else:
            must_hold(self.request, Capability.READ_REQUESTS)
        return place

    def _found(self, public_id: UUID) -> Message:
        _place, message = messages.found(public_id, self.me)
        if message.request_id is not None:
            must_hold(self.request, Capability.READ_REQUESTS)
        return message

    def _shown(self, public_id: UUID, **more: Any) -> Response:
        (line,) = lines_of([self._found(public_id)], self.me)
        return Response(MessageOut(line).data, **more)

    def check_reach(self, body: Any) -> None:
        messages.found(UUID(body["id"]), self.me)
