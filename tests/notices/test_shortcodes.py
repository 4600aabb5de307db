"""Short codes: how they are made, what is kept of them, which mail carries which."""

import itertools
import random
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from agencies.problems import Problem
from audit.clock import at
from notices import escalation, outbox, shortcodes
from notices.models import Notice, ShortCode
from notices.shortcodes import SIGNS, bare, check_sign, is_well_formed
from tests.factories import submitted

START = datetime(2026, 11, 21, 19, 10, tzinfo=UTC)


def some_codes(number):
    dice = random.Random(7)
    for _ in range(number):
        free = "".join(dice.choices(SIGNS, k=7))
        yield free + check_sign(free)


# -- the sign that notices a slip


def test_no_sign_is_taken_for_another():
    assert len(set(SIGNS)) == 30
    assert not set("01ILOU") & set(SIGNS)


def test_every_wrong_sign_is_noticed():
    for code in some_codes(40):
        assert is_well_formed(code)
        for place, sign in itertools.product(range(8), SIGNS):
            wrong = code[:place] + sign + code[place + 1 :]
            assert is_well_formed(wrong) == (wrong == code)


def test_two_neighbours_that_changed_places_are_noticed_nearly_always():
    swapped = [
        code[:n] + code[n + 1] + code[n] + code[n + 2 :]
        for code in some_codes(400)
        for n in range(7)
        if code[n] != code[n + 1]
    ]
    assert sum(map(is_well_formed, swapped)) / len(swapped) < 0.005


@pytest.mark.parametrize("typed", ["", "ABCD", "0000-0000", "ABCD-EFGH-J", "ก" * 8, "ABCDEF\x00G"])
def test_what_is_no_code_is_said_to_be_none(typed):
    assert not is_well_formed(bare(typed))


def test_blanks_hyphens_and_small_letters_do_not_count():
    (code,) = some_codes(1)
    assert bare(f" {code[:4].lower()} -{code[4:]}\t") == code


# -- in an e-mail


@pytest.fixture
def notice(world, cast):
    with at(START):
        submitted(world, cast.somchai)
        return Notice.objects.get()


def test_the_mail_carries_a_code_and_the_table_only_its_digest(notice):
    with at(START):
        outbox.sweep()
        code = shortcodes.for_mail(notice)
    assert code in mail.outbox[0].body
    row = ShortCode.objects.get()
    assert (row.notice, row.office, row.digest) == (
        notice,
        notice.office,
        shortcodes.digest_of(bare(code)),
    )
    assert bare(code) not in str(ShortCode.objects.values().get())


def test_a_mail_that_goes_twice_says_the_same(notice):
    with at(START):
        assert shortcodes.for_mail(notice) == shortcodes.for_mail(notice)
    assert ShortCode.objects.count() == 1


def test_another_secret_makes_other_codes(notice, settings):
    with at(START):
        before = shortcodes.for_mail(notice)
        settings.SECRET_KEY = "another secret"
        ShortCode.objects.all().delete()
        assert shortcodes.for_mail(notice) != before


def test_a_code_that_happens_to_be_taken_is_not_given_twice(world, cast, notice, monkeypatch):
    numbers = iter([5, 5, 6])
    monkeypatch.setattr(shortcodes, "_secret_number", lambda _seed: next(numbers))
    with at(START):
        first = shortcodes.for_mail(notice)
        submitted(world, cast.somchai)
        second = shortcodes.for_mail(Notice.objects.first())
    assert first != second
    assert ShortCode.objects.count() == 2


def test_a_reminder_carries_a_code_of_its_own_for_the_same_notice(notice):
    with at(START):
        first = shortcodes.for_mail(notice)
    with at(START + timedelta(minutes=20)):
        escalation.climb()
        reminder = Notice.objects.get(kind=Notice.Kind.ESCALATED_DUTY)
        assert shortcodes.for_mail(reminder) not in ("", first)
    assert set(ShortCode.objects.values_list("notice", flat=True)) == {notice.pk}


def test_the_coordinator_who_is_told_of_the_silence_gets_no_code(notice):
    for hours in range(6):
        with at(START + timedelta(hours=hours + 1)):
            escalation.climb()
    told = Notice.objects.get(kind=Notice.Kind.ESCALATED_COORDINATOR)
    with at(START + timedelta(hours=7)):
        assert shortcodes.for_mail(told) == ""


@pytest.mark.parametrize("kind", ["no_answer_asked", "answered", "ended"])
def test_no_code_where_there_is_nothing_to_answer(notice, cast, kind):
    with at(START):
        shortcodes.for_mail(notice)
    moment = START
    if kind == "no_answer_asked":
        notice.needs_acknowledgement = False
    elif kind == "answered":
        notice.acknowledged_at, notice.acknowledged_by = START, cast.thida
    else:
        moment += timedelta(days=8)
    with at(moment):
        assert shortcodes.for_mail(notice) == ""


# -- on paper


def test_a_sheet_shows_its_codes_once(world, cast):
    made = shortcodes.print_sheet(5, officer=cast.thida, office=world.tcl)
    assert len(set(made.codes)) == 5
    assert all(is_well_formed(bare(code)) for code in made.codes)
    (kept,) = shortcodes.sheets_of(cast.thida)
    assert (kept.id, kept.total, kept.unused, kept.codes) == (made.id, 5, 5, ())


def test_a_sheet_is_seen_by_its_office_alone(world, cast):
    shortcodes.print_sheet(1, officer=cast.thida, office=world.tcl)
    assert len(shortcodes.sheets_of(cast.kyaw)) == 1
    assert len(shortcodes.sheets_of(cast.partner_mm)) == 1
    others = (cast.somchai, cast.coordinator_mm, cast.observer, cast.admin, cast.unposted)
    assert [shortcodes.sheets_of(other) for other in others] == [[]] * 5


@pytest.mark.parametrize("count", [0, shortcodes.MOST + 1])
def test_a_sheet_has_a_size(world, cast, count):
    with pytest.raises(Problem) as problem:
        shortcodes.print_sheet(count, officer=cast.thida, office=world.tcl)
    assert problem.value.field == "count"
