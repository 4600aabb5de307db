"""Messages on a request: exactly those read them who see the request."""

import json
from threading import Barrier, Thread

import pytest
from django.core import mail
from django.db import IntegrityError, InternalError, connection, transaction
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import Partner
from audit.models import Entry
from cases import disclosure, messages, requestanswers, workflow
from cases.messagepage import lines_of
from cases.models import Message, MessageRead
from cases.models.levels import Level
from cases.problems import CaseProblem, NotAllowed, WrongState
from cases.reading import find as find_case
from cases.requestreading import find
from notices import outbox
from notices.models import Notice
from tests.api import Caller, system
from tests.cases.asking import ANSWER, asked_of
from tests.conftest import Cast
from tests.factories import World, draft, office, officer, submitted

WORDS = "Planted-message: is it the blue lorry?"


@pytest.fixture
def asked(world, cast):
    """Mae Sai asks Tachileik."""
    return asked_of([world.tcl], cast.somchai)[0]


def write(asked, by, text=WORDS, language="en", **more):
    return messages.write(asked, text, officer=by, language=language, **more)


def read(asked, reader):
    return messages.consult(find(asked.reference, reader), reader).messages


def told():
    notices = Notice.objects.filter(kind=Notice.Kind.MESSAGE).order_by("pk")
    return [notice.office.code for notice in notices]


# -- who reads and writes


def test_both_sides_and_their_coordinators_read_it(asked, cast):
    message = write(asked, cast.thida)
    readers = (cast.somchai, cast.anong, cast.kyaw, cast.coordinator_th, cast.coordinator_mm)
    for reader in readers:
        assert read(asked, reader) == [message]


@pytest.mark.parametrize(
    "stranger", ["preecha", "bounmy", "sokha", "observer", "admin", "unposted"]
)
def test_to_nobody_else_it_exists(asked, cast, stranger):
    message, stranger = write(asked, cast.thida), getattr(cast, stranger)
    with pytest.raises(Http404):
        read(asked, stranger)
    with pytest.raises(Http404):
        messages.found(message.public_id, stranger)
    for verb in (
        lambda: write(asked, stranger),
        lambda: messages.add_translation(message, "x", language="th", officer=stranger),
        lambda: messages.withdraw(message, officer=stranger),
    ):
        with pytest.raises((NotAllowed, CaseProblem)):
            verb()
    assert Message.objects.count() == 1


def test_a_coordinator_reads_along_and_does_not_write(asked, cast):
    assert not messages.may_write(find(asked.reference, cast.coordinator_mm), cast.coordinator_mm)
    with pytest.raises(NotAllowed):
        write(asked, cast.coordinator_mm)


def test_all_who_see_it_read_every_message(world, asked, cast):
    with pytest.raises(CaseProblem) as problem:
        write(asked, cast.somchai, to=[world.tcl])
    assert problem.value.field == "to"
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.filter(pk=write(asked, cast.somchai).pk).update(is_to_all=False)


def test_passed_on_both_offices_go_on_reading_and_writing(world, asked, cast):
    first = write(asked, cast.thida)
    nandar = officer("nandar", office("MM-TGI", "Taunggyi", borders=[]))
    with pytest.raises(Http404):
        read(asked, nandar)
    requestanswers.forward(asked, officer=cast.thida, to=nandar.office, reason="theirs")
    assert read(asked, nandar) == read(asked, cast.thida) == read(asked, cast.somchai) == [first]
    Notice.objects.filter(kind=Notice.Kind.MESSAGE).delete()
    write(asked, cast.thida, "again")
    assert told() == ["MM-TGI", "TH-MSI"]
    assert len(read(asked, nandar)) == 2


def test_a_settled_request_is_written_on_too(world, asked, cast):
    requestanswers.answer(asked, ANSWER, officer=cast.thida)
    write(asked, cast.somchai, "thank you")
    assert told() == ["MM-TCL"]


def test_offices_that_were_asked_the_same_do_not_read_each_other(world, cast):
    tcl, hxy = asked_of([world.tcl, world.hxy], cast.somchai)
    write(tcl, cast.thida)
    assert read(hxy, cast.bounmy) == []
    with pytest.raises(Http404):
        read(tcl, cast.bounmy)


def test_a_recall_of_the_case_leaves_no_message_of_it_and_the_request_its_own(world, cast):
    case = submitted(world, cast.somchai, levels={"MM": Level.FULL})
    (asked,) = asked_of([world.tcl], cast.somchai, case=case)
    on_case = messages.write(case, "Planted-on-case", officer=cast.somchai, language="en")
    on_request = write(asked, cast.somchai)
    disclosure.recall(case, world.tcl.country, officer=cast.somchai, reason="an error")
    with pytest.raises(Http404):
        find_case(case.reference, cast.thida)
    with pytest.raises(Http404):
        messages.found(on_case.public_id, cast.thida)
    assert read(asked, cast.thida) == [on_request]


