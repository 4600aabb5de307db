"""The inbox: what waits for the office, what it was told, what the others owe it."""

import pytest
from django.urls import reverse

from audit.models import Entry
from cases import answers, disclosure, workflow
from cases.inbox import inbox_of, waiting_for
from cases.models import Case
from cases.models.levels import Level
from notices import escalation
from notices.models import Notice
from tests.cases.counting import queries_of
from tests.factories import delivered, submitted

pytestmark = pytest.mark.django_db

PLANTED = ("Planted", "Lorry with tablets", "PA1234567", "ສົມໃຈ")
HTMX = {"HX-Request": "true"}


@pytest.fixture
def told(world, cast):
    """Mae Sai has told Tachileik of 400,000 tablets."""
    return delivered(submitted(world, cast.somchai))


def page(browser, **headers):
    return browser.get(reverse("inbox"), headers=headers).content.decode()


def test_a_row_reads_as_a_sentence_with_its_reason_and_its_clock(told, signed_in, thida):
    text = page(signed_in(thida))
    assert "400,000 tablets of methamphetamine tablets at Mae Sai – Tachileik" in text
    assert "You are told because it happened at Mae Sai." in text
    assert "BLO Mae Sai, Thailand" in text
    assert "acknowledge within 14 min" in text
    assert "Acknowledge<" in text


def test_it_is_told_in_the_readers_language(told, signed_in, thida):
    thida.language = "th"
    thida.save()
    assert 'lang="th"' in page(signed_in(thida))


@pytest.mark.parametrize("name", ["thida", "coordinator_mm", "kyaw", "bounmy"])
def test_no_planted_word_stands_in_anybodys_inbox(told, signed_in, cast, name):
    text = page(signed_in(getattr(cast, name)))
    assert [word for word in PLANTED if word in text] == []


def test_what_is_not_delivered_yet_is_not_there(world, cast, signed_in):
    case = submitted(world, cast.somchai)
    assert case.reference not in page(signed_in(cast.thida))


def test_acknowledged_it_moves_to_done_and_the_sender_sees_that(told, signed_in, cast):
    browser = signed_in(cast.thida)
    notice = Notice.objects.get(office__code="MM-TCL")
    answer = browser.post(reverse("notice-acknowledge", args=[notice.public_id]))
    assert answer.url == reverse("inbox")
    row = inbox_of(cast.thida)
    assert (row.waiting, [r.notice for r in row.done]) == ([], [notice])
    sender = page(signed_in(cast.somchai))
    assert "acknowledged after" in sender
    assert cast.thida.full_title in sender


def test_with_htmx_the_list_itself_comes_back(told, signed_in, thida):
    notice = Notice.objects.get(office__code="MM-TCL")
    address = reverse("notice-acknowledge", args=[notice.public_id])
    answer = signed_in(thida).post(address, headers=HTMX, follow=True)
    text = answer.content.decode()
    assert text.lstrip().startswith('<span hx-swap-oob="innerHTML:#inbox-badge"></span>')
    assert '<div id="inbox"' in text
    assert "<html" not in text
    assert f"{told.reference} is acknowledged." in text


def test_the_part_that_refreshes_is_the_part_on_the_page(told, signed_in, thida):
    browser = signed_in(thida)
    whole = page(browser)
    part = browser.get(reverse("inbox-refresh"), headers=HTMX).content.decode()
    rows = part[part.index('<p class="lead">') :]
    hidden = 'name="csrfmiddlewaretoken" value="'
    assert without_tokens(rows, hidden) in without_tokens(whole, hidden)


def without_tokens(text, mark):
    head, *parts = text.split(mark)
    return " ".join([head, *(part.split('"', 1)[1] for part in parts)]).strip()


def test_a_recalled_case_shows_reference_and_kind_and_can_be_acknowledged(told, signed_in, cast):
    disclosure.recall(told, cast.thida.country, officer=cast.somchai, reason="sent in error")
    delivered(told)
    browser = signed_in(cast.thida)
    text = page(browser)
    assert "Case recalled" in text
    assert told.reference in text
    assert "400,000" not in text
    assert "sent in error" not in text
    notice = Notice.objects.get(office__code="MM-TCL", kind=Notice.Kind.CASE_RECALLED)
    browser.post(reverse("notice-acknowledge", args=[notice.public_id]))
    assert inbox_of(cast.thida).waiting == []


def test_news_ask_for_nothing_and_go_when_they_were_read(told, signed_in, cast):
    answers.acknowledge(Notice.objects.get(office__code="MM-TCL"), officer=cast.thida)
    workflow.close(told, officer=cast.somchai, outcome=Case.Outcome.RESULT)
    delivered(told)
    assert [row.notice.kind for row in inbox_of(cast.thida).news] == ["case_closed"]
    signed_in(cast.thida).get(reverse("case-detail", args=[told.reference]))
    assert inbox_of(cast.thida).news == []
    assert [row.notice.kind for row in inbox_of(cast.kyaw).news] == ["case_closed"]


