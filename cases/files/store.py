"""Where the encrypted content of files lies: a folder per file, named by its public id.

Nothing that anybody typed is ever part of a path. What arrives is sealed from the first byte;
plain content is only in memory.
"""

import shutil
import uuid
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import models

from audit.clock import now
from cases.files import blobs, vault
from cases.files.vault import Sealed
from cases.models.file import CaseFile, CountryKey

ORIGINAL, SHARED, THUMBNAIL = "original", "shared", "thumbnail"
EXPORTED = "exported"
STRAY_AFTER = timedelta(days=1)


def folder(public_id: uuid.UUID) -> Path:
    """The last letters are the random ones of a time-sortable id."""
    return Path(settings.FILES_ROOT) / public_id.hex[-2:] / str(public_id)


def _piece(offset: int) -> str:
    return f"piece-{offset:015d}"


def _bound(file: Sealed, name: str) -> str:
    """What a blob is bound to: it opens nowhere else."""
    return f"{file.public_id} {name}"


def write(file: Sealed, name: str, content: Iterable[bytes]) -> None:
    unfinished, _length = _written(file, name, content)
    unfinished.replace(folder(file.public_id) / name)


def _written(file: Sealed, name: str, content: Iterable[bytes]) -> tuple[Path, int]:
    place = folder(file.public_id)
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = place / f".{uuid.uuid4().hex}"
    try:
        length = blobs.write(unfinished, vault.key_of(file), _bound(file, name), content)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    return unfinished, length


def read(file: Sealed, name: str, *, start: int = 0) -> Iterator[bytes]:
    path = folder(file.public_id) / name
    return blobs.read(path, vault.key_of(file), _bound(file, name), start=start)


# -- What arrives piece by piece --------------------------------------------------------------


def spool(file: CaseFile, offset: int, content: Iterable[bytes]) -> tuple[Path, int]:
    """Seal a piece beside the others; (where it waits, its length)."""
    return _written(file, _piece(offset), content)


def accept(file: CaseFile, offset: int, waiting: Path) -> None:
    """Put a waiting piece into its place. Caller holds the row's lock."""
    waiting.replace(folder(file.public_id) / _piece(offset))


def arrived(file: CaseFile) -> Iterator[bytes]:
    """All pieces in order: each begins where the one before ended."""
    offset = 0
    while offset < file.size:
        for part in read(file, _piece(offset)):
            yield part
            offset += len(part)


def drop_pieces(file: CaseFile) -> None:
    for path in folder(file.public_id).glob("piece-*"):
        path.unlink(missing_ok=True)


# -- Going away -------------------------------------------------------------------------------


def erase(*public_ids: uuid.UUID) -> None:
    for public_id in public_ids:
        shutil.rmtree(folder(public_id), ignore_errors=True)


def erase_strays() -> int:
    """Folders without a row (a draft was discarded, a request broke off); how many went."""
    number = 0
    for shelf in sorted(Path(settings.FILES_ROOT).glob("??")):
        for public_id in _strays(shelf):
            erase(public_id)
            number += 1
    return number


def _strays(shelf: Path) -> Iterator[uuid.UUID]:
    latest = (now() - STRAY_AFTER).timestamp()
    old = [uuid.UUID(path.name) for path in shelf.iterdir() if path.stat().st_mtime < latest]
    known: set[uuid.UUID] = set()
    for model in _sealed_models():
        rows = model._base_manager.filter(public_id__in=old)
        known.update(rows.values_list("public_id", flat=True))
    yield from (public_id for public_id in old if public_id not in known)


def _sealed_models() -> list[type[models.Model]]:
    """Whatever has content here names the country's key that wraps its own, in any app."""
    known = apps.get_models()
    return [model for model in known if _names_a_key(model)]


def _names_a_key(model: type[models.Model]) -> bool:
    return any(field.related_model is CountryKey for field in model._meta.fields)
