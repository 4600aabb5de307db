"""Files as evidence: sealed, checked, opened by who may, struck, never deleted."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InternalError, transaction
from django.urls import reverse

from agencies.models import Partner
from agencies.problems import NotAllowed, Problem, WrongState
from audit import clock
from audit.clock import now
from audit.models import Entry
from cases.files import store
from roadmap import commitments, evidence, evidencecheck, reference
from roadmap.commitments import Statement, begin, find_commitment, find_item
from roadmap.models import Commitment, Evidence
from tests.access_roadmap_items import added
from tests.api import system
from tests.file_samples import photo

pytestmark = pytest.mark.django_db

ADDRESS = "roadmap-evidence"


@pytest.fixture
def commitment(cast):
    reference.load()
    return begin(find_item(2021, 4), Statement("under_way"), officer=cast.coordinator_th)


def state(commitment, officer, status="done", **said):
    row = find_commitment(commitment.public_id, officer)
    said = Statement(status, **said)
    return commitments.state(row, said, officer=officer, version=row.version)


def test_a_file_is_sealed_checked_and_cleaned(cast, commitment):
    file = added(commitment, cast.coordinator_th, "../plan.exe", photo())
    assert (file.state, file.name, file.media_type) == ("ready", "plan.exe.jpg", "image/jpeg")
    lying = (store.folder(file.public_id) / store.ORIGINAL).read_bytes()
    assert b"Planted-camera" not in lying
    assert b"Planted-camera" in b"".join(store.read(file, store.ORIGINAL))
    assert b"Planted-camera" not in b"".join(store.read(file, store.SHARED))


def test_what_the_store_holds_for_no_row_is_swept_and_evidence_is_not(cast, commitment):
    file = added(commitment, cast.coordinator_th)
    room = evidence.begin(commitment, evidence.Announced("b.txt", 4), officer=cast.coordinator_th)
    store.write(room, store.ORIGINAL, [b"text"])
    Evidence.objects.filter(pk=room.pk).delete()
    with clock.at(now() + 2 * store.STRAY_AFTER):
        assert store.erase_strays() >= 1
    assert not store.folder(room.public_id).exists()
    assert b"".join(store.read(file, store.SHARED)) == b"Planted-evidence"


def test_done_needs_a_place_or_a_file_that_was_checked(cast, commitment):
    with pytest.raises(Problem) as problem:
        state(commitment, cast.coordinator_th)
    assert problem.value.field == "evidence_at"
    file = added(commitment, cast.coordinator_th, content=b"MZ\x90\x00 a program", name="a.exe")
    assert file.state == "quarantined"
    with pytest.raises(Problem):
        state(commitment, cast.coordinator_th)
    added(commitment, cast.coordinator_th)
    assert state(commitment, cast.coordinator_th).status == "done"


def test_a_file_that_is_all_the_evidence_is_not_taken_off(cast, commitment):
    by = cast.coordinator_th
    file = added(commitment, by)
    state(commitment, by)
    with pytest.raises(WrongState):
        evidence.strike(file, reason="wrong one", officer=by)
    other = added(commitment, by)
    done = find_commitment(commitment.public_id, by)
    commitments.verify(done, officer=cast.coordinator_mm, version=done.version)
    with pytest.raises(Problem):
        evidence.strike(other, reason=" ", officer=by)
    evidence.strike(other, reason="wrong one", officer=by)
    row = Commitment.objects.get()
    assert (row.files, row.status, row.verified_by) == (1, "done", None)
    assert row.changes.first().from_status == "verified"
    assert Evidence.objects.get(pk=other.pk).struck_reason == "wrong one"


def test_the_database_refuses_to_delete_it(cast, commitment):
    added(commitment, cast.coordinator_th)
    with pytest.raises(InternalError, match="Cannot delete"), transaction.atomic():
        Evidence.objects.all().delete()


def test_only_its_own_country_adds_and_takes_off(cast, commitment):
    with pytest.raises(NotAllowed):
        added(commitment, cast.coordinator_mm)
    file = added(commitment, cast.coordinator_th)
    with pytest.raises(NotAllowed):
        evidence.strike(file, reason="theirs", officer=cast.coordinator_mm)


def test_a_room_that_is_never_filled_goes(cast, commitment):
    announced = evidence.Announced("b.txt", 4)
    evidence.begin(commitment, announced, officer=cast.coordinator_th)
    assert evidence.drop_abandoned() == 0
    with clock.at(now() + 2 * Evidence.KEPT_UNFINISHED):
        assert evidence.drop_abandoned() == 1
    assert not Evidence.objects.exists()


def test_pages_add_open_and_take_off(cast, signed_in, commitment):
    thai, other = signed_in(cast.coordinator_th), signed_in(cast.coordinator_mm)
    new = reverse("roadmap-evidence-new", args=[commitment.public_id])
    assert "multipart/form-data" in thai.get(new).content.decode()
    empty = thai.post(new, {"reach": "national", "caption": "kept caption"}).content.decode()
    assert "kept caption" in empty
    form = {"file": SimpleUploadedFile("note.txt", b"a note"), "reach": "national"}
    assert thai.post(new, {**form, "caption": "Minutes"}).status_code == 302
    file = Evidence.objects.get()
    address = reverse(ADDRESS, args=[file.public_id])
    assert "Being checked" in thai.get(commitment.link).content.decode()
    assert evidencecheck.sweep() == 1
    answer = thai.get(address)
    assert answer["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content) == b"a note"
    assert Entry.objects.filter(action="open evidence").count() == 1
    assert other.get(address).status_code == 404
    assert "Minutes" not in other.get(commitment.link).content.decode()
    strike = reverse("roadmap-evidence-strike", args=[file.public_id])
    assert thai.post(strike, {"reason": "wrong one"}).status_code == 302
    assert "wrong one" in thai.get(commitment.link).content.decode()


def test_what_was_taken_off_is_not_opened_by_others(cast, signed_in, commitment):
    file = added(commitment, cast.coordinator_th)
    evidence.strike(file, reason="wrong one", officer=cast.coordinator_th)
    other = signed_in(cast.observer)
    answer = other.get(reverse(ADDRESS, args=[file.public_id]), follow=True)
    assert "The file was taken off." in answer.content.decode()


def test_over_the_api(cast, commitment):
    scopes = {"scope": "roadmap:read roadmap:write"}
    Partner.objects.update(scopes=scopes["scope"].split())
    thai, other = system("TH", **scopes), system("MM", **scopes)
    files = f"{commitment.api_link}evidence/"
    assert other.post(files, {"name": "a.txt", "size": 4}).status_code == 403
    assert thai.post(files, {"name": "a.txt", "size": 10**12}).status_code == 413
    made = thai.post(files, {"name": "a.txt", "size": 6}, idempotency_key="one")
    assert made.status_code == 201, made.content
    address = made["Location"]

    def put(content, door=thai):
        kind = "application/octet-stream"
        return door.client.put(f"{address}content/", content, content_type=kind)

    assert put(b"a note", other).status_code == 404
    assert put(b"a no").status_code == 400
    assert put(b"a note and more").status_code == 413
    assert put(b"a note").json()["state"] == "checking"
    assert put(b"a note").status_code == 409
    assert thai.get(f"{address}content/").status_code == 409
    assert evidencecheck.sweep() == 1
    found = other.get(files).json()["results"]
    assert [(one["name"], one["state"]) for one in found] == [("a.txt", "ready")]
    assert b"".join(other.get(f"{address}content/").streaming_content) == b"a note"
    assert other.post(f"{address}strike/", {"reason": "no"}).status_code == 403
    assert thai.post(f"{address}strike/", {"reason": "old"}).json()["struck_reason"] == "old"


def test_what_nobody_who_verified_has_read_ends_the_verification(cast, commitment):
    state(commitment, cast.coordinator_th, evidence_at="Annex 2")
    row = find_commitment(commitment.public_id, cast.coordinator_mm)
    commitments.verify(row, officer=cast.coordinator_mm, version=row.version)
    added(commitment, cast.coordinator_th, "later.txt")
    row.refresh_from_db()
    assert (row.status, row.verified_by) == ("done", None)
