"""That a request for information has arrived: said by an officer, or with a short code."""

from django.db import transaction

from agencies.models import Officer
from cases.models import Request, RequestStep
from cases.requeststeps import (
    acknowledged,
    arrived,
    lock_as_answerer,
    must_be_open,
    save,
    step,
    tell_asker,
    tell_office,
)
from notices.models import Notice

Kind = RequestStep.Kind


@transaction.atomic
def acknowledge(request: Request, *, officer: Officer) -> Request:
    """The request has arrived. A second time changes nothing."""
    request = lock_as_answerer(request, officer)
    must_be_open(request)
    if acknowledged(request, officer):
        save(request)
        row = step(request, Kind.ACKNOWLEDGED, by=officer, office=request.office)
        tell_asker(request, Notice.Kind.REQUEST_ACKNOWLEDGED, row, officer, ["state"])
    return request


def lock_behind(reference: str) -> Request | None:
    """The request a notice is about, locked before the notice is."""
    return Request.objects.select_for_update().filter(reference=reference).first()


def acknowledged_by_code(notice: Notice) -> None:
    """Somebody without a sign-in has said so for the office; the caller has locked and marked the
    notice, and records who it was not."""
    request = Request.objects.open().with_names().filter(notice=notice).first()
    if request is not None and arrived(request):
        save(request)
        row = step(request, Kind.ACKNOWLEDGED, by=None, office=request.office)
        tell_office(request, request.asking_office, Notice.Kind.REQUEST_ACKNOWLEDGED, row)


def needs_time_by_code(notice: Notice) -> None:
    """The office asks for 24 hours; the one that waits for it reads so. The time to answer goes
    on, and the request has not arrived by this."""
    request = Request.objects.open().with_names().filter(notice=notice).first()
    if request is not None:
        save(request)
        row = step(request, Kind.NEEDS_TIME, by=None, office=request.office)
        tell_office(request, request.asking_office, Notice.Kind.NEEDS_TIME, row)
