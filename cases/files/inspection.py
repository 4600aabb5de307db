"""Looking into a file that somebody sent, in a process of its own.

Decoders of pictures and documents have had holes. They run here: a process without our secrets,
with little memory and time, that reads the file from a pipe and writes what it found to another.
Nothing of it touches the disk, and this module knows nothing of the portal.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from cases.files import kinds
from cases.files.cleaning import cleaned
from cases.files.faults import Fault, RefusedError
from cases.files.kinds import Kind

SECONDS = 40
MEMORY = 1536 * 1024 * 1024
HOUSE = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Found:
    """What the file is, the copy that may be shared and a small picture of it."""

    kind: Kind
    shared: bytes
    thumbnail: bytes


def look_into(content: bytes, name: str) -> Found:
    """Raises RefusedError when the file is not taken."""
    kind = kinds.kind_of(content, name)
    return Found(kind, *cleaned(content, kind))


def look_into_apart(content: bytes, name: str) -> Found:
    """The same in a process of its own."""
    heading = json.dumps({"name": name, "length": len(content)}).encode() + b"\n"
    try:
        done = subprocess.run(
            [sys.executable, "-m", "cases.files.inspection"],
            input=heading + content,
            capture_output=True,
            timeout=SECONDS * 2,
            cwd=HOUSE,
            env={"PATH": os.defpath, "PYTHONDONTWRITEBYTECODE": "1"},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise RefusedError(Fault.TOO_LARGE) from error
    if done.returncode != 0:  # out of memory or time, or a decoder that fell over
        raise RefusedError(Fault.DAMAGED)
    return _understood(done.stdout)


def _understood(answer: bytes) -> Found:
    heading, _end, rest = answer.partition(b"\n")
    said = json.loads(heading)
    if "fault" in said:
        raise RefusedError(Fault(said["fault"]))
    length = said["shared"]
    return Found(kinds.KINDS[said["kind"]], rest[:length], rest[length:])


def _limit() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    said = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read(said["length"])
    _limit()
    try:
        found = look_into(content, said["name"])
    except RefusedError as refused:
        sys.stdout.buffer.write(json.dumps({"fault": refused.fault}).encode() + b"\n")
        return
    heading = {"kind": found.kind.media_type, "shared": len(found.shared)}
    sys.stdout.buffer.write(json.dumps(heading).encode() + b"\n" + found.shared + found.thumbnail)


if __name__ == "__main__":
    main()
