"""Kinds of cases: offences, what is found and how much of it, and who is involved."""

from dataclasses import dataclass
from decimal import Decimal
from random import Random


@dataclass(frozen=True)
class Scenario:
    """`amounts` are plausible quantities in `unit`; without a `drug` the goods are in words."""

    offences: tuple[str, ...]
    amounts: tuple[int, int]
    unit: str = ""
    drug: str = ""
    has_vehicle: bool = True
    has_traveller: bool = False
    victims: int = 0
    weight: int = 1

    @property
    def has_driver(self) -> bool:
        return self.has_vehicle

    def amount(self, random: Random) -> Decimal:
        """Rounded the way officers report: two leading digits."""
        low, high = self.amounts
        number = round(low * (high / low) ** random.random())
        step = 10 ** max(0, len(str(number)) - 2)
        return Decimal(max(low, number // step * step))


SCENARIOS = {
    "tablets": Scenario(("060121",), (4_000, 3_000_000), "tablet", "METH_TAB", weight=5),
    "ice": Scenario(("060121",), (2, 600), "kg", "METH_CRY", weight=4),
    "heroin": Scenario(
        ("060121",), (1, 40), "kg", "HEROIN", has_vehicle=False, has_traveller=True, weight=2
    ),
    "ketamine": Scenario(("060121",), (1, 60), "kg", "KETAMINE", has_vehicle=False),
    "precursor": Scenario(("060124", "0804"), (500, 24_000), "l", weight=2),
    "migrants": Scenario(("08051", "08059"), (4, 32), victims=1, weight=4),
    "scam": Scenario(("0204", "0701"), (2, 40), has_vehicle=False, victims=2, weight=3),
    "wildlife": Scenario(("100312",), (2, 45), "head", weight=3),
    "timber": Scenario(("10041", "0804"), (3, 30), "m3", weight=2),
    "cash": Scenario(("07041",), (5, 80), "item", weight=2),
    "vehicle": Scenario(("050211",), (1, 1), "item", weight=2),
    "documents": Scenario(
        ("07023", "08059"), (1, 12), "item", has_vehicle=False, has_traveller=True, weight=2
    ),
    "cigarettes": Scenario(("0804", "0602"), (200, 9_000), "carton", has_vehicle=False, weight=2),
    "firearms": Scenario(("090121",), (1, 12), "item"),
}


def any_scenario(random: Random) -> str:
    names = list(SCENARIOS)
    return random.choices(names, [SCENARIOS[name].weight for name in names])[0]
