"""Attach a file to a case over a poor line, and download what the others get.

The upload goes in pieces (tus 1.0): what broke off goes on where it was. The portal checks the
file, and shares a copy without metadata (no place, no camera).
"""

import sys
from pathlib import Path

from blo_client import Portal

reference, source = sys.argv[1], Path(sys.argv[2])
target = source.with_name(f"shared-{source.name}")

portal = Portal.from_environment()
# With a key of our own, a program that died goes on with the same upload.
added = portal.files.add(reference, source, caption="The page they signed", key=f"{reference} 1")
file = portal.files.wait(reference, added["id"])
print(f"{file['name']} is {file['state']}, {file['size']} bytes")

digest = portal.files.save(reference, file["id"], target)
assert digest == file["shared_sha256"], "The copy is not the one that was announced."
print(f"The shared copy is in {target.name}, {target.stat().st_size} bytes")
