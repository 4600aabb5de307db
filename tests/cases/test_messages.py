"""Messages on a case: who writes and reads, who is told, what is kept."""

from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.db.utils import InternalError
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import Entry
from cases import disclosure, handling, messages, restricted
from cases.messagepage import lines_of
from cases.models import Message, MessageRead, MessageTranslation
from cases.models.levels import Level
from cases.problems import CaseProblem, NotAllowed, WrongState
from cases.reading import find
from notices import outbox
from notices.models import Notice
from tests.api import Caller, system
from tests.factories import draft, submitted

WORDS = "Planted-message: where is the driver?"


@pytest.fixture
def case(world, cast):
    """Mae Sai's: Tachileik sees it in full, Houay Xay (told later) not yet."""
    return submitted(world, cast.somchai, levels={"MM": Level.FULL})


def write(case, by, text=WORDS, language="en", **more):
    return messages.write(case, text, officer=by, language=language, **more)


def read(case, reader):
    return messages.consult(find(case.reference, reader), reader).messages


@contextmanager
def refused(problem=CaseProblem, field=None):
    with pytest.raises(problem) as found:
        yield
    if field is not None:
        assert found.value.field == field


def share(case, world, cast, country="LA", level=Level.FULL):
    disclosure.share(
        case, world.desks[country].country, level, officer=cast.somchai, purpose="joint work"
    )


# -- who reads


def test_everybody_who_sees_the_full_case_reads_it(world, cast, case):
    message = write(case, cast.thida)
    for reader in (cast.somchai, cast.anong, cast.preecha, cast.kyaw, cast.coordinator_mm):
        assert read(case, reader) == [message]


def test_a_headline_reader_has_no_messages(world, cast, case):
    share(case, world, cast, level=Level.HEADLINE)
    message = write(case, cast.somchai)
    sighted = find(case.reference, cast.bounmy)
    assert not messages.rows_of(sighted, cast.bounmy).exists()
    assert messages.counted(sighted, cast.bounmy) == (0, 0)
    with refused(NotAllowed):
        messages.consult(sighted, cast.bounmy)
    with refused(NotAllowed):
        write(case, cast.bounmy)
    with pytest.raises(Http404):
        messages.found(message.public_id, cast.bounmy)


def test_a_message_to_chosen_offices_is_theirs_and_the_authors(world, cast, case):
    share(case, world, cast)
    message = write(case, cast.somchai, to=[world.tcl])
    assert read(case, cast.thida) == read(case, cast.anong) == [message]
    for other in (cast.bounmy, cast.preecha, cast.coordinator_mm):
        assert read(case, other) == []
        with pytest.raises(Http404):
            messages.found(message.public_id, other)


def test_only_offices_that_see_the_full_case_are_chosen(world, cast, case):
    share(case, world, cast, level=Level.HEADLINE)
    with refused(field="to"):
        write(case, cast.somchai, to=[world.hxy])
    with refused(field="to"):
        write(case, cast.somchai, to=[world.ppt])


def test_a_recall_ends_reading_and_writing(world, cast, case):
    message = write(case, cast.thida)
    disclosure.recall(case, world.tcl.country, officer=cast.somchai, reason="an error")
    with pytest.raises(Http404):
        read(case, cast.thida)
    with pytest.raises(Http404):
        messages.found(message.public_id, cast.thida)
    with refused(NotAllowed):
        write(case, cast.thida)
    with refused(NotAllowed):
        messages.withdraw(message, officer=cast.thida)
    assert read(case, cast.somchai) == [message]  # the row stays


def test_a_restriction_is_confirmed_first(world, cast):
    sealed = submitted(
        world,
        cast.somchai,
        levels={"MM": Level.FULL},
        handling_code="H3",
        handling_text="read me",
    )
    message = write(sealed, cast.somchai)
    with refused(NotAllowed):
        read(sealed, cast.thida)
    with pytest.raises(Http404):
        messages.found(message.public_id, cast.thida)
    handling.confirm(sealed, version=sealed.handling_version, officer=cast.thida)
    assert read(sealed, cast.thida) == [message]


