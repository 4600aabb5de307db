"""What the member states of the demonstration have stated, over a year; some of it is verified."""

from datetime import datetime, timedelta

from agencies.models import Officer
from audit import clock
from roadmap import commitments
from roadmap.commitments import Statement
from roadmap.models import ActionItem, Commitment

YEAR = 2021
MONTH = timedelta(days=30)
# One letter a quarter, oldest first: planned, under way, done, verified, blocked; `-` is silence.
PLANS = {
    "TH": ("puud", "pudv", "ppuu", "uudd", "--pu", "uddv", "puuu", "pudd", "---p"),
    "LA": ("-ppu", "---p", "-puu", "puud", "--pp", "-puu", "ppuu", "-pud", "----"),
    "MM": ("--pp", "----", "--pu", "ppub", "----", "-ppu", "--pp", "---p", "----"),
    "KH": ("-puu", "--pp", "puud", "puuu", "---p", "-puu", "ppud", "--pu", "---p"),
    "VN": ("puud", "-pud", "puuu", "uudv", "--pu", "puud", "-puu", "puud", "--pp"),
    "MY": ("--pu", "-ppd", "---p", "--pp", "----", "--pu", "-ppu", "---p", "----"),
    "ID": ("---p", "--pp", "----", "---p", "----", "--pp", "--pu", "--pp", "----"),
}
WORDS = {"p": "planned", "u": "under_way", "d": "done", "b": "blocked", "v": "verified"}
NOTES = {
    "p": "In the work plan of this year.",
    "u": "The first offices have begun.",
    "d": "Reported at the senior officials' meeting.",
    "b": "The road to the second site is closed.",
}


def state_progress(now: datetime) -> int:
    """How many commitments were made: none when there are some already."""
    if Commitment.objects.exists():
        return 0
    coordinators = _coordinators()
    items = list(ActionItem.objects.filter(edition__year=YEAR))
    for country, plan in PLANS.items():
        for item, quarters in zip(items, plan, strict=True):
            _follow(item, quarters, coordinators[country], coordinators["SG"], now)
    return Commitment.objects.count()


def _coordinators() -> dict[str, Officer]:
    """The first of each country; the second is there to verify."""
    rows = Officer.objects.filter(role=Officer.Role.COORDINATOR, is_active=True).order_by("-pk")
    return {one.country_id or "": one for one in rows if one.country_id}


def _follow(item: ActionItem, quarters: str, own: Officer, second: Officer, now: datetime) -> None:
    made: Commitment | None = None
    for number, letter in enumerate(quarters):
        if letter == "-":
            continue
        with clock.at(now - (len(quarters) - number) * 3 * MONTH + MONTH):
            made = _step(made, item, letter, own, second)


def _step(
    made: Commitment | None, item: ActionItem, letter: str, own: Officer, second: Officer
) -> Commitment:
    if letter == "v" and made is not None:
        return commitments.verify(made, officer=second, version=made.version)
    said = Statement(WORDS[letter], NOTES[letter], "Report to SOMTC, annex 2", "SOMTC")
    if made is None:
        return commitments.begin(item, said, officer=own)
    return commitments.state(made, said, officer=own, version=made.version)