def test_silence_that_climbs_is_said_in_the_row_and_told_to_the_coordinator(told, cast):
    notices = Notice.objects.filter(office__code="MM-TCL")
    for _ in range(3):
        notices.update(next_escalation_at=told.submitted_at)
        escalation.climb()
    delivered(told)
    (row,) = inbox_of(cast.thida).waiting
    assert row.climbed == "The national coordinator was told."
    assert inbox_of(cast.thida).news == []
    (row,) = inbox_of(cast.coordinator_mm).news
    assert row.because == "BLO Tachileik has not acknowledged it."


def test_an_officer_takes_the_work_and_hands_it_over(told, signed_in, cast):
    notice = Notice.objects.get(office__code="MM-TCL")
    browser = signed_in(cast.thida)
    browser.post(reverse("notice-take", args=[notice.public_id]))
    notice.refresh_from_db()
    assert notice.taken_by == cast.thida
    browser.post(reverse("notice-take", args=[notice.public_id]), {"to": "kyaw"})
    notice.refresh_from_db()
    assert notice.taken_by == cast.kyaw
    assert f"With {cast.kyaw.full_title}" in page(browser)


def test_work_is_handed_over_inside_the_office_only(told, signed_in, thida):
    notice = Notice.objects.get(office__code="MM-TCL")
    address = reverse("notice-take", args=[notice.public_id])
    assert signed_in(thida).post(address, {"to": "somchai"}).status_code == 404


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("observer", "As a regional observer"),
        ("admin", "As a system administrator"),
        ("unposted", "not posted to an office"),
    ],
)
def test_who_has_no_inbox_reads_what_there_is_to_do(told, signed_in, cast, name, words):
    text = page(signed_in(getattr(cast, name)))
    assert words in text
    assert told.reference not in text


def test_the_badge_counts_what_waits(told, signed_in, thida):
    badge = signed_in(thida).get(reverse("inbox-badge"), headers=HTMX).content.decode()
    assert ">1<" in badge
    assert "every 3s" in badge


def test_the_badge_answers_with_a_body_only_when_something_changed(world, told, signed_in, cast):
    browser = signed_in(cast.thida)

    def asked(mark):
        return browser.get(reverse("inbox-badge"), {"mark": mark}, headers=HTMX)

    mark = waiting_for(cast.thida).mark
    assert mark in page(browser)
    unchanged = asked(mark)
    assert (unchanged.status_code, unchanged.content) == (204, b"")
    delivered(submitted(world, cast.somchai))
    changed = asked(mark)
    assert changed.headers["HX-Trigger"] == "inbox-changed"
    assert ">2<" in changed.content.decode()
    assert asked(waiting_for(cast.thida).mark).status_code == 204


def test_what_other_offices_are_told_does_not_move_the_badge(world, told, signed_in, cast):
    mark = waiting_for(cast.bounmy).mark
    delivered(submitted(world, cast.somchai))
    assert waiting_for(cast.bounmy).mark == mark


@pytest.mark.parametrize("name", ["inbox-badge", "inbox-refresh"])
def test_signed_out_it_stops_asking_and_leaves_the_page_as_it_is(client, db, name):
    answer = client.get(reverse(name), headers=HTMX)
    assert answer.status_code == 286
    assert answer.headers["HX-Reswap"] == "none"
    assert answer.content == b""


def test_what_the_page_asks_by_itself_is_no_use_of_the_session(told, signed_in, thida):
    browser = signed_in(thida)
    for name in ("inbox-badge", "inbox-refresh"):
        browser.get(reverse(name), headers=HTMX)
        assert "seen" not in browser.session
    browser.get(reverse("inbox"))
    assert "seen" in browser.session


def test_opening_is_on_record_once_and_a_refresh_adds_only_what_is_new(
    world, told, signed_in, cast
):
    listed = Entry.objects.filter(action="inbox", actor_name="thida").order_by("pk")
    browser = signed_in(cast.thida)
    page(browser)
    browser.get(reverse("inbox-refresh"), headers=HTMX)
    assert [entry.object_ids for entry in listed.all()] == [[told.reference]]
    other = delivered(submitted(world, cast.somchai))
    browser.get(reverse("inbox-refresh"), headers=HTMX)
    assert [entry.object_ids for entry in listed.all()] == [[told.reference], [other.reference]]


def test_one_row_and_thirty_ask_the_same_questions(world, cast, signed_in):
    def more(number):
        for _ in range(number):
            delivered(submitted(world, cast.somchai))
            case = submitted(world, cast.thida, levels={"TH": Level.FULL})
            delivered(workflow.close(case, officer=cast.thida, outcome=Case.Outcome.RESULT))

    browser = signed_in(cast.somchai)
    more(1)
    one = queries_of(browser, reverse("inbox"))
    more(29)
    thirty = queries_of(browser, reverse("inbox"))
    assert len(thirty) == len(one)
    assert len(one) <= 26