def test_a_reader_of_the_case_reads_no_message_of_a_request_about_it(world, cast, signed_in):
    case = workflow.submit(draft(world, cast.somchai), officer=cast.somchai)
    (asked,) = asked_of([world.tcl], cast.somchai, case=case)
    write(asked, cast.thida)
    preecha = signed_in(cast.preecha)
    pages = [reverse(name, args=[case.reference]) for name in ("case-detail", "case-messages")]
    pages += ["/inbox/", "/requests/", "/cases/?q=lorry"]
    assert "Planted-message" not in "".join(preecha.get(page).content.decode() for page in pages)
    assert messages.counted(find_case(case.reference, cast.preecha), cast.preecha) == (0, 0)


# -- who is told, what is kept


def test_no_word_leaves_by_notice_or_mail(asked, cast):
    write(asked, cast.somchai)
    (notice,) = Notice.objects.filter(kind=Notice.Kind.MESSAGE)
    assert (notice.office.code, notice.subject_reference, notice.link) == (
        "MM-TCL", asked.reference, f"/requests/{asked.reference}/"
    )  # fmt: skip
    outbox.sweep()
    assert mail.outbox
    everything = [str(row) for row in Notice.objects.values()]
    everything += [one.message().as_string() + one.body + one.subject for one in mail.outbox]
    everything += [str(row) for row in Entry.objects.values()]
    assert not [text for text in everything if "Planted" in text]


def test_it_is_on_record_under_the_request(asked, cast):
    message = write(asked, cast.somchai)
    read(asked, cast.thida)
    messages.add_translation(message, "ဟုတ်", language="my", officer=cast.thida)
    messages.withdraw(message, officer=cast.somchai)
    rows = Entry.objects.filter(object_kind="request", fields__contains=["messages"])
    assert [(r.action, r.object_ids, r.office, r.recipients) for r in rows.order_by("pk")] == [
        ("write message", [asked.reference], "TH-MSI", ["MM-TCL"]),
        ("read messages", [asked.reference], "MM-TCL", []),
        ("translate message", [asked.reference], "MM-TCL", []),
        ("withdraw message", [asked.reference], "TH-MSI", []),
    ]


