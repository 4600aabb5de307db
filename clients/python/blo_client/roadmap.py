"""The Roadmap: its action items, what the own country undertook, and the figures."""

import uuid
from collections.abc import Iterator
from pathlib import Path

from blo_client.bodies import (
    ActionItem,
    ActionItemDetail,
    AttestRequest,
    Commitment,
    Edition,
    Evidence,
    Figure,
    Milestone,
    NewCommitmentRequest,
    StatementRequest,
)
from blo_client.door import Ask, Door, Reply, place, reply_of


class Roadmap:
    def __init__(self, door: Door) -> None:
        self._door = door

    # -- reading -----------------------------------------------------------------------------

    def editions(self) -> Iterator[Edition]:
        return self._door.pages("roadmap/editions/")

    def items(self, edition: int | None = None) -> Iterator[ActionItem]:
        return self._door.pages("roadmap/items/", query={"edition": edition})

    def item(self, edition: int, number: int) -> Reply[ActionItemDetail]:
        return self._door.get("roadmap/items/{year}-{number}/", year=edition, number=number)

    def indicators(self, **filters: object) -> Iterator[Figure]:
        """`item=3`, `country="TH"`, `period="2026-10"` …"""
        return self._door.pages("roadmap/indicators/", query=filters)

    def figure(self, identity: str) -> Reply[Figure]:
        return self._door.get("roadmap/figures/{public_id}/", public_id=identity)

    def commitments(self, **filters: object) -> Iterator[Commitment]:
        return self._door.pages("roadmap/commitments/", query=filters)

    def commitment(self, identity: str) -> Reply[Commitment]:
        return self._door.get("roadmap/commitments/{public_id}/", public_id=identity)

    def milestones(self, **filters: object) -> Iterator[Milestone]:
        return self._door.pages("roadmap/milestones/", query=filters)

    # -- writing -----------------------------------------------------------------------------

    def undertake(self, body: NewCommitmentRequest) -> Reply[Commitment]:
        return self._door.post("roadmap/commitments/", body)

    def state(self, identity: str, body: StatementRequest, etag: str) -> Reply[Commitment]:
        """How far a commitment of the own country is."""
        path = "roadmap/commitments/{public_id}/state/"
        return self._door.post(path, body, etag=etag, public_id=identity)

    def attest(self, indicator: str, body: AttestRequest, etag: str = "*") -> Reply[Figure]:
        """A figure that is not computed, with the document it stands in."""
        return self._door.put("roadmap/indicators/{code}/attest/", body, etag=etag, code=indicator)

    def add_evidence(self, commitment: str, source: Path, caption: str = "") -> Evidence:
        """A file that shows it."""
        body = {"name": source.name, "size": source.stat().st_size, "caption": caption}
        made: Evidence = self._door.post(
            "roadmap/commitments/{public_id}/evidence/", body, public_id=commitment
        ).body
        return self._put(made["id"], source)

    def _put(self, identity: str, source: Path) -> Evidence:
        where = place("roadmap/evidence/{public_id}/content/", {"public_id": identity})
        headers = {"Content-Type": "application/octet-stream", "If-Match": "*"}
        headers["Idempotency-Key"] = str(uuid.uuid4())
        ask = Ask("PUT", where, source.read_bytes(), headers)
        put: Evidence = reply_of(self._door.ask(ask)).body
        return put
