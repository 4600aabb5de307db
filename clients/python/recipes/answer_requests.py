"""The other side: answer what waits for the own country's offices.

An answer carries a handling code and an evaluation of source and information (4×4).
"""

import sys

from blo_client import Portal

portal = Portal.from_environment()
# One request by its id, or all that wait for an answer ("clarifying" waits for the asker).
waiting = portal.requests.find(state="mine")
wanted = sys.argv[1:] or [row["id"] for row in waiting if row["status"] != "clarifying"]
for identity in wanted:
    request = portal.requests.get(identity).body
    if request["acknowledged_at"] is None:
        portal.requests.acknowledge(identity)
    # In words, or as questions of the phrasebook, which each side reads in its own language.
    words = [request["question"], *(question["text"] for question in request["questions"])]
    print(f"{request['asking_office']} asks: {' '.join(words).strip()}")
    portal.requests.answer(
        identity,
        {
            "text": "A transport firm in Tachileik. It crossed at 18:52.",
            "handling_code": "H1",
            "source_evaluation": "A",
            "information_evaluation": "1",
        },
    )
    print("  answered")
