"""Encryption at rest: nothing is cut, swapped or moved unseen, and keys can be changed."""

import pytest
from cryptography.exceptions import InvalidTag
from django.core.management import call_command

from cases.files import blobs, store, vault
from cases.files.blobs import PIECE, SALT, TAG, DamagedError
from cases.models import CaseFile, CountryKey
from cases.models.levels import Level
from tests.factories import submitted
from tests.file_samples import arrived

KEY = b"k" * 32
SIZES = [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 7]


def written(path, content, *, name="one", key=KEY):
    blobs.write(path, key, name, [content[i : i + 1000] for i in range(0, len(content), 1000)])
    return path


def read(path, *, name="one", key=KEY, start=0):
    return b"".join(blobs.read(path, key, name, start=start))


@pytest.mark.parametrize("size", SIZES)
def test_what_was_written_is_read_from_any_place(tmp_path, size):
    content = bytes(i * 7 % 251 for i in range(size))
    path = written(tmp_path / "blob", content)
    for start in {0, size // 2, max(size - 1, 0), PIECE if size > PIECE else 0}:
        assert read(path, start=start) == content[start:]


def test_the_same_content_never_looks_the_same(tmp_path):
    one, two = (written(tmp_path / str(n), b"x" * 100).read_bytes() for n in range(2))
    assert one[:SALT] != two[:SALT] and one[SALT:] != two[SALT:]


SEALED = PIECE + TAG


@pytest.mark.parametrize(
    "harm",
    [
        lambda b: b[: SALT + SEALED],  # cut after a whole piece
        lambda b: b[:-1],
        lambda b: b[:SALT],
        lambda b: b + b"x",
        lambda b: (
            b[:SALT]
            + b[SALT + SEALED : SALT + 2 * SEALED]
            + b[SALT : SALT + SEALED]
            + b[SALT + 2 * SEALED :]
        ),
        lambda b: bytes([b[0] ^ 1]) + b[1:],
        lambda b: b[:5000] + bytes([b[5000] ^ 1]) + b[5001:],
    ],
    ids=["whole piece cut", "byte cut", "empty", "longer", "swapped", "salt", "bit"],
)
def test_any_harm_is_found(tmp_path, harm):
    path = written(tmp_path / "blob", b"y" * (2 * PIECE + 100))
    path.write_bytes(harm(path.read_bytes()))
    with pytest.raises(DamagedError):
        read(path)


def test_a_blob_opens_only_as_what_it_is(tmp_path):
    path = written(tmp_path / "blob", b"words")
    for other in ({"name": "two"}, {"key": b"l" * 32}):
        with pytest.raises(DamagedError):
            read(path, **other)


@pytest.mark.django_db
def test_a_key_per_file_under_a_key_per_country(world, cast):
    case = submitted(world, cast.somchai, levels={"MM": Level.CONTRIBUTE})
    ours = [arrived(case, cast.somchai) for _ in range(2)]
    theirs = arrived(case, cast.thida)
    assert ours[0].country_key == ours[1].country_key != theirs.country_key
    assert {key.country_id for key in CountryKey.objects.all()} == {"TH", "MM"}
    assert len({vault.key_of(file) for file in (*ours, theirs)}) == 3
    ours[0].key = ours[1].key
    with pytest.raises(InvalidTag):
        vault.key_of(ours[0])


@pytest.mark.django_db
def test_master_keys_are_changed_without_touching_files(world, cast, settings, capsys):
    case = submitted(world, cast.somchai)
    file = arrived(case, cast.somchai, "a.txt", b"words")
    before = (store.folder(file.public_id) / "original").read_bytes()
    old = settings.FILE_MASTER_KEYS
    settings.FILE_MASTER_KEYS = {"next": b"n" * 32, **old}
    call_command("rotate_file_keys")
    assert "1" in capsys.readouterr().out
    settings.FILE_MASTER_KEYS = {"next": b"n" * 32}
    file = CaseFile.objects.select_related("country_key").get(pk=file.pk)
    assert file.country_key.master == "next"
    assert b"".join(store.read(file, store.ORIGINAL)) == b"words"
    assert (store.folder(file.public_id) / "original").read_bytes() == before
    call_command("rotate_file_keys", "--new-country-keys")
    assert CountryKey.objects.filter(country="TH").count() == 2
    assert vault.newest(file.country) != file.country_key
    assert b"".join(store.read(file, store.ORIGINAL)) == b"words"


@pytest.mark.django_db
def test_a_country_without_its_key_reads_nothing_any_more(world, cast, settings):
    case = submitted(world, cast.somchai)
    file = arrived(case, cast.somchai)
    file.country_key.wrapped = b"\x00" * len(bytes(file.country_key.wrapped))
    with pytest.raises(InvalidTag):
        vault.key_of(file)
