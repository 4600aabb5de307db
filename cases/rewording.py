"""Cases are found by the words of their codes. When an administrator changes a label, the cases
that use it are indexed anew, some at a time.

Nothing is kept of what was done: a case whose search text lacks the label is still to do, whoever
was killed in between. Only codes edited in the application are looked at, and only for a while.
"""

from collections.abc import Iterator
from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from agencies.models import Code
from agencies.search import search_key
from audit.clock import now
from cases import searchwords
from cases.locking import lock
from cases.models import Case, SearchText, Seizure
from cases.models.case import CaseQuerySet
from cases.models.levels import Level

LOOKED_AT_FOR = timedelta(days=2)
STEP = 50
MOST_STEPS = 10


def stale() -> list[list[int]]:
    """Cases to index anew, in steps; the others come next time."""
    edited = Code.objects.filter(edited_at__gt=now() - LOOKED_AT_FOR).order_by("pk")
    found: list[int] = []
    for code in edited:
        found += [pk for pk in _lacking(code) if pk not in found]
    return [found[start : start + STEP] for start in range(0, len(found), STEP)][:MOST_STEPS]


def _lacking(code: Code) -> list[int]:
    lacks = Q()
    for label in filter(None, (code.label, code.plain_label)):
        for word in search_key(label).split():
            lacks |= ~Q(text__contains=word)
    rows = SearchText.objects.filter(
        lacks, level=Level.HEADLINE, case__in=_using(code).values("pk")
    )
    return list(rows.order_by("-case").values_list("case", flat=True)[: STEP * MOST_STEPS])


def _using(code: Code) -> CaseQuerySet:
    """As the words of a case are gathered: by offence, and by the thing that a seizure is."""
    before: dict[str, None] = {}
    things = Q()
    for name in ("substance", "species", "firearm_type", "hs"):
        things |= Q(**{name: code}, **before)
        before[name] = None
    seized = Seizure.objects.filter(things)
    return Case.objects.filter(Q(offences=code) | Q(pk__in=seized.values("case")))


def every_case() -> Iterator[list[int]]:
    """All of them in steps, newest first, in the order of their keys: however many there are, few
    are in memory. Those that come meanwhile are indexed as they come."""
    before: int | None = None
    while True:
        rows = Case.objects.all() if before is None else Case.objects.filter(pk__lt=before)
        ids = list(rows.order_by("-pk").values_list("pk", flat=True)[:STEP])
        if not ids:
            return
        yield ids
        before = ids[-1]


def index(ids: list[int]) -> None:
    """Each in a transaction of its own, under the lock that every change of it takes."""
    for pk in ids:
        with transaction.atomic():
            case = Case.objects.filter(pk=pk).first()
            if case is not None:
                searchwords.index(lock(case))
