"""Re-makes the vendored front-end files from their packages, or checks them.

`python static/vendor/remake.py` needs npm and makes everything again; `--check` only compares
what is committed with the checksums in VENDOR.json (no npm, no network).
"""

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
PACKAGES = {
    "bootstrap": "5.3.9",
    "sass": "1.97.3",
    "@fontsource/noto-sans-thai": "5.3.0",
    "@fontsource/noto-sans-lao": "5.3.0",
    "@fontsource/noto-sans-khmer": "5.3.0",
    "@fontsource/noto-sans-myanmar": "5.3.0",
}
LICENCES = {"bootstrap": "MIT", "@fontsource": "OFL-1.1"}
SCRIPTS = ("thai", "lao", "khmer", "myanmar")
WEIGHTS = (400, 700)


def checksums() -> dict[str, str]:
    files = sorted(p for p in HERE.rglob("*") if p.suffix in {".css", ".woff2", ".scss"})
    return {
        str(path.relative_to(HERE)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }


def remake() -> None:
    with tempfile.TemporaryDirectory() as folder:
        names = [f"{name}@{version}" for name, version in PACKAGES.items()]
        npm = ["npm", "install", "--silent", "--no-save", "--prefix", folder, *names]
        subprocess.run(npm, check=True)  # noqa: S603  names are constants above
        modules = Path(folder, "node_modules")
        _compile(modules)
        _copy_fonts(modules)
    described = {"packages": PACKAGES, "licences": LICENCES, "sha256": checksums()}
    (HERE / "VENDOR.json").write_text(json.dumps(described, indent=2) + "\n", encoding="utf-8")


def _compile(modules: Path) -> None:
    source, target = HERE / "bootstrap/blo.scss", HERE / "bootstrap/blo.css"
    flags = ["--style=compressed", "--no-source-map", "--quiet", f"--load-path={modules}"]
    sass = ["node", str(modules / "sass/sass.js"), *flags, str(source), str(target)]
    subprocess.run(sass, check=True)  # noqa: S603  paths of our own
    text = target.read_text(encoding="utf-8").lstrip("\ufeff").rstrip()
    target.write_text(f"/*! Bootstrap {PACKAGES['bootstrap']}, MIT */\n{text}\n", encoding="utf-8")


def _copy_fonts(modules: Path) -> None:
    for script in SCRIPTS:
        for weight in WEIGHTS:
            name = f"noto-sans-{script}-{script}-{weight}-normal.woff2"
            source = modules / f"@fontsource/noto-sans-{script}/files/{name}"
            shutil.copy(source, HERE / f"fonts/noto-sans-{script}-{weight}.woff2")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    if not parser.parse_args().check:
        remake()
        return 0
    known = json.loads((HERE / "VENDOR.json").read_text(encoding="utf-8"))["sha256"]
    found = checksums()
    for name in sorted(known.keys() | found.keys()):
        if known.get(name) != found.get(name):
            print(f"static/vendor/{name} is not what VENDOR.json says.", file=sys.stderr)
    return int(known != found)


if __name__ == "__main__":
    sys.exit(main())
