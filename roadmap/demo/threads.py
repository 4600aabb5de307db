"""A thread of the demonstration: a question, a proposal, one answer that is still missing."""

from agencies.models import Officer
from roadmap import threads
from roadmap.commitments import find_item
from roadmap.models import Thread

QUESTION = "Which offices on the Mekong can begin to exchange by the portal this quarter?"
PROPOSAL = "Each pair of offices on the Mekong exchanges by the portal from the next quarter on."


def load() -> int:
    """How many threads were made: none when there are some already."""
    if Thread.objects.exists():
        return 0
    rows = Officer.objects.filter(role=Officer.Role.COORDINATOR, is_active=True).order_by("-pk")
    by = {one.country_id: one for one in rows if one.country_id}
    thread = threads.open_thread(
        find_item(2021, 4),
        title="Offices on the Mekong",
        text=QUESTION,
        for_observers=True,
        officer=by["TH"],
    )
    threads.say(thread, text="Ours can begin next month.", officer=by["LA"])
    asked = ["KH", "LA", "MM", "TH"]
    decision = threads.propose(thread, text=PROPOSAL, asked=asked, officer=by["TH"])
    threads.answer(decision, says="agreed", text="", officer=by["LA"])
    threads.answer(decision, says="agreed", text="With both boats.", officer=by["KH"])
    return 1
