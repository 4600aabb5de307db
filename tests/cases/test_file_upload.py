"""A file comes in piece by piece over a poor line (tus 1.0)."""

import hashlib
import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.http import UnreadablePostError
from django.urls import reverse

from audit.clock import at, now
from audit.models import Entry
from cases import disclosure, workflow
from cases.files import arriving, checking, store
from cases.files.arriving import Announced, OffsetWrong
from cases.models import CaseFile
from cases.models.levels import Level
from tests.api import Caller, system
from tests.factories import draft, submitted
from tests.file_samples import sent, tus

pytestmark = pytest.mark.django_db
CONTENT = b"a line of an account of what happened\n" * 8_000
PIECE = {"Tus-Resumable": "1.0.0"}


@pytest.fixture
def case(world, somchai):
    return submitted(world, somchai, levels={"MM": Level.CONTRIBUTE})


@pytest.fixture
def browser(signed_in, somchai):
    return signed_in(somchai)


def begin(door, case, content=CONTENT, name="account.txt", **said):
    return door.post(
        f"/api/v1/cases/{case.reference}/files/",
        content_type="application/json",
        headers=tus(content, name, **said),
    )


def piece(door, place, offset, content):
    return door.patch(
        place,
        content,
        content_type="application/offset+octet-stream",
        headers={**PIECE, "Upload-Offset": str(offset)},
    )


def offset(door, place):
    return int(door.head(place, headers=PIECE)["Upload-Offset"])


def test_a_broken_link_at_eighty_percent_goes_on_from_there(case, browser, tmp_path):
    answer = begin(browser, case)
    assert (answer.status_code, answer["Upload-Offset"]) == (201, "0")
    assert "Upload-Expires" in answer and answer["Tus-Resumable"] == "1.0.0"
    place, eighty = answer["Location"], len(CONTENT) * 8 // 10
    assert piece(browser, place, 0, CONTENT[:eighty]).status_code == 204
    # Another day, another browser, the same officer.
    assert offset(browser, place) == eighty
    last = piece(browser, place, eighty, CONTENT[eighty:])
    assert last["Upload-Offset"] == str(len(CONTENT))
    file = CaseFile.objects.get()
    assert file.state == CaseFile.State.CHECKING
    checking.check(file.pk)
    whole = browser.get(f"{place}content/")
    assert b"".join(whole.streaming_content) == CONTENT


def test_what_came_before_the_link_broke_is_kept(case, somchai):
    """The connection is cut in the middle of a piece: its first part is not sent again."""
    file = arriving.begin(case, Announced("account.txt", len(CONTENT)), officer=somchai)

    def cut():
        yield CONTENT[:100_000]
        raise UnreadablePostError("connection reset")

    file = arriving.receive(file, 0, cut(), officer=somchai)
    assert (file.received, file.state) == (100_000, CaseFile.State.ARRIVING)
    arriving.receive(file, 100_000, [CONTENT[100_000:]], officer=somchai)
    assert b"".join(store.arrived(CaseFile.objects.get())) == CONTENT


def test_a_piece_from_the_wrong_place_is_refused_and_changes_nothing(case, browser):
    place = begin(browser, case)["Location"]
    piece(browser, place, 0, CONTENT[:1000])
    for wrong in (0, 999, 1001):
        answer = piece(browser, place, wrong, CONTENT[:10])
        assert (answer.status_code, answer.json()["code"]) == (409, "offset_wrong")
    assert offset(browser, place) == 1000


def test_more_than_was_announced_is_refused(case, browser):
    place = begin(browser, case, b"short")["Location"]
    assert piece(browser, place, 0, b"longer than said").status_code == 413
    assert offset(browser, place) == 0


