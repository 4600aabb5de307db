"""The fonts of printed reports, cut down from their packages to the scripts of the region.

They are TrueType, because what sets the type reads neither woff2 nor a script spread over many
files. Each is a whole script; of the Chinese characters those of GBK, simplified and traditional.
"""

import subprocess
from itertools import chain
from pathlib import Path

CUT = """
const [source, target, text] = process.argv.slice(1), fs = require("fs");
require("subset-font")(fs.readFileSync(source), text, { targetFormat: "sfnt" })
  .then((cut) => fs.writeFileSync(target, cut));
"""
EXPO = "@expo-google-fonts/{0}/{1}{2}/{3}_{1}{2}.ttf"
FONTSOURCE = "@fontsource/noto-sans-{0}/files/noto-sans-{0}-{0}-{1}-normal.woff2"
WEIGHTS = {400: "Regular", 700: "Bold"}

# Joiners, the space that breaks lines, and the circle that carries a lone vowel sign.
COMMON = ((0x20, 0x20), (0xA0, 0xA0), (0x200B, 0x200D), (0x25CC, 0x25CC))
LATIN = (
    (0x20, 0x7E), (0xA0, 0x4FF), (0x1E00, 0x1EFF), (0x2000, 0x209C), (0x20A0, 0x20C0),
    (0x2100, 0x23FF), (0x25A0, 0x26FF),
)  # fmt: skip
SCRIPTS = {
    "thai": ((0x0E00, 0x0E7F),),
    "lao": ((0x0E80, 0x0EFF),),
    "khmer": ((0x1780, 0x17FF), (0x19E0, 0x19FF)),
    "myanmar": ((0x1000, 0x109F), (0xA9E0, 0xA9FF), (0xAA60, 0xAA7F)),
    "bengali": ((0x0964, 0x0965), (0x0980, 0x09FF)),
    "devanagari": ((0x0900, 0x097F), (0xA8E0, 0xA8FF)),
}


def make(modules: Path, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    for weight, name in WEIGHTS.items():
        latin = modules / EXPO.format("noto-sans", weight, name, "NotoSans")
        cut(modules, latin, folder / f"noto-sans-{weight}.ttf", letters(LATIN))
        for script, ranges in SCRIPTS.items():
            source = modules / FONTSOURCE.format(script, weight)
            target = folder / f"noto-sans-{script}-{weight}.ttf"
            cut(modules, source, target, letters((*COMMON, *ranges)))
    chinese = modules / EXPO.format("noto-sans-sc", 400, "Regular", "NotoSansSC")
    cut(modules, chinese, folder / "noto-sans-sc-400.ttf", gbk())


def cut(modules: Path, source: Path, target: Path, text: str) -> None:
    command = ["node", "-e", CUT, str(source), str(target), text]
    subprocess.run(command, check=True, cwd=modules.parent)  # noqa: S603  paths of our own


def letters(ranges: tuple[tuple[int, int], ...]) -> str:
    points = chain.from_iterable(range(first, last + 1) for first, last in ranges)
    return "".join(map(chr, points))


def gbk() -> str:
    """Every character that GBK can say in two bytes."""
    pairs = (bytes([high, low]) for high in range(0x81, 0xFF) for low in range(0x40, 0xFF))
    return "".join(sorted({pair.decode("gbk", "ignore") for pair in pairs} - {""}))
