"""Handing a file to a browser or a program: an inert download, never a page.

Whatever it is, the reader's browser saves it: as an attachment under a harmless name, without
guessing its type, in a sandbox that runs nothing.
"""

import base64
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from cases.exports.taken import Copy
from cases.files.ranges import Wanted, wanted
from cases.files.reading import Opened

SANDBOX = "default-src 'none'; sandbox"


def part_of(request: HttpRequest) -> Wanted | None:
    """The one part that is asked for, as for a download that broke off and goes on. Under
    `If-Range` the whole: the shared copy never changes, but no tag of it was given out."""
    if request.method != "GET" or "If-Range" in request.headers:
        return None
    return wanted(request.headers.get("Range", ""))


def attachment(opened: Opened) -> HttpResponseBase:
    response = StreamingHttpResponse(opened.content, content_type=opened.media_type)
    response["Content-Disposition"] = content_disposition_header(True, opened.name) or "attachment"
    response["Content-Length"] = str(opened.length)
    response["Accept-Ranges"] = "bytes"
    response["Repr-Digest"] = f"sha-256=:{_base64(opened.sha256)}:"
    # Compressed already, or secret: neither gains from gzip on the way.
    response["Content-Encoding"] = "identity"
    if opened.part is not None:
        response.status_code = HTTPStatus.PARTIAL_CONTENT
        first, last = opened.part[0], opened.part[-1]
        response["Content-Range"] = f"bytes {first}-{last}/{opened.size}"
    return inert(response)


def handed_over(copy: Copy) -> HttpResponseBase:
    response: HttpResponseBase
    if copy.parts is not None:
        response = StreamingHttpResponse(copy.parts, content_type=copy.content_type)
    else:
        response = HttpResponse(copy.content, content_type=copy.content_type)
    response["Content-Disposition"] = content_disposition_header(True, copy.name) or "attachment"
    return inert(response)


def picture(content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type="image/jpeg")
    inert(response)
    return response


def inert(response: HttpResponseBase) -> HttpResponseBase:
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response


def _base64(hexadecimal: str) -> str:
    return base64.b64encode(bytes.fromhex(hexadecimal)).decode()
