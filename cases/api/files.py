"""Files of a case: list, read, download; uploads by the tus 1.0 resumable protocol.

POST announces a file, PATCH with `application/offset+octet-stream` sends a piece, HEAD says how
much has arrived, DELETE gives up. The same PATCH with JSON changes what is said about a file.
"""

import base64
import binascii
import uuid
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.fields import Moment, Nothing, Strict, Text
from agencies.api.schema import refuses
from agencies.api.versions import expected_version, tagged
from agencies.problems import Problem
from cases.api.cases import FLAGS, REMOVED, CaseApi
from cases.api.givenby import GivenBy
from cases.filedelivery import attachment, part_of, picture
from cases.files import arriving, keeping, reading
from cases.files.arriving import Announced
from cases.files.reading import Asked
from cases.models import CaseFile
from cases.models.copy import Purpose
from cases.models.file import NOT_A_CHECKSUM
from cases.problems import CaseProblem, NotAllowed
from cases.reading import Sighted

TUS = "1.0.0"
OFFSET = "application/offset+octet-stream"
READ_SIZE = 64 * 1024


class FileOut(serializers.Serializer):
    """A file as every reader of the full case sees it."""

    id = serializers.UUIDField(source="public_id")
    name = serializers.CharField(help_text="Harmless to save; its extension tells what it is.")
    caption = serializers.CharField()
    media_type = serializers.CharField()
    state = serializers.ChoiceField(choices=CaseFile.State.choices)
    reach = serializers.ChoiceField(choices=CaseFile.Reach.choices)
    scan = serializers.ChoiceField(choices=CaseFile.Scan.choices)
    fault = serializers.CharField(help_text="Why it is held back: a code, or nothing.")
    size = serializers.IntegerField()
    received = serializers.IntegerField()
    sha256 = serializers.CharField(help_text="Of the original.")
    shared_size = serializers.IntegerField(allow_null=True)
    shared_sha256 = serializers.CharField(help_text="Of the copy that is shared.")
    has_thumbnail = serializers.BooleanField()
    country = serializers.CharField(source="country_id")
    office = serializers.CharField(source="office.code", default=None, allow_null=True)
    given_by = GivenBy()
    added_at = Moment(source="created_at")
    version = serializers.IntegerField()


class KeptFileOut(FileOut):
    """For those who keep the file: also the name as it was given, and whether it was removed."""

    given_name = serializers.CharField(required=False)
    checksum = serializers.CharField(
        required=False, help_text="SHA-256 that was announced for the whole, or nothing."
    )
    removed_at = Moment(required=False, allow_null=True)


class FileIn(Strict):
    caption = Text(required=False, allow_blank=True, max_length=300)
    reach = serializers.ChoiceField(required=False, choices=CaseFile.Reach.choices)
    purpose = Text(
        required=False,
        allow_blank=True,
        max_length=300,
        help_text="What a national file of a submitted case is shared for. Needed then.",
    )


class AnnouncedIn(Strict):
    """`Upload-Metadata` and `Upload-Length`, understood."""

    filename = Text(max_length=255, trim_whitespace=False)
    caption = Text(required=False, allow_blank=True, max_length=300)
    reach = serializers.ChoiceField(required=False, choices=CaseFile.Reach.choices)
    checksum = serializers.RegexField(
        r"^[0-9a-fA-F]{64}\Z",
        required=False,
        error_messages={"invalid": NOT_A_CHECKSUM},
    )
    length = serializers.IntegerField(min_value=1)


class VersionOfTus(Problem):
    code = "tus_version"
    status = HTTPStatus.PRECONDITION_FAILED


class NotAPiece(Problem):
    code = "unsupported_media_type"
    status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE


def _header(name: str, words: str) -> OpenApiParameter:
    return OpenApiParameter(name, str, "header", required=True, description=words)


RESUMABLE = _header("Tus-Resumable", f"`{TUS}`.")
LENGTH = _header("Upload-Length", "The size in bytes.")
METADATA = _header(
    "Upload-Metadata",
    "`filename`, and if wanted `caption`, `reach` (shared or national) and `checksum` (SHA-256 of "
    "the whole in hexadecimal: a file that has another is held back), each followed by its value "
    "in base64, with commas between.",
)
ORIGINAL = OpenApiParameter(
    "original", bool, description="`true` (or `1`): the original, for originators."
)
# As it was first said, and as other parameters are.
_ORIGINAL = {**FLAGS, "1": True, "0": False}
PURPOSE = OpenApiParameter(
    "purpose",
    str,
    enum=Purpose.values,
    description="What the copy is for, when it is taken along: under H1 and H2 it is needed, and "
    "the handling code may forbid it.",
)


