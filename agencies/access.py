"""Who may do what: one table from capability to roles, and it fails closed.

An unknown capability, a missing user, an officer without an office: nobody. There is no
superuser. Which *rows* somebody reaches is decided by `visible_to` of each queryset.
"""

from collections.abc import Callable
from enum import Enum
from typing import Any, TypeVar

from django.utils.functional import LazyObject
from django.utils.translation import gettext as _
from rest_framework.exceptions import MethodNotAllowed, PermissionDenied
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from agencies.models import Crossing, Office, Officer, Partner
from audit.trail import Actor

Role = Officer.Role
View = TypeVar("View", bound=Callable[..., Any])


class Capability(Enum):
    """What somebody may do, in words of the office; the value names it in errors and docs."""

    PUBLIC = "open to everybody"
    SIGNED_IN = "use the portal"
    WHO_AM_I = "ask who one is, and what one may do"
    READ_REFERENCE = "read countries, borders, crossings, offices and code lists"
    READ_CASES = "open cases shared with the country or office"
    LOG_CASE = "log and submit cases"
    SHARE_CASE = "share, recall, close and withdraw the office's cases"
    READ_NOTICES = "read the office's inbox"
    ANSWER_NOTICE = "acknowledge, engage or say not for us"
    APPROVE = "approve what officers of the own office disclose"
    ASK_ORIGINATOR = "ask the office that logged a case for more, or for its consent"
    SAVE_VIEW = "save filters of the case list under a name"
    READ_REQUESTS = "read requests for information to and from the own office"
    ASK_OFFICES = "ask other offices for information"
    ANSWER_REQUEST = "answer requests put to the own office"
    READ_FIGURES = "read figures of who answers whom"
    WRITE_NOTE = "write notes for the own country beside a case"
    WRITE_MESSAGE = "write messages to the offices that see a case in full, or a request"
    KEEP_OWN_NOTES = "keep notes that nobody else reads"
    CONFIRM_MAIL = "file or discard e-mails that came from the own address"
    ARRANGE_WORK = "assign, set tasks, flag and tag within the own office or country"
    READ_OPERATIONS = "read operations, meetings and patrols of the own office"
    RUN_OPERATIONS = "plan operations, answer for the own office and write down its results"
    HAND_OVER_POSTING = "hand over the open work of an officer who leaves"
    EDIT_OFFICE = "edit the own office, or any office of the own country"
    EDIT_CROSSING = "edit crossings of the own country"
    EDIT_CODES = "add, change and retire codes of the code lists"
    READ_ROADMAP = "read the Roadmap, its progress and its figures"
    KEEP_ROADMAP = "state the own country's progress on the Roadmap, verify and dispute"
    TAKE_LESSONS = "do the portal's own lessons"
    READ_CHANNEL = "read what coordinators say to each other about the Roadmap"
    ACKNOWLEDGE_PROCEDURE = "acknowledge procedures for the own office"
    STATE_NEEDS = "state the training that the own office needs"
    KEEP_SITES = "keep the I-24/7 sites of the own office, or of the own country"
    RECORD_CHECK = "record checks that the own office made in other systems, and read them"
    READ_EVENTS = "read the events of the own country"
    KEEP_WEBHOOKS = "register webhooks and see how they go"
    SEE_WEBHOOKS = "see webhooks of the own system, or of the own country's systems"
    KEEP_PARTNERS = "approve and stop what the own country's partner systems set up"
    RESEND_DELIVERY = "see and re-send deliveries that were given up"


_POSTED = frozenset({Role.OFFICER, Role.HEAD, Role.COORDINATOR})
_DESK = frozenset({Role.OFFICER, Role.HEAD})

