"""The list behind a figure shows the country and the month of the figure, and nothing more than
its reader may see."""

from datetime import UTC, date, datetime, timedelta

import pytest

from audit import clock
from roadmap import indicators, reference
from roadmap.figurereading import rows_behind
from roadmap.models import Figure
from tests.access_roadmap_training import course, session
from tests.operations import running

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
OCTOBER = date(2026, 10, 1)
LEADS = {
    "meetings-held": "/meetings/?country=TH&month=2026-10",
    "joint-patrols": "/patrols/?country=TH&month=2026-10",
    "operations-held": "/operations/?country=TH&month=2026-10",
    "requests-on-time": "/requests/?country=TH&month=2026-10",
    "cases-shared": "/cases/?since=2026-10-01&until=2026-10-31",
    "operation-hits": "/roadmap/operations/?year=2026",
    "trainees": "/roadmap/training/?country=TH&month=2026-10",
    "sites-live": "/roadmap/sites/?country=TH",
    "places-open": "/roadmap/expansion/?country=TH",
}


@pytest.fixture(autouse=True)
def loaded(cast):
    reference.load()
    with clock.at(NOW):
        yield


@pytest.mark.parametrize("code", LEADS)
def test_each_leads_to_its_country_and_month(code, cast, signed_in):
    indicators.compute([OCTOBER])
    figure = Figure.objects.with_names().get(indicator__code=code, country="TH", office=None)
    address = rows_behind(figure, cast.coordinator_th)
    assert address == LEADS[code]
    page = signed_in(cast.coordinator_th).get(address)
    assert page.status_code == 200
    if "country=" in address and "requests" not in address:
        month = " · 2026-10" if "month=" in address else ""
        assert f"Only: Thailand{month}." in page.content.decode()


def test_sessions_of_another_month_are_left_out(cast, signed_in):
    with clock.at(NOW - timedelta(days=300)):
        held = session(course(cast.coordinator_th), cast.coordinator_th)
    door = signed_in(cast.coordinator_th)
    month = f"{held.ends:%Y-%m}"
    assert held.link in door.get(f"/roadmap/training/?month={month}").content.decode()
    for other in ("month=2021-01", "country=MM", "month=soon", "country=XX"):
        text = door.get(f"/roadmap/training/?{other}").content.decode()
        assert held.link not in text
    assert (
        "Write the month as 2026-11." in door.get("/roadmap/training/?month=soon").content.decode()
    )
    assert "There is no such country." in door.get("/operations/?country=XX").content.decode()


def test_months_are_read_as_officers_write_them(cast, signed_in):
    door = signed_in(cast.coordinator_th)
    for written in ("2569-10", "10/2026", "๒๕๖๙-๑๐", "2026-10"):
        assert "Only: 2026-10." in door.get("/meetings/", {"month": written}).content.decode()


def test_what_an_office_declined_says_neither_when_nor_with_whom(world, cast, signed_in):
    """It stands in the list by its reference alone; narrowed, it is not there at all."""
    one = running(world, cast)
    for person, sees in ((cast.bounmy, False), (cast.thida, True)):
        door = signed_in(person)
        assert one.reference in door.get("/operations/").content.decode()
        for asked in ({"month": "2026-11"}, {"country": "TH"}, {"country": "MM"}):
            text = door.get("/operations/", asked).content.decode()
            assert (one.reference in text) is sees
        assert one.reference not in door.get("/operations/?country=LA").content.decode()
