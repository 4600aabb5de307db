"""Short secrets that must be read again, sealed by the master key of the settings (AES-256-GCM).

What is sealed names its key and is bound to its owner: moved to another row it opens no more.
"""

import secrets

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE = 12


def seal(clear: bytes, owner: str) -> bytes:
    name = next(iter(settings.FILE_MASTER_KEYS))
    nonce = secrets.token_bytes(NONCE)
    sealed = AESGCM(settings.FILE_MASTER_KEYS[name]).encrypt(nonce, clear, owner.encode())
    return name.encode() + b":" + nonce + sealed


def opened(sealed: bytes | memoryview, owner: str) -> bytes:
    """Raises KeyError when the key is not in the settings any more, InvalidTag for another row."""
    name, _colon, rest = bytes(sealed).partition(b":")
    key = settings.FILE_MASTER_KEYS[name.decode()]
    return AESGCM(key).decrypt(rest[:NONCE], rest[NONCE:], owner.encode())


def is_current(sealed: bytes | memoryview) -> bool:
    """Whether it is sealed by the first master key, which new ones are."""
    current = next(iter(settings.FILE_MASTER_KEYS))
    return bytes(sealed).partition(b":")[0] == current.encode()