ROLES: dict[Capability, frozenset[Officer.Role]] = {
    Capability.SIGNED_IN: frozenset(Role),
    Capability.WHO_AM_I: frozenset(Role),
    Capability.READ_REFERENCE: frozenset(Role),
    Capability.READ_CASES: _POSTED | {Role.PARTNER},
    Capability.LOG_CASE: _DESK | {Role.PARTNER},
    Capability.SHARE_CASE: _DESK | {Role.PARTNER},
    Capability.READ_NOTICES: _POSTED | {Role.PARTNER},
    Capability.ANSWER_NOTICE: _POSTED | {Role.PARTNER},
    Capability.APPROVE: frozenset({Role.HEAD}),
    Capability.ASK_ORIGINATOR: _POSTED | {Role.PARTNER},
    Capability.SAVE_VIEW: _POSTED | {Role.PARTNER},
    Capability.READ_REQUESTS: _POSTED | {Role.PARTNER},
    Capability.ASK_OFFICES: _POSTED | {Role.PARTNER},
    Capability.ANSWER_REQUEST: _POSTED | {Role.PARTNER},
    Capability.READ_FIGURES: _POSTED | {Role.OBSERVER, Role.PARTNER},
    Capability.WRITE_NOTE: _POSTED | {Role.PARTNER},
    Capability.WRITE_MESSAGE: _POSTED | {Role.PARTNER},
    Capability.KEEP_OWN_NOTES: _POSTED,
    Capability.CONFIRM_MAIL: _POSTED,
    Capability.ARRANGE_WORK: _POSTED | {Role.PARTNER},
    Capability.READ_OPERATIONS: _POSTED | {Role.PARTNER},
    Capability.RUN_OPERATIONS: _POSTED | {Role.PARTNER},
    Capability.HAND_OVER_POSTING: frozenset({Role.HEAD, Role.COORDINATOR}),
    Capability.EDIT_OFFICE: frozenset({Role.HEAD, Role.COORDINATOR}),
    Capability.EDIT_CROSSING: frozenset({Role.HEAD, Role.COORDINATOR}),
    Capability.EDIT_CODES: frozenset({Role.ADMIN}),
    Capability.READ_ROADMAP: frozenset(Role),
    Capability.KEEP_ROADMAP: frozenset({Role.COORDINATOR, Role.PARTNER}),
    Capability.TAKE_LESSONS: frozenset(Role) - {Role.PARTNER},
    Capability.READ_CHANNEL: frozenset({Role.COORDINATOR, Role.OBSERVER, Role.PARTNER}),
    Capability.ACKNOWLEDGE_PROCEDURE: _POSTED,
    Capability.STATE_NEEDS: frozenset({Role.HEAD}),
    Capability.KEEP_SITES: frozenset({Role.HEAD, Role.COORDINATOR, Role.PARTNER}),
    Capability.RECORD_CHECK: _POSTED | {Role.PARTNER},
    Capability.READ_EVENTS: frozenset({Role.PARTNER}),
    Capability.KEEP_WEBHOOKS: frozenset({Role.PARTNER}),
    Capability.SEE_WEBHOOKS: frozenset({Role.PARTNER, Role.COORDINATOR}),
    Capability.KEEP_PARTNERS: frozenset({Role.COORDINATOR}),
    Capability.RESEND_DELIVERY: frozenset({Role.ADMIN}),
}

# A partner system holds a scope for each capability; people do not need one.
SCOPES: dict[Capability, str] = {
    Capability.SIGNED_IN: "reference:read",
    Capability.READ_REFERENCE: "reference:read",
    Capability.READ_CASES: "cases:read",
    Capability.LOG_CASE: "cases:write",
    Capability.SHARE_CASE: "cases:share",
    Capability.ASK_ORIGINATOR: "cases:write",
    Capability.SAVE_VIEW: "cases:write",
    Capability.READ_REQUESTS: "requests:read",
    Capability.ASK_OFFICES: "requests:write",
    Capability.ANSWER_REQUEST: "requests:write",
    Capability.READ_FIGURES: "statistics:read",
    Capability.WRITE_NOTE: "cases:write",
    Capability.WRITE_MESSAGE: "cases:write",
    Capability.ARRANGE_WORK: "cases:write",
    Capability.READ_OPERATIONS: "cases:read",
    Capability.RUN_OPERATIONS: "cases:write",
    Capability.READ_ROADMAP: "roadmap:read",
    Capability.KEEP_ROADMAP: "roadmap:write",
    Capability.READ_CHANNEL: "roadmap:write",
    Capability.KEEP_SITES: "roadmap:write",
    Capability.RECORD_CHECK: "roadmap:write",
    Capability.READ_EVENTS: "events:read",
    Capability.KEEP_WEBHOOKS: "webhooks:write",
    Capability.SEE_WEBHOOKS: "webhooks:write",
    Capability.READ_NOTICES: "notices:read",
    Capability.ANSWER_NOTICE: "notices:write",
}


def officer(user: object) -> Officer | None:
    """The active officer behind a request's user, or None."""
    if isinstance(user, LazyObject):
        user = user if isinstance(user, Officer) else None
    return user if isinstance(user, Officer) and user.is_active else None


def office_of(user: object) -> Office | None:
    who = officer(user)
    return who.office if who is not None and who.role in Officer.POSTED_ROLES else None


