"""Keys: one per file, wrapped by its country's, wrapped by a master key from the settings.

Every wrapped key is bound to what it belongs to, and names the key it was wrapped with, so that
master keys are changed by wrapping a few country keys again (`manage.py rotate_file_keys`) and
files are not touched. Destroying a country's keys makes its files unreadable for good.
"""

import secrets
from typing import Any, Protocol

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import transaction

from agencies.models import Country
from cases.models.file import CountryKey

LENGTH, NONCE = 32, 12


class Sealed(Protocol):
    """A row whose content lies in the store: of a case, of an export, of another app."""

    public_id: Any
    country: Any
    key: Any
    country_key: Any


def _wrap(key: bytes, by: bytes, owner: str) -> bytes:
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(by).encrypt(nonce, key, owner.encode())


def _unwrap(wrapped: bytes | memoryview, by: bytes, owner: str) -> bytes:
    return AESGCM(by).decrypt(wrapped[:NONCE], wrapped[NONCE:], owner.encode())


def new_key() -> bytes:
    return secrets.token_bytes(LENGTH)


def wrap_for(file: Sealed, key: bytes) -> None:
    """Give the file its key, wrapped by the newest key of its country."""
    holder = newest(file.country)
    file.country_key = holder
    file.key = _wrap(key, opened(holder), str(file.public_id))


def key_of(file: Sealed) -> bytes:
    if file.country_key is None:
        raise ValueError(file.public_id)
    return _unwrap(file.key, opened(file.country_key), str(file.public_id))


def newest(country: Country) -> CountryKey:
    """The country's key for new files; made when it is needed first."""
    found = CountryKey.objects.filter(country=country).last()
    return found if found is not None else _first(country)


@transaction.atomic
def _first(country: Country) -> CountryKey:
    """Under the country's row lock, so that two first files share one key."""
    Country.objects.select_for_update().get(pk=country.pk)
    found = CountryKey.objects.filter(country=country).last()
    return found if found is not None else renewed(country)


def renewed(country: Country) -> CountryKey:
    """A new key for the country's coming files."""
    row = CountryKey(country=country)
    _seal(row, new_key())
    row.save()
    return row


def opened(row: CountryKey) -> bytes:
    master = settings.FILE_MASTER_KEYS[row.master]
    return _unwrap(row.wrapped, master, str(row.public_id))


def _seal(row: CountryKey, key: bytes) -> None:
    """Wrap by the current master key: the first of the settings."""
    row.master = next(iter(settings.FILE_MASTER_KEYS))
    row.wrapped = _wrap(key, settings.FILE_MASTER_KEYS[row.master], str(row.public_id))


@transaction.atomic
def rotate() -> int:
    """Wrap every country key by the current master key; how many were wrapped by another."""
    current = next(iter(settings.FILE_MASTER_KEYS))
    old = CountryKey.objects.select_for_update().exclude(master=current)
    for row in old:
        _seal(row, opened(row))
        row.save(update_fields=["master", "wrapped"])
    return len(old)
