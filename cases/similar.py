"""Cases that may be the same one: a warning before submitting, never a merge.

Compared is only what the officer may read of the others: the crossing and the hour are of the
headline; identifiers are compared where he reads the case in full, and never with a victim's or
witness's of another office.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _

from cases import headline
from cases.models import Case, Subject
from cases.models.case import CaseQuerySet
from cases.reading import Sighted
from cases.standards.marks import compact

HOURS = 6
MOST = 5


@dataclass(frozen=True)
class Similar:
    """A case, as its headline, and why it was found."""

    case: Case
    reasons: list[str]

    @property
    def sentence(self) -> str:
        return headline.sentence(self.case)


def similar_to(sighted: Sighted, user: object) -> list[Similar]:
    """The strongest first: a shared identifier before a shared place and hour."""
    others = Case.objects.submitted().exclude(pk=sighted.case.pk)
    named = _by_identifier(sighted.subjects, others, user)
    placed = _by_place(sighted.case, others.visible_to(user))
    found = Case.objects.filter(pk__in=[*named, *placed]).with_list_rows()
    rows = [Similar(case, [*named.get(case.pk, []), *placed.get(case.pk, [])]) for case in found]
    return sorted(rows, key=lambda row: (row.case.pk not in named, -row.case.pk))[:MOST]


def _by_place(case: Case, visible: CaseQuerySet) -> dict[int, list[str]]:
    stop = headline.incident_of(case)
    if stop is None or stop.crossing is None:
        return {}
    near = (case.happened_at - timedelta(hours=HOURS), case.happened_at + timedelta(hours=HOURS))
    same = visible.happened_at_crossing(stop.crossing).filter(happened_at__range=near)
    reason = _("same crossing, less than %(hours)s hours apart") % {"hours": HOURS}
    return {pk: [reason] for pk in same.order_by("-pk").values_list("pk", flat=True)[:MOST]}


def _by_identifier(
    subjects: Iterable[Subject], others: CaseQuerySet, user: object
) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    reasons = {"document_number": _("same document number"), "plate": _("same plate")}
    for name, reason in reasons.items():
        numbers = {compact(getattr(subject, name)) for subject in subjects} - {""}
        same = Subject.objects.readable_by(user).identified_by(numbers)
        cases = others.filter(pk__in=same.values("case")).order_by("-pk")
        for pk in cases.values_list("pk", flat=True)[:MOST]:
            found.setdefault(pk, []).append(reason)
    return found
