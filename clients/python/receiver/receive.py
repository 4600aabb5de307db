"""A sample receiver of webhooks, for a partner system to start from.

    pip install standardwebhooks
    python receive.py --port 8200 --secrets secrets.txt --ledger events.sqlite

It stands behind a proxy that speaks TLS. It answers the challenge, verifies each message with the
`standardwebhooks` library (not ours), refuses messages that are old or come a second time as they
are, keeps what came with its sequence number, and tells of gaps. What is missing is fetched from
the events feed (recipes/follow_events.py), or sent again by the portal.

`secrets.txt` has a secret in each line. While a secret is being changed there are two.
"""

import argparse
import json
import sqlite3
import sys
import threading
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from standardwebhooks.webhooks import Webhook, WebhookVerificationError

LONGEST = 64 * 1024
TABLE = """
create table if not exists message (
    id text primary key,
    sequence integer,
    moment text not null,
    kind text not null,
    reference text not null,
    body text not null
)
"""


class Ledger:
    """What came by one webhook, each message once. In a real system: the table that the work
    starts from, so that what was answered with 204 is not lost with the process."""

    def __init__(self, path: Path) -> None:
        self._rows = sqlite3.connect(path, check_same_thread=False)
        self._lock = threading.Lock()
        with self._lock, self._rows:
            self._rows.execute(TABLE)

    def take(self, identity: str, moment: str, message: Mapping[str, Any]) -> str:
        """ "new"; "again": sent anew, with a later moment; or "replay": this very message."""
        data = message["data"]
        row = [identity, data.get("sequence"), moment, message["type"]]
        row += [data.get("reference", ""), json.dumps(message, ensure_ascii=False)]
        # One at a time: of two that are the same, one is new.
        with self._lock, self._rows:
            asked = "select moment from message where id = ?"
            before = self._rows.execute(asked, [identity]).fetchone()
            if before is None:
                self._rows.execute("insert into message values (?, ?, ?, ?, ?, ?)", row)
                return "new"
            if int(moment) <= int(before[0]):
                return "replay"
            changed = "update message set moment = ? where id = ?"
            self._rows.execute(changed, [moment, identity])
            return "again"

    def sequences(self) -> list[int]:
        with self._lock:
            asked = "select sequence from message where sequence is not null order by sequence"
            return [row[0] for row in self._rows.execute(asked)]

    def gaps(self) -> list[int]:
        """Sequence numbers that did not come (yet: what was refused is sent again later)."""
        found = self.sequences()
        return sorted(set(range(1, found[-1])) - set(found)) if found else []

    def close(self) -> None:
        self._rows.close()


class Receiver(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, port: int, secrets: Path, ledger: Ledger) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.secrets, self.ledger = secrets, ledger

    def take(self, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
        """(status, what is answered)."""
        message = self._verified(headers, body)
        if message is None:
            return 401, b"No signature fits, or the message is too old."
        if message["type"] == "webhook.challenge":
            return 200, json.dumps({"challenge": message["data"]["challenge"]}).encode()
        identity, moment = headers["webhook-id"], headers["webhook-timestamp"]
        found = self.ledger.take(identity, moment, message)
        if found == "replay":
            return 409, b"This very message came before."
        if found == "new":
            self.work(message)
        return 204, b""

    def work(self, message: Mapping[str, Any]) -> None:
        """Here your own system begins. Quickly: the portal waits ten seconds for the answer."""
        data = message["data"]
        print(f"{data.get('sequence')} {message['type']} {data.get('reference', '')}", flush=True)
        if gaps := self.ledger.gaps():
            print(f"missing so far: {gaps}", file=sys.stderr, flush=True)

    def _verified(self, headers: Mapping[str, str], body: bytes) -> dict[str, Any] | None:
        """The library also refuses what is older than five minutes."""
        for secret in self.secrets.read_text().split():
            try:
                message = Webhook(secret).verify(body, dict(headers))
            except WebhookVerificationError:
                continue
            return message if isinstance(message, dict) else None
        return None


class _Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or int(length) > LONGEST:
            self._answer(413, b"")
            return
        body = self.rfile.read(int(length))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self._answer(*self.server.take(headers, body))

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (its name there)
        pass


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--port", type=int, default=8200)
    parser.add_argument("--secrets", type=Path, default=Path("secrets.txt"))
    parser.add_argument("--ledger", type=Path, default=Path("events.sqlite"))
    said = parser.parse_args()
    said.secrets.touch(mode=0o600)
    receiver = Receiver(said.port, said.secrets, Ledger(said.ledger))
    print(f"listening on 127.0.0.1:{receiver.server_port}", flush=True)
    receiver.serve_forever()


if __name__ == "__main__":
    main()
