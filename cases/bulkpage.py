"""What a page that asks about several cases shows of each before anything is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.bulk import Action, waiting_about
from cases.listing import Row
from cases.locking import NOT_YOURS
from cases.models.levels import Level

LEADS: dict[Action, Any] = {
    Action.TAG: gettext_lazy("For officers of your country alone. What is there already stays."),
    Action.UNTAG: gettext_lazy("The words stay in the vocabulary of your country."),
    Action.WATCH: gettext_lazy("What changes in them is marked in your inbox."),
    Action.UNWATCH: gettext_lazy("What changes in them is no longer marked in your inbox."),
    Action.ASSIGN: gettext_lazy(
        "Only your office sees this. Whoever works on one of them now gives it over."
    ),
    Action.ACKNOWLEDGE: gettext_lazy(
        "The offices that logged them see that your office knows of each."
    ),
    Action.CLOSE: gettext_lazy(
        "The offices that were told learn the outcome. The result in words goes to those that "
        "acknowledged a case or work on it; to report it to others, close that case on its page."
    ),
}


@dataclass(frozen=True)
class Ahead:
    """One case, and why it will not be done as far as that is known before."""

    row: Row
    hurdle: str


def ahead_of(action: Action, rows: Sequence[Row], user: object) -> list[Ahead]:
    return [Ahead(row, _hurdle(action, row, user)) for row in rows]


def _hurdle(action: Action, row: Row, user: object) -> str:
    if action is Action.CLOSE and row.level is not Level.ORIGINATOR:
        return str(NOT_YOURS)
    if action is Action.CLOSE and not row.case.is_open:
        return _("It is not open.")
    if action is Action.ACKNOWLEDGE and not waiting_about(row.case, user):
        return _("Nothing about this case waits for your office.")
    return ""