@pytest.mark.django_db(transaction=True)
def test_of_two_pieces_at_once_one_is_taken(case, somchai):
    file = arriving.begin(case, Announced("account.txt", len(CONTENT)), officer=somchai)
    barrier, done = threading.Barrier(2), []

    def send(letter):
        def content():
            barrier.wait(timeout=30)  # both have compared the offset by now
            yield letter * 5000

        try:
            arriving.receive(CaseFile.objects.get(), 0, content(), officer=somchai)
            done.append("taken")
        except OffsetWrong:
            done.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=(letter,)) for letter in (b"a", b"b")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == ["refused", "taken"]
    file.refresh_from_db()
    assert (file.received, file.pieces) == (5000, 1)
    first = b"".join(store.read(file, "piece-000000000000000"))
    assert len(set(first)) == 1
    assert not list(store.folder(file.public_id).glob(".*"))


def test_nobody_else_goes_on_with_an_upload(case, cast, browser, signed_in):
    place = begin(browser, case)["Location"]
    for person in (cast.anong, cast.preecha, cast.thida, cast.sokha):
        assert piece(signed_in(person), place, 0, b"x").status_code == 404
        assert signed_in(person).head(place, headers=PIECE).status_code == 404
        assert signed_in(person).delete(place).status_code == 404
    assert browser.get(f"/api/v1/cases/{case.reference}/files/").json() == []


def test_a_recall_ends_an_upload_in_the_middle(case, world, cast, somchai, signed_in):
    thida = signed_in(cast.thida)
    place = begin(thida, case)["Location"]
    assert piece(thida, place, 0, CONTENT[:10]).status_code == 204
    disclosure.recall(case, world.tcl.country, officer=somchai, reason="an error")
    assert piece(thida, place, 10, CONTENT[10:]).status_code == 404
    assert CaseFile.objects.get().received == 10


def test_a_case_that_is_over_takes_no_file(case, somchai, browser):
    place = begin(browser, case)["Location"]
    workflow.close(case, officer=somchai, outcome="result")
    assert piece(browser, place, 0, CONTENT).status_code == 409
    assert begin(browser, case).status_code == 409


@pytest.mark.parametrize(
    ("headers", "status", "field"),
    [
        ({"Tus-Resumable": "0.2.0"}, 412, "Tus-Resumable"),
        ({"Upload-Length": "-1"}, 400, "Upload-Length"),
        ({"Upload-Length": "0"}, 400, "length"),
        ({"Upload-Length": str(51 * 1024 * 1024)}, 413, "file"),
        ({"Upload-Metadata": ""}, 400, "filename"),
        ({"Upload-Metadata": "filename &&&"}, 400, "Upload-Metadata"),
        ({"Upload-Metadata": "filename YS50eHQ=,path L2V0Yw=="}, 400, "path"),
        ({"Upload-Metadata": "filename YS50eHQ=,reach d29ybGQ="}, 400, "reach"),
        ({"Upload-Metadata": "filename YS50eHQ=,checksum d29ybGQ="}, 400, "checksum"),
        ({"Upload-Metadata": f"filename {'YWFh' * 3000}"}, 400, "filename"),
    ],
)
def test_an_announcement_that_is_wrong_names_its_field(case, browser, headers, status, field):
    answer = browser.post(
        f"/api/v1/cases/{case.reference}/files/",
        content_type="application/json",
        headers={**tus(CONTENT, "a.txt"), **headers},
    )
    assert answer.status_code == status
    assert field in {error["field"] for error in answer.json()["errors"]}
    assert answer["Tus-Version"] == "1.0.0"


# -- Going on with the same file, and with what is said of it now --------------------------------


def sum_of(content):
    return hashlib.sha256(content).hexdigest()


