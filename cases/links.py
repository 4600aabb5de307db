"""Links between the subjects of one case: which of them a reader sees, adding one, removing one."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from agencies.models import Officer
from cases import changing
from cases.keeping import Kept, found
from cases.models import Case, Link, Subject
from cases.problems import CaseProblem, WrongState
from cases.reading import Sighted

PART = "links"


def links_of(sighted: Sighted) -> list[Link]:
    """Those of which the reader sees both ends, each end as the reader sees it."""
    return _with_both_ends(sighted, sighted.case.links.all())


def _with_both_ends(sighted: Sighted, rows: Iterable[Link]) -> list[Link]:
    seen = {subject.pk: subject for subject in sighted.subjects}
    whole = [link for link in rows if link.source_id in seen and link.target_id in seen]
    for link in whole:
        link.source, link.target = seen[link.source_id], seen[link.target_id]
    return whole


def find_link(sighted: Sighted, public_id: UUID) -> Link:
    return found(links_of(sighted), public_id)


@transaction.atomic
def add_link(
    case: Case, source: Subject, target: Subject, *, kind: str, note: str = "", officer: Officer
) -> Link:
    """Both ends stand on this case. A link that is there already, or the other way round where
    both ends say the same, is refused."""
    case = changing.begin(case, officer)
    standing = case.subjects.filter(pk__in=[source.pk, target.pk]).count()
    if source == target or standing != 2:
        raise CaseProblem(_("A link needs two different ends."), field="target")
    if _same(case, source, target, kind).exists():
        raise CaseProblem(_("This link is there already."), field="kind")
    link: Link = Link.objects.create(
        case=case, source=source, target=target, kind=kind, note=note, position=case.links.count()
    )
    changing.end(case, PART, "add link", by=officer)
    return link


def _same(case: Case, source: Subject, target: Subject, kind: str) -> models.QuerySet[Link]:
    ends = Q(source=source, target=target)
    if kind in Link.MUTUAL:
        ends |= Q(source=target, target=source)
    found: models.QuerySet[Link] = Link.objects.filter(ends, case=case, kind=kind)
    return found


class Links(Kept[Link]):
    model, part, one = Link, PART, "link"

    def gone_from(self, sighted: Sighted) -> list[Link]:
        """Without those that lost an end since: that one comes back first."""
        return _with_both_ends(sighted, super().gone_from(sighted))

    def _mark(
        self, row: Link, at: datetime | None, removed_by: Officer | None, *, by: Officer
    ) -> None:
        super()._mark(row, at, removed_by, by=by)
        if at is not None and not row.case.is_draft:
            _go_on_hiding(row)

    def must_have_room(self, row: Link) -> None:
        if _same(row.case, row.source, row.target, row.kind).exists():
            raise WrongState(_("This link is there already."))


def _go_on_hiding(link: Link) -> None:
    """What belonged to a protected person stays hidden without the link, until the originator
    lifts that (`cases.protection`)."""
    for thing, owner in ((link.source, link.target), (link.target, link.source)):
        if owner.is_protected and thing.kind in Subject.BELONGINGS:
            Subject.objects.filter(pk=thing.pk).exclude(role__in=Subject.PROTECTED).update(
                stays_protected=True
            )


LINKS = Links()
removed_of, find_removed = LINKS.removed_of, LINKS.find_removed
remove_link, restore_link = LINKS.remove, LINKS.restore
