"""`ETag`, `If-None-Match` and `If-Match`: nobody overwrites what he has not read.

A tag is `"<version>.<digest of the answer>"`. Reading compares all of it, because an answer may
change (an office acknowledged, a level was raised) while the version of the row stands still.
Writing compares the version alone, because only that is what an edit could overwrite.
"""

import hashlib
import re
from http import HTTPStatus
from typing import Any

from django.utils.http import parse_etags
from django.utils.translation import gettext as _
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.problems import Problem, StaleVersion

VERSION = re.compile(r'^(?:W/)?"(\d{1,9})(?:\.[0-9a-f]+)?"$')


class VersionMissing(Problem):
    code = "version_missing"
    status = HTTPStatus.PRECONDITION_REQUIRED


def tagged(request: Request, version: int, body: Any, **more: Any) -> Response:
    """The answer with its tag; 304 and no body when the reader has this answer already."""
    tag = f'"{version}.{hashlib.sha256(JSONRenderer().render(body)).hexdigest()[:16]}"'
    known = {
        given.removeprefix("W/") for given in parse_etags(request.headers.get("If-None-Match", ""))
    }
    if request.method in {"GET", "HEAD"} and known & {tag, "*"}:
        return Response(status=HTTPStatus.NOT_MODIFIED, headers={"ETag": tag})
    response = Response(body, **more)
    response["ETag"] = tag
    return response


def expected_version(request: Request, current: int) -> int:
    """The version that `If-Match` names; `*` is whatever stands now.

    A proxy may have made the tag weak on the way (`W/`): the version in it is as good.
    """
    given = request.headers.get("If-Match", "").strip()
    if not given:
        raise VersionMissing(_("Send the ETag you have read as If-Match."))
    if given == "*":
        return current
    found = VERSION.match(given)
    if found is None:
        raise StaleVersion(current)
    return int(found[1])
