"""Register a webhook, keep its secret, and have a test sent.

receiver/receive.py listens at the address. It must know the secret before it can answer the
challenge, so one more challenge is asked for when the first one came too early. Then a coordinator
of the own country approves the address: nobody redirects a country's events alone.
"""

import sys
import time
from pathlib import Path

from blo_client import Portal
from blo_client.bodies import Webhook

address, secrets = sys.argv[1], Path(sys.argv[2])
SECONDS = float(sys.argv[3]) if len(sys.argv) > 3 else 3600.0

portal = Portal.from_environment()


def wait_for(identity: str, states: tuple[str, ...], again: bool = False) -> Webhook:
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        found = portal.webhooks.get(identity).body
        if found["state"] in states:
            return found
        if again and found["challenge_fault"]:
            portal.webhooks.challenge(identity)
        time.sleep(1)
    sys.exit("Not in time.")


made = portal.webhooks.register({"url": address, "events": [], "filter": {"borders": ["TH-MM"]}})
webhook = made.body
# It is told only now. A line more in the file: the receiver takes any of them.
with secrets.open("a") as file:
    file.write(f"{webhook['secret']}\n")
print("Registered", webhook["id"])

wait_for(webhook["id"], ("proved", "active"), again=True)
print("The challenge is answered; a coordinator has to approve it", flush=True)
wait_for(webhook["id"], ("active",))

# Change the secret: for 24 hours messages carry a signature of each.
with secrets.open("a") as file:
    file.write(f"{portal.webhooks.rotate(webhook['id']).body['secret']}\n")
sent = portal.webhooks.test(webhook["id"]).body
print("A test is under way:", sent["sequence"])
deadline = time.monotonic() + SECONDS
while time.monotonic() < deadline:
    delivery = next(portal.webhooks.deliveries(webhook["id"]))
    if delivery["state"] == "delivered":
        break
    time.sleep(1)
print("It is", delivery["state"])
