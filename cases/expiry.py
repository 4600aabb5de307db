"""Shares that were given for a time end by themselves (design 4.3).

Reading does not wait for this: a grant past its time gives nothing from that moment
(`models.grant.unexpired`). Here the record follows and the offices are told, once.
"""

from django.db import transaction

from audit.trail import SYSTEM
from cases import notify, sharing
from cases.models import Case, Disclosure, Event, Grant
from cases.timeline import happened
from cases.trace import Operation, trace
from notices.models import Notice

MOST_AT_ONCE = 500


def end_due() -> int:
    """End what is due; two workers at once end each grant once. Returns how many this one did."""
    due = Grant.objects.due().order_by("expires_at").values_list("pk", flat=True)
    return sum(_end(pk) for pk in list(due[:MOST_AT_ONCE]))


@transaction.atomic
def _end(pk: int) -> bool:
    """The case is locked first, as in every verb; whoever comes second finds nothing due."""
    case = Case.objects.select_for_update(of=("self",)).get(grants=pk)
    due = Grant.objects.due().select_related("country", "office", "partner")
    grant = due.filter(pk=pk).first()
    if grant is None:
        return False
    sharing.end_one(grant, by=None, reason="expired")
    country = grant.country_id
    if not Grant.objects.current().filter(case=case, country=country).exists():
        Disclosure.objects.of_case(case).to_country(country).end(by=None, reason="expired")
        case.asks.filter(country=country).lapse()
        notify.let_go(case, country)
    elif grant.office is not None:
        notify.let_go(case, country, grant.office)
    happened(case, Event.Kind.EXPIRED, by=None, country=country, about=grant.office)
    key = f"{case.reference}:expired:{grant.pk}"
    told = notify.tell_audience(case, country, grant.office, Notice.Kind.CASE_EXPIRED, key)
    trace(
        case,
        Operation.DISCLOSURE,
        "expire",
        by=SYSTEM,
        recipients=[country, *(office.code for office in told)],
        purpose=grant.purpose,
    )
    return True
