"""Cases, and what belongs to them: subjects, seizures, notes; who sees what."""

from collections.abc import Iterator, Mapping

from blo_client.bodies import (
    Approval,
    Ask,
    AskRequest,
    CaseRow,
    CloseRequest,
    FullCase,
    GrantRequest,
    HeadlineCase,
    NamedInvolvement,
    NewCaseRequest,
    NewSeizureRequest,
    NewSubjectRequest,
    Note,
    OpenEvent,
    OwnCase,
    PatchedCaseRequest,
    PatchedSeizureChangeRequest,
    PatchedSubjectRecordRequest,
    Plan,
    Purpose,
    SearchRequest,
    SeizureRecord,
    SubjectRecord,
    TouchRequest,
)
from blo_client.door import Door, Reply

# How much of it there is depends on `level`: headline, full, contribute, originator.
Case = HeadlineCase | FullCase | OwnCase


class Cases:
    def __init__(self, door: Door) -> None:
        self._door = door

    # -- reading -----------------------------------------------------------------------------

    def find(self, **filters: object) -> Iterator[CaseRow]:
        """Newest first, as headlines. `status="open"`, `border="TH-MM"`, `urgency="flash"` …"""
        return self._door.pages("cases/", query=filters)

    def search(self, body: SearchRequest) -> Iterator[CaseRow]:
        """By what belongs in no address: names, and numbers of documents, plates, telephones."""
        return self._door.search("cases/search/", body)

    def get(self, reference: str, known: Reply[Case] | None = None) -> Reply[Case]:
        return self._door.get("cases/{reference}/", known=known, reference=reference)

    def preview(self, reference: str) -> Reply[Plan]:
        """Who would be told of a draft, what they would see, and why. Nobody is told by it."""
        return self._door.get("cases/{reference}/preview/", reference=reference)

    def involvements(self, reference: str) -> list[NamedInvolvement]:
        """How it stands with each office that was told."""
        found: list[NamedInvolvement] = self._door.get(
            "cases/{reference}/involvements/", reference=reference
        ).body
        return found

    def events(self, reference: str) -> list[OpenEvent]:
        found: list[OpenEvent] = self._door.get(
            "cases/{reference}/events/", reference=reference
        ).body
        return found

    # -- writing -----------------------------------------------------------------------------

    def create(self, body: NewCaseRequest, *, key: str = "") -> Reply[OwnCase]:
        """A draft. Nobody is told before it is submitted."""
        return self._door.post("cases/", body, key=key)

    def change(self, reference: str, body: PatchedCaseRequest, etag: str) -> Reply[Case]:
        return self._door.patch("cases/{reference}/", body, etag=etag, reference=reference)

    def discard(self, reference: str) -> None:
        """A draft."""
        self._door.delete("cases/{reference}/", reference=reference)

    def submit(
        self, reference: str, levels: Mapping[str, str] | None = None
    ) -> Reply[OwnCase | Approval]:
        """Tell the offices concerned. `levels`: what a country sees when it is more than the
        headline (`{"MM": "full"}`). With `status` 202 it waits for the approval of a head."""
        body = {"levels": dict(levels)} if levels else {}
        return self._door.post("cases/{reference}/submit/", body, reference=reference)

    def touch(self, reference: str, body: TouchRequest) -> Reply[Case]:
        """Add or strike a border, with a reason."""
        return self._door.post("cases/{reference}/touches/", body, reference=reference)

    def close(self, reference: str, body: CloseRequest) -> Reply[Case]:
        return self._door.post("cases/{reference}/close/", body, reference=reference)

    def reopen(self, reference: str, reason: str) -> Reply[Case]:
        said = {"reason": reason}
        return self._door.post("cases/{reference}/reopen/", said, reference=reference)

    def withdraw(self, reference: str, reason: str) -> Reply[Case]:
        said = {"reason": reason}
        return self._door.post("cases/{reference}/withdraw/", said, reference=reference)

    def engage(self, reference: str, office: str = "") -> Reply[NamedInvolvement]:
        """The own office works on it. `office`: which, when several were told."""
        body = {"office": office} if office else {}
        return self._door.post("cases/{reference}/engage/", body, reference=reference)

    def decline(self, reference: str, reason: str, office: str = "") -> Reply[NamedInvolvement]:
        """It is not for the own office."""
        body = {"reason": reason, **({"office": office} if office else {})}
        return self._door.post("cases/{reference}/decline/", body, reference=reference)

    # -- parts -------------------------------------------------------------------------------

    def subjects(self, reference: str) -> list[SubjectRecord]:
        found: list[SubjectRecord] = self._door.get(
            "cases/{reference}/subjects/", reference=reference
        ).body
        return found

    def add_subject(self, reference: str, body: NewSubjectRequest) -> Reply[SubjectRecord]:
        return self._door.post("cases/{reference}/subjects/", body, reference=reference)

    def change_subject(
        self, reference: str, identity: str, body: PatchedSubjectRecordRequest, etag: str
    ) -> Reply[SubjectRecord]:
        return self._door.patch(
            "cases/{reference}/subjects/{public_id}/",
            body,
            etag=etag,
            reference=reference,
            public_id=identity,
        )

    def seizures(self, reference: str) -> list[SeizureRecord]:
        found: list[SeizureRecord] = self._door.get(
            "cases/{reference}/seizures/", reference=reference
        ).body
        return found

    def seizure(self, reference: str, identity: str) -> Reply[SeizureRecord]:
        return self._door.get(
            "cases/{reference}/seizures/{public_id}/", reference=reference, public_id=identity
        )

    def add_seizure(self, reference: str, body: NewSeizureRequest) -> Reply[SeizureRecord]:
        return self._door.post("cases/{reference}/seizures/", body, reference=reference)

    def change_seizure(
        self, reference: str, identity: str, body: PatchedSeizureChangeRequest, etag: str
    ) -> Reply[SeizureRecord]:
        return self._door.patch(
            "cases/{reference}/seizures/{public_id}/",
            body,
            etag=etag,
            reference=reference,
            public_id=identity,
        )

    def remove_seizure(self, reference: str, identity: str) -> None:
        self._door.delete(
            "cases/{reference}/seizures/{public_id}/", reference=reference, public_id=identity
        )

    def add_note(self, reference: str, text: str) -> Reply[Note]:
        return self._door.post("cases/{reference}/notes/", {"text": text}, reference=reference)


