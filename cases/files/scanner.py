"""Asking ClamAV (INSTREAM over a socket). Anything but a plain OK is no OK: measured, clamd
answers ERROR for what is too long for it, and OK for some bombs, so our own limits come first."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from django.conf import settings

from cases.files.faults import Fault, RefusedError

PIECE = 64 * 1024
SECONDS = 60


def is_configured() -> bool:
    return bool(settings.CLAMAV_URL)


def must_be_clean(content: bytes) -> None:
    """Raises RefusedError(MALWARE) for a find, (SCANNER) for any other answer, OSError when the
    scanner is away: then the check is tried again later."""
    answer = _asked(content)
    if answer.endswith(" FOUND"):
        raise RefusedError(Fault.MALWARE)
    if answer != "stream: OK":
        raise RefusedError(Fault.SCANNER)


def _asked(content: bytes) -> str:
    with _connected() as line:
        line.sendall(b"zINSTREAM\0")
        try:
            for start in range(0, len(content), PIECE):
                piece = content[start : start + PIECE]
                line.sendall(len(piece).to_bytes(4) + piece)
            line.sendall(bytes(4))
        except (BrokenPipeError, ConnectionResetError):
            pass  # it has heard enough, and its answer says why
        return _answer(line).decode("utf-8", "replace").strip("\0 \n")


def _answer(line: socket.socket) -> bytes:
    heard = b""
    while len(heard) < 4096 and (more := line.recv(4096)):
        heard += more
    return heard


@contextmanager
def _connected() -> Iterator[socket.socket]:
    """`tcp://clamav:3310` or `unix:///run/clamav/clamd.sock`."""
    parts = urlsplit(settings.CLAMAV_URL)
    if parts.scheme == "unix":
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(SECONDS)
        line.connect(parts.path)
    else:
        line = socket.create_connection((parts.hostname or "", parts.port or 3310), SECONDS)
    with line:
        yield line