def test_of_a_restricted_case_only_its_offices_read(world, cast, case):
    restricted.restrict(case, officer=cast.somchai, reason="an informant")
    message = write(case, cast.thida)
    assert read(case, cast.somchai) == [message]
    for other in (cast.preecha, cast.coordinator_mm):
        with pytest.raises(Http404):
            read(case, other)


def test_a_draft_has_no_messages(world, cast):
    with refused(WrongState):
        write(draft(world, cast.somchai), cast.somchai)


# -- who is told


def told():
    notices = Notice.objects.filter(kind=Notice.Kind.MESSAGE).order_by("office__code")
    return [notice.office.code for notice in notices]


def test_the_other_offices_are_told_by_reference(world, cast, case):
    share(case, world, cast)
    write(case, cast.thida)
    assert told() == ["LA-NCD", "TH-MSI"]  # Laos was shown it and has no office that was told


def test_who_wrote_is_told_of_the_answer(world, cast, case):
    write(case, cast.preecha)
    Notice.objects.filter(kind=Notice.Kind.MESSAGE).delete()
    write(case, cast.thida)
    assert told() == ["TH-CKG", "TH-MSI"]


def test_only_the_chosen_are_told(world, cast, case):
    share(case, world, cast)
    write(case, cast.somchai, to=[world.tcl])
    assert told() == ["MM-TCL"]


def test_no_word_leaves_by_notice_or_mail(world, cast, case, mailoutbox):
    write(case, cast.somchai)
    outbox.sweep()
    everything = [str(row) for row in Notice.objects.values()]
    everything += [mail.message().as_string() + mail.body + mail.subject for mail in mailoutbox]
    assert len(mailoutbox) >= 2
    assert not [text for text in everything if "Planted" in text]


# -- read state


def test_it_is_seen_which_office_read_it_and_when(cast, case):
    write(case, cast.somchai)
    assert messages.counted(find(case.reference, cast.thida), cast.thida) == (1, 1)
    (line,) = lines_of(read(case, cast.thida), cast.thida)
    assert line.is_new
    read(case, cast.kyaw)
    read(case, cast.kyaw)
    (line,) = lines_of(read(case, cast.somchai), cast.somchai)
    assert [(one.who, one.officers) for one in line.reads] == [("BLO Tachileik", 2)]
    assert messages.counted(find(case.reference, cast.thida), cast.thida) == (1, 0)
    assert MessageRead.objects.count() == 2  # the author's own is none


def test_the_log_of_the_case_says_who_read_and_wrote_and_no_word(cast, case):
    write(case, cast.somchai)
    read(case, cast.thida)
    rows = Entry.objects.filter(object_ids__contains=[case.reference], fields=["messages"])
    assert [(r.action, r.office, r.recipients) for r in rows.order_by("pk")] == [
        ("write message", "TH-MSI", ["MM-TCL"]),
        ("read messages", "MM-TCL", []),
    ]
    assert not [row for row in Entry.objects.values() if "Planted" in str(row)]


# -- never changed, withdrawn


def test_a_message_is_never_changed(cast, case):
    message = write(case, cast.somchai)
    message.text = "something else"
    with pytest.raises(InternalError), transaction.atomic():
        message.save()


def test_its_author_withdraws_it_and_it_stays_in_the_record(cast, case):
    message = write(case, cast.somchai)
    messages.add_translation(message, "ຢູ່ໃສ", language="lo", officer=cast.thida)
    for other in (cast.anong, cast.thida):
        with refused(NotAllowed):
            messages.withdraw(message, officer=other)
    messages.withdraw(message, officer=cast.somchai)
    (line,) = lines_of(read(case, cast.thida), cast.thida)
    assert (line.text, line.translations, line.is_new) == ("", [], False)
    (own,) = lines_of(read(case, cast.somchai), cast.somchai)
    assert own.text == WORDS
    assert Message.objects.get().text == WORDS
    with refused(WrongState):
        messages.add_translation(message, "x", language="th", officer=cast.thida)


