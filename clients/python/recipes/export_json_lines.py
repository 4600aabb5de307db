"""Export all that one may see as JSON Lines, and read it back.

Each line is a case, as far as the own country sees it. What it is for is said and kept; under some
handling codes nothing is taken along for some purposes.
"""

import sys
from pathlib import Path

from blo_client import Portal, json_lines

target = Path(sys.argv[1] if len(sys.argv) > 1 else "cases.jsonl")
portal = Portal.from_environment()
ordered = portal.exports.order({"format": "jsonl", "purpose": "statistics"}).body
export = portal.exports.wait(ordered["id"])
digest = portal.exports.save(export["id"], target)
assert digest == export["sha256"], "It is not the file that was made."

levels: dict[str, int] = {}
for case in json_lines(target):
    levels[case["level"]] = levels.get(case["level"], 0) + 1
print(f"{sum(levels.values())} cases in {target.name}")
for level, number in sorted(levels.items()):
    print(f"  {level}: {number}")
