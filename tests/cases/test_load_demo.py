"""The demonstration: everybody has somebody to be, every border has a story."""

import json
import stat
from collections import Counter
from datetime import timedelta
from itertools import product

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import check_password
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings
from django.utils import timezone
from oauth2_provider.models import Application

from agencies.access import SCOPES, reach
from agencies.models import Border, Country, Office, Officer, Partner
from agencies.roster import on_duty
from audit.clock import at
from audit.models import Entry
from cases.demo import world as demo_world
from cases.demo.atlas import Atlas
from cases.demo.stories import WAITING, stories
from cases.models import Case, Event, Involvement, RouteStop, Touch
from notices.models import Delivery, Notice

ROLES = ("officer", "head", "coordinator", "observer", "admin")
SCRIPTS = {"Thai": "฀๿", "Lao": "຀໿", "Khmer": "ក៿", "Burmese": "က႟", "Chinese": "一鿿"}


@pytest.fixture(scope="module")
def home(tmp_path_factory, django_db_setup, django_db_blocker):
    """Loaded once for this module and rolled back at its end."""
    folder = tmp_path_factory.mktemp("home")
    with (
        django_db_blocker.unblock(),
        override_settings(BLO_HOME=folder),
        transaction.atomic(),
    ):
        call_command("load_reference", verbosity=0)
        call_command("load_demo", cases=28, verbosity=0)
        yield folder
        transaction.set_rollback(True)


pytestmark = [pytest.mark.usefixtures("home"), pytest.mark.django_db]


def accounts(home):
    return json.loads((home / "demo-accounts.json").read_text())


def partners(home):
    return json.loads((home / "demo-partners.json").read_text())


def counts():
    models = (Officer, Partner, Case, Event, Notice, Delivery, Involvement, Entry)
    return {model.__name__: model.objects.count() for model in models}


# -- People and systems


def test_every_role_of_every_country_has_an_account(home):
    countries = Country.objects.values_list("pk", flat=True)
    there = {(row["country"], row["role"]) for row in accounts(home)}
    assert set(product(countries, ROLES)) <= there
    assert {row["role"] for row in accounts(home)} == set(ROLES)


def test_every_country_has_a_second_coordinator_who_verifies(home):
    counted = Counter(row["country"] for row in accounts(home) if row["role"] == "coordinator")
    assert set(counted) == set(Country.objects.values_list("pk", flat=True))
    assert set(counted.values()) == {2}


def test_an_account_says_how_to_sign_in_and_nothing_else(home):
    for row in accounts(home):
        assert list(row) == ["username", "password", "role", "country", "office"]
    by_name = {row["username"]: row for row in accounts(home)}
    assert by_name["th-msi-1"]["office"] == by_name["th-msi-head"]["office"] == "TH-MSI"
    assert by_name["th-coordinator"]["office"] == "TH-NCD"
    assert by_name["th-observer"]["office"] == by_name["th-admin"]["office"] == ""


@pytest.mark.parametrize("name", ["la-hxy-1", "mm-tcl-head", "vn-coordinator", "sg-admin"])
def test_an_account_can_sign_in(home, rf, name):
    row = next(row for row in accounts(home) if row["username"] == name)
    found = authenticate(rf.post("/"), username=name, password=row["password"])
    assert (found.username, found.role, found.country_id) == (name, row["role"], row["country"])


def test_each_office_has_a_head_officers_and_somebody_on_duty_at_any_time():
    monday = timezone.now().replace(hour=0, minute=30)
    for office in Office.objects.active().border_offices().prefetch_related("officers"):
        roles = Counter(officer.role for officer in office.officers.all())
        assert roles["head"] == 1 and roles["officer"] in (2, 3)
    tachileik = Office.objects.get(code="MM-TCL")
    for hours in range(0, 24 * 7, 5):
        with at(monday + timedelta(hours=hours)):
            assert len(on_duty(tachileik)) == 1


def test_officers_reach_what_their_office_and_country_reach():
    officer = Officer.objects.get(username="th-msi-1")
    assert set(officer.groups.values_list("pk", flat=True)) == set(reach(officer))
    assert not Officer.objects.get(username="th-admin").groups.exists()


def test_one_partner_system_for_each_country(home):
    rows = partners(home)
    assert [row["country"] for row in rows] == sorted(Country.objects.values_list("pk", flat=True))
    for row in rows:
        assert list(row) == ["name", "country", "client_id", "client_secret", "scopes"]
        assert set(row["scopes"]) == set(SCOPES.values())
    row = rows[0]
    application = Application.objects.get(client_id=row["client_id"])
    assert check_password(row["client_secret"], application.client_secret)
    assert application.partner.account.role == "partner"


def test_the_files_are_their_owners_alone(home):
    for name in ("demo-accounts.json", "demo-partners.json"):
        assert stat.S_IMODE((home / name).stat().st_mode) == 0o600


# -- Cases


