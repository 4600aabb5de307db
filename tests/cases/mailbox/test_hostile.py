"""Mails that are broken, huge, wrongly labelled or sent to do harm."""

import base64
import time
from types import SimpleNamespace

import pytest

from audit.clock import now
from cases.mailbox import account, deciding, letters, taking
from cases.models import MailReply
from tests.cases.mailbox.mailserver import letter, raw_letter
from tests.cases.mailbox.test_forged import CASE, put_aside

THAI = "รถบรรทุกออกไปแล้ว"


def headers(*more, reference=CASE, key="x"):
    first = ["From: thida@blo.example", f"Subject: {reference}", f"Message-ID: <{key}@x>"]
    return [*first, "MIME-Version: 1.0", *more]


def read(*more, body=b"", subject=None):
    lines = headers(*more)
    if subject is not None:
        lines[1] = f"Subject: {subject}"
    return letters.read(raw_letter(lines, body), but="/ack/")


# -- the reference


@pytest.mark.parametrize(
    "subject",
    ["hello", "OP-TH-MSI-2026-000001", f"X{CASE}", f"{CASE}X", "TH-MSI-2026-1", "MT-TH-MSI-2026-1"],
)
def test_a_subject_without_a_reference(subject):
    assert list(read(subject=subject).references) == []


def test_a_subject_with_two_references():
    assert len(read(subject=f"{CASE} MM-TCL-2026-000001").references) == 2
    assert list(read(subject=f"{CASE} {CASE}").references) == [CASE]


def test_a_request_is_no_case():
    assert list(read(subject=f"Re: RQ-{CASE}").references) == [f"RQ-{CASE}"]


@pytest.mark.parametrize(
    "subject",
    [
        CASE.lower(),
        f"=?utf-8?B?{base64.b64encode(f'ตอบ: {CASE}'.encode()).decode()}?=",
        "".join(chr(ord(one) + 0xFEE0) for one in CASE),  # as wide as Chinese letters
        f"Re: something long\r\n {CASE}",
        f"ตอบ: {CASE}",  # bare bytes
    ],
)
def test_a_reference_is_found_however_it_is_spelled(subject):
    assert list(read(subject=subject).references) == [CASE]


def test_what_finds_no_case_or_comes_from_a_machine_reaches_nobody(post, case):
    """Out of office: two machines would talk for ever."""
    both = f"{case.reference} MM-TCL-2026-000001"
    put_aside(post, letter("thida@blo.example", both), reason="no_reference")
    MailReply.objects.all().delete()
    mails = [
        letter("thida@blo.example", case.reference, key="a", Auto_Submitted="auto-replied"),
        letter("thida@blo.example", case.reference, key="b", Precedence="bulk"),
    ]
    put_aside(post, *mails, reason="automatic")


# -- the words


@pytest.mark.parametrize(
    ("charset", "codec"),
    [
        ("tis-620", "tis-620"),
        ("windows-874", "cp874"),
        ("utf-8", "cp874"),  # says it wrongly
        ("utf-8", "utf-8"),
        ("iso-8859-1", "utf-8"),
        ("us-ascii", "tis-620"),
        ("x-no-such", "utf-8"),
        ("punycode", "utf-8"),
        ("zip", "utf-8"),
        ("utf-16", "utf-16"),
    ],
)
def test_charsets_of_the_region_and_wrong_ones(charset, codec):
    kind = f"Content-Type: text/plain; charset={charset}"
    body = base64.b64encode(THAI.encode(codec))
    assert read(kind, "Content-Transfer-Encoding: base64", body=body).text == THAI


def test_a_page_becomes_plain_text():
    page = (
        "<html><head><title>t</title><style>p{}</style></head><body><p>We &amp; they</p>"
        "<script>alert(1)</script><div>saw <b>it</b>&nbsp;</div><img src=http://evil.example/x>"
        "<div>On Monday the portal wrote:</div><blockquote>quoted<p>more</p></blockquote></body>"
    )
    found = read("Content-Type: text/html; charset=utf-8", body=page.encode())
    assert found.text.split() == ["We", "&", "they", "saw", "it"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("New.\n\n> old\n>> older\n", "New."),
        ("New.\n\nOn Monday, X <x@y> wrote:\n> old", "New."),
        ("New.\n\nOn Monday 22 November 2026, X\n<x@y> wrote:\n\nold", "New."),
        ("New.\n-----Original Message-----\nFrom: X\nold", "New."),
        ("On Monday X wrote:\n> asked?\nYes.\n> and?\nNo.", "Yes.\nNo."),
        ("Only ours\nstays.", "Only ours\nstays."),
    ],
)
def test_what_is_quoted_is_left_out(text, left):
    assert read("Content-Type: text/plain", body=text.encode()).text == left


