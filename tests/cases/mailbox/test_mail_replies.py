"""Replies by e-mail, over a real IMAP server: honest ones are filed once their officer confirms,
forged ones never."""

from datetime import timedelta
from unittest import mock

import pytest
from django.core import mail as outgoing
from django.db import connection, transaction
from django.db.utils import IntegrityError
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.clock import at, now
from audit.models import Entry
from cases import disclosure
from cases.mailbox import account, deciding, keeping, taking
from cases.models import MailReply, Message
from cases.problems import CaseProblem, NotAllowed
from notices import outbox, shortcodes
from notices.models import Notice
from tests.api import Caller
from tests.cases.asking import asked_of
from tests.cases.mailbox.mailserver import ADDRESS, letter
from tests.factories import submitted

pytestmark = pytest.mark.django_db
State, Reason = MailReply.State, MailReply.Reason
WORDS = "Planted-mail: the lorry left"


def taken(post, mail):
    post.brings(mail)
    taking.take_new()
    return MailReply.objects.get()


def confirmed(reply, officer, text=WORDS):
    return deciding.confirm(reply, text, officer=officer, language="en")


# -- an honest reply


def test_an_honest_reply_is_filed_when_its_officer_confirms(post, case, cast, signed_in):
    reply = taken(post, letter("Thida <THIDA@blo.example>", case.reference))
    assert (reply.officer, reply.reference, reply.text) == (cast.thida, case.reference, WORDS)
    assert not Message.objects.exists()
    thida = signed_in(cast.thida)
    address = reverse("mail-reply", args=[reply.public_id])
    page = thida.get(address).content.decode()
    assert WORDS in page
    assert "can be forged" in page
    said = {"text": f"{WORDS} at noon", "language": "en"}
    assert thida.post(address, said).status_code == 302
    message = Message.objects.get()
    assert (message.case, message.author, message.text) == (case, cast.thida, f"{WORDS} at noon")
    reply.refresh_from_db()
    assert (reply.state, reply.message, reply.text, reply.subject) == ("filed", message, "", "")
    assert (
        WORDS
        in signed_in(cast.somchai)
        .get(reverse("case-messages", args=[case.reference]))
        .content.decode()
    )


def test_nobody_is_answered_or_told_by_the_mail_itself(post, case, cast):
    notices = Notice.objects.count()
    taken(post, letter("thida@blo.example", case.reference))
    outbox.sweep()
    assert not [sent for sent in outgoing.outbox if "Planted" in sent.body]
    assert Notice.objects.count() == notices


def test_only_its_officer_sees_it(post, case, cast, signed_in):
    reply = taken(post, letter("thida@blo.example", case.reference))
    everybody = [cast.somchai, cast.kyaw, cast.coordinator_mm, cast.bounmy]
    for other in everybody:
        browser = signed_in(other)
        assert browser.get(reverse("mail-reply", args=[reply.public_id])).status_code == 404
        assert "Re: New" not in browser.get(reverse("mail-replies")).content.decode()
        assert Caller(browser).get("mail-replies/").json() == []
        with pytest.raises(Http404):
            confirmed(reply, other)
    assert "Re: New" in signed_in(cast.thida).get(reverse("mail-replies")).content.decode()
    assert not Message.objects.exists()


def test_the_inbox_says_that_one_waits(post, case, cast, signed_in):
    taken(post, letter("thida@blo.example", case.reference))
    assert "1 e-mail waits for you" in signed_in(cast.thida).get("/").content.decode()
    assert "e-mail waits" not in signed_in(cast.kyaw).get("/").content.decode()


def test_without_a_mailbox_nothing_is_asked_or_shown(case, cast, signed_in, settings):
    settings.MAILBOX = {}
    with mock.patch.object(account, "opened", side_effect=AssertionError):
        assert taking.take_new() == keeping.empty_mailbox() == 0
    thida = signed_in(cast.thida)
    assert "takes no e-mails" in thida.get(reverse("mail-replies")).content.decode()
    assert "E-mails to confirm" not in thida.get("/").content.decode()


# -- rights are those of the moment of confirming


def test_a_case_out_of_reach_is_said_to_be_none(post, case, cast, signed_in):
    """In the same words as one that does not exist."""
    for number, reference in enumerate((case.reference, "TH-MSI-2026-999999")):
        post.brings(letter("sokha@blo.example", reference, key=str(number)))
    taking.take_new()
    sokha, said = signed_in(cast.sokha), []
    assert sokha.get(reverse("mail-replies")).content.decode().count("no such case in your") == 2
    for reply in MailReply.objects.order_by("pk"):
        address = reverse("mail-reply", args=[reply.public_id])
        for page in (sokha.get(address), sokha.post(address, {"text": "x", "language": "en"})):
            assert page.status_code == 200
            text = page.content.decode()
            assert "There is no such case or request in your reach" in text
        said.append(
            Caller(sokha).post(f"mail-replies/{reply.public_id}/confirm/", {"language": "en"})
        )
    one, two = (answer.json() for answer in said)
    assert (one["detail"], said[0].status_code) == (two["detail"], 400)
    assert not Message.objects.exists()
    assert MailReply.objects.waiting().count() == 2


