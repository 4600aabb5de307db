"""A download becomes a file only when all of it has come."""

import hashlib
import http.client
import os
import tempfile
from pathlib import Path

from blo_client.errors import ConnectionLostError

PIECE = 64 * 1024


def save(source: http.client.HTTPResponse, target: Path) -> str:
    """Returns the SHA-256. What broke off leaves nothing behind."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    part, digest, size = Path(name), hashlib.sha256(), 0
    try:
        with os.fdopen(handle, "wb") as out:
            while piece := _read(source):
                digest.update(piece)
                size += len(piece)
                out.write(piece)
        announced = source.headers.get("Content-Length")
        if announced is not None and int(announced) != size:
            raise ConnectionLostError(f"{size} of {announced} bytes came.")
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return digest.hexdigest()


def _read(source: http.client.HTTPResponse) -> bytes:
    try:
        return source.read(PIECE)
    except (OSError, http.client.HTTPException) as fault:
        raise ConnectionLostError(f"The download broke off: {fault!r}") from fault
