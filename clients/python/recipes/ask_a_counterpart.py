"""Ask an office abroad a question with a deadline, and read the answer.

The urgency sets the deadline, in the working hours of the office that is asked. Other clocks than
the portal's are not needed: `due_at` and `is_overdue` are what both sides see.
"""

import sys
import time

from blo_client import Portal

SECONDS = float(sys.argv[1]) if len(sys.argv) > 1 else 3600.0

portal = Portal.from_environment()
asked = portal.requests.ask(
    {
        "office": "TH-MSI",
        "to_office": "MM-TCL",
        "urgency": "urgent",
        "question": "Who owns the lorry 3C-1234, and when did it cross?",
        "purpose": "Ownership of a lorry that carried tablets",
        "legal_basis": "Memorandum on border liaison offices",
    }
)
request = asked.body
print(f"Asked {request['office']}, to be answered by {request['due_at']}: {request['id']}")

deadline = time.monotonic() + SECONDS
while request["status"] not in ("answered", "refused") and time.monotonic() < deadline:
    time.sleep(2)
    # `known`: when nothing changed, nothing is sent (If-None-Match, 304).
    asked = portal.requests.get(request["id"], known=asked)
    request = asked.body
    if request["status"] == "clarifying":
        portal.requests.clarified(request["id"], "The white one, on 21 November.")

print("It is", request["status"])
for step in request["steps"]:
    print(f"  {step['at']} {step['office']}: {step['kind']} {step['text']}".rstrip())
