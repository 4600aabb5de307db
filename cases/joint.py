"""Joint cases: two originators with equal rights, one private pane each.

The office that logged the case asks an office of another country that was told of it. When that one
accepts, both may edit, share, recall from others, close and reopen. Neither can take the case from
the other: an originator's country is no country that one shares with or recalls from. Notes and
national files of each country stay its own.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.access import works_for
from agencies.models import Country, Office, Officer
from audit.clock import now
from cases import notify, policy, sharing
from cases.locking import lock, lock_own
from cases.models import Case, Event, Grant, JointInvite
from cases.models.levels import Level
from cases.problems import CaseProblem, NotAllowed, WrongState, must_say_why
from cases.reading import Sighted
from cases.seen import Seen, must_stand
from cases.timeline import happened
from cases.trace import Operation, trace
from notices.models import Notice

Answer = JointInvite.Answer


def partner_office(case: Case) -> Office | None:
    """The other originator of a joint case."""
    grant = sharing.originators_of(case).filter(basis=Grant.Basis.JOINT).first()
    return grant.office if grant is not None else None


def invitation_of(sighted: Sighted, reader: object) -> JointInvite | None:
    """The one that waits, for the originators and the office that was asked."""
    rows = JointInvite.objects.waiting().filter(case=sighted.case)
    invite = rows.select_related("office__country", "invited_by").first()
    if invite is None or not (sighted.is_originator or works_for(reader, invite.office)):
        return None
    return invite


def offices_to_ask(case: Case) -> list[Office]:
    """Offices of other countries that were told and see the case."""
    rows = case.involvements.standing().filter(declined_at=None)
    seeing = Grant.objects.current().filter(case=case).values("country")
    foreign = rows.exclude(office__country=case.country).filter(office__country__in=seeing)
    return [row.office for row in foreign.select_related("office__country").order_by("pk")]


@transaction.atomic
def invite(case: Case, office: Office, *, reason: str, officer: Officer) -> JointInvite:
    """Ask an office. It is told, and answers on the page of the case."""
    case = lock_own(case, officer)
    if not case.is_open:
        raise WrongState(_("Only an open case becomes a joint case."))
    if partner_office(case) is not None:
        raise WrongState(_("It is a joint case already."))
    if JointInvite.objects.waiting().filter(case=case).exists():
        raise WrongState(_("An office has been asked already."))
    if office not in offices_to_ask(case):
        raise CaseProblem(
            _("Choose an office of another country that was told of the case."), field="office"
        )
    must_say_why(reason)
    policy.must_be_free(case, officer, [Level.ORIGINATOR])
    made = JointInvite.objects.create(
        case=case, office=office, reason=reason, invited_by=officer, invited_at=now()
    )
    event = happened(case, Event.Kind.JOINT_INVITED, by=officer, about=office, reason=reason)
    _tell(case, office, Notice.Kind.JOINT_INVITED, event)
    _trace(case, "invite joint", officer, office, reason)
    return made


@transaction.atomic
def accept(case: Case, *, officer: Officer) -> Grant:
    """The office becomes an originator, and its country reads the case in full."""
    case, invite = _to_answer(case, officer)
    if not case.is_open:
        raise WrongState(_("Only an open case becomes a joint case."))
    office = invite.office
    _answer(invite, Answer.ACCEPTED, officer)
    if not case.is_restricted:
        _raise_country(case, office.country, officer)
    to = sharing.Audience(office.country, office=office)
    grant = sharing.grant(
        case, to, Level.ORIGINATOR, basis=Grant.Basis.JOINT, by=officer, purpose=invite.reason
    )
    event = happened(case, Event.Kind.JOINT_ACCEPTED, by=officer, about=office)
    _tell(case, case.office, Notice.Kind.JOINT_ANSWERED, event)
    _trace(case, "accept joint", officer, office, "")
    return grant


@transaction.atomic
def decline(case: Case, *, reason: str, officer: Officer) -> None:
    case, invite = _to_answer(case, officer)
    must_say_why(reason)
    _answer(invite, Answer.DECLINED, officer)
    event = happened(
        case, Event.Kind.JOINT_DECLINED, by=officer, about=invite.office, reason=reason
    )
    _tell(case, case.office, Notice.Kind.JOINT_ANSWERED, event)
    _trace(case, "decline joint", officer, invite.office, reason)


@transaction.atomic
def take_back(case: Case, *, officer: Officer) -> None:
    """Before it is answered. A second time changes nothing."""
    case = lock_own(case, officer)
    invite = JointInvite.objects.waiting().filter(case=case).select_related("office").first()
    if invite is not None:
        _answer(invite, Answer.WITHDRAWN, officer)
        _trace(case, "take back joint", officer, invite.office, "")


@transaction.atomic
def step_back(case: Case, *, reason: str, officer: Officer, seen: Seen | None = None) -> None:
    """The other originator is one no longer, by its own will alone. Its country reads on."""
    case = lock_own(case, officer)
    must_stand(case, seen)
    office = partner_office(case)
    if office is None or not works_for(officer, office):
        raise NotAllowed(_("Only the office that was invited can step back."))
    must_say_why(reason)
    to = sharing.Audience(office.country, office=office)
    sharing.grant(case, to, Level.FULL, basis=Grant.Basis.SHARED, by=officer)
    event = happened(case, Event.Kind.JOINT_LEFT, by=officer, about=office, reason=reason)
    _tell(case, case.office, Notice.Kind.JOINT_ANSWERED, event)
    _trace(case, "step back from joint", officer, office, reason)


def must_not_be_originator(case: Case, country: Country) -> None:
    """The first originator does not decide what the second one sees. That nobody takes the case
    from the country that logged it is said where cases are shared and recalled."""
    joined = sharing.originators_of(case).filter(country=country, basis=Grant.Basis.JOINT)
    if joined.exists():
        raise CaseProblem(
            _("%(country)s is an originator of this case.") % {"country": country},
            field="country",
        )


def _to_answer(case: Case, officer: Officer) -> tuple[Case, JointInvite]:
    """The locked case and the question: a recall may have come first."""
    case = lock(case)
    invite = (
        JointInvite.objects.waiting().filter(case=case).select_related("office__country").first()
    )
    sees = sharing.level_of(officer, case) is not None
    if invite is None or not sees or not works_for(officer, invite.office):
        raise NotAllowed(_("Your office is not asked to become an originator of this case."))
    return case, invite


def _answer(invite: JointInvite, answer: JointInvite.Answer, officer: Officer) -> None:
    invite.answer, invite.answered_by, invite.answered_at = answer, officer, now()
    invite.save(update_fields=["answer", "answered_by", "answered_at"])


def _raise_country(case: Case, country: Country, officer: Officer) -> None:
    """As the country of the office that logged it does: in full, and without an end."""
    held = Grant.objects.current().filter(case=case, country=country, office=None, partner=None)
    standing = held.first()
    if standing is None or standing.expires_at or Level(standing.level).rank < Level.FULL.rank:
        to = sharing.Audience(country)
        sharing.grant(case, to, Level.FULL, basis=Grant.Basis.JOINT, by=officer)


def _tell(case: Case, office: Office, kind: Notice.Kind, event: Event) -> None:
    notify.tell_office(case, office, kind, f"{case.reference}:{event.kind}:{event.pk}")


def _trace(case: Case, action: str, officer: Officer, office: Office, purpose: str) -> None:
    trace(
        case,
        Operation.DISCLOSURE,
        action,
        by=officer,
        recipients=[office.code],
        purpose=purpose,
    )
