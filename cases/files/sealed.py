"""What comes with a form and is too large for the memory waits on the disk sealed: the key stays in
the memory of the process, and both are gone when the request is over."""

import secrets
import tempfile
from collections.abc import Iterator
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from cases.files import vault

_LENGTH = 4


class SealedUpload(UploadedFile):
    """Read once from its beginning, in the pieces in which it came."""

    def __init__(self, **said: Any) -> None:
        self._disk = tempfile.TemporaryFile()  # noqa: SIM115 closed with the request
        super().__init__(file=self._disk, size=0, **said)
        self._length = 0
        self._key = AESGCM(vault.new_key())

    def put(self, piece: bytes) -> None:
        """What is longer than a file may be is only counted."""
        self._length += len(piece)
        self.size = self._length
        if self._length <= settings.FILE_LIMIT:
            nonce = secrets.token_bytes(vault.NONCE)
            sealed = nonce + self._key.encrypt(nonce, piece, None)
            self._disk.write(len(sealed).to_bytes(_LENGTH) + sealed)

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        self._disk.seek(0)
        while length := self._disk.read(_LENGTH):
            sealed = self._disk.read(int.from_bytes(length))
            yield self._key.decrypt(sealed[: vault.NONCE], sealed[vault.NONCE :], None)

    def read(self, *_size: int) -> bytes:
        return b"".join(self.chunks())


class SealedUploadHandler(FileUploadHandler):
    """In the place of Django's handler that writes a temporary file as it came."""

    upload: SealedUpload

    def new_file(self, *said: Any, **more: Any) -> None:
        super().new_file(*said, **more)
        self.upload = SealedUpload(
            name=self.file_name,
            content_type=self.content_type,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.upload.put(raw_data)

    def file_complete(self, file_size: int) -> SealedUpload:
        return self.upload

    def upload_interrupted(self) -> None:
        if hasattr(self, "upload"):
            self.upload.close()
