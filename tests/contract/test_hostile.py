"""What is sent by mistake or on purpose: each field and parameter of each operation gets it once.

The rest of the request is the one of the access table, so that the value is really read.
"""

import json
import os
from itertools import cycle

import pytest
from django.db import connection, transaction

from tests.access_bodies import body_of
from tests.contract.asking import Asker, operations

pytestmark = pytest.mark.django_db

ALL = bool(os.environ.get("BLO_CONTRACT_HOSTILE"))
# As JSON text, because Python would not write some of them.
VALUES = [
    r'"\u0000"',
    r'"a\u0000b"',
    r'"\ud800"',
    '"\N{RIGHT-TO-LEFT OVERRIDE}\N{ZERO WIDTH SPACE}"',
    '""',
    '"   "',
    "null",
    "true",
    "-1",
    "0",
    "1" + "0" * 400,
    "1e400",
    "-1e-400",
    "NaN",
    "9223372036854775808",
    "[]",
    "[[[]]]",
    "[null]",
    "[1]",
    "{}",
    '{"id": {"id": {}}}',
    '"0000-00-00"',
    '"9999-12-31"',
    '"0001-01-01T00:00:00Z"',
    '"9999-12-31T23:59:59-14:00"',
    '"2026-11-21T19:10:60Z"',
    '"00000000-0000-0000-0000-000000000000"',
    '"' + "x" * 70_000 + '"',
    '"' + "\N{THAI CHARACTER SARA AM}" * 500 + '"',
    "[" * 50 + "]" * 50,
]
BODIES = [
    b"",
    b"null",
    b"[]",
    b'"x"',
    b"5",
    b"{",
    b"[" * 100_000,
    b'{"a":' * 3_000 + b"1" + b"}" * 3_000,
    b"\xff\xfe{\x00}\x00",
    b"\xef\xbb\xbf{}",
    b"\x80abc",
    b'{"\\u0000": 1}',
    b'{"\\ud800": 1}',
    b'{"__proto__": {}}',
    b'{"a": 1, "a": 2}',
]
KINDS = [
    "text/plain",
    "application/xml",
    "multipart/form-data",
    "multipart/form-data; boundary=x",
    "application/x-www-form-urlencoded",
    "application/json; charset=utf-16",
    "application/json; charset=no-such-thing",
    "nothing",
    "",
]
QUERIES = [
    "%00",
    "%ED%A0%80",
    "%FF",
    "",
    "%20",
    "-1",
    "0",
    "1" + "0" * 30,
    "99999999999999999999",
    "1e9",
    "%D9%A3",
    "null",
    "[]",
    "0000-00-00",
    "9999-12-31",
    "2026-13",
    "x" * 5_000,
    "00000000-0000-0000-0000-000000000000",
    "%E2%80%AE",
]


class Hostile:
    def __init__(self, world, doors, column):
        self.door, self.column = doors[column], column
        self.asker = Asker(world, doors[column], column)
        self.asked, self.faults = 0, []
        self.turns = {id(values): cycle(values) for values in (VALUES, BODIES, KINDS, QUERIES)}

    def some(self, values, number):
        """All of them, or the next few in turn."""
        turn = self.turns[id(values)]
        return values if ALL else [next(turn) for _ in range(number)]

    def ask_all(self):
        for operation in operations():
            rows = self.asker.places(operation)
            if not rows or dict(rows[0][0].cells)[self.column][0] != "2":
                continue
            line, place = rows[0]
            address = operation.path.format(**place)
            body, headers = body_of(self.asker.world, line)
            if operation.method.upper() == "GET":
                self.ask_parameters(operation, address)
            else:
                self.ask_bodies(operation, address, body, headers)

    def ask_parameters(self, operation, address):
        for parameter in operation.definition.raw.get("parameters", []):
            if parameter["in"] == "query":
                for value in self.some(QUERIES, 2):
                    self.ask(operation, f"{address}?{parameter['name']}={value}")

    def ask_bodies(self, operation, address, body, headers):
        more = {"headers": headers, "content_type": "application/json"}
        for name in self.fields(operation, body):
            for value in self.some(VALUES, 1):
                whole = {**body, name: "@"} if isinstance(body, dict) else {name: "@"}
                text = json.dumps(whole, default=str).replace('"@"', value)
                self.ask(operation, address, text.encode(), **more)
        for content in self.some(BODIES, 1):
            self.ask(operation, address, content, **more)
        for kind in self.some(KINDS, 1):
            self.ask(
                operation, address, json.dumps(body, default=str), **more | {"content_type": kind}
            )

    def fields(self, operation, body):
        """The fields that the description names, and those that the table sends."""
        raw = operation.definition.raw.get("requestBody", {}).get("content", {})
        reference = raw.get("application/json", {}).get("schema", {}).get("$ref", "")
        known = operation.schema.raw_schema["components"]["schemas"]
        described = known.get(reference.rpartition("/")[2], {}).get("properties", {})
        return sorted({*described, *(body if isinstance(body, dict) else ())})

    def ask(self, operation, address, body=b"", **more):
        method = operation.method.upper()
        with transaction.atomic():
            answer = self.door.generic(method, address, body, **more)
            fault = self.fault(operation, answer)
            transaction.set_rollback(True)
        self.asked += 1
        if fault:
            said = body[:150] if isinstance(body, bytes) else body[:150].encode()
            kind = more.get("content_type", "")
            self.faults.append(f"{method} {address[:200]} {kind} {said!r}: {fault}")

    def fault(self, operation, answer):
        if answer.status_code >= 500 or str(answer.status_code) not in self.described(operation):
            return f"{answer.status_code} {answer.content[:200]!r}"
        if answer.status_code < 300 and operation.method.upper() != "GET":
            try:
                connection.check_constraints()
            except Exception as error:
                return f"refused at the end of the transaction: {error!r}"
        return ""

    def described(self, operation):
        return set(operation.definition.raw["responses"])


@pytest.mark.parametrize("column", ["pawr", "orig", "cdTH"])
def test_nothing_hostile_breaks_an_operation(ground, open_portal, column, capsys):
    hostile = Hostile(*ground, column)
    hostile.ask_all()
    with capsys.disabled():
        print(f"\n{column}: {hostile.asked} hostile requests, {len(hostile.faults)} faults")
    assert not hostile.faults, "\n".join(hostile.faults)
    assert hostile.asked > 300
