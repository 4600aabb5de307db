"""Every operation of the API's description, asked whatever it allows and what it does not.

The requests are made by schemathesis from the description, on the world of the access table, and
every answer is judged against the description. Each request is taken back.
"""

import os
import traceback
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from decimal import Decimal

import hypothesis
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connection, transaction
from django.middleware.csrf import _get_new_csrf_string
from hypothesis import strategies
from schemathesis import GenerationMode
from schemathesis.checks import load_all_checks, not_a_server_error
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from agencies.letters import visible
from blo_portal.api_docs import schema
from tests.access_bodies import body_of
from tests.access_table import API, lines

load_all_checks()

# Requests per operation and person, beside those of the access table.
EXAMPLES = int(os.environ.get("BLO_CONTRACT_EXAMPLES", "2"))
# Only operations whose method and address hold this: for one that is being mended.
PICKED = os.environ.get("BLO_CONTRACT_PICK", "")
REFUSED = [
    "400",
    "401",
    "403",
    "404",
    "405",
    "406",
    "409",
    "412",
    "413",
    "415",
    "416",
    "428",
    "429",
]
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@dataclass
class Found:
    """What came of asking: how often, with which status, and what broke the description."""

    asked: int = 0
    statuses: Counter = field(default_factory=Counter)
    faults: dict = field(default_factory=dict)

    def __str__(self):
        statuses = ", ".join(f"{number} × {status}" for status, number in self.statuses.items())
        return f"{self.asked} requests ({statuses}), {len(self.faults)} faults"

    def in_words(self):
        return "\n\n".join(f"{name}\n{words}" for (name, _), words in self.faults.items())

    def fault(self, operation, words):
        self.faults.setdefault((operation.label, words.splitlines()[0]), words)


class Asker:
    """One person or system, who asks every operation."""

    def __init__(self, world, door, column):
        self.world, self.column = world, column
        self.app = in_one_transaction(get_wsgi_application())
        self.headers, self.cookies = self.papers(door)
        self.found = Found()
        self.known = {}
        for line in lines(API):
            self.known.setdefault((line.method, f"/api/v1/{line.route}"), []).append(line)

    @staticmethod
    def papers(door):
        """What a client of the access table shows at the door: a token, or a session."""
        headers = {"Accept-Language": "en", "Accept-Encoding": "identity"}
        if token := door.defaults.get("HTTP_AUTHORIZATION"):
            return headers | {"Authorization": token}, {}
        token = _get_new_csrf_string()
        cookies = {name: one.value for name, one in door.cookies.items()}
        return headers | {"X-CSRFToken": token}, cookies | {"csrftoken": token}

    def ask_all(self, operations):
        for operation in operations:
            places = self.places(operation)
            for line, place in places:
                self.ask_as_in_table(operation, line, place)
            for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
                self.ask_made_up(operation, mode, [place for _, place in places])

    def places(self, operation):
        """The lines of the access table for an operation, with the parts of their addresses;
        those that answer this person first."""
        rows = self.known.get((operation.method.upper(), operation.path), [])
        rows = sorted(rows, key=lambda row: dict(row.cells)[self.column])
        return [
            (row, {name: str(value) for name, value in self.world.arguments(row.target).items()})
            for row in rows
        ]

    def ask_as_in_table(self, operation, line, place):
        """The request that the access table makes."""
        body, headers = body_of(self.world, line)
        more = {} if line.method == "GET" else {"body": body, "media_type": "application/json"}
        if "requestBody" not in operation.definition.raw or "tus" in str(headers).lower():
            more = {}
        case = operation.Case(path_parameters=place, headers=headers, **more)
        self.ask(operation, case, CHECKS)

    def ask_made_up(self, operation, mode, places):
        """Requests made up from the description, to things that are there and to others."""
        try:
            made_up = operation.as_strategy(generation_mode=mode)
        except Exception as error:
            self.found.fault(operation, f"cannot be made up: {error!r}")
            return
        checks = CHECKS + [what_is_wrong_is_refused] * (mode is GenerationMode.NEGATIVE)
        chosen = strategies.sampled_from([*places, None] if places else [None])

        @hypothesis.settings(
            max_examples=EXAMPLES,
            database=None,
            derandomize=True,
            deadline=None,
            phases=[hypothesis.Phase.generate],
            suppress_health_check=list(hypothesis.HealthCheck),
        )
        @hypothesis.given(case=made_up, place=chosen)
        def each(case, place):
            if place is not None:
                case.path_parameters = place
            self.ask(operation, case, checks)

        try:
            each()
        except hypothesis.errors.Unsatisfiable:
            return
        except Exception as error:
            self.found.fault(
                operation, "not asked\n" + "".join(traceback.format_exception(error))[-1500:]
            )

    def ask(self, operation, case, checks):
        with transaction.atomic():
            answer = self.answered(case)
            if answer.status_code < 300 and case.method not in {"GET", "HEAD"}:
                self.commit_would_do(operation)
            transaction.set_rollback(True)
        self.judge(operation, case, answer, checks)

    def judge(self, operation, case, answer, checks):
        self.found.asked += 1
        if "fields" in (case.query or {}):  # then the answer has those alone
            checks = [check for check in checks if check is not response_schema_conformance]
        self.found.statuses[answer.status_code] += 1
        try:
            case.validate_response(answer, checks=checks)
        except (Failure, FailureGroup) as faults:
            for fault in getattr(faults, "exceptions", [faults]):
                self.found.fault(operation, said_of(fault, case, answer))

    def answered(self, case):
        if holds_decimal(case.body):
            case.body = as_json(case.body)
        return case.call(
            app=self.app,
            base_url="http://localhost",
            headers={**(case.headers or {}), **self.headers},
            cookies=self.cookies,
        )

    def commit_would_do(self, operation):
        """What the database judges only when a transaction ends."""
        try:
            connection.check_constraints()
        except Exception as error:
            self.found.fault(operation, f"refused at the end of the transaction: {error!r}")


