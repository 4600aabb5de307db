"""What the inbox says of requests: a notice holds a reference, the rest is read here."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy

from agencies.models import Officer
from cases.models import Request
from cases.requestpage import RequestRow
from cases.requestreading import rows_of
from notices.models import Notice

Kind = Notice.Kind

EXPLAINED = {
    Kind.REQUEST_RECEIVED: gettext_lazy("Your office is asked. Acknowledge, then answer."),
    Kind.REQUEST_FORWARDED: gettext_lazy("Another office of that country has your request now."),
    Kind.REQUEST_ACKNOWLEDGED: gettext_lazy("Your request has arrived."),
    Kind.REQUEST_CLARIFY: gettext_lazy("Their clock stands until you answer what they ask."),
    Kind.REQUEST_CLARIFIED: gettext_lazy("Your clock goes on."),
    Kind.REQUEST_PARTLY: gettext_lazy("A part of the answer is there; more follows."),
    Kind.REQUEST_ANSWERED: gettext_lazy("The answer is there. Report the result when you know it."),
    Kind.REQUEST_EXTENDED: gettext_lazy("They need more time and say why."),
    Kind.REQUEST_REFUSED: gettext_lazy("The ground stands on its page."),
    Kind.REQUEST_WITHDRAWN: gettext_lazy("No answer is needed any more."),
    Kind.REQUEST_TAKEN_BACK: gettext_lazy("You no longer read that part of the answer."),
    Kind.REQUEST_RESULT: gettext_lazy("Read what became of what you told."),
    Kind.REQUEST_ACK_SOON: gettext_lazy("Nobody of your office has acknowledged it yet."),
    Kind.REQUEST_DUE_SOON: gettext_lazy("The time to answer is running out."),
    Kind.REQUEST_OVERDUE: gettext_lazy("The time to answer is over."),
    Kind.REQUEST_STILL_LATE: gettext_lazy("The time to answer was over long ago."),
}


def requests_of(notices: Iterable[Notice], officer: Officer) -> dict[str, RequestRow]:
    """The requests behind notices, as far as they are within reach."""
    references = {notice.subject_reference for notice in notices}
    named = [reference for reference in references if reference.startswith("RQ-")]
    if not named:
        return {}
    rows = Request.objects.visible_to(officer).filter(reference__in=named).with_names()
    return {row.request.reference: RequestRow(row) for row in rows_of(rows, officer)}
