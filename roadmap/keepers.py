"""Who keeps a country's records of the programme: its coordinators, and its partner system."""

from django.utils.translation import gettext as _

from agencies.access import Capability, country_of, may, partner_of
from agencies.models import Country
from agencies.problems import NotAllowed

# The lead shepherd of the Roadmap.
LEAD = "TH"


def speaks_for(user: object) -> str:
    """The country of a person, or of a partner system; "" of nobody's."""
    partner = partner_of(user)
    return partner.country_id if partner is not None else country_of(user)


def kept_by(user: object) -> str:
    """The country whose records this user keeps, or "": nobody's. Fails closed."""
    return speaks_for(user) if may(user, Capability.KEEP_ROADMAP) else ""


def keeps(user: object, country: str) -> bool:
    return bool(country) and kept_by(user) == country


def kept_member(user: object) -> str:
    """The same, if that country is one of the member states."""
    country = kept_by(user)
    return country if Country.objects.filter(code=country, is_member=True).exists() else ""


def is_lead(user: object) -> bool:
    """A coordinator of the lead shepherd, who keeps what belongs to all."""
    return keeps(user, LEAD)


def must_keep(user: object, country: str) -> None:
    if not keeps(user, country):
        raise NotAllowed(_("Only the coordinators of the country that keeps it can do that."))


def must_be_person(user: object) -> None:
    """Where a second pair of eyes is asked for."""
    if partner_of(user) is not None:
        raise NotAllowed(_("A coordinator does this in person, not a system."))


def must_lead(user: object) -> None:
    if not is_lead(user):
        raise NotAllowed(_("Only coordinators of the lead shepherd can do that."))
