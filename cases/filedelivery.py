"""Handing a file to a browser or a program: an inert download, never a page.

Whatever it is, the reader's browser saves it: as an attachment under a harmless name, without
guessing its type, in a sandbox that runs nothing.
"""

import base64
import re

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from cases.exports.taken import Copy
from cases.files.reading import Opened

SANDBOX = "default-src 'none'; sandbox"
_FROM = re.compile(r"^bytes=(\d{1,12})-$")


def start_of(request: HttpRequest) -> int:
    """Where a download that broke off goes on (`Range: bytes=N-`); other ranges get it whole."""
    found = _FROM.match(request.headers.get("Range", ""))
    return int(found[1]) if found else 0


def attachment(opened: Opened) -> HttpResponseBase:
    response = StreamingHttpResponse(opened.content, content_type=opened.media_type)
    response["Content-Disposition"] = content_disposition_header(True, opened.name) or "attachment"
    response["Content-Length"] = str(opened.size - opened.start)
    response["Accept-Ranges"] = "bytes"
    response["Repr-Digest"] = f"sha-256=:{_base64(opened.sha256)}:"
    # Compressed already, or secret: neither gains from gzip on the way.
    response["Content-Encoding"] = "identity"
    if opened.start:
        response.status_code = 206
        response["Content-Range"] = f"bytes {opened.start}-{opened.size - 1}/{opened.size}"
    return inert(response)


def handed_over(copy: Copy) -> HttpResponseBase:
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
