"""`Idempotency-Key`: a POST that is sent twice happens once.

The key's row and the effects of the request are one transaction. A crash or a refusal leaves
neither, so the key is free again; a twin that arrives meanwhile waits for the first at the
unique index and then gets its answer.
"""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import officer
from agencies.models import IdempotencyKey
from agencies.problems import Conflict, Problem

HEADER = "Idempotency-Key"
KEPT_HEADERS = ("Location", "ETag")
# An upload is announced in its headers (tus 1.0), so they are part of what was asked.
SAYING_HEADERS = ("Upload-Length", "Upload-Metadata")


class KeyReused(Conflict):
    code = "idempotency_key_reused"


class KeyInvalid(Problem):
    code = "idempotency_key_invalid"


def once(
    request: Request,
    respond: Callable[[], Response],
    *,
    check_reach: Callable[[Any], None],
) -> Response:
    """Respond, or repeat the answer that the same key got before.

    `check_reach` gets the body to be repeated and raises 404 when its object is out of reach now.
    """
    key = request.headers.get(HEADER)
    if key is None:
        with transaction.atomic():
            return respond()
    if not 1 <= len(key) <= 255 or not key.isascii() or not key.isprintable():
        raise KeyInvalid(_("An Idempotency-Key has 1 to 255 printable ASCII characters."))
    with transaction.atomic():
        row, is_new = IdempotencyKey.objects.get_or_create(
            account=officer(request.user), key=key, defaults={"request_digest": digest(request)}
        )
        if is_new:
            response = respond()
            _keep(row, response)
            return response
    if row.request_digest != digest(request):
        raise KeyReused(_("This Idempotency-Key was used for another request."))
    body = json.loads(row.body) if row.body else None
    check_reach(body)
    return Response(body, row.status, headers={**row.headers, "Idempotent-Replayed": "true"})


def digest(request: Request) -> str:
    """The request as far as it matters: two bodies with the same content are the same."""
    asked = [request.method, request.get_full_path(), request.data]
    asked += [request.headers[name] for name in SAYING_HEADERS if name in request.headers]
    said = json.dumps(asked, sort_keys=True, default=_checksum)
    return hashlib.sha256(said.encode()).hexdigest()


def _checksum(file: Any) -> str:
    """An uploaded file by its content."""
    found = hashlib.sha256()
    for part in file.chunks():
        found.update(part)
    return found.hexdigest()


def _keep(row: IdempotencyKey, response: HttpResponseBase) -> None:
    """A file is not kept: asked again it is another copy, with a number of its own."""
    if not isinstance(response, Response):
        row.delete()
        return
    row.status = response.status_code
    row.body = JSONRenderer().render(without_secrets(response)).decode()
    row.headers = {name: response[name] for name in KEPT_HEADERS if name in response}
    row.save(update_fields=["status", "body", "headers"])


def told_once(response: Response, *names: str) -> Response:
    """These fields hold a secret, which is kept nowhere: an answer that is repeated has null."""
    response.secret_fields = names  # type: ignore[attr-defined]
    return response


def without_secrets(response: Response) -> Any:
    names = getattr(response, "secret_fields", ())
    return {**response.data, **dict.fromkeys(names)} if names else response.data
