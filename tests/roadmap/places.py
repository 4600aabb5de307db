"""Sites, checks and places of the plan as the tests need them, made by the portal's verbs."""

from datetime import date, timedelta

from audit.clock import now
from roadmap import checks, expansion, sites
from roadmap.checks import CheckContent
from roadmap.expansion import PlaceContent
from roadmap.sites import SiteContent
from tests import factories

DAY = date(2026, 10, 1)


def database():
    label = "Stolen and Lost Travel Documents"
    return factories.code("interpol_databases", "SLTD", label)


def site(world, by, since=DAY, **changes):
    values = {"phase": "pilot", "office": world.msi, "databases": (database(),)}
    content = SiteContent(**{**values, **changes})
    return sites.add_site(content, by=by, since=since)


def check(by, **changes):
    values = {
        "database": database(),
        "at": now() - timedelta(hours=1),
        "result": "hit",
        "follow_up": "Planted-follow-up",
    }
    content = CheckContent(**{**values, **changes})
    return checks.record_check(content, by=by, office=by.office)


def place(by, **changes):
    content = PlaceContent(**{"name": "Ban Planned", "owner": "Police", **changes})
    return expansion.add_place(content, by=by)
