"""Many cases at once: imports with a report row by row, and exports."""

import json
import time
import urllib.parse
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from blo_client.bodies import ChosenRequest, Export, Import, ImportRow
from blo_client.door import Ask, Door, Reply, place, reply_of
from blo_client.errors import StoppedError
from blo_client.saving import save

IN_WORK = {"reading", "checking", "making", "submitting", "undoing"}


class Imports:
    def __init__(self, door: Door) -> None:
        self._door = door

    def find(self) -> Iterator[Import]:
        return self._door.pages("imports/")

    def get(self, identity: str) -> Reply[Import]:
        return self._door.get("imports/{public_id}/", public_id=identity)

    def bring(
        self, source: Path, *, mode: str = "check", submit: bool = False, key: str = ""
    ) -> Import:
        """A CSV, XLSX, JSON or JSON Lines file, by its name. `mode` "check" is a dry run, until
        `run`; "good_rows" and "all_or_nothing" go on by themselves."""
        form = {"mode": mode, "submit": str(submit).lower()}
        content, kind = _form(form, source)
        return self._bring("imports/", content, kind, {}, key)

    def bring_rows(
        self, rows: Iterator[dict[str, Any]], *, mode: str = "check", key: str = ""
    ) -> Import:
        """Each the body of a new case with `own_id`, as JSON Lines."""
        content = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
        return self._bring("imports/", content, "application/jsonl", {"mode": mode}, key)

    def _bring(
        self, path: str, content: bytes, kind: str, query: dict[str, str], key: str
    ) -> Import:
        headers = {"Content-Type": kind, "Idempotency-Key": key or str(uuid.uuid4())}
        ask = Ask("POST", place(path, {}, query), content, headers)
        made: Import = reply_of(self._door.ask(ask)).body
        return made

    def wait(self, identity: str, seconds: float = 600.0) -> Import:
        """Until it is checked, or done. Raises StoppedError when it failed or is not in time."""
        deadline = time.monotonic() + seconds
        while True:
            found = self.get(identity).body
            if found["state"] in ("checked", "done"):
                return found
            if found["state"] not in IN_WORK or time.monotonic() > deadline:
                raise StoppedError(f"{found['name']} is {found['state']}. {found['fault']}".strip())
            self._door.patience.sleep(1.0)

    def rows(self, identity: str, state: str | None = None) -> Iterator[ImportRow]:
        """The report, in the order of the file. `state="wrong"`: what is to be mended."""
        return self._door.pages(
            "imports/{public_id}/rows/", query={"state": state}, public_id=identity
        )

    def run(self, identity: str, mode: str, *, submit: bool = False) -> Reply[Import]:
        """Import what was checked: "good_rows" or "all_or_nothing"."""
        body = {"mode": mode, "submit": submit}
        return self._door.post("imports/{public_id}/run/", body, public_id=identity)

    def cancel(self, identity: str) -> Reply[Import]:
        return self._door.delete("imports/{public_id}/", public_id=identity)

    def save_template(self, kind: str, target: Path) -> str:
        """An empty file with the columns: "csv" or "xlsx"."""
        with self._door.download("imports/template/{kind}/", kind=kind) as source:
            return save(source, target)


class Exports:
    def __init__(self, door: Door) -> None:
        self._door = door

    def find(self) -> list[Export]:
        """Those that are still kept."""
        found: list[Export] = self._door.get("exports/").body
        return found

    def get(self, identity: str) -> Reply[Export]:
        return self._door.get("exports/{public_id}/", public_id=identity)

    def order(self, body: ChosenRequest, *, key: str = "") -> Reply[Export]:
        """ "jsonl" without `references`: every case in sight, newest first."""
        return self._door.post("exports/", body, key=key)

    def wait(self, identity: str, seconds: float = 600.0) -> Export:
        deadline = time.monotonic() + seconds
        while True:
            found = self.get(identity).body
            if found["state"] == "ready":
                return found
            if found["state"] != "waiting" or time.monotonic() > deadline:
                raise StoppedError(f"The export is {found['state']}.")
            self._door.patience.sleep(1.0)

    def save(self, identity: str, target: Path) -> str:
        """Returns the SHA-256, which is the export's `sha256`."""
        with self._door.download("exports/{public_id}/content/", public_id=identity) as source:
            return save(source, target)


def json_lines(path: Path) -> Iterator[dict[str, Any]]:
    """What an export in "jsonl" holds, without reading it whole."""
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def _form(fields: dict[str, str], source: Path) -> tuple[bytes, str]:
    """multipart/form-data (RFC 7578), and its media type."""
    edge = uuid.uuid4().hex
    name = urllib.parse.quote(source.name, safe=" ()")
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{text}\r\n'
        for field, text in fields.items()
    ]
    head = (
        f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    )
    content = "".join(parts).encode() + head.encode() + source.read_bytes()
    return content + f"\r\n--{edge}--\r\n".encode(), f"multipart/form-data; boundary={edge}"
