"""Files of a case: sent in pieces that survive a poor line (tus 1.0), and downloaded."""

import base64
import hashlib
import time
from pathlib import Path
from typing import BinaryIO

from blo_client.bodies import KeptFile
from blo_client.door import Ask, Door, Reply, place, reply_of
from blo_client.errors import ConflictError, ConnectionLostError, StoppedError
from blo_client.saving import save

TUS = {"Tus-Resumable": "1.0.0"}
OFFSET = "application/offset+octet-stream"
UPLOAD_PIECE = 1024 * 1024
FILE = "cases/{reference}/files/{public_id}/"


class Files:
    def __init__(self, door: Door) -> None:
        self._door = door

    def of(self, reference: str) -> list[KeptFile]:
        found: list[KeptFile] = self._door.get("cases/{reference}/files/", reference=reference).body
        return found

    def get(self, reference: str, identity: str) -> Reply[KeptFile]:
        return self._door.get(
            "cases/{reference}/files/{public_id}/", reference=reference, public_id=identity
        )

    def add(
        self, reference: str, source: Path, *, caption: str = "", reach: str = "", key: str = ""
    ) -> KeptFile:
        """All of it, with its SHA-256. The portal checks it afterwards: see `wait`.

        `reach`: "shared" (with all who see the case in full) or "national". After a crash, the
        same `key` goes on where the upload was.
        """
        said = {"filename": source.name, "checksum": _sha256(source)}
        said |= {name: text for name, text in (("caption", caption), ("reach", reach)) if text}
        made: KeptFile = self._announce(reference, source, said, key).body
        self._send(reference, made["id"], source)
        return made

    def wait(self, reference: str, identity: str, seconds: float = 120.0) -> KeptFile:
        """Until it is checked. Raises StoppedError when it is held back, or not checked in time."""
        deadline = time.monotonic() + seconds
        while True:
            found = self.get(reference, identity).body
            if found["state"] == "ready":
                return found
            if found["state"] == "quarantined" or time.monotonic() > deadline:
                raise StoppedError(f"{found['name']} is {found['state']}. {found['fault']}".strip())
            self._door.patience.sleep(1.0)

    def save(self, reference: str, identity: str, target: Path, purpose: str = "") -> str:
        """The copy without metadata. Returns its SHA-256. Every download is recorded; under H1
        and H2 every reader but the originator says a `purpose`."""
        with self._door.download(
            "cases/{reference}/files/{public_id}/content/",
            query={"purpose": purpose or None},
            reference=reference,
            public_id=identity,
        ) as source:
            return save(source, target)

    def change(
        self, reference: str, identity: str, etag: str, *, caption: str, reach: str
    ) -> Reply[KeptFile]:
        body = {"caption": caption, "reach": reach}
        return self._door.patch(
            "cases/{reference}/files/{public_id}/",
            body,
            etag=etag,
            reference=reference,
            public_id=identity,
        )

    def remove(self, reference: str, identity: str) -> None:
        self._door.delete(
            "cases/{reference}/files/{public_id}/", reference=reference, public_id=identity
        )

    # -- tus ---------------------------------------------------------------------------------

    def _announce(
        self, reference: str, source: Path, said: dict[str, str], key: str
    ) -> Reply[KeptFile]:
        told = ",".join(
            f"{name} {base64.b64encode(text.encode()).decode()}" for name, text in said.items()
        )
        headers = TUS | {"Upload-Length": str(source.stat().st_size), "Upload-Metadata": told}
        return self._door.post(
            "cases/{reference}/files/", key=key, headers=headers, reference=reference
        )

    def _send(self, reference: str, identity: str, source: Path) -> None:
        """From where the portal says that it is; asked again whenever a piece got lost."""
        where = place(FILE, {"reference": reference, "public_id": identity})
        failures, before = 0, -1
        with source.open("rb") as content:
            while (offset := self._offset(where)) < source.stat().st_size:
                failures = 0 if offset > before else failures
                before = offset
                try:
                    self._pieces(where, content, offset)
                except (ConnectionLostError, ConflictError):
                    failures += 1
                    if not self._door.patience.wait(failures, None):
                        raise

    def _offset(self, where: str) -> int:
        """What is complete has no offset to go on from any more, but its size."""
        answer = self._door.ask(Ask("HEAD", where, headers=dict(TUS)))
        reply_of(answer)
        return int(answer.headers["Upload-Offset"])

    def _pieces(self, where: str, content: BinaryIO, offset: int) -> None:
        content.seek(offset)
        while piece := content.read(UPLOAD_PIECE):
            headers = TUS | {"Content-Type": OFFSET, "Upload-Offset": str(offset)}
            reply_of(self._door.ask(Ask("PATCH", where, piece, headers)))
            offset += len(piece)


def _sha256(source: Path) -> str:
    with source.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