def test_a_message_stands_on_one_of_both_and_stays_there(world, asked, cast):
    message = write(asked, cast.somchai)
    case = submitted(world, cast.somchai)
    for wrong in ({"case": case}, {"request": None}):
        with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
            Message.objects.filter(pk=message.pk).update(**wrong)
    for both in ({}, {"case": case, "request": asked}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Message.objects.create(
                office=world.msi, author=cast.somchai, written_at=message.written_at,
                language="en", text="x", **both,
            )  # fmt: skip


def test_what_was_withdrawn_only_its_author_reads(asked, cast):
    message = write(asked, cast.somchai)
    messages.add_translation(message, "Planted-translation", language="lo", officer=cast.thida)
    with pytest.raises(NotAllowed):
        messages.withdraw(message, officer=cast.anong)
    messages.withdraw(message, officer=cast.somchai)
    (line,) = lines_of(read(asked, cast.thida), cast.thida)
    assert (line.text, line.translations) == ("", [])
    assert lines_of(read(asked, cast.somchai), cast.somchai)[0].text == WORDS
    with pytest.raises(WrongState):
        messages.add_translation(message, "x", language="th", officer=cast.thida)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_withdraw_and_read_once():
    world = World()
    cast = Cast(world)
    (asked,) = asked_of([world.tcl], cast.somchai)
    message = write(asked, cast.somchai)
    together, wrong = Barrier(4), []

    def do(verb):
        try:
            together.wait()
            verb()
        except Exception as problem:
            wrong.append(problem)
        finally:
            connection.close()

    def withdraw():
        messages.withdraw(Message.objects.get(pk=message.pk), officer=cast.somchai)

    def mark():
        messages.mark_read([message], cast.thida)

    threads = [Thread(target=do, args=(verb,)) for verb in (withdraw, withdraw, mark, mark)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert Entry.objects.filter(action="withdraw message").count() == 1
    assert MessageRead.objects.filter(message=message).count() == 1


# -- the pages


def test_two_offices_write_on_the_pages(asked, cast, signed_in):
    address = reverse("request-messages", args=[asked.reference])
    page = reverse("request-detail", args=[asked.reference])
    somchai, thida = signed_in(cast.somchai), signed_in(cast.thida)
    assert somchai.post(address, {"text": WORDS, "language": "en"}).status_code == 302
    assert messages.counted(find(asked.reference, cast.thida), cast.thida) == (1, 1)
    first = thida.get(page).content.decode()  # the newest stand on the page of the request
    assert "Planted-message" in first
    assert "1 new" in first
    assert "Original: English" in first
    assert "1 new" not in thida.get(page).content.decode()
    assert "Read by 1 office" in somchai.get(address).content.decode()
    message = Message.objects.get()
    translate = reverse("message-translate", args=[message.public_id])
    answer = thida.post(translate, {"language": "my", "text": "ဟုတ်"})
    assert (answer.status_code, answer["Location"]) == (302, address)
    assert "translated by a person" in somchai.get(page).content.decode()
    withdraw = reverse("message-withdraw", args=[message.public_id])
    assert thida.post(withdraw).status_code == 403
    assert somchai.post(withdraw)["Location"] == address
    assert "Planted-message" not in thida.get(page).content.decode()


def test_what_is_missing_is_said_and_the_text_kept(asked, cast, signed_in):
    address = reverse("request-messages", args=[asked.reference])
    page = signed_in(cast.somchai).post(address, {"text": WORDS, "language": "xx"})
    assert page.status_code == 200
    assert WORDS in page.content.decode()
    assert "There is a problem" in page.content.decode()
    assert not Message.objects.exists()


def test_the_page_shows_the_newest_and_leads_to_the_others(asked, cast, signed_in):
    for number in range(7):
        write(asked, cast.somchai, f"Planted-{number}.")
    page = signed_in(cast.thida).get(reverse("request-detail", args=[asked.reference]))
    text = page.content.decode()
    assert "Planted-1." not in text
    assert text.index("Planted-2.") < text.index("Planted-6.")
    assert "7 messages" in text
    assert MessageRead.objects.count() == 5  # what was not shown is not read


def test_a_thread_of_one_and_of_thirty_cost_the_same(asked, cast, signed_in):
    thida, address = signed_in(cast.thida), reverse("request-messages", args=[asked.reference])
    costs = []
    for number in (1, 29):
        for _ in range(number):
            message = write(asked, cast.somchai)
            messages.add_translation(message, "x", language="th", officer=cast.kyaw)
        thida.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert thida.get(address).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1]


# -- the API


def test_partners_of_both_sides_write_and_read(asked, cast):
    mm, th = system("MM"), system("TH")
    body = {"request": str(asked.public_id), "text": WORDS, "language": "my", "office": "MM-TCL"}
    made = mm.post("messages/", body, idempotency_key="one")
    assert made.status_code == 201, made.content
    assert mm.post("messages/", body, idempotency_key="one").json() == made.json()
    (row,) = th.get("messages/", query={"request": str(asked.public_id)}).json()["results"]
    assert (row["case"], row["request"], row["text"]) == (None, str(asked.public_id), WORDS)
    assert row["unread"]
    assert th.get(f"messages/{row['id']}/").json()["unread"] is False
    assert mm.post("messages/", {**body, "office": "MM-NCD"}).status_code == 403
    gone = mm.post(f"messages/{row['id']}/withdraw/").json()
    assert gone["withdrawn_at"]
    assert th.get(f"messages/{row['id']}/").json()["text"] == ""


def test_a_token_that_may_not_read_requests_reads_no_message_of_one(asked, cast):
    message = write(asked, cast.somchai)
    scopes = {"scopes": ["cases:read", "cases:write"]}
    assert Partner.objects.filter(account=cast.partner_mm).update(**scopes) == 1
    mm, body = system("MM"), {"text": "x", "language": "my"}
    named = {"request": str(asked.public_id)}
    answers = [
        mm.get("messages/", query=named),
        mm.get(f"messages/{message.public_id}/"),
        mm.post("messages/", {**named, **body, "office": "MM-TCL"}),
        mm.post(f"messages/{message.public_id}/withdraw/"),
        mm.post(f"messages/{message.public_id}/translations/", body),
    ]
    assert [answer.status_code for answer in answers] == [403] * 5
    assert {answer.json()["code"] for answer in answers} == {"insufficient_scope"}
    assert not MessageRead.objects.exists()


def test_the_api_names_the_field_at_fault(world, asked, cast, signed_in):
    thida, case = Caller(signed_in(cast.thida)), submitted(world, cast.somchai)
    both = {"case": case.reference, "request": str(asked.public_id)}
    body = {"text": WORDS, "language": "en"}
    for answer in (
        thida.get("messages/"),
        thida.get("messages/", query=both),
        thida.post("messages/", body),
        thida.post("messages/", {**body, **both}),
    ):
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["field"] == "case"
    wrong = thida.get("messages/", query={"request": "RQ-1"})
    assert wrong.json()["errors"][0]["field"] == "request"
    to = thida.post("messages/", {**body, "request": str(asked.public_id), "to": ["TH-MSI"]})
    assert to.json()["errors"][0]["field"] == "to"


def test_the_words_are_in_nothing_that_others_open(asked, cast, signed_in):
    write(asked, cast.somchai)
    paths = ["/", "/inbox/", "/requests/", "/cases/", f"/requests/{asked.reference}/"]
    paths += [f"/api/v1/{name}/" for name in ("requests", "notices", "cases")]
    paths += [f"/api/v1/requests/{asked.public_id}/"]
    for who in (cast.preecha, cast.bounmy, cast.sokha, cast.observer, cast.admin):
        browser = signed_in(who)
        bytes_ = b"".join(browser.get(path).content for path in paths)
        assert b"Planted-message" not in bytes_
    thida = signed_in(cast.thida)
    assert b"Planted-message" in thida.get(f"/requests/{asked.reference}/").content
    shown = thida.get(f"/api/v1/requests/{asked.public_id}/").content
    assert b"Planted-message" not in shown
    assert json.loads(shown)["id"] == str(asked.public_id)