class Sharing:
    """Who sees a case, and how much of it."""

    def __init__(self, door: Door) -> None:
        self._door = door

    def lines(self, reference: str) -> list[Purpose]:
        found: list[Purpose] = self._door.get("cases/{reference}/grants/", reference=reference).body
        return found

    def share(self, reference: str, body: GrantRequest) -> Reply[Purpose | Approval]:
        """With a country, or one office of it. With `status` 202 it waits for an approval."""
        return self._door.post("cases/{reference}/grants/", body, reference=reference)

    def recall(self, reference: str, country: str, reason: str) -> None:
        """From a country, at once."""
        self._door.delete(
            "cases/{reference}/grants/{country}/",
            {"reason": reason},
            reference=reference,
            country=country,
        )

    def restrict(self, reference: str, reason: str) -> Reply[Case]:
        said = {"reason": reason}
        return self._door.post("cases/{reference}/restrict/", said, reference=reference)

    def open_up(self, reference: str, reason: str) -> Reply[Case]:
        said = {"reason": reason}
        return self._door.post("cases/{reference}/open-up/", said, reference=reference)

    def asks(self, reference: str) -> list[Ask]:
        """What other countries asked of the originator, and what was answered."""
        found: list[Ask] = self._door.get("cases/{reference}/asks/", reference=reference).body
        return found

    def ask(self, reference: str, body: AskRequest) -> Reply[Ask]:
        """The originator: to take a copy, to pass it on, to see more."""
        return self._door.post("cases/{reference}/asks/", body, reference=reference)

    def agree(self, reference: str, identity: str, level: str = "") -> Reply[Ask]:
        body = {"level": level} if level else {}
        return self._door.post(
            "cases/{reference}/asks/{public_id}/agree/",
            body,
            reference=reference,
            public_id=identity,
        )

    def decline(self, reference: str, identity: str, reason: str) -> Reply[Ask]:
        said = {"reason": reason}
        return self._door.post(
            "cases/{reference}/asks/{public_id}/decline/",
            said,
            reference=reference,
            public_id=identity,
        )
