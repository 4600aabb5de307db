"""What offices tell each other: notices, requests for information, messages."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from blo_client.bodies import (
    AskOfficesRequest,
    Message,
    MessageRequest,
    Notice,
    Request,
    RequestAnswerRequest,
    RequestRow,
)
from blo_client.door import Door, Reply
from blo_client.saving import save


class Notices:
    """The inboxes of the country's offices."""

    def __init__(self, door: Door) -> None:
        self._door = door

    def find(self, **filters: object) -> Iterator[Notice]:
        """`state="waiting"`: those that nobody has acknowledged."""
        return self._door.pages("notices/", query=filters)

    def get(self, identity: str) -> Reply[Notice]:
        return self._door.get("notices/{public_id}/", public_id=identity)

    def acknowledge(self, identity: str) -> Reply[Notice]:
        return self._door.post("notices/{public_id}/acknowledge/", public_id=identity)

    def take(self, identity: str) -> Reply[Notice]:
        """Say that the caller sees to it."""
        return self._door.post("notices/{public_id}/take/", public_id=identity)


class Requests:
    """Requests for information, with their clock."""

    def __init__(self, door: Door) -> None:
        self._door = door

    def find(self, **filters: object) -> Iterator[RequestRow]:
        """To and from the country's offices. `state="mine"`: those that wait for them."""
        return self._door.pages("requests/", query=filters)

    def get(self, identity: str, known: Reply[Request] | None = None) -> Reply[Request]:
        return self._door.get("requests/{public_id}/", known=known, public_id=identity)

    # -- of those who ask --------------------------------------------------------------------

    def ask(self, body: AskOfficesRequest, *, key: str = "") -> Reply[Request]:
        return self._door.post("requests/", body, key=key)

    def clarified(self, identity: str, text: str) -> Reply[Request]:
        """Answer what was asked back. The clock goes on."""
        said = {"text": text}
        return self._door.post("requests/{public_id}/clarified/", said, public_id=identity)

    def withdraw(self, identity: str, reason: str) -> Reply[Request]:
        said = {"reason": reason}
        return self._door.post("requests/{public_id}/withdraw/", said, public_id=identity)

    def reopen(self, identity: str, reason: str) -> Reply[Request]:
        said = {"reason": reason}
        return self._door.post("requests/{public_id}/reopen/", said, public_id=identity)

    def result(self, identity: str, text: str) -> Reply[Request]:
        """What became of it, thanks to the answer."""
        said = {"text": text}
        return self._door.post("requests/{public_id}/result/", said, public_id=identity)

    def save_attachment(self, identity: str, attachment: str, target: Path) -> str:
        """Returns the SHA-256 of what was saved."""
        with self._door.download(
            "requests/{public_id}/attachments/{attachment}/content/",
            public_id=identity,
            attachment=attachment,
        ) as source:
            return save(source, target)

    # -- of those who answer -----------------------------------------------------------------

    def acknowledge(self, identity: str) -> Reply[Request]:
        return self._door.post("requests/{public_id}/acknowledge/", public_id=identity)

    def clarify(self, identity: str, text: str) -> Reply[Request]:
        """Ask back. The clock stands meanwhile."""
        said = {"text": text}
        return self._door.post("requests/{public_id}/clarify/", said, public_id=identity)

    def answer(self, identity: str, body: RequestAnswerRequest) -> Reply[Request]:
        return self._door.post("requests/{public_id}/answer/", body, public_id=identity)

    def extend(self, identity: str, due_at: datetime, reason: str) -> Reply[Request]:
        """`due_at` with its zone."""
        said = {"due_at": due_at.isoformat(), "reason": reason}
        return self._door.post("requests/{public_id}/extend/", said, public_id=identity)

    def refuse(self, identity: str, ground: str, reason: str = "") -> Reply[Request]:
        """`ground`: a code of the list `request_refusal`."""
        said = {"ground": ground, "reason": reason}
        return self._door.post("requests/{public_id}/refuse/", said, public_id=identity)

    def forward(self, identity: str, office: str, reason: str) -> Reply[Request]:
        said = {"office": office, "reason": reason}
        return self._door.post("requests/{public_id}/forward/", said, public_id=identity)


class Messages:
    """Beside a case or a request."""

    def __init__(self, door: Door) -> None:
        self._door = door

    def find(self, **filters: object) -> Iterator[Message]:
        """`case="BLO-…"` or `request=…`."""
        return self._door.pages("messages/", query=filters)

    def send(self, body: MessageRequest) -> Reply[Message]:
        return self._door.post("messages/", body)