# -- translations


class Machine:
    def translate(self, text, source, target):
        return f"[{source}>{target}] {text.upper()}"


class Broken:
    def translate(self, text, source, target):
        raise RuntimeError(text)


def test_a_reader_adds_a_translation_with_the_own_name(cast, case):
    message = write(case, cast.somchai)
    made = messages.add_translation(message, "ဘယ်မှာလဲ", language="my", officer=cast.thida)
    assert (made.kind, made.by) == (MessageTranslation.Kind.HUMAN, cast.thida)
    with refused(field="language"):
        messages.add_translation(message, "again", language="en", officer=cast.thida)
    with refused(field="text"):
        messages.add_translation(message, " ", language="th", officer=cast.thida)


def test_a_machine_translates_where_there_is_one_and_is_marked(cast, case, settings):
    message = write(case, cast.somchai)
    with refused(field="kind"):
        messages.have_translated(message, language="th", officer=cast.thida)
    settings.TRANSLATOR = "tests.cases.test_messages.Machine"
    one, two = (
        messages.have_translated(message, language="th", officer=cast.thida) for _ in range(2)
    )
    assert (one, one.kind) == (two, MessageTranslation.Kind.MACHINE)
    assert one.text == f"[en>th] {WORDS.upper()}"


def test_a_machine_that_fails_leaves_nothing(cast, case, settings):
    settings.TRANSLATOR = "tests.cases.test_messages.Broken"
    message = write(case, cast.somchai)
    with refused():
        messages.have_translated(message, language="th", officer=cast.thida)
    assert not MessageTranslation.objects.exists()


# -- the pages


def test_two_offices_write_on_the_pages(cast, case, signed_in):
    address = reverse("case-messages", args=[case.reference])
    somchai, thida = signed_in(cast.somchai), signed_in(cast.thida)
    assert somchai.post(address, {"text": WORDS, "language": "en"}).status_code == 302
    page = thida.get(reverse("case-detail", args=[case.reference])).content.decode()
    assert "1 message" in page
    assert "1 new" in page
    assert "Planted-message" not in page  # the thread is on its own page
    thread = thida.get(address).content.decode()
    assert "Planted-message" in thread
    assert "Original: English" in thread
    assert "1 new" not in thida.get(reverse("case-detail", args=[case.reference])).content.decode()
    assert "Read by 1 office" in somchai.get(address).content.decode()


def test_what_is_missing_is_said_and_the_text_kept(cast, case, signed_in):
    address = reverse("case-messages", args=[case.reference])
    page = signed_in(cast.somchai).post(address, {"text": WORDS, "language": "xx"})
    assert page.status_code == 200
    assert "There is a problem" in page.content.decode()
    assert WORDS in page.content.decode()
    assert not Message.objects.exists()


def test_a_message_is_withdrawn_and_translated_on_the_pages(cast, case, signed_in):
    message = write(case, cast.somchai)
    thida = signed_in(cast.thida)
    address = reverse("message-translate", args=[message.public_id])
    assert WORDS in thida.get(address).content.decode()
    assert thida.post(address, {"language": "my", "text": "ဘယ်မှာလဲ"}).status_code == 302
    thread = reverse("case-messages", args=[case.reference])
    assert "translated by a person" in thida.get(thread).content.decode()
    withdraw = reverse("message-withdraw", args=[message.public_id])
    assert thida.post(withdraw).status_code == 403
    assert signed_in(cast.somchai).post(withdraw).status_code == 302
    assert "Planted-message" not in thida.get(thread).content.decode()