class CaseFiles(CaseApi):
    needs_full = True

    def seen(self) -> tuple[Sighted, CaseFile]:
        sighted = self.found()
        return sighted, reading.find(sighted, self.kwargs["public_id"], self.me)


class Files(CaseFiles):
    capabilities = {
        "list": Capability.READ_CASES,
        "retrieve": Capability.READ_CASES,
        "metadata": Capability.READ_CASES,
        "offset": Capability.LOG_CASE,
        "create": Capability.LOG_CASE,
        "partial_update": Capability.LOG_CASE,
        "destroy": Capability.LOG_CASE,
        "restore": Capability.LOG_CASE,
    }
    http_method_names = [*CaseApi.http_method_names, "options"]
    lists_removed = True

    def longest_body(self) -> int:
        return settings.FILE_LIMIT if self._is_piece() else super().longest_body()

    def _is_piece(self) -> bool:
        return self.request.method == "PATCH" and self.request.content_type == OFFSET

    def finalize_response(self, *args: Any, **kwargs: Any) -> Response:
        response = super().finalize_response(*args, **kwargs)
        response["Tus-Resumable"] = response["Tus-Version"] = TUS
        return response

    def metadata(self, request: Request, **_kwargs: Any) -> Response:
        """What of the tus protocol is spoken here."""
        self.found()
        extensions = "creation,termination,expiration"
        known = {"Tus-Extension": extensions, "Tus-Max-Size": str(settings.FILE_LIMIT)}
        return Response(status=204, headers=known)

    @extend_schema(parameters=[REMOVED], responses=KeptFileOut(many=True))
    def list(self, request: Request, reference: str) -> Response:
        """The files of a case, for those who see it in full.

        A national file is listed for the originator's country only.
        """
        sighted = self.found()
        if not sighted.is_full:
            raise NotAllowed(_("Files are for those who see the case in full."))
        files = sighted.removed_files if self.asks_removed() else sighted.files
        return Response([_shown(file, sighted) for file in files])

    @extend_schema(responses=KeptFileOut)
    def retrieve(self, request: Request, reference: str, public_id: uuid.UUID) -> Response:
        """One file: what it is, and how far its check has come."""
        sighted, file = self.seen()
        return tagged(request, file.version, _shown(file, sighted))

    def offset(self, request: Request, reference: str, public_id: uuid.UUID) -> Response:
        """How much of an upload has arrived (tus)."""
        _sighted, file = self.seen()
        headers = {"Upload-Length": str(file.size), "Cache-Control": "no-store"}
        return Response(status=200, headers=_progress(file) | headers)

    @extend_schema(
        parameters=[RESUMABLE, LENGTH, METADATA],
        request=None,
        responses={201: KeptFileOut},
        extensions=refuses("412", "413"),
    )
    def create(self, request: Request, reference: str) -> Response:
        """Announce a file (tus creation). `Location` is where its pieces go."""
        must_speak_tus(request)
        self.said(Nothing)
        sighted = self.found()
        file = arriving.begin(sighted.case, announced(request), officer=self.me)
        body = _shown(file, sighted)
        location = reverse("api:case-file", args=[reference, file.public_id])
        return Response(body, 201, headers={"Location": location} | _progress(file))

    @extend_schema(request=FileIn, responses=KeptFileOut)
    def partial_update(self, request: Request, reference: str, public_id: uuid.UUID) -> Response:
        """Change the caption, or who may see the file; of an unfinished upload too.

        With `Content-Type: application/offset+octet-stream` and `Upload-Offset` it takes the next
        piece of an upload instead (tus), without If-Match, and answers 204.
        """
        sighted, file = self.seen()
        if self._is_piece():
            return self._piece(file)
        version = expected_version(request, file.version)
        said = {"caption": file.caption, "reach": file.reach} | self.said(FileIn, partial=True)
        verb = arriving.say_anew if file.is_arriving else keeping.change
        file = verb(file, version=version, officer=self.me, **said)
        return tagged(request, file.version, _shown(file, sighted))

    def _piece(self, file: CaseFile) -> Response:
        must_speak_tus(self.request)
        offset = _number(self.request, "Upload-Offset")
        file = arriving.receive(file, offset, _body(self.request), officer=self.me)
        return Response(status=204, headers=_progress(file))

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, reference: str, public_id: uuid.UUID) -> Response:
        """Remove a file: it stays in the record and can be brought back.

        An unfinished upload is given up (tus termination) and nothing of it stays.
        """
        _sighted, file = self.seen()
        if file.is_arriving:
            arriving.give_up(file, officer=self.me)
        else:
            keeping.remove(file, officer=self.me)
        return Response(status=204)

    @extend_schema(request=Nothing, responses=KeptFileOut)
    def restore(self, request: Request, reference: str, public_id: uuid.UUID) -> Response:
        """Bring a removed file back."""
        self.said(Nothing)
        sighted, file = self.seen()
        return Response(_shown(keeping.restore(file, officer=self.me), sighted))


