"""Invented names: a common given and a common family name of the country, put together."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any


@dataclass(frozen=True)
class Name:
    """As the person writes it, and in Latin letters."""

    own: str
    latin: str


@cache
def _book() -> dict[str, Any]:
    path = Path(__file__).with_name("names.json")
    return dict(json.loads(path.read_text(encoding="utf-8")))


def person(country: str, random: Random) -> Name:
    book = _book()[country]
    parts = [random.choice(book["given"]), random.choice(book["family"])]
    if book["order"] == "family":
        parts.reverse()
    own, latin = zip(*parts, strict=True)
    return Name(str(book["join"]).join(own), " ".join(latin))


def rank(country: str, step: int) -> str:
    """Of an officer (0), a head of office (1), a coordinator (2)."""
    return str(_book()[country]["ranks"][step])
