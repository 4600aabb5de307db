"""Forged senders: none is filed, none is seen by anybody but, at most, the officer whose address it
bears; and nobody learns from the portal whether a case exists."""

import time

import pytest
from django.core import mail as outgoing

from cases.mailbox import deciding, letters, senders, taking
from cases.models import MailReply, Message
from notices.models import Notice
from tests.cases.mailbox.mailserver import letter, raw_letter

OURS = "mail.portal.example"
CASE = "TH-MSI-2026-000001"


def put_aside(post, *mails, reason):
    """Taken, before nobody, and not a word of them kept."""
    for mail in mails:
        post.brings(mail)
    assert taking.take_new() == len(mails)
    for row in MailReply.objects.all():
        assert (row.state, row.reason) == ("aside", reason)
        assert (row.officer, row.reference, row.subject, row.text) == (None, "", "", "")
    assert not Message.objects.exists()
    assert not outgoing.outbox


def sent(*lines, reference=CASE, key="x"):
    return raw_letter([*lines, f"Subject: Re: {reference}", f"Message-ID: <{key}@y>"])


def sender_of(*lines):
    return senders.address_in(letters.read(sent(*lines), but="/ack/").senders)


# -- who it says it is from

OTHERS = [
    # The name is an officer's, the address is not.
    'From: "thida@blo.example" <evil@elsewhere.example>',
    "From: Thida <evil@elsewhere.example> (thida@blo.example)",
    "From: =?utf-8?Q?thida=40blo=2Eexample?= <evil@elsewhere.example>",
    "From: =?utf-8?B?PHRoaWRhQGJsby5leGFtcGxlPg==?= <evil@elsewhere.example>",
    # A bounce address or an answer address is no sender.
    "From: evil@elsewhere.example\r\nReply-To: thida@blo.example\r\nSender: thida@blo.example",
]
UNCLEAR = [
    ["From: evil@elsewhere.example", "From: thida@blo.example"],
    ["From: thida@blo.example", "From: evil@elsewhere.example"],
    ["From: thida@blo.example", "fROM: thida@blo.example"],
    ["From: thida@blo.example, evil@elsewhere.example"],
    ["From: <thida@blo.example> <evil@elsewhere.example>"],
    ["From: thida@blo.example <evil@elsewhere.example>"],
    ["From: evil@elsewhere.example\r\n <thida@blo.example>"],
    ["From: <thida@blo.example"],
    ["From: <@elsewhere.example:thida@blo.example>"],
    ["From: thida@blo.example)evil@elsewhere.example"],
    ["From: group: thida@blo.example;"],
    ["From: =?utf-8?Q?=3Cthida=40blo=2Eexample=3E?="],
    ["From: thida(x)@blo.example(", "To: x"],
    ["From: thida@blо.example"],  # a Cyrillic letter
    ["From: "],
    ["Sender: thida@blo.example", "Reply-To: thida@blo.example"],
    ["From: " + "(" * 900],
    ["From: " + "a" * 5000 + "<thida@blo.example>"],
]


@pytest.mark.parametrize("line", OTHERS)
def test_a_name_is_no_address(line):
    assert sender_of(line) == "evil@elsewhere.example"


@pytest.mark.parametrize("lines", UNCLEAR)
def test_an_unclear_sender_is_nobody(lines):
    assert sender_of(*lines) == ""


@pytest.mark.parametrize(
    "line",
    [
        "From: thida@blo.example",
        "From: <THIDA@blo.example>",
        'From: "Thida, Tachileik" <thida@BLO.example>',
        "From: =?utf-8?B?4YCe4YCu4YCQ4YCs?= <thida@blo.example> (at work)",
        "From: သီတာ\r\n <thida@blo.example>",
    ],
)
def test_honest_ways_of_writing_a_sender(line):
    assert sender_of(line) == "thida@blo.example"


def test_reading_a_sender_takes_no_time():
    began = time.monotonic()
    for said in ("(" * 1000, '"' * 999, "<" * 1000, "a@" * 500, "\\" * 1000, "(" * 500 + ")" * 500):
        assert senders.address_in([said]) == ""
    assert time.monotonic() - began < 1


# -- the whole way, over IMAP


def test_forged_names_reach_nobody(post, case):
    mails = [sent(line, reference=case.reference, key=n) for n, line in enumerate(OTHERS)]
    mails.append(sent("From: thida@blo.example.elsewhere.example", reference=case.reference))
    put_aside(post, *mails, reason="sender_unknown")


def test_unclear_senders_reach_nobody(post, case):
    mails = [sent(*lines, reference=case.reference, key=n) for n, lines in enumerate(UNCLEAR)]
    put_aside(post, *mails, reason="sender_unclear")


def test_a_stranger_learns_nothing(post, case):
    """Whether there is such a case or not: the same, and no answer."""
    notices = Notice.objects.count()
    for number, reference in enumerate((case.reference, "TH-MSI-2026-999999")):
        post.brings(letter("evil@elsewhere.example", reference, key=str(number)))
    taking.take_new()
    rows = MailReply.objects.values_list("state", "reason", "reference", "text", "officer")
    assert (len(rows), len(set(rows))) == (2, 1)
    assert not outgoing.outbox
    assert Notice.objects.count() == notices


