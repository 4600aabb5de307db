"""Related, parent and child cases. A relation is shown on each of the two cases to those who see
the other one as well; to everybody else it does not exist: no line, no number, no event, no notice.

What was written as the reason is for those who see both cases in full. Its audit rows stand under
a kind of their own: the log of one case must not name the other.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.access import Capability, actor, country_of, may, office_of
from agencies.models import Officer
from audit.clock import now
from audit.models import Entry
from audit.trail import record
from cases import headline, sharing
from cases.models import Case, Relation
from cases.models.levels import Level
from cases.problems import CaseProblem, NotAllowed, WrongState, must_say_why
from cases.reading import Sighted, list_consulted

KIND = "case_relation"
Operation = Entry.Operation

FORWARD = {
    Relation.Kind.RELATED: gettext_lazy("related to"),
    Relation.Kind.PARENT: gettext_lazy("parent of"),
    Relation.Kind.DUPLICATE: gettext_lazy("duplicate of"),
}
BACKWARD = {
    Relation.Kind.RELATED: gettext_lazy("related to"),
    Relation.Kind.PARENT: gettext_lazy("part of"),
    Relation.Kind.DUPLICATE: gettext_lazy("has as duplicate"),
}


@dataclass(frozen=True)
class RelationLine:
    """One relation as it reads on the page of one of its cases. `reason` and `by` are empty for
    whoever does not see both in full."""

    relation: Relation
    other: Case
    text: str
    sentence: str
    reason: str
    by: str
    may_remove: bool


def relations_of(sighted: Sighted, reader: object) -> list[RelationLine]:
    """In a fixed number of queries however many there are."""
    rows = Relation.objects.readable_by(reader).of_case(sighted.case)
    found = list(rows.select_related("added_by", "case", "other"))
    ends = {_end(row, sighted.case).pk for row in found}
    cases = {
        case.pk: case
        for case in Case.objects.visible_to(reader).filter(pk__in=ends).with_list_rows()
    }
    levels = sharing.levels_of(reader, list(cases.values()))
    return [
        _line(row, sighted, cases[pk], levels[pk], reader)
        for row in found
        if (pk := _end(row, sighted.case).pk) in levels
    ]


def _end(relation: Relation, case: Case) -> Case:
    return relation.other if relation.case_id == case.pk else relation.case


def _line(
    relation: Relation, sighted: Sighted, other: Case, level: Level, reader: object
) -> RelationLine:
    words = FORWARD if relation.case_id == sighted.case.pk else BACKWARD
    is_full = sighted.is_full and level.rank >= Level.FULL.rank
    return RelationLine(
        relation=relation,
        other=other,
        text=str(words[Relation.Kind(relation.kind)]),
        sentence=headline.sentence(other),
        reason=relation.reason if is_full else "",
        by=relation.added_by.full_title if is_full else "",
        may_remove=_may_remove(relation, {sighted.level, level}, reader),
    )


def _may_remove(relation: Relation, levels: set[Level], reader: object) -> bool:
    """The country that added it, and the originator of either case."""
    own = relation.added_by.country_id == country_of(reader)
    return may(reader, Capability.LOG_CASE) and (own or Level.ORIGINATOR in levels)


def find_relation(sighted: Sighted, public_id: UUID, reader: object) -> Relation:
    rows = Relation.objects.readable_by(reader).of_case(sighted.case)
    found = rows.select_related("added_by").filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


@transaction.atomic
def relate(case: Case, reference: str, *, kind: str, reason: str, officer: Officer) -> Relation:
    """Say what two cases have to do with each other. Both must be within reach: one that is not
    reads as one that does not exist."""
    other = Case.objects.visible_to(officer).filter(reference=reference.strip().upper()).first()
    if other is None:
        raise CaseProblem(_("You see no case with this reference."), field="other")
    if other == case:
        raise CaseProblem(_("A case is not related to itself."), field="other")
    must_say_why(reason)
    _lock_both(case, other, officer)
    if Relation.objects.standing().of_case(case).filter(_pair(case, other)).exists():
        raise WrongState(_("These two cases are related already."), field="other")
    made = Relation.objects.create(
        case=case,
        other=other,
        kind=kind,
        reason=reason,
        added_by=officer,
        office=office_of(officer),
        added_at=now(),
    )
    _note("relate", made, officer)
    return made


@transaction.atomic
def unrelate(relation: Relation, *, officer: Officer) -> None:
    """Marked, not deleted. A second time changes nothing."""
    levels = _lock_both(relation.case, relation.other, officer)
    if not _may_remove(relation, set(levels.values()), officer):
        raise NotAllowed(_("Only the country that added it, or who logged one of them, does that."))
    gone = Relation.objects.standing().filter(pk=relation.pk)
    if gone.update(removed_at=now(), removed_by=officer):
        _note("unrelate", relation, officer)


def _lock_both(case: Case, other: Case, officer: Officer) -> dict[int, Level]:
    """Always in the same order. A recall of either may have come first."""
    pks = [case.pk, other.pk]
    locked = list(Case.objects.select_for_update().filter(pk__in=pks).order_by("pk"))
    levels = sharing.levels_of(officer, locked)
    if len(levels) < len(pks):
        raise NotAllowed(_("You no longer see this case."))
    return levels


def _pair(case: Case, other: Case) -> Q:
    return Q(case=case, other=other) | Q(case=other, other=case)


def _note(action: str, relation: Relation, by: Officer) -> None:
    record(
        Operation.COMBINATION,
        action,
        actor=actor(by),
        kind=KIND,
        ids=[relation.case.reference, relation.other.reference],
        fields=["kind", "reason"],
    )


def consult(sighted: Sighted, reader: Officer) -> list[RelationLine]:
    """The same lines, on record: every case that is named."""
    lines = relations_of(sighted, reader)
    list_consulted([line.other for line in lines], reader, action="relations")
    return lines
