"""Follow what happens, and miss nothing.

The feed has positions without gaps, in the order of commit. The position of the last event that
was worked off is kept in a file here; best is the database that the events are worked off into,
in the same transaction. After an outage of either side one goes on from there. An event may come
a second time after a crash: its `id` tells.
"""

import sys
from pathlib import Path

from blo_client import FilePosition, Portal

position = FilePosition(Path(sys.argv[1] if len(sys.argv) > 1 else "position.txt"))
portal = Portal.from_environment()

# `follow` goes on for ever; `read` ends when nothing is left.
events = portal.events.follow(position) if "--follow" in sys.argv else portal.events.read(position)
for event in events:
    print(event["position"], event["kind"], event["reference"])
print("Position", position.load())