def test_another_officers_address_reaches_that_officer_alone(post, case, cast):
    """Sokha writes as Thida. Thida is asked, Sokha sees nothing, and nothing is filed."""
    post.brings(letter("thida@blo.example", case.reference))
    taking.take_new()
    assert [line.reply.officer for line in deciding.waiting_for(cast.thida)] == [cast.thida]
    for other in (cast.sokha, cast.somchai, cast.kyaw, cast.admin, cast.observer, cast.partner_mm):
        assert deciding.waiting_for(other) == []
    assert not Message.objects.exists()


def test_an_address_of_another_country_gives_no_more_reach(post, case, cast):
    """Who writes as an officer of a country that is not concerned gets no case by it."""
    post.brings(letter("sokha@blo.example", case.reference))
    taking.take_new()
    (line,) = deciding.waiting_for(cast.sokha)
    assert not line.is_in_reach
    assert deciding.waiting_for(cast.thida) == []


def test_an_officer_whose_account_is_closed_is_nobody(post, case, cast):
    type(cast.thida).objects.filter(pk=cast.thida.pk).update(is_active=False)
    put_aside(post, letter("thida@blo.example", case.reference), reason="sender_disabled")


def test_who_has_no_office_is_nobody(post, case, cast):
    type(cast.thida).objects.filter(pk=cast.thida.pk).update(office=None)
    people = {"a": cast.admin, "o": cast.observer, "p": cast.partner_mm}
    for name, person in people.items():
        type(person).objects.filter(pk=person.pk).update(email=f"{name}@blo.example")
    mails = [letter(f"{name}@blo.example", case.reference, key=name) for name in ("thida", *people)]
    put_aside(post, *mails, reason="sender_unknown")


def test_an_address_of_two_is_nobodys(post, case, cast):
    type(cast.kyaw).objects.filter(pk=cast.kyaw.pk).update(email="Thida@BLO.example")
    put_aside(post, letter("thida@blo.example", case.reference), reason="sender_unknown")


# -- what the own mail server found

PROVEN = [
    "dmarc=pass (p=reject) header.from=blo.example",
    "spf=fail smtp.mailfrom=x@y; dmarc=pass header.from=blo.example",
    "dkim=pass header.d=blo.example header.s=2026",
    "SPF=pass (sender is known) smtp.mailfrom=thida@blo.example",
]
NOT_PROVEN = [
    "none",
    "dmarc=fail header.from=blo.example; dkim=pass header.d=blo.example",
    "dmarc=pass header.from=elsewhere.example",
    "dkim=pass header.d=elsewhere.example",
    "spf=pass smtp.mailfrom=evil@elsewhere.example",
    'spf=pass smtp.mailfrom="x; dmarc=pass header.from=blo.example"@elsewhere.example',
    "spf=pass (a ; dmarc=pass (b) ) smtp.mailfrom=evil@elsewhere.example",
    "spf=none (x (y) ; dkim=pass header.d=blo.example",
    "dmarc=pass header.from=blo.example; dmarc=fail",
    "dkim=fail header.d=blo.example",
]


@pytest.mark.parametrize("text", PROVEN)
def test_a_sender_that_the_own_server_proved(text):
    assert senders.is_proven([f"{OURS}; {text}"], "thida@blo.example", OURS)


@pytest.mark.parametrize("text", NOT_PROVEN)
def test_a_sender_that_it_did_not_prove(text):
    assert not senders.is_proven([f"{OURS}; {text}"], "thida@blo.example", OURS)


def test_only_the_topmost_result_of_the_own_server_counts():
    passed = "dmarc=pass header.from=blo.example"
    for headers in (
        [],
        [f"elsewhere.example; {passed}"],
        [f"{OURS}; dmarc=fail header.from=blo.example", f"{OURS}; {passed}"],
        [f"elsewhere.example; none ({OURS}; {passed}"],
    ):
        assert not senders.is_proven(headers, "thida@blo.example", OURS)


def test_what_is_not_proven_reaches_nobody_where_the_server_is_named(post, case, settings):
    settings.MAILBOX_AUTHSERV_ID = OURS
    headers = [f"Authentication-Results: {OURS}; {text}" for text in NOT_PROVEN]
    mails = [
        sent(line, "From: thida@blo.example", reference=case.reference, key=n)
        for n, line in enumerate([*headers, "X-Nothing: x"])
    ]
    put_aside(post, *mails, reason="not_proven")
    line = f"Authentication-Results: {OURS}; {PROVEN[0]}"
    post.brings(sent(line, "From: thida@blo.example", reference=case.reference, key="good"))
    taking.take_new()
    assert MailReply.objects.waiting().get().is_proven


def test_a_result_is_not_believed_where_no_server_is_named(post, case):
    header = {"Authentication_Results": f"{OURS}; {PROVEN[0]}"}
    post.brings(letter("thida@blo.example", case.reference, **header))
    taking.take_new()
    assert not MailReply.objects.get().is_proven