class WhateverIsAccepted(DefaultContentNegotiation):
    """A file has one form; a browser that asks for pictures gets it, and refusals as JSON."""

    def select_renderer(self, request: Any, renderers: Any, format_suffix: Any = None) -> Any:
        return renderers[0], renderers[0].media_type


class FileContent(CaseFiles):
    capabilities = {"content": Capability.READ_CASES, "thumbnail": Capability.READ_CASES}
    content_negotiation_class = WhateverIsAccepted

    def _parameters(self) -> frozenset[str]:
        return frozenset({"original", "purpose"} if self.action == "content" else ())

    @extend_schema(
        parameters=[ORIGINAL, PURPOSE],
        responses={
            (200, "*/*"): OpenApiTypes.BINARY,
            (206, "*/*"): OpenApiTypes.BINARY,
        },
    )
    def content(self, request: Request, reference: str, public_id: uuid.UUID) -> HttpResponseBase:
        """Download a file. Every download is recorded and shown to the originator.

        It is the copy without metadata. Under H1 and H2 every reader but the originator says its
        `purpose`, and the code may forbid it. With a purpose it is a copy in `copies/`. One
        `Range` is answered with 206, HEAD is not recorded.
        """
        sighted, file = self.seen()
        verb = reading.look_at if request.method == "HEAD" else reading.open_content
        asked = Asked(self.flag("original", _ORIGINAL), part_of(request), self._purpose())
        return attachment(verb(sighted, file, self.me, asked))

    def _purpose(self) -> Purpose | None:
        given = self.request.query_params.get("purpose")
        if given is not None and given not in Purpose.values:
            raise CaseProblem(_("Give one of the purposes."), field="purpose")
        return Purpose(given) if given is not None else None

    @extend_schema(responses={(200, "image/jpeg"): OpenApiTypes.BINARY})
    def thumbnail(self, request: Request, reference: str, public_id: uuid.UUID) -> HttpResponseBase:
        """A small picture of an image."""
        sighted, file = self.seen()
        return picture(reading.open_thumbnail(sighted, file, self.me))


def _shown(file: CaseFile, sighted: Sighted) -> Any:
    return (KeptFileOut if sighted.keeps(file) else FileOut)(file).data


# -- tus ---------------------------------------------------------------------------------------


def must_speak_tus(request: Request) -> None:
    if request.headers.get("Tus-Resumable") != TUS:
        raise VersionOfTus(_("Send the header Tus-Resumable: 1.0.0."), field="Tus-Resumable")


def announced(request: Request) -> Announced:
    said = AnnouncedIn(data={**_metadata(request), "length": _number(request, "Upload-Length")})
    said.is_valid(raise_exception=True)
    values = dict(said.validated_data)
    return Announced(name=values.pop("filename"), size=values.pop("length"), **values)


# What clients add by themselves, and what the portal finds out better.
_IGNORED = {"filetype", "type", "name"}


def _metadata(request: Request) -> dict[str, str]:
    found = {}
    for pair in request.headers.get("Upload-Metadata", "").split(","):
        name, _blank, value = pair.strip().partition(" ")
        if name and name not in _IGNORED:
            found[name] = _decoded(value)
    return found


def _decoded(value: str) -> str:
    try:
        return base64.b64decode(value.strip(), validate=True).decode()
    except (binascii.Error, ValueError) as error:
        message = _("Each value is UTF-8 text in base64.")
        raise CaseProblem(message, field="Upload-Metadata") from error


def _number(request: Request, name: str) -> int:
    given = request.headers.get(name, "")
    if not given.isascii() or not given.isdigit() or len(given) > 15:
        raise CaseProblem(_("Give a whole number of bytes."), field=name)
    return int(given)


def _body(request: Request) -> Iterator[bytes]:
    """The body as it arrives; it is never held whole."""
    stream = request.stream
    while stream is not None and (some := stream.read(READ_SIZE)):
        yield some


def _progress(file: CaseFile) -> dict[str, str]:
    expires = f"{file.expires_at:%a, %d %b %Y %H:%M:%S} GMT"
    unfinished = {"Upload-Expires": expires} if file.is_arriving else {}
    return {"Upload-Offset": str(file.received)} | unfinished