def may(user: object, capability: Capability) -> bool:
    if capability is Capability.PUBLIC:
        return True
    who = officer(user)
    if who is None or who.role not in ROLES.get(capability, frozenset()):
        return False
    needs_office = who.role in Officer.POSTED_ROLES and capability not in _WITHOUT_OFFICE
    return who.office_id is not None if needs_office else True


# What an officer between two postings may still do.
_WITHOUT_OFFICE = frozenset(
    {
        Capability.SIGNED_IN,
        Capability.WHO_AM_I,
        Capability.READ_REFERENCE,
        Capability.READ_ROADMAP,
        Capability.TAKE_LESSONS,
    }
)


def reach(user: object) -> list[int]:
    """Ids of the groups whose grants this user holds: country and office; fails closed."""
    who = officer(user)
    if who is None:
        return []
    if who.role == Role.PARTNER:
        return _reach_of_partner(who)
    office = office_of(who)
    return [] if office is None else [office.country.group_id, office.group_id]


def _reach_of_partner(who: Officer) -> list[int]:
    partner = partner_of(who)
    return [] if partner is None else [partner.country.group_id, partner.group_id]


def partner_of(user: object) -> Partner | None:
    """The active partner system behind a service account, or None."""
    who = officer(user)
    if who is None or who.role != Role.PARTNER:
        return None
    return Partner.objects.select_related("country").filter(account=who, is_active=True).first()


def country_of(user: object) -> str:
    who = officer(user)
    return (who.country_id or "") if who is not None else ""


def works_for(user: object, office: Office) -> bool:
    """People act for their office, a partner system for the offices of its country."""
    partner = partner_of(user)
    if partner is not None:
        return partner.country_id == office.country_id
    return office_of(user) == office


def may_edit_office(user: object, office: Office) -> bool:
    """A head edits the own office, a coordinator every office of the own country."""
    who = officer(user)
    if who is None or not may(who, Capability.EDIT_OFFICE):
        return False
    if who.role == Role.COORDINATOR:
        return office.country_id == who.country_id
    return office.pk == who.office_id


def side_to_edit(user: object, crossing: Crossing) -> str:
    """The country whose side of the crossing this user may edit, or "": a head of an office
    paired with it, the coordinator of either side, each their own side."""
    who = officer(user)
    if who is None or not may(who, Capability.EDIT_CROSSING):
        return ""
    own = who.country_id or ""
    if own not in (crossing.country_a_id, crossing.country_b_id):
        return ""
    if who.role == Role.COORDINATOR:
        return own
    office = office_of(who)
    paired = office is not None and crossing.offices.contains(office)
    return own if paired else ""


def actor(user: object) -> Actor:
    """The user in the words of the audit trail."""
    who = officer(user)
    if who is None:
        return Actor(name="anonymous", role="anonymous")
    return Actor(
        id=who.pk,
        name=who.username,
        role=who.role,
        office=who.office.code if who.office is not None else "",
        country=who.country_id or "",
    )


def requires(capability: Capability) -> Callable[[View], View]:
    """Declare who may enter an HTML view; undeclared views are refused by the middleware."""

    def declare(view: View) -> View:
        view.capability = capability  # type: ignore[attr-defined]
        return view

    return declare


class ActionTable(BasePermission):
    """Third fence of the API: every action must stand in the viewset's `capabilities` table.

    An action that is not in the table is refused, whoever asks. A partner's token must hold the
    capability's scope as well.
    """

    def has_permission(self, request: Request, view: Any) -> bool:
        action = getattr(view, "action", None)
        unknown = action in _NO_ACTION and action not in view.capabilities
        if officer(request.user) is not None and unknown:
            raise MethodNotAllowed(request.method or "")
        capability = view.capabilities.get(action)
        return capability is not None and holds(request, capability)


def holds(request: Request, capability: Capability) -> bool:
    """Whether who asks over the API may do this; a token must hold the scope as well."""
    if not may(request.user, capability):
        return False
    if capability is Capability.PUBLIC:
        return True
    scopes = getattr(request.auth, "scopes", None)
    if capability is Capability.WHO_AM_I:  # any token may ask what it is
        return True
    if scopes is not None and SCOPES.get(capability) not in scopes:
        raise ScopeMissing(SCOPES.get(capability, ""))
    return True


# What REST framework calls an address that does not know the method, and OPTIONS.
_NO_ACTION = (None, "metadata")


class ScopeMissing(PermissionDenied):
    """The role may, the token may not (RFC 6750 section 3.1)."""

    default_code = "insufficient_scope"

    def __init__(self, scope: str) -> None:
        super().__init__(_("The token needs the scope %(scope)s.") % {"scope": scope})
