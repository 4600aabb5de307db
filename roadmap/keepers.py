"""Who keeps a country's records of the programme: its coordinators, and its partner system."""

from django.utils.translation import gettext as _

from agencies.access import Capability, country_of, may, partner_of
from agencies.models import Officer
from agencies.problems import NotAllowed

# The lead shepherd of the Roadmap.
LEAD = "TH"


def kept_by(user: object) -> str:
    """The country whose records this user keeps, or "": nobody's. Fails closed."""
    if not may(user, Capability.KEEP_ROADMAP):
        return ""
    partner = partner_of(user)
    return partner.country_id if partner is not None else country_of(user)


def must_keep(officer: Officer, country: str) -> None:
    if not country or kept_by(officer) != country:
        raise NotAllowed(_("Only the coordinators of the country that keeps it can do that."))
