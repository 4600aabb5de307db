"""Deliveries that were given up: seen and sent again by administrators, without case content."""

import pytest
from django.urls import reverse

from audit.models import Entry
from notices.models import Delivery
from tests.factories import submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(world, cast):
    return submitted(world, cast.somchai)


@pytest.fixture
def dead(case):
    delivery = Delivery.objects.filter(channel="email").first()
    Delivery.objects.filter(pk=delivery.pk).update(state="dead", attempts=9, last_error="Refused")
    return delivery


def test_it_shows_references_and_errors_and_nothing_of_the_case(case, dead, cast, signed_in):
    text = signed_in(cast.admin).get(reverse("deliveries")).content.decode()
    assert case.reference in text
    assert "Refused" in text
    for word in ("tablets", "Lorry", "Planted", "Mae Sai –"):
        assert word not in text


def test_it_is_sent_again_and_that_is_on_record(dead, cast, signed_in):
    answer = signed_in(cast.admin).post(reverse("delivery-resend", args=[dead.pk]))
    assert answer.url == reverse("deliveries")
    dead.refresh_from_db()
    assert (dead.state, dead.attempts) == ("due", 0)
    (entry,) = Entry.objects.filter(action="resend")
    assert (entry.operation, entry.actor_name) == ("administration", "admin")


def test_only_what_was_given_up_is_sent_again(case, cast, signed_in):
    due = Delivery.objects.filter(state="due").first()
    address = reverse("delivery-resend", args=[due.pk])
    assert signed_in(cast.admin).post(address).status_code == 404


@pytest.mark.parametrize("name", ["somchai", "anong", "coordinator_th", "observer", "unposted"])
def test_it_is_for_administrators(dead, cast, signed_in, name):
    browser = signed_in(getattr(cast, name))
    assert browser.get(reverse("deliveries")).status_code == 403
    assert browser.post(reverse("delivery-resend", args=[dead.pk])).status_code == 403
