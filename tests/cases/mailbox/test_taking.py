"""Mails are taken once, whoever dies and whatever is sent again."""

from unittest import mock

import pytest
from django.db.utils import IntegrityError

from cases.mailbox import account, deciding, taking
from cases.models import MailReply, Message
from cases.tasks import take_mails
from tests.cases.mailbox.mailserver import letter

pytestmark = pytest.mark.django_db


def taken(post, mail):
    post.brings(mail)
    taking.take_new()
    return MailReply.objects.get()


# -- once, whoever dies


def test_the_same_mail_is_taken_once(post, case, cast):
    reply = taken(post, letter("thida@blo.example", case.reference))
    assert post.unseen() == 0
    post.brings(letter("thida@blo.example", case.reference))  # sent again
    post.unmark()  # somebody made the old one new
    assert taking.take_new() == 0
    post.make_anew()  # the server lost its numbers
    assert taking.take_new() == 0
    assert MailReply.objects.get() == reply
    assert post.unseen() == 0


def test_a_mail_that_was_filed_is_not_taken_again(post, case, cast):
    reply = taken(post, letter("thida@blo.example", case.reference))
    deciding.confirm(reply, "Planted-mail", officer=cast.thida, language="en")
    post.unmark()
    post.brings(letter("thida@blo.example", case.reference))
    assert taking.take_new() == 0
    assert (MailReply.objects.count(), Message.objects.count()) == (1, 1)


def test_a_worker_that_dies_before_marking_neither_loses_nor_doubles(post, case):
    post.brings(letter("thida@blo.example", case.reference))
    with (
        mock.patch.object(account.Box, "mark_taken", side_effect=SystemExit),
        pytest.raises(SystemExit),
    ):
        taking.take_new()
    assert (MailReply.objects.count(), post.unseen()) == (1, 1)
    assert taking.take_new() == 0
    assert (MailReply.objects.count(), post.unseen()) == (1, 0)


def test_a_worker_that_dies_before_the_row_is_there_loses_nothing(post, case):
    post.brings(letter("thida@blo.example", case.reference))
    with mock.patch.object(taking, "_record", side_effect=SystemExit), pytest.raises(SystemExit):
        taking.take_new()
    assert (MailReply.objects.count(), post.unseen()) == (0, 1)
    take_mails()
    assert (MailReply.objects.count(), post.unseen()) == (1, 0)


def test_two_workers_at_once_take_it_once(post, case):
    """The other one wrote its row after this one had looked."""
    post.brings(letter("thida@blo.example", case.reference))
    with account.opened() as box:
        (uid,) = box.unseen()
        arrived = box.fetch(uid)
        assert taking.keep(box, arrived)
        assert not taking.keep(box, arrived)
    assert MailReply.objects.count() == 1


def test_a_row_that_cannot_be_written_is_not_lost_silently(post, case):
    post.brings(letter("thida@blo.example", case.reference))
    with (
        mock.patch.object(taking, "_record", side_effect=IntegrityError),
        pytest.raises(IntegrityError),
    ):
        taking.take_new()
    assert (MailReply.objects.count(), post.unseen()) == (0, 1)


def test_a_mail_server_that_is_away_only_delays(post, case, settings):
    post.brings(letter("thida@blo.example", case.reference))
    settings.MAILBOX = {**post.setting, "port": 1}
    assert taking.take_new() == 0
    settings.MAILBOX = {**post.setting, "password": "wrong"}
    assert taking.take_new() == 0
    settings.MAILBOX = {**post.setting, "tls": "from the start"}  # it speaks no TLS: no password
    assert taking.take_new() == 0
    settings.MAILBOX = post.setting
    assert taking.take_new() == 1


def test_so_many_at_once_and_no_more(post, case, monkeypatch):
    monkeypatch.setattr(taking, "MOST_AT_ONCE", 2)
    for number in range(3):
        post.brings(letter("thida@blo.example", case.reference, key=str(number)))
    assert [taking.take_new() for _ in range(3)] == [2, 1, 0]


def test_nobody_is_drowned(post, case, monkeypatch):
    monkeypatch.setattr(taking, "MOST_WAITING", 1)
    for number in range(3):
        post.brings(letter("thida@blo.example", case.reference, key=str(number)))
    taking.take_new()
    assert MailReply.objects.waiting().count() == 1
    assert MailReply.objects.counted_by_reason() == {"too_many": 2}
