"""Notes for oneself: nobody else's, wherever they look."""

import io
import json
import zipfile
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction
from django.http import Http404
from django.urls import reverse

from audit.models import Entry
from cases import disclosure, leaving, ownnotes, requestanswers
from cases.exports import jobs
from cases.models import OwnNote
from cases.models.levels import Level
from cases.problems import CaseProblem, NotAllowed, WrongState
from cases.reading import find as find_case
from cases.requestreading import find as find_request
from notices.models import Delivery, Notice
from tests.access_world import made_export
from tests.api import Caller, system
from tests.cases.asking import asked_of
from tests.conftest import Cast
from tests.factories import World, officer, submitted

WORDS = "Planted-own: ask his brother"
OTHERS = (
    "kyaw", "somchai", "anong", "preecha", "bounmy", "sokha", "coordinator_mm", "coordinator_th",
    "observer", "admin", "unposted",
)  # fmt: skip


@pytest.fixture
def case(world, cast):
    return submitted(world, cast.somchai, levels={"MM": Level.FULL})


@pytest.fixture
def asked(world, cast, case):
    return asked_of([world.tcl], cast.somchai, case=case)[0]


def write(about, by, text=WORDS):
    return ownnotes.write(about, text, officer=by)


def on_case(case, reader):
    return ownnotes.notes_of(find_case(case.reference, reader), reader)


def on_request(asked, reader):
    return ownnotes.notes_of(find_request(asked.reference, reader), reader)


# -- nobody else


def test_it_is_read_by_who_wrote_it(case, asked, cast):
    first, second = write(case, cast.thida), write(asked, cast.thida)
    assert (on_case(case, cast.thida), on_request(asked, cast.thida)) == ([first], [second])
    for name in ("kyaw", "somchai", "coordinator_mm", "partner_mm", "partner_th"):
        other = getattr(cast, name)
        assert on_case(case, other) == on_request(asked, other) == []


@pytest.mark.parametrize("name", [*OTHERS, "partner_mm", "partner_th"])
def test_nobody_else_finds_or_deletes_it(case, asked, cast, name):
    other = getattr(cast, name)
    for note in (write(case, cast.thida), write(asked, cast.thida)):
        with pytest.raises(Http404):
            ownnotes.found(note.public_id, other)
        with pytest.raises((Http404, NotAllowed)):
            ownnotes.drop(note, officer=other)
            raise Http404  # who sees the case may call it, and nothing happens
    assert OwnNote.objects.count() == 2
    assert not Entry.objects.filter(action="drop own note").exists()


@pytest.mark.parametrize("name", OTHERS)
def test_its_words_are_in_no_byte_that_others_get(case, asked, cast, signed_in, name):
    write(case, cast.thida)
    write(asked, cast.thida)
    browser = signed_in(getattr(cast, name))
    assert "Planted-own" not in everything(browser, case, asked)


def test_its_words_are_in_no_byte_that_a_partner_gets(case, asked, cast):
    write(case, cast.thida)
    write(asked, cast.thida)
    for partner in (system("MM"), system("TH")):
        assert "Planted-own" not in everything(partner.client, case, asked)


def test_the_search_for_its_words_would_find_them(case, asked, cast, signed_in):
    write(case, cast.thida)
    text = everything(signed_in(cast.thida), case, asked)
    assert text.count("Planted-own") == 2  # on the page of the case and on its own page


def everything(browser, case, asked):
    """Pages, lists, search, export, logs and figures, as one text."""
    of_case, of_request = f"/cases/{case.reference}/", f"/requests/{asked.reference}/"
    paths = ["/", "/inbox/", "/cases/", "/cases/?q=brother", "/requests/", of_case, of_request]
    paths += [f"{of_case}own-notes/", f"{of_request}own-notes/", f"{of_case}messages/"]
    paths += ["/reciprocity/"]
    api = [f"cases/{case.reference}/", f"requests/{asked.public_id}/", "cases/", "notices/"]
    api += [f"cases/{case.reference}/{part}/" for part in ("events", "notes", "tasks")]
    paths += [f"/api/v1/{path}" for path in api]
    answers = [browser.get(path) for path in paths]
    for path, body in (
        ("cases/search/", {"search": "brother"}),
        ("cases/export/", {"purpose": "reporting", "format": "csv"}),
    ):
        said = json.dumps(body)
        answers.append(browser.post(f"/api/v1/{path}", said, content_type="application/json"))
    return b"".join(answer.getvalue() for answer in answers).decode(errors="replace")