def test_what_is_said_of_an_upload_holds_before_it_goes_on(case, cast, browser, signed_in):
    place = begin(browser, case, caption="first", reach="shared")["Location"]
    piece(browser, place, 0, CONTENT[:1000])
    said = {"caption": "second", "reach": "national"}
    door = Caller(browser)
    answer = door.patch(place.removeprefix("/api/v1/"), said, if_match="*")
    assert (answer.status_code, answer.json()["reach"]) == (200, "national")
    assert piece(browser, place, 1000, CONTENT[1000:]).status_code == 204
    file = CaseFile.objects.get()
    checking.check(file.pk)
    file.refresh_from_db()
    assert (file.state, file.caption, file.reach) == ("ready", "second", "national")
    theirs = signed_in(cast.thida).get(f"/api/v1/cases/{case.reference}/files/")
    assert theirs.json() == []
    row = Entry.objects.get(action="say_anew_file")
    assert set(row.fields) == {f"file {file.public_id}", "caption", "reach"}
    assert not case.events.filter(kind="file_changed").exists()


def test_what_is_said_of_an_upload_keeps_to_the_rules(case, cast, somchai, browser, signed_in):
    mine = begin(browser, case)["Location"].removeprefix("/api/v1/")
    theirs = begin(signed_in(cast.thida), case)["Location"].removeprefix("/api/v1/")
    refused = Caller(signed_in(cast.thida)).patch(theirs, {"reach": "national"}, if_match="*")
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (400, "reach")
    assert Caller(signed_in(cast.thida)).patch(mine, {}, if_match="*").status_code == 404
    assert Caller(browser).patch(mine, {"caption": "x"}, if_match='"7"').status_code == 412
    assert Caller(browser).patch(mine, {"caption": "x"}).status_code == 428
    workflow.close(case, officer=somchai, outcome="result")
    assert Caller(browser).patch(mine, {"caption": "x"}, if_match="*").status_code == 409


def test_two_files_that_are_glued_together_are_held_back(case, somchai, browser):
    other = CONTENT[:-1] + b"!"
    place = begin(browser, case, checksum=sum_of(other).upper())["Location"]
    piece(browser, place, 0, other[:1000])
    piece(browser, place, 1000, CONTENT[1000:])
    file = CaseFile.objects.get()
    assert file.checksum == sum_of(other)
    checking.check(file.pk)
    file.refresh_from_db()
    assert (file.state, file.fault) == ("quarantined", "checksum")
    shown = browser.get(place).json()
    assert (shown["fault"], shown["checksum"]) == ("checksum", sum_of(other))
    page = browser.get(reverse("case-detail", args=[case.reference])).content.decode()
    assert "What arrived is not what was sent" in page
    whole = sent(case, somchai, "b.txt", CONTENT, checksum=sum_of(CONTENT))
    checking.check(whole.pk)
    whole.refresh_from_db()
    assert whole.state == "ready"


def test_the_page_knows_an_unfinished_upload_by_its_checksum(case, browser):
    begin(browser, case, checksum=sum_of(CONTENT), caption="front", reach="national")
    page = browser.get(reverse("case-file-add", args=[case.reference])).content.decode()
    assert f'data-checksum="{sum_of(CONTENT)}" data-reach="national" data-caption="front"' in page
    assert "Only our own country</span>" in page


def test_a_country_that_contributes_keeps_nothing_to_itself(case, cast, signed_in):
    answer = begin(signed_in(cast.thida), case, reach="national")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "reach")


def test_a_case_has_room_for_so_many(case, browser, settings):
    settings.FILES_PER_CASE = 1
    assert begin(browser, case).status_code == 201
    assert begin(browser, case).status_code == 409


def test_announced_twice_with_one_key_is_one_upload(case, cast):
    """An answer that was lost on the way: the sender asks again and gets the same place."""
    th = system("TH")
    case = workflow.submit(draft_of(th), officer=cast.partner_th)
    ask = {"Idempotency-Key": "once", **tus(CONTENT, "a.txt")}
    address = f"/api/v1/cases/{case.reference}/files/"
    first, second = (
        th.client.post(address, content_type="application/json", headers=ask) for _ in range(2)
    )
    assert (first.status_code, first["Location"]) == (201, second["Location"])
    other = ask | tus(CONTENT, "b.txt")
    other["Idempotency-Key"] = "once"
    refused = th.client.post(address, content_type="application/json", headers=other)
    assert refused.json()["code"] == "idempotency_key_reused"
    assert piece(th.client, first["Location"], 0, CONTENT).status_code == 204


