"""What the tests of requests for information share."""

import threading

from django.db import connection

from cases import requests
from cases.problems import WrongState
from cases.requestanswers import Answer
from cases.requests import Asked
from tests import factories

ANSWER = Answer("He is known to us.", "H1", "", "B", "2")


def asked_of(offices, officer, **said):
    """`officer` asks these offices, through the verb."""
    said = {"urgency": "priority", "purpose": "an arrest", "legal_basis": "the MoU of 1999",
            "question": "Planted-question", **said}  # fmt: skip
    return requests.ask(Asked(**said), officer=officer, office=officer.office, to=offices)


def phrase(code="VEHICLE_OWNER", label="Who owns this vehicle?"):
    return factories.code("request_questions", code, label)


def ground(code="NOINFO", label="Information not available"):
    return factories.code("request_refusal", code, label)


def at_once(*verbs):
    """Each in a thread of its own, all at the same moment. What they returned or raised."""
    barrier, found = threading.Barrier(len(verbs)), [None] * len(verbs)

    def run(n, verb):
        barrier.wait(20)
        try:
            found[n] = verb()
        except WrongState as problem:
            found[n] = problem
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(verbs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return found
