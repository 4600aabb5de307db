"""What officers write in cases of the demonstration, in the language of their country."""

import json
from functools import cache
from pathlib import Path
from random import Random
from typing import Any


class Texts:
    """Titles, narratives and reasons of one language."""

    def __init__(self, language: str) -> None:
        self._book = _book(language)

    def title(self, scenario: str) -> str:
        return str(self._book["scenarios"][scenario][0])

    def narrative(self, scenario: str, random: Random, *, has_driver: bool, **facts: object) -> str:
        """What was found, and a closing sentence; the last of them speaks of a driver."""
        told = str(self._book["scenarios"][scenario][1]).format(**facts)
        closing = self._book["closing"] if has_driver else self._book["closing"][:-1]
        return f"{told} {random.choice(closing)}"

    def goods(self, scenario: str) -> str:
        return str(self._book["goods"].get(scenario, ""))

    def phrase(self, name: str, random: Random) -> str:
        """One of the reasons, purposes or results under `name`."""
        found = self._book[name]
        return str(random.choice(found) if isinstance(found, list) else found)


@cache
def _book(language: str) -> dict[str, Any]:
    folder = Path(__file__).with_name("languages")
    path = folder / f"{language}.json"
    if not path.exists():
        path = folder / "en.json"
    return dict(json.loads(path.read_text(encoding="utf-8")))