def draft_of(th):
    from cases.models import Case
    from tests.api import lorry

    return Case.objects.get(reference=th.post("cases/", lorry()).json()["reference"])


def test_what_is_spoken_here(case, browser, client):
    answer = browser.options(f"/api/v1/cases/{case.reference}/files/")
    assert answer.status_code == 204
    assert answer["Tus-Extension"] == "creation,termination,expiration"
    assert answer["Tus-Max-Size"] == str(50 * 1024 * 1024)
    assert client.options(f"/api/v1/cases/{case.reference}/files/").status_code == 401


def test_an_upload_given_up_leaves_nothing(case, browser, django_capture_on_commit_callbacks):
    place = begin(browser, case)["Location"]
    piece(browser, place, 0, CONTENT[:1000])
    folder = store.folder(CaseFile.objects.get().public_id)
    assert folder.exists()
    with django_capture_on_commit_callbacks(execute=True):
        assert browser.delete(place).status_code == 204
    assert not CaseFile.everything.exists()
    assert not folder.exists()


def test_what_nobody_goes_on_with_is_swept_out(
    case, somchai, browser, django_capture_on_commit_callbacks
):
    place = begin(browser, case)["Location"]
    piece(browser, place, 0, CONTENT[:1000])
    whole = sent(case, somchai)
    with at(now() + timedelta(days=2)), django_capture_on_commit_callbacks(execute=True):
        assert arriving.drop_abandoned() == 0
    with at(now() + timedelta(days=4)), django_capture_on_commit_callbacks(execute=True):
        assert arriving.drop_abandoned() == 1
    assert CaseFile.everything.get() == whole


def test_content_without_a_row_is_swept_out(world, somchai, django_capture_on_commit_callbacks):
    """A draft that was discarded takes its files along; a crash before that is found later."""
    case = draft(world, somchai)
    folders = [store.folder(sent(case, somchai).public_id) for _ in range(2)]
    CaseFile.everything.filter(public_id=folders[1].name).delete()
    assert store.erase_strays() == 0  # it may belong to a request that is not over
    with at(now() + timedelta(days=2)):
        assert store.erase_strays() >= 1
    assert [folder.exists() for folder in folders] == [True, False]
    with django_capture_on_commit_callbacks(execute=True):
        workflow.discard(case, officer=somchai)
    assert not folders[0].exists()


def test_every_step_is_in_the_audit_without_a_name(case, somchai):
    sent(case, somchai, "Planted-name.jpg", caption="Planted-caption")
    rows = Entry.objects.about("case", case.reference).filter(action__endswith="file")
    assert {row.action for row in rows} == {"begin_file", "add_file"}
    assert "Planted-name" not in str(rows.values_list()) + str(rows.values_list("fields"))


def test_the_caller_of_the_api_is_told_the_limit_in_the_form_of_all_refusals(case, browser):
    answer = Caller(browser).ask("PATCH", f"cases/{case.reference}/", {"title": "x" * 3_000_000})
    assert answer.status_code == 413


def test_unfinished_uploads_are_offered_again(case, browser, cast, signed_in):
    place = begin(browser, case)["Location"]
    piece(browser, place, 0, CONTENT[: len(CONTENT) // 2])
    address = reverse("case-file-add", args=[case.reference])
    page = browser.get(address).content.decode()
    assert f'data-unfinished="{place}"' in page and "50% of" in page
    assert "data-unfinished" not in signed_in(cast.anong).get(address).content.decode()
    file = CaseFile.objects.get()
    browser.post(reverse("case-file-remove", args=[case.reference, file.public_id]))
    assert not CaseFile.everything.exists()
