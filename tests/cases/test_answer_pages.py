"""What a counterpart answers from the page: acknowledged, we work on it, not for us."""

import pytest
from django.urls import reverse

from cases.models import Involvement
from notices.models import Notice
from tests.factories import delivered, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(world, somchai):
    return delivered(submitted(world, somchai))


@pytest.fixture
def notice(case):
    return Notice.objects.get(office__code="MM-TCL")


def involvement():
    return Involvement.objects.get(office__code="MM-TCL")


def test_acknowledged_from_the_case_it_goes_back_to_the_case(case, notice, signed_in, thida):
    address = reverse("notice-acknowledge", args=[notice.public_id])
    answer = signed_in(thida).post(address, {"back": "case"})
    assert answer.url == reverse("case-detail", args=[case.reference])
    assert involvement().acknowledged_by == thida


def test_acknowledging_twice_changes_nothing(notice, signed_in, cast):
    address = reverse("notice-acknowledge", args=[notice.public_id])
    signed_in(cast.thida).post(address)
    first = involvement().acknowledged_at
    signed_in(cast.kyaw).post(address)
    assert (involvement().acknowledged_at, involvement().acknowledged_by) == (first, cast.thida)


@pytest.mark.parametrize("name", ["somchai", "bounmy", "coordinator_mm"])
def test_a_notice_of_another_office_is_not_there(notice, signed_in, cast, name):
    address = reverse("notice-acknowledge", args=[notice.public_id])
    assert signed_in(getattr(cast, name)).post(address).status_code == 404


def test_acknowledging_is_a_button_not_a_link(notice, signed_in, thida):
    address = reverse("notice-acknowledge", args=[notice.public_id])
    assert signed_in(thida).get(address).status_code == 405


def test_an_office_works_on_it(case, signed_in, thida):
    answer = signed_in(thida).post(reverse("case-engage", args=[case.reference]), follow=True)
    assert "Your office works on it." in answer.content.decode()
    assert involvement().standing == Involvement.Standing.ENGAGED


def test_it_is_not_for_us_and_the_sender_is_told_why(case, signed_in, cast):
    address = reverse("case-decline", args=[case.reference])
    assert "Not for us" in signed_in(cast.thida).get(address).content.decode()
    answer = signed_in(cast.thida).post(address, {"reason": "He went to Laos"})
    assert answer.url == reverse("case-detail", args=[case.reference])
    assert involvement().decline_reason == "He went to Laos"
    assert Notice.objects.filter(office__code="TH-MSI", kind=Notice.Kind.DECLINED).exists()


def test_without_a_reason_it_asks_again(case, signed_in, thida):
    address = reverse("case-decline", args=[case.reference])
    answer = signed_in(thida).post(address, {"reason": "   "})
    assert "There is a problem" in answer.content.decode()
    assert involvement().declined_at is None


@pytest.mark.parametrize("name", ["preecha", "coordinator_mm", "somchai"])
def test_who_was_not_told_has_nothing_to_answer(case, signed_in, cast, name):
    browser = signed_in(getattr(cast, name))
    assert browser.get(reverse("case-decline", args=[case.reference])).status_code == 403
    assert browser.post(reverse("case-engage", args=[case.reference])).status_code == 403


def test_out_of_reach_is_not_there(case, signed_in, cast):
    for name in ("case-engage", "case-decline"):
        address = reverse(name, args=[case.reference])
        assert signed_in(cast.sokha).post(address, {"reason": "x"}).status_code == 404


def test_signed_out_it_asks_to_sign_in_and_leads_back_to_the_page(case, notice, client):
    page = reverse("case-detail", args=[case.reference])
    answer = client.post(
        reverse("notice-acknowledge", args=[notice.public_id]),
        headers={"Referer": f"http://testserver{page}"},
    )
    assert answer.url.startswith(reverse("account_login"))
    assert answer.url.endswith(f"?next={page}")
    answer = client.post(
        reverse("notice-acknowledge", args=[notice.public_id]),
        headers={"Referer": "http://elsewhere.example/cases/"},
    )
    assert answer.url.endswith("?next=/")
