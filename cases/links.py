"""Links between the subjects of one case: which of them a reader sees, adding one, removing one."""

from uuid import UUID

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from agencies.models import Officer
from cases import changing
from cases.keeping import Kept, found
from cases.models import Case, Link, Subject
from cases.problems import CaseProblem
from cases.reading import Sighted

PART = "links"


def links_of(sighted: Sighted) -> list[Link]:
    """Those of which the reader sees both ends, each end as the reader sees it."""
    seen = {subject.pk: subject for subject in sighted.subjects}
    found = [
        link
        for link in sighted.case.links.all()
        if link.source_id in seen and link.target_id in seen
    ]
    for link in found:
        link.source, link.target = seen[link.source_id], seen[link.target_id]
    return found


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


LINKS = Links()
remove_link = LINKS.remove