def test_every_border_is_touched():
    touched = set(Touch.objects.standing().values_list("border", flat=True))
    assert touched == set(Border.objects.values_list("pk", flat=True))


def test_cases_went_through_the_portals_own_verbs():
    assert Case.objects.count() == 28
    submitted = Case.objects.submitted()
    assert Event.objects.filter(kind="submitted").count() == submitted.count()
    assert Entry.objects.filter(component="demo", action="submit").count() == submitted.count()
    for case in submitted:
        assert case.involvements.exists() and case.grants.exists()


def test_the_past_is_told_delivered_and_in_order():
    assert not Notice.objects.filter(delivered_at=None).exists()
    assert set(Delivery.objects.values_list("channel", "state")) == {("inbox", "delivered")}
    told = Notice.objects.order_by("pk")
    of_cases = told.filter(subject_reference__in=Case.objects.values("reference"))
    moments = list(of_cases.values_list("created_at", flat=True))
    assert moments == sorted(moments)
    assert not told.filter(created_at__gt=timezone.now()).exists()


def test_from_now_on_officers_get_mail():
    assert not Officer.objects.people().filter(wants_email=False).exists()


def test_the_lorry_at_mae_sai_is_the_newest_and_waits():
    case = Case.objects.submitted().latest("submitted_at")
    assert (case.office.code, case.urgency) == ("TH-MSI", "flash")
    assert case.seizures.get().quantity == 400_000
    told = case.involvements.values_list("office__code", flat=True)
    assert set(told) == {"MM-TCL", "LA-HXY"}
    assert Notice.objects.about(case.reference).waiting().count() == 2
    driver = case.subjects.get(kind="person")
    lorry = case.subjects.get(kind="vehicle")
    assert (driver.nationality, lorry.plate_country) == ("LA", "MM")


def test_the_whole_demonstration_has_every_shape():
    """Only invented here, not written: that is what takes the time."""
    found = stories(Atlas(), count=300, now=timezone.now())
    assert len({story.draft_key for story in found}) == 300
    assert sum(story.submitted_at is None for story in found) == 6
    lengths = Counter(len(story.content.route) for story in found)
    assert set(lengths) == {1, 2, 3, 4}
    assert {story.content.urgency for story in found} == set(Case.Urgency)
    assert max(timezone.now() - story.logged_at for story in found) > timedelta(days=600)
    words = "".join(story.content.title + story.content.narrative for story in found)
    for script, (first, last) in SCRIPTS.items():
        assert any(first <= letter <= last for letter in words), script
    waiting = {story.office.code for story in found if story.waits}
    assert waiting == {office for codes in WAITING for office in codes[:2]}
    for story in found:
        incident = next(s for s in story.content.route if s.role == RouteStop.Role.INCIDENT)
        assert incident.country == story.office.country


def test_the_same_seed_is_the_same_world():
    now = timezone.now()
    first, second = (stories(Atlas(), count=60, now=now) for _ in range(2))
    assert [story.content for story in first] == [story.content for story in second]


# -- Again


def test_a_second_run_changes_nothing(home):
    before, files = counts(), (accounts(home), partners(home))
    call_command("load_demo", cases=28, verbosity=0)
    assert counts() == before
    assert (accounts(home), partners(home)) == files


def test_lost_files_are_written_again(home):
    files = accounts(home), partners(home)
    (home / "demo-accounts.json").unlink()
    (home / "demo-partners.json").unlink()
    call_command("load_demo", verbosity=0)
    assert (accounts(home), partners(home)) == files


def test_another_key_gives_everybody_new_ways_in(home, settings, rf):
    settings.SECRET_KEY = "another"
    files = {
        name: (home / name).read_bytes() for name in ("demo-accounts.json", "demo-partners.json")
    }
    call_command("load_demo", verbosity=0)
    row, system = accounts(home)[40], partners(home)[3]
    assert authenticate(rf.post("/"), username=row["username"], password=row["password"])
    application = Application.objects.get(client_id=system["client_id"])
    assert check_password(system["client_secret"], application.client_secret)
    for name, content in files.items():
        (home / name).write_bytes(content)


def test_a_start_that_is_killed_is_finished_by_the_next(monkeypatch):
    Case.objects.filter(draft_key=demo_world.key_of(0)).update(draft_key=demo_world.key_of(-1))
    before = counts()

    class Killed(BaseException):
        pass

    def killed(*_args, **_more):
        raise Killed

    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr("cases.demo.world.outbox.sweep", killed)
        demo_world.tell_stories(count=2, now=timezone.now())
    assert counts() == before
    monkeypatch.setattr("cases.demo.stories.NAMESPACE", demo_world.key_of(0))
    assert demo_world.tell_stories(count=2, now=timezone.now()) == 2
    assert counts()["Case"] == before["Case"] + 2


def test_outside_demonstration_mode_it_refuses(settings):
    settings.DEMO = False
    with pytest.raises(CommandError):
        call_command("load_demo")
