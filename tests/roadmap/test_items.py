"""The lead shepherd puts the official words of an item in; what stood before stays."""

import pytest
from django.db import InternalError, transaction
from django.urls import reverse

from agencies.models import Partner
from agencies.problems import NotAllowed, Problem, StaleVersion
from audit.clock import now
from audit.models import Entry
from roadmap import items, reference
from roadmap.commitments import Statement, begin, find_item
from roadmap.items import Wording
from roadmap.models import CommitmentChange, ItemWording
from tests.api import system

pytestmark = pytest.mark.django_db

OFFICIAL = Wording("Official title", "Official text")


@pytest.fixture
def item(cast):
    reference.load()
    return find_item(2021, 4)


def put(item, wording, officer, version=1):
    return items.put_wording(item, wording, officer=officer, version=version)


def test_official_words_take_the_working_title_away_and_keep_what_stood(cast, item):
    working = item.title
    put(item, OFFICIAL, cast.coordinator_th)
    row = put(item, Wording("Corrected title", "Official text"), cast.coordinator_th, 2)
    assert (row.title, row.is_working_title, row.version) == ("Corrected title", False, 3)
    assert [(w.title_before, w.title) for w in row.wordings.all()] == [
        ("Official title", "Corrected title"),
        (working, "Official title"),
    ]
    entries = Entry.objects.filter(object_kind="action item").order_by("pk")
    assert [set(entry.fields) for entry in entries] == [
        {"title", "text", "is_working_title"},
        {"title"},
    ]


def test_the_loader_never_overwrites_what_was_put_in(cast, item):
    put(item, OFFICIAL, cast.coordinator_th)
    assert reference.load().kept == 1
    assert find_item(2021, 4).title == "Official title"


def test_only_the_lead_shepherd_and_only_over_what_was_read(cast, item):
    with pytest.raises(NotAllowed):
        put(item, OFFICIAL, cast.coordinator_mm)
    with pytest.raises(Problem):
        put(item, Wording("  "), cast.coordinator_th)
    with pytest.raises(StaleVersion):
        put(item, OFFICIAL, cast.coordinator_th, 7)
    assert not ItemWording.objects.exists()


def test_the_database_refuses_to_change_history(cast, item):
    put(item, OFFICIAL, cast.coordinator_th)
    begin(item, Statement("planned"), officer=cast.coordinator_th)
    for rows in (ItemWording.objects.all(), CommitmentChange.objects.all()):
        with pytest.raises(InternalError, match="Cannot update or delete"), transaction.atomic():
            rows.update(at=now())
        with pytest.raises(InternalError, match="Cannot update or delete"), transaction.atomic():
            rows.delete()


def test_pages_mark_a_working_title_until_the_official_words_are_in(cast, signed_in, item):
    thai = signed_in(cast.coordinator_th)
    page = reverse("roadmap-edition", args=[2021])
    assert "working title" in thai.get(item.link).content.decode()
    words = reverse("roadmap-item-wording", args=[2021, 4])
    assert words in thai.get(page).content.decode()
    assert words not in signed_in(cast.coordinator_mm).get(page).content.decode()
    refused = thai.post(words, {"title": "", "text": "kept text", "version": "1"})
    assert "kept text" in refused.content.decode()
    assert thai.post(words, {**vars(OFFICIAL), "version": "1"}).status_code == 302
    text = thai.get(item.link).content.decode()
    assert "working title" not in text
    assert "Official text" in text
    assert item.title in text
    assert thai.get(reverse("roadmap-editions")).content.decode().count(item.edition.link) == 1
    assert thai.get("/roadmap/editions/1999/").status_code == 404


def test_a_page_opened_before_a_colleague_saved_says_so(cast, signed_in, item):
    put(item, OFFICIAL, cast.coordinator_th)
    form = {"title": "Mine", "version": "1"}
    words = reverse("roadmap-item-wording", args=[2021, 4])
    text = signed_in(cast.coordinator_th).post(words, form).content.decode()
    assert "It now says: Official title" in text


def test_over_the_api(cast, item):
    scopes = {"scope": "roadmap:read roadmap:write"}
    Partner.objects.update(scopes=scopes["scope"].split())
    thai, other = system("TH", **scopes), system("MM", **scopes)
    found = other.get("roadmap/items/?edition=2021").json()["results"]
    assert [row["number"] for row in found] == list(range(1, 10))
    assert other.get("roadmap/items/?colour=red").status_code == 400
    address = found[3]["url"]
    assert other.put(f"{address}wording/", vars(OFFICIAL), if_match="*").status_code == 403
    assert thai.put(f"{address}wording/", vars(OFFICIAL)).status_code == 428
    tag = thai.get(address)["ETag"]
    body = thai.put(f"{address}wording/", vars(OFFICIAL), if_match=tag).json()
    assert (body["title"], body["is_working_title"]) == ("Official title", False)
    assert body["wordings"][0]["title_before"] == item.title
    editions = thai.get("roadmap/editions/").json()["results"]
    assert len(thai.get(editions[-1]["url"]).json()["items"]) == 9
    assert thai.get("roadmap/items/2021-77/").status_code == 404