def test_attachments_are_named_and_not_taken(post, case):
    mail = letter("thida@blo.example", case.reference)
    for number in range(25):
        mail.add_attachment(
            b"Planted-file", maintype="text", subtype="plain", filename=f"รูป{number}.txt"
        )
    post.brings(mail)
    taking.take_new()
    row = MailReply.objects.get()
    assert (row.left_out, len(row.names), row.names[0]) == (25, 20, "รูป0.txt")
    assert "Planted-file" not in row.text


# -- harm

BROKEN = [
    (["Content-Type: multipart/mixed; boundary=x"], b"--x\r\n--x\r\n\r\n--x--"),
    (["Content-Type: multipart/mixed"], b"no boundary at all"),
    (["Content-Type: text/plain; charset*=%%%'x'\xff"], b"hello"),
    (["Content-Transfer-Encoding: base64"], b"!!!! not base64 \xff"),
    (["Content-Transfer-Encoding: uuencode"], b"begin 666 x\n\xff\xfe"),
    (["Content-Type: text/html"], b"<" * 3000 + b"<!--" + b"<![CDATA[" * 500),
    (["Content-Type: text/html"], b"<blockquote>" * 5000 + b"deep"),
    (["Content-Type: multipart/mixed; boundary=" + "x" * 5000], b"--x"),
    (["Content-Type: message/rfc822"], b"Subject: inner\r\n\r\nPlanted-inner"),
    (["Content-Disposition: attachment; filename*=utf-8''%ED%A0%80.exe"], b"x"),
    ([":::: \x7f", "=?utf-8?B?////?="], b"\xf0\x28\x8c\x28\x1b[31m"),
    (["Date: =?x?y?z?="], bytes(range(1, 256)) * 40),
]


def endless(times):
    """Parts in parts in parts."""
    mail = b"end"
    for number in range(times):
        head = b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (number, number)
        mail = head + mail
    return "\r\n".join(headers(key=f"endless{times}")).encode() + b"\r\n" + mail


def test_broken_mails_do_no_harm_and_come_once(post, case):
    mails = [
        raw_letter(headers(*more, reference=case.reference, key=n), body)
        for n, (more, body) in enumerate(BROKEN)
    ]
    began = time.monotonic()
    for mail in mails:
        post.brings(mail)
    assert taking.take_new() == len(mails)
    assert taking.take_new() == post.unseen() == 0
    assert time.monotonic() - began < 60
    texts = "".join(MailReply.objects.values_list("text", flat=True))
    assert "Planted-inner" not in texts
    assert "\x1b" not in texts


def test_mails_that_the_test_server_cannot_carry_do_no_harm(case):
    box = SimpleNamespace(name="another server", validity=1)
    mails = [
        endless(100),
        endless(3000),
        b"",
        b"\r\n" * 50,
        b"From thida@blo.example\r\nFrom: x\r\n",
    ]
    for uid, raw in enumerate(mails):
        assert taking.keep(box, account.Arrived(uid, now(), raw, is_too_large=False))
    rows = MailReply.objects.order_by("uid").values_list("state", "reason")
    assert list(rows[:2]) == [("waiting", ""), ("aside", "unreadable")]
    assert {reason for _state, reason in rows[2:]} == {"sender_unclear"}


def test_an_honest_mail_behind_a_broken_one_is_taken(post, case, cast, monkeypatch):
    monkeypatch.setattr(letters, "read", _breaking(letters.read))
    post.brings(letter("thida@blo.example", case.reference, "breaks it", key="bad"))
    post.brings(letter("thida@blo.example", case.reference, key="good"))
    assert taking.take_new() == 2
    assert MailReply.objects.counted_by_reason() == {"unreadable": 1}
    assert len(deciding.waiting_for(cast.thida)) == 1


def _breaking(honest):
    def read_or_break(raw, **more):
        if b"breaks it" in raw:
            raise RecursionError
        return honest(raw, **more)

    return read_or_break


@pytest.mark.parametrize("where", ["text", "whole"])
def test_a_mail_that_is_too_large_is_refused_and_its_officer_told(
    post, case, cast, monkeypatch, where
):
    if where == "whole":
        monkeypatch.setattr(account, "MOST_BYTES", 100_000)
    post.brings(letter("thida@blo.example", case.reference, "long line\n" * 120_000))
    taking.take_new()
    (row,) = deciding.not_taken_of(cast.thida)
    assert (row.reason, row.reference, row.text) == ("too_large", case.reference, "")
    assert deciding.waiting_for(cast.thida) == []