def test_recalled_between_the_mail_and_the_confirmation(post, case, cast, world, signed_in):
    reply = taken(post, letter("thida@blo.example", case.reference))
    disclosure.recall(case, world.tcl.country, officer=cast.somchai, reason="an error")
    with pytest.raises(CaseProblem, match="no such case"):
        confirmed(reply, cast.thida)
    page = signed_in(cast.thida).get(reverse("mail-reply", args=[reply.public_id]))
    assert "There is no such case or request in your reach" in page.content.decode()
    assert not Message.objects.exists()


def test_who_sees_the_headline_only_files_nothing(post, world, cast, signed_in):
    case = submitted(world, cast.somchai)
    reply = taken(post, letter("thida@blo.example", case.reference))
    with pytest.raises(NotAllowed):
        confirmed(reply, cast.thida)
    address = reverse("mail-reply", args=[reply.public_id])
    thida = signed_in(cast.thida)
    assert "You cannot write messages there" in thida.get(address).content.decode()
    assert thida.post(address, {"text": "x", "language": "en"}).status_code == 403
    assert not Message.objects.exists()


def test_an_officer_who_was_disabled_meanwhile_files_nothing(post, case, cast):
    reply = taken(post, letter("thida@blo.example", case.reference))
    type(cast.thida).objects.filter(pk=cast.thida.pk).update(is_active=False)
    cast.thida.refresh_from_db()
    with pytest.raises(Http404):
        confirmed(reply, cast.thida)
    assert deciding.waiting_for(cast.thida) == []


def test_a_reply_to_a_request_stands_in_its_thread(post, world, cast, signed_in):
    (asked,) = asked_of([world.tcl], cast.somchai)
    reply = taken(post, letter("thida@blo.example", asked.reference))
    thida, address = signed_in(cast.thida), reverse("mail-reply", args=[reply.public_id])
    assert asked.link in thida.get(address).content.decode()
    assert asked.reference in thida.get(reverse("mail-replies")).content.decode()
    filed = thida.post(address, {"text": WORDS, "language": "en"})
    assert filed["Location"] == reverse("request-messages", args=[asked.reference])
    message = Message.objects.get()
    assert (message.request, message.case, message.author) == (asked, None, cast.thida)


def test_a_request_out_of_reach_takes_nothing(post, world, cast, signed_in):
    (asked,) = asked_of([world.tcl], cast.somchai)
    reply = taken(post, letter("bounmy@blo.example", asked.reference))
    with pytest.raises(CaseProblem, match="no such case or request"):
        confirmed(reply, cast.bounmy)
    page = signed_in(cast.bounmy).get(reverse("mail-reply", args=[reply.public_id]))
    assert "no such case or request in your reach" in page.content.decode()
    assert asked.link not in page.content.decode()
    assert not Message.objects.exists()


def test_what_is_decided_is_decided_once(post, case, cast):
    reply = taken(post, letter("thida@blo.example", case.reference))
    confirmed(reply, cast.thida)
    for again in (
        lambda: confirmed(reply, cast.thida),
        lambda: deciding.discard(reply, officer=cast.thida),
    ):
        with pytest.raises(CaseProblem, match="decided already"):
            again()
    assert Message.objects.count() == 1


def test_what_is_missing_is_said_and_the_text_kept(post, case, cast, signed_in):
    reply = taken(post, letter("thida@blo.example", case.reference))
    thida, address = signed_in(cast.thida), reverse("mail-reply", args=[reply.public_id])
    page = thida.post(address, {"text": "half a wo", "language": "xx"}).content.decode()
    assert "There is a problem" in page
    assert "half a wo" in page
    with pytest.raises(CaseProblem, match="4000"):
        confirmed(reply, cast.thida, "x" * 4001)


# -- what is kept, for how long


def test_what_is_discarded_is_erased_at_once(post, case, cast, signed_in):
    reply = taken(post, letter("thida@blo.example", case.reference))
    signed_in(cast.thida).post(reverse("mail-reply-discard", args=[reply.public_id]))
    reply.refresh_from_db()
    assert (reply.state, reply.text, reply.subject) == ("discarded", "", "")
    assert not Message.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        MailReply.objects.update(text="Planted")


def test_a_forged_one_is_reported_to_the_head_and_in_the_record(post, case, cast, signed_in):
    reply = taken(post, letter("thida@blo.example", case.reference))
    address = reverse("mail-reply-discard", args=[reply.public_id])
    page = signed_in(cast.thida).post(address, {"forged": "1"}, follow=True).content.decode()
    assert "Reported" in page
    row = Entry.objects.get(action="report forged mail")
    assert (row.reason_code, row.actor_name, row.operation) == (
        "forged_sender",
        "thida",
        "erasure",
    )
    kyaw = signed_in(cast.kyaw)
    assert "1 e-mail was reported as forged" in kyaw.get("/").content.decode()
    assert "Reported as forged" in kyaw.get(reverse("mail-replies")).content.decode()
    assert Caller(kyaw).get("mail-replies/forged/").json()[0]["officer"] == "thida"
    for other in (cast.anong, cast.somchai, cast.coordinator_th):
        assert "as forged" not in signed_in(other).get(reverse("mail-replies")).content.decode()
    assert WORDS not in str(list(MailReply.objects.values()))


