"""The account under which the bundled servers run.

PostgreSQL refuses to run as root. Started by root, both servers therefore become the account
`postgres`, or `nobody` where there is none: initdb wants a user id that the system can name, and
one of the two exists on every system. The account may be unable to reach a home below a folder
such as root's own; instead of opening that folder to everybody, the servers then keep the one
capability that lets them read past it.
"""

import ctypes
import os
import pwd
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from blo_portal.processes import StartError

CAP_DAC_OVERRIDE = 1
CAP_DAC_READ_SEARCH = 2
PR_CAPBSET_READ = 23
PR_SET_SECUREBITS = 28
NO_SETUID_FIXUP = 4  # a change of user leaves capabilities alone, and access(2) counts them
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_RAISE = 2
CLONE_NEWUSER = 0x10000000
CAPABILITY_VERSION_3 = 0x20080522

_libc = ctypes.CDLL(None, use_errno=True)


def take_a_name() -> None:
    """Let an account that is only a number call itself `nobody`, in a user namespace.

    initdb insists on a name and needs it for nothing else; the files stay the number's own.
    Runs in the child, between fork and exec.
    """
    uid, gid = os.geteuid(), os.getegid()
    _call("unshare", CLONE_NEWUSER)
    name = pwd.getpwnam("nobody")
    Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
    Path("/proc/self/uid_map").write_text(f"{name.pw_uid} {uid} 1", encoding="ascii")
    Path("/proc/self/gid_map").write_text(f"{name.pw_gid} {gid} 1", encoding="ascii")


def has_a_name(uid: int) -> bool:
    try:
        pwd.getpwuid(uid)
    except KeyError:
        return False
    return True


@dataclass(frozen=True)
class Account:
    uid: int
    gid: int
    capability: int | None = None

    def own(self, folder: Path) -> None:
        os.chown(folder, self.uid, self.gid)

    def become(self) -> None:
        """Give up root for good; runs in the child, between fork and exec."""
        if self.capability is not None:
            _call("prctl", PR_SET_SECUREBITS, NO_SETUID_FIXUP, 0, 0, 0)
        os.setgroups([])
        os.setresgid(self.gid, self.gid, self.gid)
        os.setresuid(self.uid, self.uid, self.uid)
        if self.capability is not None:
            _keep(self.capability)


def server_account(data: Path, *needed: Path) -> Account | None:
    """The account that runs the servers and can use `needed`; None where we are not root.

    Data that a normal user made before stays that user's.
    """
    if os.geteuid() != 0:
        return None
    uid, gid = _owner(data) or _first_named("postgres", "nobody")
    if all(open_to_everybody(path) for path in needed):
        return Account(uid, gid)
    return Account(uid, gid, _capability_to_read(uid))


def _owner(data: Path) -> tuple[int, int] | None:
    try:
        found = data.stat()
    except FileNotFoundError:
        return None
    return (found.st_uid, found.st_gid) if found.st_uid != 0 else None


def open_to_everybody(path: Path) -> bool:
    """Whether any account can go down to `path` and read it."""
    resolved = path.resolve()
    if not all(parent.stat().st_mode & 0o001 for parent in resolved.parents):
        return False
    return bool(resolved.stat().st_mode & 0o004)


def _first_named(*names: str) -> tuple[int, int]:
    for name in names:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return entry.pw_uid, entry.pw_gid
    raise StartError(
        "PostgreSQL does not run as root and this system has neither an account named postgres "
        "nor one named nobody: start the portal as a normal user."
    )


def _capability_to_read(uid: int) -> int:
    for capability in (CAP_DAC_READ_SEARCH, CAP_DAC_OVERRIDE):
        if _libc.prctl(PR_CAPBSET_READ, capability, 0, 0, 0) == 1:
            return capability
    raise StartError(
        f"PostgreSQL does not run as root, and the account {uid} that replaces it cannot reach "
        "this folder: put the portal and BLO_HOME where others may read, or start it as a normal "
        "user."
    )


def _keep(capability: int) -> None:
    """Hold exactly one capability, through the coming exec too."""
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    mask = 1 << capability
    sets = (ctypes.c_uint32 * 6)(mask, mask, mask, 0, 0, 0)  # effective, permitted, inheritable
    _call("capset", header, sets)
    _call("prctl", PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, capability, 0, 0)


def _call(function: str, *arguments: Any) -> None:
    if getattr(_libc, function)(*arguments) != 0:
        raise OSError(ctypes.get_errno(), function)


def becoming(account: Account | None) -> Callable[[], None] | None:
    return account.become if account else None


def becoming_named(account: Account | None) -> Callable[[], None] | None:
    """The same for initdb, which also wants a name."""
    if has_a_name(account.uid if account else os.geteuid()):
        return becoming(account)

    def become() -> None:
        if account:
            account.become()
        take_a_name()

    return become
