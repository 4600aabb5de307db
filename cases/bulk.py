"""One verb over several cases: each as if it were the only one, with an answer for each.

A case that is refused undoes nothing of the others. Over the API all of them are kept together with
the Idempotency-Key, so that a call that is sent again is answered, not done, a second time.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.db import models, transaction
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.access import Capability, actor, may, office_of
from agencies.models import Office, Officer
from audit.models import Entry
from audit.trail import record
from cases import answers, assignments, tags, watching, workflow
from cases.models import Case
from cases.problems import CaseProblem, NotAllowed, WrongState
from cases.reading import Sighted, find
from notices.models import Notice

MOST = 100


class Action(models.TextChoices):
    TAG = "tag", gettext_lazy("Put tags on them")
    UNTAG = "untag", gettext_lazy("Take tags off them")
    WATCH = "watch", gettext_lazy("Watch them")
    UNWATCH = "unwatch", gettext_lazy("Stop watching them")
    ASSIGN = "assign", gettext_lazy("Assign them to an officer of my office")
    ACKNOWLEDGE = "acknowledge", gettext_lazy("Acknowledge what waits for my office")
    CLOSE = "close", gettext_lazy("Close them")


CAPABILITIES: dict[Action, Capability] = {
    Action.TAG: Capability.ARRANGE_WORK,
    Action.UNTAG: Capability.ARRANGE_WORK,
    Action.WATCH: Capability.READ_CASES,
    Action.UNWATCH: Capability.READ_CASES,
    Action.ASSIGN: Capability.ARRANGE_WORK,
    Action.ACKNOWLEDGE: Capability.ANSWER_NOTICE,
    Action.CLOSE: Capability.SHARE_CASE,
}


class Outcome(models.TextChoices):
    """What became of one case."""

    DONE = "done", gettext_lazy("Done")
    REFUSED = "refused", gettext_lazy("Not done")
    NOT_FOUND = "not_found", gettext_lazy("Not found")


@dataclass(frozen=True)
class Order:
    """What to do with each case. Only what its action asks for is filled in."""

    action: Action
    tags: tuple[str, ...] = ()
    officer: Officer | None = None
    office: Office | None = None
    outcome: str = ""
    result: str = ""


@dataclass(frozen=True)
class Answer:
    """`code` and `detail` say why it was not done: those of the same verb on one case."""

    reference: str
    outcome: Outcome
    code: str = ""
    detail: str = ""


def actions_for(user: object) -> list[Action]:
    """What somebody in this role may do at all; each case is asked again."""
    is_posted = office_of(user) is not None
    return [
        action
        for action, capability in CAPABILITIES.items()
        if may(user, capability) and (is_posted or action not in _OF_A_PERSON)
    ]


_OF_A_PERSON = frozenset({Action.WATCH, Action.UNWATCH})


def carry_out(order: Order, references: Iterable[str], *, officer: Officer) -> list[Answer]:
    """Each case through the verb of a single one, in a transaction of its own, always in the same
    order: two calls over the same cases never wait for each other in a ring."""
    wanted = list(dict.fromkeys(references))
    must_not_be_too_many(wanted)
    found = {reference: _one(order, reference, officer) for reference in sorted(wanted)}
    _record_refused(found.values(), officer)
    return [found[reference] for reference in wanted]


def must_not_be_too_many(references: Sequence[str]) -> None:
    if len(references) > MOST:
        facts = {"most": MOST, "number": len(references)}
        message = _("At most %(most)s cases at once; these are %(number)s.") % facts
        raise CaseProblem(message, field="references")


def _one(order: Order, reference: str, officer: Officer) -> Answer:
    try:
        with transaction.atomic():
            _VERBS[order.action](find(reference, officer), order, officer)
    except Http404:
        detail = _("There is no such case, or you do not see it.")
        return Answer(reference, Outcome.NOT_FOUND, "not_found", detail)
    except CaseProblem as problem:
        return Answer(reference, Outcome.REFUSED, problem.code, problem.message)
    return Answer(reference, Outcome.DONE)


def _record_refused(found: Iterable[Answer], officer: Officer) -> None:
    """As a single verb that is refused leaves a row, so do these: one for the call."""
    refused = [one.reference for one in found if one.code == NotAllowed.code]
    if refused:
        record(
            Entry.Operation.ACCESS,
            "refused",
            actor=actor(officer),
            kind="case",
            ids=refused,
            outcome=Entry.Outcome.DENIED,
            reason_code=NotAllowed.code,
        )


# -- the verbs -----------------------------------------------------------------------------------


def waiting_about(case: Case, user: object) -> list[Notice]:
    """What asks the own office (a partner system: those of its country) for an acknowledgement."""
    rows = Notice.objects.visible_to(user).about(case.reference).waiting()
    return list(rows.select_related("office").order_by("pk"))


def _tag(sighted: Sighted, order: Order, officer: Officer) -> None:
    tags.tag(sighted.case, order.tags, officer=officer)


def _untag(sighted: Sighted, order: Order, officer: Officer) -> None:
    """A tag that is not on the case is no fault: it is off it."""
    keys = {tags.key_of(name) for name in order.tags}
    gone = [tag for tag in tags.tags_of(sighted, officer) if tag.key in keys]
    tags.untag(sighted.case, gone, officer=officer)


def _watch(sighted: Sighted, order: Order, officer: Officer) -> None:
    watching.watch(sighted.case, officer=officer)


def _unwatch(sighted: Sighted, order: Order, officer: Officer) -> None:
    watching.stop_watching(sighted.case, officer=officer)


def _assign(sighted: Sighted, order: Order, officer: Officer) -> None:
    if order.officer is None or order.office is None:
        raise CaseProblem(_("Say who works on it, and for which office."), field="officer")
    assignments.assign(sighted.case, order.officer, officer=officer, office=order.office)


def _acknowledge(sighted: Sighted, order: Order, officer: Officer) -> None:
    waiting = waiting_about(sighted.case, officer)
    if not waiting:
        raise WrongState(_("Nothing about this case waits for your office."))
    for notice in waiting:
        answers.acknowledge(notice, officer=officer)


def _close(sighted: Sighted, order: Order, officer: Officer) -> None:
    """The result in words goes to the offices that helped, case by case."""
    workflow.close(sighted.case, officer=officer, outcome=order.outcome, result=order.result)


_VERBS: dict[Action, Callable[[Sighted, Order, Officer], None]] = {
    Action.TAG: _tag,
    Action.UNTAG: _untag,
    Action.WATCH: _watch,
    Action.UNWATCH: _unwatch,
    Action.ASSIGN: _assign,
    Action.ACKNOWLEDGE: _acknowledge,
    Action.CLOSE: _close,
}