def test_a_copy_holds_none_even_the_writers(case, cast, signed_in):
    write(case, cast.somchai)
    said = {"purpose": "reporting", "kind": "docx", "language": "en", "national": "on"}
    answer = signed_in(cast.somchai).post(f"/cases/{case.reference}/report/", said)
    export = made_export(cast.somchai, case)
    export.refresh_from_db()
    copies = [answer.getvalue(), jobs.fetch(export, cast.somchai).content]
    report, table = map(unpacked, copies)
    assert case.reference.encode() in report
    assert case.reference.encode() in table
    assert b"Planted-own" not in report + table


def unpacked(copy):
    """A document is a zip of texts."""
    if not copy.startswith(b"PK"):
        return copy
    with zipfile.ZipFile(io.BytesIO(copy)) as packed:
        return b"".join(packed.read(name) for name in packed.namelist())


# -- read through what it stands beside


def test_a_recall_ends_reading_and_writing(world, case, cast):
    note = write(case, cast.thida)
    disclosure.recall(case, world.tcl.country, officer=cast.somchai, reason="an error")
    with pytest.raises(Http404):
        on_case(case, cast.thida)
    with pytest.raises(Http404):
        ownnotes.found(note.public_id, cast.thida)
    with pytest.raises(NotAllowed):
        write(case, cast.thida)


def test_who_passed_a_request_on_keeps_the_own_note(world, asked, cast):
    note = write(asked, cast.thida)
    desk = officer("nandar", world.desks["MM"])
    requestanswers.forward(asked, officer=cast.thida, to=desk.office, reason="theirs")
    assert on_request(asked, cast.thida) == [note]
    assert on_request(asked, desk) == []


def test_it_is_not_handed_on_with_the_posting(world, case, cast):
    note = write(case, cast.thida)
    htet = officer("htet", world.tcl)
    parcel = leaving.hand_over(cast.thida, htet, office=world.tcl, officer=cast.kyaw)
    assert parcel.total == 0
    assert on_case(case, htet) == []
    assert on_case(case, cast.thida) == [note]
    cast.thida.office = world.ppt
    cast.thida.save()
    with pytest.raises(Http404):
        on_case(case, cast.thida)


def test_nobody_is_told_and_the_case_does_not_know(case, asked, cast):
    before = [list(model.objects.values()) for model in (Notice, Delivery)]
    version, events = case.version, case.events.count()
    write(case, cast.thida)
    write(asked, cast.thida)
    assert [list(model.objects.values()) for model in (Notice, Delivery)] == before
    case.refresh_from_db()
    assert (case.version, case.events.count()) == (version, events)


# -- what it may be


def test_an_empty_note_is_none(case, cast):
    with pytest.raises(CaseProblem) as problem:
        write(case, cast.thida, "  ")
    assert problem.value.field == "text"


def test_a_partner_system_has_none(case, cast):
    with pytest.raises(NotAllowed):
        write(case, cast.partner_mm)


def test_there_is_an_end_to_it(case, cast, monkeypatch):
    monkeypatch.setattr(OwnNote, "MOST", 2)
    for _ in range(2):
        write(case, cast.thida)
    with pytest.raises(WrongState):
        write(case, cast.thida)
    write(case, cast.kyaw)


def test_it_stands_beside_one_of_both(case, asked, cast):
    note = write(case, cast.thida)
    for wrong in ({"case": None}, {"request": asked}):
        with pytest.raises(IntegrityError), transaction.atomic():
            OwnNote.objects.filter(pk=note.pk).update(**wrong)