def test_a_thread_of_one_and_of_twenty_cost_the_same(cast, case, signed_in):
    thida, address = signed_in(cast.thida), reverse("case-messages", args=[case.reference])
    asked = []
    for number in (1, 19):
        for _ in range(number):
            message = write(case, cast.somchai)
            messages.add_translation(message, "x", language="th", officer=cast.kyaw)
        thida.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert thida.get(address).status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_of_a_long_thread_the_newest_are_shown_and_the_older_follow(cast, case, signed_in):
    for number in range(messages.ROWS + 2):
        write(case, cast.somchai, f"Planted-{number:03}.")
    thida, address = signed_in(cast.thida), reverse("case-messages", args=[case.reference])
    page = thida.get(address).content.decode()
    assert page.index("Planted-002.") < page.index("Planted-051.")
    assert "Planted-001." not in page
    assert messages.counted(find(case.reference, cast.thida), cast.thida) == (52, 2)
    older = messages.page_of(find(case.reference, cast.thida), cast.thida).older
    assert f"?before={older}" in page
    page = thida.get(f"{address}?before={older}").content.decode()
    assert "Planted-000." in page
    assert "Planted-002." not in page
    assert "To the newest messages" in page
    for wrong in ("x", "0198c5c0-0000-7000-8000-000000000000"):
        assert thida.get(f"{address}?before={wrong}").status_code == 404


# -- the API


def test_a_long_thread_comes_in_pages(cast, case, signed_in):
    rows = [write(case, cast.somchai, f"Planted-{number}") for number in range(3)]
    thida = Caller(signed_in(cast.thida))
    first = thida.get("messages/", query={"case": case.reference, "page_size": 2}).json()
    assert [one["id"] for one in first["results"]] == [str(one.public_id) for one in rows[:0:-1]]
    assert MessageRead.objects.count() == 2
    second = thida.client.get(first["next"])
    assert [one["text"] for one in second.json()["results"]] == ["Planted-0"]


def test_a_partner_writes_reads_and_withdraws(world, cast, case):
    mm = system("MM")
    body = {"case": case.reference, "text": WORDS, "language": "my", "office": "MM-TCL"}
    made = mm.post("messages/", body, idempotency_key="one")
    assert made.status_code == 201, made.content
    assert mm.post("messages/", body, idempotency_key="one").json() == made.json()
    (row,) = mm.get("messages/", query={"case": case.reference}).json()["results"]
    assert (row["text"], row["office"], row["to"], row["unread"]) == (WORDS, "MM-TCL", [], False)
    gone = mm.post(f"messages/{row['id']}/withdraw/").json()
    assert gone["withdrawn_at"]
    th = system("TH")
    (seen,) = th.get("messages/", query={"case": case.reference}).json()["results"]
    assert (seen["text"], seen["withdrawn_at"]) == ("", gone["withdrawn_at"])


def test_the_api_names_the_field_at_fault(cast, case, signed_in):
    thida = Caller(signed_in(cast.thida))
    assert thida.get("messages/").json()["errors"][0]["field"] == "case"
    body = {"case": case.reference, "text": WORDS, "language": "en", "to": ["KH-PPT"]}
    assert thida.post("messages/", body).json()["errors"][0]["field"] == "to"
    assert thida.post("messages/", {**body, "to": ["XX"]}).json()["errors"][0]["field"] == "to.0"


def test_a_translation_over_the_api(cast, case, signed_in):
    message = write(case, cast.somchai)
    thida = Caller(signed_in(cast.thida))
    address = f"messages/{message.public_id}/translations/"
    made = thida.post(address, {"language": "my", "text": "ဘယ်မှာလဲ"})
    assert made.status_code == 201
    assert made.json()["translations"][0]["kind"] == "human"
    machine = thida.post(address, {"language": "th", "kind": "machine"})
    assert (machine.status_code, machine.json()["errors"][0]["field"]) == (400, "kind")
