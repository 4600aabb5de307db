"""The events feed, read so that nothing is missed: not in an outage of either side, not in a crash.

Positions have no gap and nothing ever appears below one that was read. The reader keeps the
position of the last event that was *worked off*, so an event may come a second time after a crash
and never not at all.
"""

import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from blo_client.bodies import FeedEvent, FeedPage
from blo_client.door import Door, Reply
from blo_client.errors import ConnectionLostError, GapError, TooManyError, UnavailableError

PAGE = 100
# What the feed is waited for. Whoever works an event off raises where the event is, not in here.
AWAY = (ConnectionLostError, TooManyError, UnavailableError)


class Position(Protocol):
    """Where the reader is. Best kept in the database that the events are worked off into, in the
    same transaction."""

    def load(self) -> int: ...

    def save(self, position: int) -> None: ...


class FilePosition:
    """In a file, which is always whole."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> int:
        """0 before the first event."""
        return int(self._path.read_text()) if self._path.exists() else 0

    def save(self, position: int) -> None:
        part = self._path.with_name(f".{self._path.name}.part")
        with part.open("w") as out:
            out.write(str(position))
            out.flush()
            os.fsync(out.fileno())
        part.replace(self._path)


class Events:
    def __init__(self, door: Door) -> None:
        self._door = door

    def page(self, after: int, limit: int = PAGE) -> Reply[FeedPage]:
        return self._door.get("events/", query={"after": after, "limit": limit})

    def read(self, position: Position) -> Iterator[FeedEvent]:
        """What there is now. An event counts as worked off when the next one is asked for."""
        after = position.load()
        while True:
            page = self.page(after).body
            for event in page["results"]:
                if event["position"] != after + 1:
                    raise GapError(f"After {after} came {event['position']}.")
                yield event
                after = event["position"]
                position.save(after)
            if not page["has_more"]:
                return

    def follow(
        self, position: Position, *, pause: float = 5.0, stop: threading.Event | None = None
    ) -> Iterator[FeedEvent]:
        """For ever, or until `stop` is set. An outage is waited out, however long it is."""
        ending = stop or threading.Event()
        while not ending.is_set():
            try:
                for event in self.read(position):
                    yield event
                    if ending.is_set():
                        position.save(event["position"])
                        return
            except AWAY:
                pass
            ending.wait(pause)
