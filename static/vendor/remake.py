"""Re-makes the vendored front-end files from their packages, or checks them.

`python static/vendor/remake.py` needs Node and npm and makes everything again; `--check` compares
what is committed with the checksums in VENDOR.json (no npm, no network); `--compare` makes
everything again in a folder of its own and compares that.
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
# name: version, licence, what it is for
PACKAGES = {
    "bootstrap": ("5.3.9", "MIT", "source of bootstrap/blo.css"),
    "sass": ("1.97.3", "MIT", "compiles it; nothing of it is served"),
    "subset-font": ("2.9.0", "BSD-3-Clause", "cuts fonts down; nothing of it is served"),
    "harfbuzzjs": ("1.6.4", "MIT", "does the cutting; nothing of it is served"),
    "@fontsource/noto-sans-thai": ("5.3.0", "OFL-1.1", "fonts"),
    "@fontsource/noto-sans-lao": ("5.3.0", "OFL-1.1", "fonts"),
    "@fontsource/noto-sans-khmer": ("5.3.0", "OFL-1.1", "fonts"),
    "@fontsource/noto-sans-myanmar": ("5.3.0", "OFL-1.1", "fonts"),
    "@fontsource/noto-sans-bengali": ("5.3.0", "OFL-1.1", "fonts of printed reports"),
    "@fontsource/noto-sans-devanagari": ("5.3.0", "OFL-1.1", "fonts of printed reports"),
    "@expo-google-fonts/noto-sans": ("0.4.2", "OFL-1.1", "fonts of printed reports"),
    "@expo-google-fonts/noto-sans-sc": ("0.4.3", "OFL-1.1", "fonts of printed reports"),
    "world-atlas": ("2.0.2", "ISC", "Natural Earth 1:50 m (public domain): the region's land"),
}
SERVED = [name for name in PACKAGES if name in ("bootstrap", "world-atlas") or name.startswith("@")]
# Each package repeats a Latin part; only the script's own file is taken.
FONTS = [("thai", 400), ("thai", 700), ("lao", 400), ("lao", 700), ("khmer", 400), ("myanmar", 400)]
# Large ones are cut down to the letters of the national language. What Shan, Mon and Karen need
# beyond it stays in the whole file, beside it, and is fetched only for them.
CUT = {"khmer": (0x1780, 0x17FF), "myanmar": (0x1000, 0x104F)}
KEPT_WHOLE = ("myanmar",)
# Joiners, the space that breaks lines, and the circle that carries a lone vowel sign.
COMMON = "\u0020\u200b\u200c\u200d\u25cc"
SUBSET = """
const [source, target, text] = process.argv.slice(1), fs = require("fs");
require("subset-font")(fs.readFileSync(source), text, { targetFormat: "woff2" })
  .then((cut) => fs.writeFileSync(target, cut));
"""
SUFFIXES = {".css", ".woff2", ".ttf", ".scss", ".svg", ".txt"}


def checksums(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.suffix in SUFFIXES)
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }


def make(folder: Path) -> None:
    """Everything served, made from the packages, into `folder`; blo.scss must be there."""
    with tempfile.TemporaryDirectory() as room:
        names = [f"{name}@{version}" for name, (version, *_) in PACKAGES.items()]
        npm = ["npm", "install", "--silent", "--no-save", "--ignore-scripts", "--prefix", room]
        subprocess.run([*npm, *names], check=True)  # noqa: S603  names are constants above
        modules = Path(room, "node_modules")
        _compile(modules, folder)
        _copy_fonts(modules, folder)
        _cut_print_fonts(modules, folder)
        _copy_licences(modules, folder)
        _draw_land(modules, folder)


def _compile(modules: Path, folder: Path) -> None:
    source, target = folder / "bootstrap/blo.scss", folder / "bootstrap/blo.css"
    flags = ["--style=compressed", "--no-source-map", "--quiet", f"--load-path={modules}"]
    sass = ["node", str(modules / "sass/sass.js"), *flags, str(source), str(target)]
    subprocess.run(sass, check=True)  # noqa: S603  paths of our own
    text = target.read_text(encoding="utf-8").lstrip("\ufeff").rstrip()
    version = PACKAGES["bootstrap"][0]
    target.write_text(f"/*! Bootstrap {version}, MIT */\n{text}\n", encoding="utf-8")


def _copy_fonts(modules: Path, folder: Path) -> None:
    target = folder / "fonts"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    for script, weight in FONTS:
        name = f"noto-sans-{script}-{script}-{weight}-normal.woff2"
        source = modules / f"@fontsource/noto-sans-{script}/files/{name}"
        if script in CUT:
            _cut(source, target / f"noto-sans-{script}-{weight}.woff2", script, modules)
        if script in KEPT_WHOLE:
            shutil.copy(source, target / f"noto-sans-{script}-{weight}-whole.woff2")
        if script not in CUT:
            shutil.copy(source, target / f"noto-sans-{script}-{weight}.woff2")


def _cut(source: Path, target: Path, script: str, modules: Path) -> None:
    first, last = CUT[script]
    text = COMMON + "".join(map(chr, range(first, last + 1)))
    cut = ["node", "-e", SUBSET, str(source), str(target), text]
    subprocess.run(cut, check=True, cwd=modules.parent)  # noqa: S603  paths of our own


def _draw_land(modules: Path, folder: Path) -> None:
    import region  # beside this file; only a run of this file finds it

    (folder / "natural-earth").mkdir(exist_ok=True)
    atlas = modules / "world-atlas/countries-50m.json"
    region.draw(atlas, folder / "natural-earth/region.svg")


def _cut_print_fonts(modules: Path, folder: Path) -> None:
    import printfonts  # beside this file; only a run of this file finds it

    printfonts.make(modules, folder / "print")


def _copy_licences(modules: Path, folder: Path) -> None:
    """Where a package has a licence of its own, that of the font stands apart."""
    (folder / "licences").mkdir(exist_ok=True)
    for name in SERVED:
        plain, source = name.rpartition("/")[2], modules / name
        found = source / "LICENSE_FONT"
        licence = found if found.exists() else source / "LICENSE"
        shutil.copy(licence, folder / f"licences/{plain}.txt")


def describe(folder: Path) -> None:
    packages = {
        name: {"version": version, "licence": licence, "for": purpose}
        for name, (version, licence, purpose) in PACKAGES.items()
    }
    described = {"packages": packages, "sha256": checksums(folder)}
    (folder / "VENDOR.json").write_text(json.dumps(described, indent=2) + "\n", encoding="utf-8")


def differences(found: dict[str, str]) -> list[str]:
    known = json.loads((HERE / "VENDOR.json").read_text(encoding="utf-8"))["sha256"]
    names = sorted(known.keys() | found.keys())
    return [name for name in names if known.get(name) != found.get(name)]


def made_again() -> dict[str, str]:
    with tempfile.TemporaryDirectory() as room:
        folder = Path(room)
        (folder / "bootstrap").mkdir()
        shutil.copy(HERE / "bootstrap/blo.scss", folder / "bootstrap")
        make(folder)
        return checksums(folder)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--compare", action="store_true")
    asked = parser.parse_args()
    if not (asked.check or asked.compare):
        make(HERE)
        describe(HERE)
        return
    wrong = differences(made_again() if asked.compare else checksums(HERE))
    if wrong:
        sys.exit("\n".join(f"static/vendor/{name} is not what VENDOR.json says." for name in wrong))


if __name__ == "__main__":
    main()
