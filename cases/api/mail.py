"""Replies by e-mail: for the officer they came from. A partner system has no address and none."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.base import Api
from agencies.api.fields import Moment, Strict, Text
from agencies.languages import CHOICES
from agencies.models import Office
from cases import handling, messages
from cases.api.body import code_of
from cases.api.messages import MessageOut
from cases.mailbox import deciding, keeping
from cases.messagepage import lines_of
from cases.models import MailReply, Message
from cases.models.mailreply import MailReplyQuerySet
from cases.reading import Sighted


class MailReplyOut(serializers.Serializer):
    """What came from the caller's address and waits. `in_reach` says whether its reference is a
    case that the caller sees now; `proven` whether the mail server vouches for the sender."""

    id = serializers.UUIDField(source="reply.public_id")
    received_at = Moment(source="reply.received_at")
    reference = serializers.CharField(source="reply.reference")
    in_reach = serializers.BooleanField(source="is_in_reach")
    proven = serializers.BooleanField(source="reply.is_proven")
    subject = serializers.CharField(source="reply.subject")
    text = serializers.CharField(source="reply.text")
    files_left_out = serializers.IntegerField(source="reply.left_out")
    file_names = serializers.ListField(source="reply.names", child=serializers.CharField())


class MailConfirmIn(Strict):
    """The message as it is filed; without `text` as it came."""

    language = serializers.ChoiceField(choices=CHOICES)
    text = Text(max_length=Message.LONGEST, required=False)
    to = serializers.ListField(child=code_of(Office), required=False, max_length=50)


class MailDiscardIn(Strict):
    forged = serializers.BooleanField(default=False, help_text="The caller did not write it.")


class ForgedOut(serializers.Serializer):
    """A mail that its officer did not write. Nothing of it is kept."""

    id = serializers.UUIDField(source="public_id")
    officer = serializers.CharField(source="officer.username")
    received_at = Moment()
    reported_at = Moment(source="decided_at")


class AsideOut(serializers.Serializer):
    """Mails of the last 30 days that were put before nobody."""

    reason = serializers.ChoiceField(choices=MailReply.Reason.choices)
    number = serializers.IntegerField()


class MailReplies(Api):
    capabilities = {
        "list": Capability.CONFIRM_MAIL,
        "confirm": Capability.CONFIRM_MAIL,
        "discard": Capability.CONFIRM_MAIL,
        "forged": Capability.CONFIRM_MAIL,
        "aside": Capability.RESEND_DELIVERY,
    }
    pagination_class = None

    def get_queryset(self) -> MailReplyQuerySet:
        return MailReply.objects.readable_by(getattr(self.request, "user", None))

    @extend_schema(responses=MailReplyOut(many=True))
    def list(self, request: Request) -> Response:
        """E-mails from the caller's address that wait, newest first: at most a hundred. Reading
        them is recorded."""
        lines = deciding.waiting_for(self.me)
        deciding.list_consulted([line.reply for line in lines], self.me)
        return Response(MailReplyOut(lines, many=True).data)

    @extend_schema(request=MailConfirmIn, responses={201: MessageOut})
    def confirm(self, request: Request, public_id: UUID) -> Response:
        """File it as the caller's message on its case, with the caller's rights of now."""
        said = self.said(MailConfirmIn)
        reply = deciding.found(public_id, self.me)
        place = deciding.place_of(reply, self.me)
        if isinstance(place, Sighted):
            handling.must_be_confirmed_first(place)
        message = deciding.confirm(reply, officer=self.me, **{"text": reply.text, **said})
        _sighted, shown = messages.found(message.public_id, self.me)
        (line,) = lines_of([shown], self.me)
        return Response(MessageOut(line).data, status=201)

    @extend_schema(request=MailDiscardIn, responses={204: None})
    def discard(self, request: Request, public_id: UUID) -> Response:
        """Throw it away; with `forged` it is reported to the head of the office."""
        is_forged = self.said(MailDiscardIn)["forged"]
        reply = deciding.found(public_id, self.me)
        deciding.discard(reply, officer=self.me, is_forged=is_forged)
        return Response(status=204)

    @extend_schema(responses=ForgedOut(many=True))
    def forged(self, request: Request) -> Response:
        """Mails of the last 30 days that the caller (for a head: the office) called forged."""
        return Response(ForgedOut(deciding.reported_to(self.me), many=True).data)

    @extend_schema(responses=AsideOut(many=True))
    def aside(self, request: Request) -> Response:
        """Why mails were put aside, and how many each: for administrators."""
        return Response(AsideOut(keeping.put_aside_lately(), many=True).data)

    def check_reach(self, body: Any) -> None:
        """The message of an answer that is to be repeated."""
        if body:
            messages.found(UUID(body["id"]), self.me)
