"""BLO_HOME: the folder that holds everything one running portal keeps.

`secrets.json` (keys and passwords made here), `endpoints.json` (where its database and Redis
answer), the data folders of both, collected static files, logs and, in the demonstration, mail.
"""

import fcntl
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from blo_portal.processes import StartError

# What a home needs to know; a name added here is made on the next start.
SECRETS = ("secret_key", "database_password", "database_admin_password")


@dataclass
class Home:
    path: Path
    _lock: IO[str] | None = None

    @classmethod
    def from_environment(cls) -> "Home":
        given = os.environ.get("BLO_HOME", "").strip()
        root = Path(__file__).resolve().parent.parent
        return cls(Path(given or root / "var").resolve())

    def open(self) -> None:
        """Make the folder ours alone, until this process ends."""
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._lock = (self.path / "run.lock").open("w")
        except OSError as error:
            raise StartError(
                f"BLO_HOME {self.path} cannot be written ({error.strerror}): "
                "choose another folder with BLO_HOME=…"
            ) from error
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise StartError(
                f"A portal is already running with BLO_HOME {self.path}: stop it first, or give "
                "this one another BLO_HOME."
            ) from error

    def close(self) -> None:
        if self._lock:
            self._lock.close()

    def secrets(self) -> dict[str, str]:
        """Keys and passwords: made once, kept for the life of the home."""
        known = self.read("secrets.json")
        missing = {name: secrets.token_urlsafe(48) for name in SECRETS if name not in known}
        if missing:
            self.write("secrets.json", known | missing)
        return known | missing

    def read(self, name: str) -> dict[str, str]:
        return dict(self._load(name) or {})

    def read_list(self, name: str) -> list[dict[str, str]]:
        return list(self._load(name) or [])

    def _load(self, name: str) -> Any:
        try:
            return json.loads((self.path / name).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except ValueError as error:
            raise StartError(f"{self.path / name} is damaged: {error}.") from error

    def write(self, name: str, content: dict[str, str]) -> None:
        """Replace a JSON file in one step; only its owner may read it."""
        unfinished = self.path / f"{name}.new"
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        with os.fdopen(os.open(unfinished, flags, 0o600), "w", encoding="utf-8") as file:
            json.dump(content, file, indent=1)
        unfinished.replace(self.path / name)
