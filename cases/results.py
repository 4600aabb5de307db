"""The result of a closed case: to whom it is reported, and who may read it (design 4.4).

The coded outcome is everybody's who sees the case. The words are for the originator's country and
for the countries of the offices that helped, as the originator chooses when closing.
"""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from agencies.models import Office
from audit.clock import now
from cases import sharing
from cases.models import Case, Grant, ResultReport
from cases.models.levels import Level
from cases.problems import CaseProblem


def offices_told(case: Case) -> list[Office]:
    """Who may be reported to: offices whose country still sees the case."""
    rows = case.involvements.standing().select_related("office__country").order_by("pk")
    return [row.office for row in rows]


def offices_that_helped(case: Case) -> list[Office]:
    """Acknowledged or works on it, and did not say *not for us*: reported to unless the
    originator chooses otherwise."""
    rows = (
        case.involvements.standing()
        .filter(declined_at=None)
        .exclude(acknowledged_at=None, engaged_at=None)
    )
    return [row.office for row in rows.select_related("office__country").order_by("pk")]


def report(case: Case, to: Iterable[Office] | None) -> list[Office]:
    """Write down who is reported to, instead of an earlier close. Caller holds the lock. Without
    words there is nothing to report."""
    chosen = offices_that_helped(case) if to is None else list(to)
    told = {office.pk for office in offices_told(case)}
    for office in chosen:
        if office.pk not in told:
            raise CaseProblem(
                _("%(office)s was not told of this case.") % {"office": office.title},
                field="report_to",
            )
    ResultReport.objects.filter(case=case).delete()
    if not case.result:
        return []
    ResultReport.objects.bulk_create(
        ResultReport(case=case, office=office, at=now()) for office in chosen
    )
    return chosen


def levels_for(case: Case, offices: Iterable[Office]) -> list[Level]:
    """As how much of a disclosure the words count: to who reads the headline alone they are part
    of the full case."""
    held = Grant.objects.current().filter(case=case, partner=None).exclude(level=Level.HEADLINE)
    full = set(held.values_list("country", flat=True))
    return [Level.HEADLINE if one.country_id in full else Level.FULL for one in offices]


def offices_reported_to(case: Case) -> list[Office]:
    rows = ResultReport.objects.filter(case=case).select_related("office")
    return [row.office for row in rows]


def is_reported_to(case: Case, country: str) -> bool:
    """To an office of that country, or the country is an originator's."""
    if sharing.originators_of(case).filter(country=country).exists():
        return True
    return ResultReport.objects.filter(case=case, office__country=country).exists()
