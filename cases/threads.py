"""What messages stand on: a case, or a request for information. Each knows who writes there, who is
told, and under what its audit rows stand."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from agencies.access import works_for
from agencies.models import Office, Officer
from audit.models import Entry
from cases import notify, requeststeps, sharing
from cases.locking import lock
from cases.models import Case, Grant, Message, Request
from cases.models.levels import Level
from cases.models.message import MessageQuerySet
from cases.problems import CaseProblem, NotAllowed, WrongState
from cases.reading import Sighted, mark_notices_read
from cases.requestreading import Asking
from cases.requestreading import mark_notices_read as mark_request_notices_read
from cases.trace import trace
from notices.models import Notice
from notices.outbox import tell

_IN_FULL = (Level.FULL, Level.CONTRIBUTE, Level.ORIGINATOR)

# A case or a request before one reader.
Place = Sighted | Asking


class CaseThread:
    """Between the offices that see the case in full. A closed case is written on too: evidence,
    courts and thanks come after the end."""

    def __init__(self, case: Case) -> None:
        self.case = case

    @property
    def rows(self) -> MessageQuerySet:
        return Message.objects.filter(case=self.case)

    def offices(self) -> list[Office]:
        """Who can be written to: the offices that lead the case, those that were told and see it
        in full, the desk of a country that sees it in full and has none of them, and whoever
        wrote."""
        case = self.case
        grants = Grant.objects.current().filter(case=case, level__in=_IN_FULL, partner=None)
        holders = list(grants.select_related("office__country", "country"))
        offices = [case.office, *(g.office for g in holders if g.office is not None)]
        countries = {g.country_id for g in holders if g.office is None}
        told = Office.objects.filter(involvements__case=case, involvements__ended_at=None)
        wrote = Office.objects.filter(pk__in=self.rows.values("office"))
        offices += (told | wrote).filter(country__in=countries).select_related("country").distinct()
        served = {office.country_id for office in offices} | {case.country_id}
        for country in sorted(countries - served):
            offices += Office.objects.active().national_desk_of(country).select_related("country")
        return _by_code(offices)

    def has_place_for(self, reader: object) -> bool:
        return self.case.status != Case.Status.DRAFT

    def must_see(self, officer: Officer) -> None:
        if sharing.level_of(officer, self.case) not in _IN_FULL:
            raise NotAllowed(headline_only())

    def enter(self, officer: Officer) -> None:
        """Locked, for somebody who sees it in full now: a recall may have come first."""
        self.case = lock(self.case)
        self.must_see(officer)

    def must_write_for(self, officer: Officer, office: Office) -> None:
        if self.case.status == Case.Status.DRAFT:
            raise WrongState(_("Nobody else sees a draft: submit the case first."))
        if not works_for(officer, office):
            raise NotAllowed(_("You write for your own office."))

    def tell(self, office: Office, key: str) -> None:
        notify.tell_office(self.case, office, Notice.Kind.MESSAGE, f"{self.case.reference}:{key}")

    def mark_notices_read(self, reader: Officer) -> None:
        mark_notices_read(self.case, reader)

    def trace(
        self,
        operation: Entry.Operation,
        action: str,
        *,
        by: object,
        recipients: Iterable[Office] = (),
        fields: Iterable[str] = ("messages",),
    ) -> None:
        codes = [office.code for office in recipients]
        trace(self.case, operation, action, by=by, fields=fields, recipients=codes)


class RequestThread:
    """Between the office that asks and those that have or had the request to answer; coordinators
    read along, as they read the request. A settled request is written on too, as a closed case is:
    a thread is how both sides say what the answer was worth before anybody asks again."""

    def __init__(self, request: Request) -> None:
        self.request = request

    @property
    def rows(self) -> MessageQuerySet:
        return Message.objects.filter(request=self.request)

    def offices(self) -> list[Office]:
        held = self.request.holdings.select_related("office__country")
        return _by_code([self.request.asking_office, *(holding.office for holding in held)])

    def has_place_for(self, reader: object) -> bool:
        return any(works_for(reader, office) for office in self.offices())

    def must_see(self, officer: Officer) -> None:
        if not Request.objects.visible_to(officer).filter(pk=self.request.pk).exists():
            raise NotAllowed(_("You do not see this request."))

    def enter(self, officer: Officer) -> None:
        """Locked, for somebody who sees it: it may be passed on at the same moment, and then the
        office that has it now is told too."""
        self.request = requeststeps.lock(self.request)
        self.must_see(officer)

    def must_write_for(self, officer: Officer, office: Office) -> None:
        parties = {one.pk for one in self.offices()}
        if office.pk not in parties or not works_for(officer, office):
            raise NotAllowed(_("Only the office that asks and those that are asked write here."))

    def tell(self, office: Office, key: str) -> None:
        request = self.request
        tell(
            office,
            Notice.Kind.MESSAGE,
            event_key=f"{request.reference}:{key}",
            reference=request.reference,
            link=request.link,
            urgency=request.urgency,
        )

    def mark_notices_read(self, reader: Officer) -> None:
        mark_request_notices_read(self.request, reader)

    def trace(
        self,
        operation: Entry.Operation,
        action: str,
        *,
        by: object,
        recipients: Iterable[Office] = (),
        fields: Iterable[str] = ("messages",),
    ) -> None:
        requeststeps.trace(
            self.request, operation, action, by=by, fields=fields, recipients=recipients
        )


Thread = CaseThread | RequestThread


def thread_on(about: Case | Request) -> Thread:
    return CaseThread(about) if isinstance(about, Case) else RequestThread(about)


def thread_of(place: Place) -> Thread:
    return thread_on(about_of(place))


def about_of(place: Place) -> Case | Request:
    return place.case if isinstance(place, Sighted) else place.request


def is_readable(place: Place) -> bool:
    """Of a case the headline has no messages; a request has no levels."""
    return not isinstance(place, Sighted) or place.is_full


def headline_only() -> str:
    return _("Your country sees the headline only, so it has no messages here.")


def must_be_readable(place: Place) -> None:
    if not is_readable(place):
        raise NotAllowed(headline_only())


def chosen_of(thread: Thread, own: Office, to: Iterable[Office]) -> list[Office]:
    """Whom a message is told: the chosen offices, or all others there."""
    others = [one for one in thread.offices() if one.pk != own.pk]
    named = list(to)
    if not named:
        return others
    if isinstance(thread, RequestThread):
        raise CaseProblem(_("On a request all who see it read every message."), field="to")
    known = {one.pk for one in others}
    if any(one.pk not in known for one in named):
        raise CaseProblem(_("Choose among the offices that see the full case."), field="to")
    return named


def _by_code(offices: list[Office]) -> list[Office]:
    return sorted({one.pk: one for one in offices}.values(), key=lambda one: one.code)