def test_the_trail_says_that_and_not_what_and_not_in_the_log_of_the_case(case, cast, signed_in):
    note = write(case, cast.thida)
    signed_in(cast.thida).get(reverse("case-own-notes", args=[case.reference]))
    ownnotes.drop(note, officer=cast.thida)
    rows = Entry.objects.filter(fields=["own_notes"]).order_by("pk")
    assert [(row.action, row.object_kind) for row in rows] == [
        ("write own note", "office_work"),
        ("read own notes", "office_work"),
        ("drop own note", "office_work"),
    ]
    assert not OwnNote.objects.exists()
    assert not [row for row in Entry.objects.values() if "Planted" in str(row)]


@pytest.mark.django_db(transaction=True)
def test_deleted_twice_at_once_it_goes_once():
    world = World()
    cast = Cast(world)
    note = write(submitted(world, cast.somchai), cast.somchai)
    together, wrong = Barrier(2), []

    def drop():
        try:
            together.wait()
            ownnotes.drop(note, officer=cast.somchai)
        except Exception as problem:
            wrong.append(problem)
        finally:
            connection.close()

    threads = [Thread(target=drop) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert Entry.objects.filter(action="drop own note").count() == 1


# -- the pages and the API


@pytest.mark.parametrize("kind", ["case", "request"])
def test_a_note_is_kept_looked_at_and_deleted_on_the_pages(case, asked, cast, signed_in, kind):
    about = case if kind == "case" else asked
    thida, kyaw = signed_in(cast.thida), signed_in(cast.kyaw)
    address = reverse(f"{kind}-own-notes", args=[about.reference])
    assert thida.post(address, {"text": WORDS})["Location"] == address
    for page in (address, about.link):
        assert WORDS in thida.get(page).content.decode()
        assert WORDS not in kyaw.get(page).content.decode()
    assert "Only you read this." in thida.get(about.link).content.decode()
    drop = reverse("own-note-drop", args=[OwnNote.objects.get().public_id])
    assert kyaw.post(drop).status_code == 404
    assert thida.post(drop)["Location"] == address
    assert WORDS not in thida.get(address).content.decode()


def test_what_is_too_long_is_said_and_kept(case, cast, signed_in):
    address = reverse("case-own-notes", args=[case.reference])
    page = signed_in(cast.thida).post(address, {"text": WORDS + "x" * OwnNote.LONGEST})
    assert page.status_code == 200
    assert WORDS in page.content.decode()
    assert "There is a problem" in page.content.decode()
    assert not OwnNote.objects.exists()


@pytest.mark.parametrize("kind", ["case", "request"])
def test_the_same_over_the_api(case, asked, cast, signed_in, kind):
    named = {"case": case.reference} if kind == "case" else {"request": str(asked.public_id)}
    thida, kyaw = Caller(signed_in(cast.thida)), Caller(signed_in(cast.kyaw))
    made = thida.post("own-notes/", {**named, "text": WORDS}, idempotency_key="one")
    assert made.status_code == 201, made.content
    again = thida.post("own-notes/", {**named, "text": WORDS}, idempotency_key="one")
    assert again.json() == made.json()
    assert thida.get("own-notes/", query=named).json() == [made.json()]
    assert kyaw.get("own-notes/", query=named).json() == []
    address = f"own-notes/{made.json()['id']}/"
    assert kyaw.delete(address).status_code == 404
    assert thida.delete(address).status_code == 204
    assert thida.get("own-notes/", query=named).json() == []


def test_the_api_names_the_field_at_fault(case, asked, cast, signed_in):
    thida = Caller(signed_in(cast.thida))
    for answer, field in (
        (thida.get("own-notes/"), "case"),
        (thida.post("own-notes/", {"text": "x"}), "case"),
        (thida.post("own-notes/", {"case": case.reference, "text": " "}), "text"),
        (thida.get("own-notes/", query={"request": "x"}), "request"),
    ):
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, field)
