"""Encrypted blobs: AES-256-GCM over pieces of 64 KiB, so that large files are never held whole
and a reader may start in the middle (the STREAM construction).

A blob is a random salt and then sealed pieces. Each blob has a key of its own, derived from the
file's key, the salt and the blob's name; so no nonce is ever used twice, whatever is written
again. The nonce counts the pieces and marks the last one: nothing can be cut off, swapped or
moved to another file unseen.
"""

import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

PIECE = 64 * 1024
SALT, TAG = 32, 16


class DamagedError(Exception):
    """The blob is not what was written: cut, changed, or somebody else's."""


def write(path: Path, key: bytes, name: str, content: Iterable[bytes]) -> int:
    """Seal `content` into `path`; how many bytes of content that was."""
    salt = secrets.token_bytes(SALT)
    cipher, length = _cipher(key, salt, name), 0
    with path.open("xb") as file:
        file.write(salt)
        for number, (piece, is_last) in enumerate(_pieces(content)):
            file.write(cipher.encrypt(_nonce(number, is_last), piece, name.encode()))
            length += len(piece)
    return length


def read(path: Path, key: bytes, name: str, *, start: int = 0) -> Iterator[bytes]:
    """The content from byte `start` on. Raises DamagedError at the first wrong piece."""
    with path.open("rb") as file:
        cipher = _cipher(key, file.read(SALT), name)
        number, skip = divmod(start, PIECE)
        file.seek(SALT + number * (PIECE + TAG))
        for sealed, is_last in _sealed(file):
            try:
                piece = cipher.decrypt(_nonce(number, is_last), sealed, name.encode())
            except InvalidTag as error:
                raise DamagedError(name) from error
            yield piece[skip:]
            number, skip = number + 1, 0


def _cipher(key: bytes, salt: bytes, name: str) -> AESGCM:
    derived = HKDF(SHA256(), 32, salt, b"blo file " + name.encode())
    return AESGCM(derived.derive(key))


def _nonce(number: int, is_last: bool) -> bytes:
    return number.to_bytes(11) + bytes([is_last])


def _pieces(content: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """`content` in pieces of one size; the last one is marked, and may be empty."""
    waiting = bytearray()
    for part in content:
        waiting += part
        while len(waiting) > PIECE:
            yield bytes(waiting[:PIECE]), False
            del waiting[:PIECE]
    yield bytes(waiting), True


def _sealed(file: BinaryIO) -> Iterator[tuple[bytes, bool]]:
    piece = file.read(PIECE + TAG)
    while True:
        following = file.read(PIECE + TAG)
        yield piece, not following
        if not following:
            return
        piece = following
