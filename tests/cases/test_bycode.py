"""An office answers with a short code: what it does, and that nobody gets in by guessing."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.clock import at
from audit.models import Entry
from cases import answers, bycode, disclosure
from cases.bycode import Outcome, Wish
from cases.models import Event, Involvement
from notices import escalation, outbox, shortcodes, tries
from notices.models import Notice, ShortCode, Tries
from tests.cases.asking import asked_of
from tests.factories import submitted

START = datetime(2026, 11, 21, 19, 10, tzinfo=UTC)
HERE, THERE = "192.0.2.7", "198.51.100.9"
UNKNOWN = "TH-MSI-2026-999999"
PLANTED = ["Planted", "Lorry", "tablets", "PA1234567", "Tachileik", "Mae Sai", "Trafficking"]


@pytest.fixture(autouse=True)
def start():
    with at(START):
        yield


@pytest.fixture
def case(world, cast):
    return submitted(world, cast.somchai)


@pytest.fixture
def notice(case):
    outbox.sweep()
    return Notice.objects.get(kind="case_submitted", subject_reference=case.reference)


@pytest.fixture
def code(notice):
    return shortcodes.bare(shortcodes.for_mail(notice))


@pytest.fixture
def other(world, cast, case):
    """Another case that the same office was told of."""
    return submitted(world, cast.somchai)


def say(reference, code, wish=Wish.ACKNOWLEDGE, source=HERE):
    return bycode.answer(reference, code, wish, source=source)


def refusals():
    denied = Entry.objects.filter(action="acknowledge_by_code", outcome="denied").order_by("pk")
    return list(denied.values_list("reason_code", flat=True))


# -- what it does


def test_the_office_has_acknowledged_and_nobody_is_named(case, notice, code):
    assert say(case.reference, code) == Outcome(accepted=True)
    notice.refresh_from_db()
    assert (notice.acknowledged_at, notice.acknowledged_by, notice.acknowledged_by_code) == (
        START,
        None,
        True,
    )
    assert notice.next_escalation_at is None
    involvement = Involvement.objects.get(notice=notice)
    assert involvement.standing == Involvement.Standing.ACKNOWLEDGED
    event = Event.objects.get(kind=Event.Kind.ACKNOWLEDGED)
    assert (event.by, event.about_office.code) == (None, "MM-TCL")


def test_the_trail_names_the_office_and_no_person(case, code):
    say(case.reference, code)
    row = Entry.objects.get(action="acknowledge_by_code")
    assert (row.actor_id, row.actor_role, row.office, row.outcome) == (
        None,
        "code",
        "MM-TCL",
        "allowed",
    )
    assert row.object_ids == [case.reference]


def test_the_sender_reads_that_it_was_by_code(case, code, cast, signed_in):
    say(case.reference, code)
    page = signed_in(cast.somchai).get(reverse("case-detail", args=[case.reference]))
    assert "by code" in page.content.decode()
    rows = signed_in(cast.somchai).get(f"/api/v1/cases/{case.reference}/involvements/").json()
    assert (rows[0]["acknowledged_by"], rows[0]["acknowledged_by_code"]) == (None, True)


def test_the_receiving_office_reads_that_it_was_by_code(case, code, cast, signed_in):
    say(case.reference, code)
    assert "by code" in signed_in(cast.thida).get("/").content.decode()
    (row,) = signed_in(cast.thida).get("/api/v1/notices/?state=done").json()["results"]
    assert (row["acknowledged_by"], row["acknowledged_by_code"]) == (None, True)


def test_24_hours_hold_the_silence_and_the_sender_is_told(case, notice, code, cast, signed_in):
    assert say(case.reference, code, Wish.NEED_24_HOURS).accepted
    with at(START + timedelta(hours=23)):
        assert escalation.climb() == 0
    with at(START + timedelta(hours=24, minutes=1)):
        assert escalation.climb() == 1
    told = Notice.objects.get(kind=Notice.Kind.NEEDS_TIME)
    assert told.office == case.office
    page = signed_in(cast.somchai).get(reverse("case-detail", args=[case.reference]))
    assert "needs 24 hours" in page.content.decode()


def test_24_hours_for_a_request_are_told_to_who_asked(world, cast, signed_in):
    (asked,) = asked_of([world.tcl], cast.somchai)
    held = shortcodes.bare(shortcodes.for_mail(asked.notice))
    due = asked.due_at
    assert say(asked.reference, held, Wish.NEED_24_HOURS).accepted
    told = Notice.objects.get(kind=Notice.Kind.NEEDS_TIME)
    assert (told.office, told.subject_reference) == (world.msi, asked.reference)
    asked.refresh_from_db()
    assert (asked.state, asked.due_at) == ("sent", due)
    step = asked.steps.last()
    assert (step.kind, step.by, step.office) == ("needs_time", None, world.tcl)
    page = signed_in(cast.somchai).get(asked.link).content.decode()
    assert "BLO Tachileik needs 24 hours to acknowledge" in page
    again = shortcodes.bare(
        shortcodes.print_sheet(1, officer=cast.thida, office=world.tcl).codes[0]
    )
    assert say(asked.reference, again).accepted
    asked.refresh_from_db()
    assert asked.state == "acknowledged"


def test_24_hours_are_asked_for_once(world, cast, case, code):
    spare = shortcodes.print_sheet(2, officer=cast.thida, office=world.tcl).codes
    assert say(case.reference, code, Wish.NEED_24_HOURS).accepted
    again = shortcodes.bare(spare[0])
    assert say(case.reference, again, Wish.NEED_24_HOURS) == Outcome()
    assert refusals() == ["delayed_before"]
    assert say(case.reference, again).accepted  # it was not used up


def test_a_spare_code_serves_whichever_notice_waits(world, cast, case, other, notice):
    one, two = shortcodes.print_sheet(2, officer=cast.thida, office=world.tcl).codes
    assert say(other.reference, shortcodes.bare(one)).accepted
    assert say(case.reference, shortcodes.bare(two)).accepted
    assert not Notice.objects.waiting().exists()


def test_a_recall_is_acknowledged_by_code(world, cast, case, notice):
    disclosure.recall(case, world.tcl.country, officer=cast.somchai, reason="an error")
    recall = Notice.objects.get(kind="case_recalled")
    assert say(case.reference, shortcodes.bare(shortcodes.for_mail(recall))).accepted
    recall.refresh_from_db()
    assert recall.acknowledged_by_code


# -- what is refused, always in the same way


def test_a_code_is_good_once(world, cast, case, other, code):
    assert say(case.reference, code).accepted
    assert say(case.reference, code) == Outcome()
    (spare,) = shortcodes.print_sheet(1, officer=cast.thida, office=world.tcl).codes
    assert say(other.reference, shortcodes.bare(spare)).accepted
    third = submitted(world, cast.somchai)
    assert say(third.reference, shortcodes.bare(spare)) == Outcome()
    assert refusals() == ["used", "used"]


def test_the_code_of_another_notice_is_refused(case, other, code):
    assert say(other.reference, code) == Outcome()
    assert refusals() == ["not_for_this"]
    assert Notice.objects.waiting().count() == 2


def test_the_code_of_another_office_is_refused(world, cast, case, notice):
    (spare,) = shortcodes.print_sheet(1, officer=cast.bounmy, office=world.hxy).codes
    assert say(case.reference, shortcodes.bare(spare)) == Outcome()
    assert refusals() == ["not_for_this"]


def test_a_code_ends_by_its_time(case, code):
    with at(START + timedelta(days=7, seconds=1)):
        assert say(case.reference, code) == Outcome()
    assert refusals() == ["expired"]


def test_a_code_ends_with_its_notice(case, notice, code, cast):
    answers.acknowledge(notice, officer=cast.thida)
    assert say(case.reference, code) == Outcome()
    assert refusals() == ["not_for_this"]


def test_a_list_that_was_lost_is_ended(world, cast, case, notice):
    made = shortcodes.print_sheet(1, officer=cast.thida, office=world.tcl)
    shortcodes.cancel_sheet(made, officer=cast.thida)
    assert say(case.reference, shortcodes.bare(made.codes[0])) == Outcome()
    assert refusals() == ["expired"]


# -- guessing


def guesses(number):
    for n in range(number):
        yield shortcodes._of_number(n)


def test_guessing_from_one_address_is_stopped(case, code, settings):
    limit = settings.ACK_TRIES["address"][0]
    found = [say(f"TH-MSI-2026-{n:06d}", guess) for n, guess in enumerate(guesses(limit + 5))]
    assert [outcome.wait > 0 for outcome in found] == [False] * limit + [True] * 5
    assert say(case.reference, code).wait > 0  # the right one too
    assert say(case.reference, code, source=THERE).accepted
    assert refusals().count("too_many") == 1  # once, not for every request of a flood


def test_the_time_of_an_address_ends(case, code, settings):
    limit, span = settings.ACK_TRIES["address"]
    for n, guess in enumerate(guesses(limit)):
        say(f"TH-MSI-2026-{n:06d}", guess)
    with at(START + span):
        assert say(case.reference, code).accepted


@pytest.mark.parametrize("known", [True, False])
def test_guessing_at_one_reference_is_stopped_whether_there_is_one_or_not(case, known, settings):
    reference = case.reference if known else UNKNOWN
    limit = settings.ACK_TRIES["case"][0]
    found = [say(reference, g, source=f"192.0.2.{n}") for n, g in enumerate(guesses(limit + 1))]
    assert [outcome.wait > 0 for outcome in found] == [False] * limit + [True]


def test_a_stolen_list_does_not_find_references(world, cast, case, settings):
    limit = settings.ACK_TRIES["office"][0]
    spare = shortcodes.print_sheet(1, officer=cast.thida, office=world.tcl).codes[0]
    for n in range(limit):
        say(f"TH-XXX-2026-{n:06d}", shortcodes.bare(spare), source=f"192.0.2.{n}")
    assert say(case.reference, shortcodes.bare(spare), source=THERE) == Outcome()
    assert refusals()[-2:] == ["too_many", "too_many"] or refusals()[-1] == "too_many"


def test_a_network_of_long_addresses_counts_as_one():
    assert tries.network_of("2001:db8::1") == tries.network_of("2001:db8::ffff:2")
    assert tries.network_of("2001:db8::1") != tries.network_of("2001:db8:1::1")
    assert tries.network_of(HERE) == HERE


def test_counters_are_swept_out(case):
    say(UNKNOWN, next(guesses(1)))
    with at(START + timedelta(days=2)):
        tries.drop_outlived()
    assert not Tries.objects.exists()


# -- the same answer, for the same work


def faults(world, cast, case, code):
    """(reference, code) of each thing that can be wrong."""
    spare, used = shortcodes.print_sheet(2, officer=cast.thida, office=world.tcl).codes
    foreign = shortcodes.print_sheet(1, officer=cast.bounmy, office=world.hxy).codes[0]
    row = ShortCode.objects.get(digest=shortcodes.digest_of(shortcodes.bare(used)))
    row.used_at, row.used_for = START, Notice.objects.waiting().first()
    row.save()
    return {
        "wrong code": (case.reference, next(guesses(1))),
        "wrong reference": (UNKNOWN, code),
        "wrong reference, spare": (UNKNOWN, shortcodes.bare(spare)),
        "used": (case.reference, shortcodes.bare(used)),
        "another office's": (case.reference, shortcodes.bare(foreign)),
        "both wrong": (UNKNOWN, next(guesses(1))),
    }


def plain(sql):
    """A query without the values: an IN list and a number are the same wherever they stand."""
    sql = re.sub(r'SAVEPOINT "\w+"', "SAVEPOINT", sql)
    return re.sub(r"'[^']*'(::\w+(\[\])?)?|\b\d+\b|NULL|ARRAY\[[^]]*\]\S*", "?", sql)


def test_whatever_is_wrong_asks_the_database_the_same(world, cast, case, code):
    asked = {}
    for name, (reference, typed) in faults(world, cast, case, code).items():
        Tries.objects.all().delete()
        with CaptureQueriesContext(connection) as queries:
            assert say(reference, typed) == Outcome()
        kinds = [plain(query["sql"]).split(" WHERE ")[0] for query in queries]
        asked[name] = kinds
    first = asked.pop("wrong code")
    assert {name: kinds == first for name, kinds in asked.items()} == dict.fromkeys(asked, True)


def bare(answer, reference):
    text = answer.content.decode().replace(reference, "REF")
    text = text.replace(answer.headers["X-Request-ID"], "ID")
    return re.sub(r'csrfmiddlewaretoken" value="\w+"', "TOKEN", text)


def test_whatever_is_wrong_reads_the_same(world, cast, case, code):
    pages, bodies = set(), set()
    for reference, typed in faults(world, cast, case, code).values():
        Tries.objects.all().delete()
        said = {"reference": reference, "code": typed, "answer": "acknowledge"}
        page = Client().post(reverse("acknowledge"), said)
        text = bare(page, reference).replace(shortcodes.grouped(typed), "CODE")
        pages.add((page.status_code, text.replace(typed, "CODE")))
        api = Client().post("/api/v1/acknowledgements/", said, content_type="application/json")
        bodies.add((api.status_code, api.content))
    assert len(pages) == len(bodies) == 1
    (status, _body), (page_status, _text) = bodies.pop(), pages.pop()
    assert (status, page_status) == (400, 200)


# -- the pages and the API


def test_the_page_acknowledges_without_a_sign_in_and_tells_nothing(case, notice, code):
    said = {"reference": f" {case.reference.lower()}", "code": shortcodes.grouped(code).lower()}
    page = Client().post(reverse("acknowledge"), {**said, "answer": "acknowledge"})
    text = page.content.decode()
    assert "It is acknowledged" in text
    assert [word for word in PLANTED if word in text] == []
    assert page["Cache-Control"] == "no-store"
    notice.refresh_from_db()
    assert notice.acknowledged_by_code


def test_a_slip_of_the_hand_is_said_and_not_counted(case, code):
    wrong = code[:-1] + ("2" if code[-1] != "2" else "3")
    said = {"reference": case.reference, "code": wrong, "answer": "acknowledge"}
    assert "One of the signs is not right" in Client().post("/ack/", said).content.decode()
    answer = Client().post("/api/v1/acknowledgements/", said, content_type="application/json")
    assert answer.json()["errors"][0]["field"] == "code"
    assert not Tries.objects.exists()


def test_too_many_tries_are_told_with_a_time(case, code, settings):
    settings.ACK_TRIES = {**settings.ACK_TRIES, "address": (1, timedelta(minutes=15))}
    said = {"reference": UNKNOWN, "code": code, "answer": "acknowledge"}
    Client().post("/ack/", said)
    page = Client().post("/ack/", said)
    api = Client().post("/api/v1/acknowledgements/", said, content_type="application/json")
    assert (page.status_code, api.status_code) == (429, 429)
    assert page["Retry-After"] == api["Retry-After"] == "901"


def test_the_api_takes_no_key_and_keeps_no_code(world, cast, case, code, signed_in):
    said = {"reference": case.reference, "code": code}
    ways = {"content_type": "application/json", "headers": {"Idempotency-Key": "k"}}
    assert Client().post("/api/v1/acknowledgements/", said, **ways).status_code == 400
    sheet = signed_in(cast.thida).post("/api/v1/short-codes/", {"count": 1}, **ways)
    assert sheet.json()["code"] == "idempotency_key_not_taken"
    assert not ShortCode.objects.on_paper().exists()


def test_a_list_is_made_looked_at_and_ended_on_the_page(cast, signed_in):
    thida = signed_in(cast.thida)
    made = thida.post(reverse("short-codes"), {"count": "3"})
    codes = made.context["made"].codes
    assert all(code in made.content.decode() for code in codes)
    later = thida.get(reverse("short-codes"))
    assert not any(code in later.content.decode() for code in codes)
    (sheet,) = later.context["sheets"]
    thida.post(reverse("short-codes-cancel", args=[sheet.id]))
    assert thida.get(reverse("short-codes")).context["sheets"] == []


def test_a_list_is_made_looked_at_and_ended_over_the_api(cast, signed_in):
    thida = signed_in(cast.thida)
    ways = {"content_type": "application/json"}
    made = thida.post("/api/v1/short-codes/", {"count": 2}, **ways).json()
    (kept,) = thida.get("/api/v1/short-codes/").json()
    assert made["codes"]
    assert kept == {name: value for name, value in made.items() if name != "codes"}
    assert thida.delete(f"/api/v1/short-codes/{made['id']}/").status_code == 204
    assert thida.get("/api/v1/short-codes/").json() == []
