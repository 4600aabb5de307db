"""An office's page, its data and its roster, edited by those whose data it is."""

import pytest
from django.urls import reverse

from agencies.models import DutyShift, Office
from audit.models import Entry
from tests.cases.counting import queries_of

pytestmark = pytest.mark.django_db


def address(name="detail", code="TH-MSI"):
    return reverse(f"office-{name}", args=[code])


def filled(form, **changes):
    """What a browser would send of this form, with some values changed."""
    sent = {
        field.html_name: [str(v) for v in field.value()]
        if isinstance(field.value(), list)
        else field.value()
        for field in form
        if field.value() not in (None, "")
    }
    return {**sent, **changes}


@pytest.fixture
def head(cast, signed_in):
    return signed_in(cast.anong)


def edited(browser, **changes):
    form = browser.get(address("edit")).context["form"]
    return browser.post(address("edit"), filled(form, **changes), follow=True)


@pytest.mark.parametrize("name", ["sokha", "observer", "admin", "unposted"])
def test_everybody_signed_in_reads_the_page(cast, signed_in, name):
    text = signed_in(getattr(cast, name)).get(address()).content.decode()
    assert "BLO Mae Sai" in text
    assert "BLO Tachileik" in text  # its counterpart
    assert address("edit") not in text


def test_names_on_duty_are_for_the_own_country(world, cast, signed_in):
    for weekday in range(1, 8):
        DutyShift.objects.create(
            office=world.msi, officer=cast.somchai, weekday=weekday, starts="00:00", ends="00:00"
        )
    own = signed_in(cast.preecha).get(address()).content.decode()
    other = signed_in(cast.thida).get(address()).content.decode()
    assert "Somchai" in own
    assert "Somchai" not in other
    assert "1 officer" in other


def test_a_head_changes_the_own_office(head):
    answer = edited(head, phone="+66 53 000 000", status="suspended", status_reason="flood")
    assert "The office is saved." in answer.content.decode()
    office = Office.objects.get(code="TH-MSI")
    assert (office.phone, office.status, office.version) == ("+66 53 000 000", "suspended", 2)
    assert office.status_ground == "owner"
    assert office.coordinates_ground == "known"
    assert office.edited_at is not None


def test_coordinates_can_be_confirmed_without_changing_them(head):
    edited(head, confirms=["coordinates"])
    office = Office.objects.get(code="TH-MSI")
    assert (office.coordinates_ground, office.status_ground) == ("owner", "known")


def test_what_stood_there_before_stays_on_record(cast, head):
    edited(head, phone="+66 1")
    answer = edited(head, phone="+66 2")
    changes = answer.context["changes"]
    assert [(c.before, c.after) for c in changes] == [("+66 1", "+66 2"), ("", "+66 1")]
    assert changes[0].by == cast.anong.full_title


def test_a_change_is_on_record_by_field_names(head):
    edited(head, phone="+66 53 000 000")
    (entry,) = Entry.objects.filter(action="edit_office")
    assert (entry.operation, entry.object_ids, entry.fields) == (
        "administration",
        ["TH-MSI"],
        ["phone"],
    )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"status": "closed"}, "Say why the office is not active."),
        ({"opens": "17:00", "closes": "08:00"}, "The office opens before it closes."),
        ({"lat": "200"}, "There is a problem"),
        ({"working_days": []}, "There is a problem"),
        ({"email": "nobody"}, "There is a problem"),
    ],
)
def test_what_breaks_a_rule_is_said_and_kept(head, changes, words):
    answer = edited(head, phone="+66 9 typed", **changes)
    text = answer.content.decode()
    assert words in text
    assert "+66 9 typed" in text
    assert Office.objects.get(code="TH-MSI").version == 1


