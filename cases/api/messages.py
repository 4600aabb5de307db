"""Messages of a case: read, written, withdrawn, translated."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.base import Api
from agencies.api.fields import Moment, Nothing, Strict, Text
from agencies.languages import CHOICES
from agencies.models import Office
from cases import handling, messages
from cases.api.body import code_of
from cases.messagepage import MessageLine, lines_of
from cases.models import Message, MessageTranslation
from cases.reading import Sighted, find


class MessageIn(Strict):
    """To the offices named in `to`; without them to all that see the full case."""

    case = Text(max_length=40, help_text="Its reference.")
    text = Text(max_length=Message.LONGEST)
    language = serializers.ChoiceField(choices=CHOICES)
    to = serializers.ListField(child=code_of(Office), required=False, max_length=50)
    office = code_of(Office, help_text="Only for a partner system: the office that writes.")


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
    case = serializers.CharField(source="message.case.reference")
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
        """Codes of offices; none: all that see the full case."""
        return [office.code for office in line.message.readers.all()]


_CASE = OpenApiParameter("case", str, required=True, description="Reference of the case.")


class Messages(Api):
    capabilities = {
        "list": Capability.READ_CASES,
        "create": Capability.WRITE_MESSAGE,
        "retrieve": Capability.READ_CASES,
        "withdraw": Capability.WRITE_MESSAGE,
        "translate": Capability.WRITE_MESSAGE,
    }
    pagination_class = None

    def get_queryset(self) -> Any:
        return Message.objects.readable_by(getattr(self.request, "user", None))

    def _parameters(self) -> frozenset[str]:
        return frozenset({"case"} if self.action == "list" else ())

    @extend_schema(parameters=[_CASE], responses=MessageOut(many=True))
    def list(self, request: Request) -> Response:
        """Messages of one case, oldest first. Reading them is recorded, and the other offices
        see that they were read; `unread` says what was new."""
        reference = request.query_params.get("case", "")
        if not reference:
            raise ValidationError({"case": _("Name the case.")}, code="required")
        found = messages.consult(self._confirmed(reference), self.me)
        return Response(MessageOut(lines_of(found, self.me), many=True).data)

    @extend_schema(request=MessageIn, responses={201: MessageOut})
    def create(self, request: Request) -> Response:
        """Write to offices that see the full case. They get a notice that holds the reference."""
        said = self.said(MessageIn)
        sighted = self._confirmed(said.pop("case"))
        message = messages.write(sighted.case, officer=self.me, **said)
        return self._shown(message.public_id, status=201)

    @extend_schema(responses=MessageOut)
    def retrieve(self, request: Request, public_id: UUID) -> Response:
        """One message. Reading it is recorded."""
        _sighted, message = messages.found(public_id, self.me)
        response = self._shown(public_id)
        messages.mark_read([message], self.me)
        return response

    @extend_schema(request=Nothing, responses=MessageOut)
    def withdraw(self, request: Request, public_id: UUID) -> Response:
        """Only who wrote it. Nobody else reads it then; it stays in the record."""
        self.said(Nothing)
        _sighted, message = messages.found(public_id, self.me)
        messages.withdraw(message, officer=self.me)
        return self._shown(public_id)

    @extend_schema(request=TranslationIn, responses={201: MessageOut})
    def translate(self, request: Request, public_id: UUID) -> Response:
        """Add a translation beside the original, marked as a person's or as a machine's."""
        _sighted, message = messages.found(public_id, self.me)
        said = self.said(TranslationIn)
        if said["kind"] == MessageTranslation.Kind.MACHINE:
            messages.have_translated(message, language=said["language"], officer=self.me)
        else:
            text = said.get("text", "")
            messages.add_translation(message, text, language=said["language"], officer=self.me)
        return self._shown(public_id, status=201)

    def _confirmed(self, reference: str) -> Sighted:
        sighted = find(reference, self.me)
        handling.must_be_confirmed_first(sighted)
        return sighted

    def _shown(self, public_id: UUID, **more: Any) -> Response:
        _sighted, message = messages.found(public_id, self.me)
        (line,) = lines_of([message], self.me)
        return Response(MessageOut(line).data, **more)

    def check_reach(self, body: Any) -> None:
        messages.found(UUID(body["id"]), self.me)