def holds_decimal(body):
    if isinstance(body, dict):
        return any(holds_decimal(inner) for inner in body.values())
    if isinstance(body, list):
        return any(holds_decimal(inner) for inner in body)
    return isinstance(body, Decimal)


def as_json(body):
    """Exact numbers as JSON has them; werkzeug knows none."""
    if isinstance(body, dict):
        return {name: as_json(inner) for name, inner in body.items()}
    if isinstance(body, list):
        return [as_json(inner) for inner in body]
    return float(body) if isinstance(body, Decimal) else body


def said_of(fault, case, answer):
    kind = f"{type(fault).__name__} {answer.status_code}"
    words = getattr(fault, "message", "") or str(fault)
    return f"{kind}\n{words}\n{case.as_curl_command()}\n{answer.text_lossy()[:900]}"


def what_is_wrong_is_refused(ctx, answer, case):
    """Text that is too long may fit when the characters that cannot be seen are gone; the file of
    an import is read by a worker, who says in its rows what is wrong."""
    if has_invisible(case.body) or case.path == "/api/v1/imports/":
        return None
    return negative_data_rejection(ctx, answer, case)


def has_invisible(body):
    if isinstance(body, dict):
        return any(has_invisible(inner) for inner in body.values())
    if isinstance(body, list):
        return any(has_invisible(inner) for inner in body)
    return isinstance(body, str) and visible(body).strip() != body


def in_one_transaction(app):
    """A request leaves the connection open, on which the world of the tests stands."""

    def answer(environ, start_response):
        request_started.disconnect(close_old_connections)
        request_finished.disconnect(close_old_connections)
        try:
            with closing(app(environ, start_response)) as parts:
                return [b"".join(parts)]
        finally:
            request_started.connect(close_old_connections)
            request_finished.connect(close_old_connections)

    return answer


def operations():
    """Without the ways to sign in: an asker has its papers."""
    components = {**schema()["components"], "securitySchemes": {}}
    described = schemathesis.openapi.from_dict({**schema(), "components": components})
    described.config.checks.negative_data_rejection.expected_statuses = REFUSED
    return [one.ok() for one in described.get_all_operations() if PICKED in one.ok().label]


def asked_everything(world, doors, column):
    """What came of asking every operation as one person of the access table."""
    asker = Asker(world, doors[column], column)
    asker.ask_all(operations())
    return asker.found