def test_two_people_at_once_see_each_others_values(head, cast, signed_in):
    form = head.get(address("edit")).context["form"]
    edited(signed_in(cast.coordinator_th), phone="+66 first")
    answer = head.post(address("edit"), filled(form, phone="+66 second"))
    text = answer.content.decode()
    assert "Somebody changed this while you were working on it." in text
    assert "+66 first" in text
    assert "+66 second" in text
    again = filled(answer.context["form"])
    head.post(address("edit"), again)
    assert Office.objects.get(code="TH-MSI").phone == "+66 second"


def test_a_coordinator_changes_every_office_of_the_own_country_only(cast, signed_in):
    browser = signed_in(cast.coordinator_th)
    assert browser.get(address("edit", "TH-CKG")).status_code == 200
    assert browser.get(address("edit", "MM-TCL")).status_code == 403


@pytest.mark.parametrize(
    ("name", "status"),
    [("kyaw", 403), ("somchai", 403), ("coordinator_mm", 403), ("observer", 403), ("admin", 403)],
)
def test_others_change_nothing(cast, signed_in, name, status):
    browser = signed_in(getattr(cast, name))
    for page in ("edit", "roster"):
        assert browser.get(address(page)).status_code == status
        assert browser.post(address(page), {"phone": "1"}).status_code == status


def test_an_unknown_office_is_not_there(head):
    for code in ("TH-XXX", "th-msi", "TH-MSI%00"):
        assert head.get(f"/offices/{code}/").status_code == 404


# -- roster -------------------------------------------------------------------------------------


def rows(*shifts, version=1):
    sent = {"form-TOTAL_FORMS": len(shifts), "form-INITIAL_FORMS": 0, "version": version}
    for number, (weekday, officer, starts, ends) in enumerate(shifts):
        sent |= {
            f"form-{number}-weekday": weekday,
            f"form-{number}-officer": officer,
            f"form-{number}-starts": starts,
            f"form-{number}-ends": ends,
        }
    return sent


def test_a_head_sets_the_roster(world, head):
    head.post(
        address("roster"), rows((1, "somchai", "08:00", "20:00"), (1, "anong", "20:00", "08:00"))
    )
    assert [str(shift) for shift in world.msi.shifts.all()] == [
        "Monday 08:00–20:00",
        "Monday 20:00–08:00",
    ]
    form = head.get(address("roster")).context["shifts"]
    assert len(form.initial_forms) == 2
    sent = rows((1, "somchai", "08:00", "20:00"), (1, "anong", "20:00", "08:00"), version=2)
    head.post(address("roster"), {**sent, "form-INITIAL_FORMS": 2, "form-0-DELETE": "on"})
    assert [shift.officer.username for shift in world.msi.shifts.all()] == ["anong"]


@pytest.mark.parametrize(
    ("shifts", "words"),
    [
        ([(1, "thida", "08:00", "20:00")], "Select a valid choice"),
        ([(1, "somchai", "8 o'clock", "20:00")], "Enter a valid time"),
        (
            [(1, "somchai", "08:00", "20:00"), (1, "somchai", "08:00", "12:00")],
            "An officer cannot start two shifts at the same time.",
        ),
    ],
)
def test_a_roster_that_cannot_be_is_refused(world, head, shifts, words):
    text = head.post(address("roster"), rows(*shifts)).content.decode()
    assert "There is a problem" in text
    assert words in text
    assert not world.msi.shifts.exists()


def test_an_outdated_roster_is_refused_once(world, head):
    Office.objects.filter(code="TH-MSI").update(version=7)
    answer = head.post(address("roster"), rows((1, "somchai", "08:00", "20:00")))
    assert "Somebody changed this" in answer.content.decode()
    assert answer.context["version"] == 7


def test_a_long_roster_asks_what_a_short_one_asks(world, cast, head):
    few = queries_of(head, address("roster"))
    for weekday in range(1, 8):
        DutyShift.objects.create(office=world.msi, officer=cast.somchai, weekday=weekday)
    assert len(queries_of(head, address("roster"))) == len(few)


def test_the_roster_does_not_make_the_office_edited(head):
    head.post(address("roster"), rows((1, "somchai", "08:00", "20:00")))
    assert Office.objects.get(code="TH-MSI").edited_at is None