def test_what_nobody_decides_is_given_up_and_the_mailbox_is_emptied(post, case, cast, settings):
    reply = taken(post, letter("thida@blo.example", case.reference))
    settings.MAILBOX_WAIT_DAYS, settings.MAILBOX_KEEP_DAYS = 30, 7
    assert (keeping.end_outlived(), keeping.empty_mailbox()) == (0, 0)
    with at(now() + timedelta(days=9)):
        post.brings(letter("thida@blo.example", case.reference, key="unseen"))
        assert keeping.empty_mailbox() == 1
        assert (post.number(), post.unseen()) == (1, 1)  # what was not taken stays
    with at(now() + timedelta(days=31)):
        assert keeping.end_outlived() == 1
    reply.refresh_from_db()
    assert (reply.state, reply.reason, reply.text, reply.officer) == ("aside", "too_old", "", None)


def test_the_administrator_sees_numbers_alone(post, case, cast, signed_in):
    taken(post, letter("stranger@elsewhere.example", case.reference))
    admin = signed_in(cast.admin)
    page = admin.get(reverse("mail-aside")).content.decode()
    assert "the sender is no officer of an office" in page
    assert "stranger" not in page
    assert case.reference not in page
    found = Caller(admin).get("mail-replies/aside/").json()
    assert found == [{"reason": "sender_unknown", "number": 1}]
    assert admin.get(reverse("mail-replies")).status_code == 403


def test_the_record_says_who_and_when_and_no_word(post, case, cast, signed_in):
    reply = taken(post, letter("thida@blo.example", case.reference))
    signed_in(cast.thida).get(reverse("mail-reply", args=[reply.public_id]))
    confirmed(reply, cast.thida)
    rows = Entry.objects.filter(object_kind="mail_reply").order_by("pk")
    assert [row.action for row in rows] == ["take mail", "read mail", "confirm mail"]
    assert not [row for row in Entry.objects.values() if "Planted" in str(row)]


# -- the notice that is answered


def test_a_notice_can_be_answered(post, case, cast):
    outbox.sweep()
    sent = [one for one in outgoing.outbox if one.reply_to]
    assert len(sent) == len(outgoing.outbox) > 0
    assert {tuple(one.reply_to) for one in sent} == {(ADDRESS,)}
    assert all(case.reference in one.subject for one in sent)


def test_a_notice_has_no_other_address_without_a_mailbox(case, settings):
    settings.MAILBOX, settings.MAILBOX_ADDRESS = {}, ""
    outbox.sweep()
    assert not any(one.reply_to for one in outgoing.outbox)


def test_the_code_of_the_notice_is_not_passed_on(post, case, cast):
    """Who reads it could acknowledge for the office."""
    code = shortcodes.for_mail(Notice.objects.filter(office=cast.thida.office).first())
    text = f"We saw it.\n\nacknowledge with this code: {code} http://127.0.0.1:8000/ack/\n"
    assert taken(post, letter("thida@blo.example", case.reference, text)).text == "We saw it."


# -- the API, and what it costs


def test_an_officer_reads_and_files_over_the_api(post, case, cast, signed_in):
    mail = letter("thida@blo.example", case.reference)
    mail.add_attachment(b"x", maintype="image", subtype="jpeg", filename="lorry.jpg")
    taken(post, mail)
    thida = Caller(signed_in(cast.thida))
    (row,) = thida.get("mail-replies/").json()
    assert (row["text"], row["in_reach"], row["proven"]) == (WORDS, True, False)
    assert (row["files_left_out"], row["file_names"]) == (1, ["lorry.jpg"])
    address = f"mail-replies/{row['id']}/confirm/"
    made = thida.post(address, {"language": "en"}, idempotency_key="one")
    assert (made.status_code, made.json()["text"]) == (201, WORDS)
    again = thida.post(address, {"language": "en"}, idempotency_key="one")
    assert again.json() == made.json()
    assert thida.post(address, {"language": "en"}).status_code == 404


def test_one_mail_and_twenty_cost_the_same(post, case, cast, signed_in):
    thida, asked = signed_in(cast.thida), []
    for numbers in (range(1), range(1, 20)):
        for number in numbers:
            post.brings(letter("thida@blo.example", case.reference, key=str(number)))
        taking.take_new()
        counts = []
        for address in (reverse("mail-replies"), "/"):
            thida.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert thida.get(address).status_code == 200
            counts.append(len(queries))
        asked.append(counts)
    assert asked[0] == asked[1]
