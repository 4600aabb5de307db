"""The figures of one action item of the Roadmap, for the own country.

Computed figures say how; attested ones in which document they stand. A figure without a value says
why. Who it is about is `country`; none is the region.
"""

import sys

from blo_client import Portal

portal = Portal.from_environment()
number = int(sys.argv[1]) if len(sys.argv) > 1 else 1
item = next(row for row in portal.roadmap.items() if row["number"] == number)
print(f"Item {item['number']} of {item['edition']}: {item['title']}")

for figure in portal.roadmap.indicators(item=number, country=portal.me()["country"]):
    value = figure["reason"] if figure["value"] is None else f"{figure['value']} {figure['unit']}"
    print(f"  {figure['indicator']} {figure['period']} ({figure['kind']}): {value}")
    if figure["target"]:
        print(f"    target {figure['target']['value']} by {figure['target']['by']}")
