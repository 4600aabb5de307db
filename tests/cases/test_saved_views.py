"""Saved views of the list, and the e-mail that says how many new cases fit one."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.urls import reverse

from audit.clock import now
from cases import disclosure, savedviews
from cases.models import SavedView
from cases.models.levels import Level
from cases.problems import CaseProblem
from cases.tasks import send_digests
from tests.api import Caller
from tests.cases.typed import Shown
from tests.factories import submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def view(thida):
    thida.email = "thida@example.org"
    thida.save()
    return savedviews.save_view(
        thida, name="Planted-view", query=QueryDict("q=planted-narrative"), digest="daily"
    )


def due(view):
    SavedView.objects.filter(pk=view.pk).update(digest_at=now() - timedelta(minutes=1))


def test_saved_and_opened_again_in_the_browser(signed_in, world, cast):
    submitted(world, cast.somchai)
    browser = signed_in(cast.thida)
    listed = browser.get("/cases/", {"status": "open", "page": "1"}).content.decode()
    assert "Save this view" in listed
    address = f"{reverse('saved-view-new')}?status=open&page=1"
    page = Shown(browser.post(address, {"name": "Open ones", "digest": "never"}, follow=True))
    assert "Open ones" in page.text
    assert SavedView.objects.get().query == "status=open"
    assert 'href="?status=open"' in browser.get("/cases/").content.decode()


@pytest.mark.parametrize(
    ("query", "name"), [("", "x"), ("status=none", "x"), ("page=2", "x"), ("status=open", "Ours")]
)
def test_what_cannot_be_saved_is_said(signed_in, cast, query, name):
    savedviews.save_view(cast.thida, name="Ours", query=QueryDict("status=open"))
    address = f"{reverse('saved-view-new')}?{query}"
    answer = signed_in(cast.thida).post(address, {"name": name, "digest": "never"})
    assert answer.status_code == 200
    assert SavedView.objects.count() == 1


def test_each_reads_and_removes_only_their_own(signed_in, view, cast):
    browser = signed_in(cast.kyaw)
    assert "Planted-view" not in browser.get(reverse("saved-views")).content.decode()
    drop = reverse("saved-view-drop", args=[view.public_id])
    assert browser.post(drop).status_code == 404
    signed_in(cast.thida).post(drop)
    assert not SavedView.objects.exists()


def test_the_mail_says_how_many_and_nothing_of_them(view, world, cast):
    case = submitted(world, cast.somchai, levels={"MM": Level.FULL})
    due(view)
    send_digests()
    send_digests()
    (sent,) = mail.outbox
    assert sent.to == ["thida@example.org"]
    text = sent.subject + sent.body
    assert "1 new case fits" in text
    for word in ("Planted", "planted", case.reference, "Mae Sai"):
        assert word not in text


def test_no_mail_without_news_and_each_case_is_news_once(view, world, cast):
    due(view)
    send_digests()
    assert mail.outbox == []
    submitted(world, cast.somchai, levels={"MM": Level.FULL})
    for _ in range(2):
        due(view)
        send_digests()
    assert len(mail.outbox) == 1


def test_what_is_not_seen_is_not_counted(view, world, cast):
    submitted(world, cast.somchai)  # the headline does not hold the word
    recalled = submitted(world, cast.somchai, levels={"MM": Level.FULL})
    disclosure.recall(recalled, world.tcl.country, officer=cast.somchai, reason="x")
    due(view)
    send_digests()
    assert mail.outbox == []


def test_who_left_gets_none(view, world, cast, thida):
    submitted(world, cast.somchai, levels={"MM": Level.FULL})
    thida.office = None
    thida.save()
    due(view)
    send_digests()
    assert mail.outbox == []


def test_over_the_api(signed_in, cast):
    caller = Caller(signed_in(cast.thida))
    made = caller.post(
        "saved-views/", {"name": "Ours", "query": "border=TH-MM", "digest": "weekly"}
    )
    assert made.status_code == 201, made.content
    assert [one["name"] for one in caller.get("saved-views/").json()] == ["Ours"]
    again = caller.post("saved-views/", {"name": "Ours", "query": "border=TH-MM"})
    assert again.status_code == 400
    odd = caller.post("saved-views/", {"name": "Odd", "query": "status=open&search=heroin"})
    assert odd.status_code == 400
    assert odd.json()["errors"][0]["field"] == "query"
    assert "search" in odd.json()["errors"][0]["detail"]
    assert caller.delete(f"saved-views/{made.json()['id']}/").status_code == 204


def test_thirty_are_the_most(cast):
    for number in range(savedviews.MOST_VIEWS):
        savedviews.save_view(cast.thida, name=f"{number}", query=QueryDict("status=open"))
    with pytest.raises(CaseProblem):
        savedviews.save_view(cast.thida, name="more", query=QueryDict("status=open"))


def test_a_digest_without_its_time_is_refused_by_the_database(view):
    with pytest.raises(IntegrityError), transaction.atomic():
        SavedView.objects.filter(pk=view.pk).update(digest_at=None)
