"""What stands between an empty home and a portal that can be opened: tables, reference data,
demonstration, static files. Each step is done again only when what it is made from has changed.
"""

import contextlib
import hashlib
import json
import signal
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import psycopg2

from blo_portal.home import Home
from blo_portal.processes import StartError, spawn, stop, tail
from blo_portal.supervisor import say

ROOT = Path(__file__).resolve().parent.parent
APPS = ("audit", "agencies", "notices", "cases", "roadmap", "blo_portal")


def fingerprint(files: Iterable[Path]) -> str:
    """Of names and contents, in a fixed order."""
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(str(file.relative_to(ROOT)).encode() + b"\0")
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def packages() -> list[Path]:
    return [ROOT / "requirements" / "run.txt"]


def migrations() -> list[Path]:
    return [path for app in APPS for path in (ROOT / app / "migrations").glob("*.py")]


def reference(app: str) -> list[Path]:
    kinds = {".py", ".csv", ".json"}
    return [path for path in (ROOT / app).rglob("*") if path.suffix in kinds]


def static_files() -> list[Path]:
    folders = [ROOT / "static", *(ROOT / app / "static" for app in APPS)]
    return [path for folder in folders for path in folder.rglob("*") if path.is_file()]


@dataclass
class Stamps:
    """What was done to a database, kept as a comment in that database: it goes where the data
    goes and is gone when the data is."""

    database_url: str

    def read(self) -> dict[str, str]:
        rows = self._run("SELECT obj_description('public'::regnamespace, 'pg_namespace')")
        try:
            return dict(json.loads(rows[0][0]))
        except (TypeError, ValueError):
            return {}

    def write(self, stamps: Mapping[str, str]) -> None:
        """Where the role may not comment, every start does every step: slower, never wrong."""
        with contextlib.suppress(psycopg2.errors.InsufficientPrivilege):
            self._run("COMMENT ON SCHEMA public IS %s", json.dumps(stamps))

    def _run(self, statement: str, *values: str) -> list[tuple[str]]:
        try:
            connection = psycopg2.connect(self.database_url, connect_timeout=5)
        except psycopg2.OperationalError as error:
            raise StartError(f"The database does not answer: {error}".strip()) from error
        with contextlib.closing(connection), connection, connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchall() if cursor.description else []


@dataclass
class Preparation:
    home: Home
    environment: dict[str, str]
    demo: bool
    commands: list["Command"] = field(default_factory=list)

    def run(self) -> None:
        try:
            self._run()
        finally:  # also when Ctrl-C interrupts the waiting
            for command in self.commands:
                command.end()

    def _run(self) -> None:
        """Static files are compressed beside the work on the database."""
        static = self._begin_static()
        stamps = Stamps(self.environment["DATABASE_URL"])
        done = stamps.read()
        for step, label, wanted in self._steps():
            if done.get(step) == wanted and not self._demo_files_missing(step):
                continue
            self._command(label, step).finish()
            done[step] = wanted
            stamps.write(done)
        if static:
            static.finish(beside_others=True)
            self._static_stamp.write_text(self._static_wanted(), encoding="utf-8")

    def _steps(self) -> list[tuple[str, str, str]]:
        tables = fingerprint([*migrations(), *packages()])
        steps = [
            ("migrate", "Preparing the database", tables),
            ("load_reference", "Loading reference data", fingerprint(reference("agencies"))),
            ("load_roadmap", "Loading the Roadmap", fingerprint(reference("roadmap"))),
        ]
        if self.demo:
            steps += [
                ("load_demo", "Making the demonstration (once)", "done"),
                ("load_roadmap_demo", "Filling its Roadmap (once)", "done"),
            ]
        return steps

    def _demo_files_missing(self, step: str) -> bool:
        names = ("demo-accounts.json", "demo-partners.json")
        return step == "load_demo" and not all((self.home.path / name).exists() for name in names)

    @property
    def _static_stamp(self) -> Path:
        return self.home.path / "static" / ".stamp"

    def _static_wanted(self) -> str:
        return fingerprint([*static_files(), *packages()])

    def _begin_static(self) -> "Command | None":
        stamp = self._static_stamp
        if stamp.exists() and stamp.read_text(encoding="utf-8") == self._static_wanted():
            return None
        return self._command("Collecting static files", "collectstatic", "--no-input", "--clear")

    def _command(self, label: str, *words: str) -> "Command":
        command = Command(self, label, *words)
        self.commands.append(command)
        return command


class Command:
    """One `manage.py` command, running; its output goes to a log of its own."""

    def __init__(self, preparation: Preparation, label: str, *command: str) -> None:
        self.label, self.name, self.began = label, command[0], time.monotonic()
        self.log = preparation.home.path / "log" / f"{self.name}.log"
        self.log.unlink(missing_ok=True)
        self.process = spawn(
            [sys.executable, ROOT / "manage.py", *command],
            log=self.log,
            death_signal=signal.SIGTERM,
            env=preparation.environment,
            cwd=ROOT,
        )

    def end(self) -> None:
        stop(self.process, signal.SIGTERM, seconds=2)

    def finish(self, *, beside_others: bool = False) -> None:
        if self.process.wait() != 0:
            raise StartError(f"{self.label} failed (manage.py {self.name}):\n{tail(self.log, 12)}")
        if not beside_others:
            say(f"{self.label}: {time.monotonic() - self.began:.1f} s.")
