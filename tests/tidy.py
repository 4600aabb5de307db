"""What `make check` asks of the tree itself: it names no package registry and no place on
somebody's machine, the API schema is the committed one, and the catalogues are in step."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests import catalogues

ROOT = Path(__file__).resolve().parent.parent
SCHEMA = ROOT / "docs" / "openapi.yaml"
# Written in pieces, so that the lists do not find themselves.
HOSTS = [
    ("pypi", "org"),
    ("pythonhosted", "org"),
    ("npmjs", "org"),
    ("npmjs", "com"),
    ("yarnpkg", "com"),
    ("unpkg", "com"),
    ("jsdelivr", "net"),
    ("deb", "debian", "org"),
    ("crates", "io"),
    ("proxy", "golang", "org"),
]
FOLDERS = ["work", "root", "tmp", "opt/wheels", r"home/\w+"]
REGISTRIES = re.compile("|".join(r"\b" + r"\.".join(host) + r"\b" for host in HOSTS))
MACHINE = re.compile(r"(?<![\w.\-])/(" + "|".join(FOLDERS) + r")(/|\b)")


def tree() -> list[Path]:
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [ROOT / name for name in names.split("\0") if name]


def problems_in(text: str) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(), start=1):
        if REGISTRIES.search(line):
            yield f"{number}: names a package registry"
        if MACHINE.search(line):
            yield f"{number}: names a place on one machine"


def places() -> Iterator[str]:
    for path in tree():
        name = str(path.relative_to(ROOT))
        if not path.is_file():
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        yield from (f"{name}:{problem}" for problem in problems_in(text))


def schema() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "openapi.yaml"
        command = ["manage.py", "spectacular", "--validate", "--fail-on-warn", "--file", str(fresh)]
        done = subprocess.run(
            [sys.executable, *command], cwd=ROOT, check=False, capture_output=True, text=True
        )
        if done.returncode:
            yield f"The API schema cannot be written:\n{done.stderr}"
        elif not SCHEMA.exists() or fresh.read_bytes() != SCHEMA.read_bytes():
            yield f"{SCHEMA.relative_to(ROOT)} is not the schema of this code: run `make openapi`."


if __name__ == "__main__":
    os.environ.setdefault("BLO_DEMO", "1")
    found = [*places(), *schema(), *catalogues.problems()]
    print("\n".join(found) or "The tree is tidy.")
    sys.exit(bool(found))
