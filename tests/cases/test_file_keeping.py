"""A file is changed, shared, removed and brought back by who keeps it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import Entry
from cases.files import keeping
from cases.models import CaseFile
from cases.models.levels import Level
from cases.problems import StaleVersion
from tests.api import Caller
from tests.cases.test_approvals import rule
from tests.factories import submitted
from tests.file_samples import arrived, page_of

pytestmark = pytest.mark.django_db
PLANTED = ("Planted-own", "Planted-national", "Planted-bad", "Planted-removed", "Planted-camera")


@pytest.fixture
def case(world, somchai):
    return submitted(world, somchai, levels={"MM": Level.FULL})


@pytest.fixture
def file(case, somchai):
    return arrived(case, somchai, "Planted-photo.jpg", caption="Planted-plate")


def test_making_a_file_national_takes_it_from_the_others_at_once(file, cast, somchai, signed_in):
    door = Caller(signed_in(somchai))
    address = f"cases/{file.case.reference}/files/{file.public_id}/"
    tag = door.get(address)["ETag"]
    answer = door.patch(address, {"reach": "national"}, if_match=tag)
    assert (answer.status_code, answer.json()["reach"]) == (200, "national")
    assert page_of(signed_in(cast.thida), "case-file-content", file).status_code == 404
    assert door.patch(address, {"reach": "shared"}, if_match=tag).status_code == 412
    assert door.patch(address, {"reach": "shared"}).status_code == 428
    wrong = door.patch(address, {"name": "x", "size": 1}, if_match="*")
    assert {error["field"] for error in wrong.json()["errors"]} == {"name", "size"}
    row = Entry.objects.about("case", file.case.reference).get(action="file_changed")
    assert row.fields == [f"file {file.public_id}", "reach"]


def test_two_who_change_the_same_file_learn_of_each_other(file, somchai, cast, signed_in):
    door = signed_in(somchai)
    address = reverse("case-file-change", args=[file.case.reference, file.public_id])
    keeping.change(file, caption="theirs", reach="shared", version=file.version, officer=cast.anong)
    with pytest.raises(StaleVersion):
        keeping.change(file, caption="m", reach="shared", version=file.version, officer=somchai)
    said = {"caption": "mine", "reach": "shared", "version": str(file.version)}
    page = door.post(address, said).content.decode()
    assert "Somebody changed this while you were working on it." in page and "mine" in page
    current = CaseFile.objects.get(pk=file.pk).version
    assert f'value="{current}"' in page
    assert door.post(address, {**said, "version": str(current)}).status_code == 302


def test_removed_and_brought_back(file, cast, somchai, signed_in):
    door, case = signed_in(somchai), file.case
    back = reverse("case-file-restore", args=[case.reference, file.public_id])
    said = door.post(
        reverse("case-file-remove", args=[case.reference, file.public_id]), follow=True
    )
    notice = (
        said.content.decode().partition('<div class="notice success"')[2].partition("</div>")[0]
    )
    assert f'action="{back}"' in notice and "Undo" in notice
    assert not CaseFile.objects.exists()
    assert CaseFile.everything.get().removed_by == somchai
    assert page_of(signed_in(cast.thida), "case-file-content", file).status_code == 404
    assert page_of(door, "api:case-file-content", file).status_code == 409
    page = door.get(reverse("case-detail", args=[case.reference])).content.decode()
    assert "Removed files" in page and "Bring back" in page
    listed = Caller(door).get(f"cases/{case.reference}/files/", query={"removed": "true"}).json()
    assert [one["id"] for one in listed] == [str(file.public_id)]
    theirs = Caller(signed_in(cast.thida))
    assert theirs.get(f"cases/{case.reference}/files/", query={"removed": "true"}).json() == []
    door.post(reverse("case-file-restore", args=[case.reference, file.public_id]))
    assert page_of(signed_in(cast.thida), "case-file-content", file).status_code == 200


def test_the_list_costs_the_same_with_one_file_and_with_many(case, file, somchai, signed_in):
    door = signed_in(somchai)
    door.get(reverse("case-detail", args=[case.reference]))  # what is read once is read
    costs = []
    for more in (0, 3):
        for _ in range(more):
            arrived(case, somchai)
        with CaptureQueriesContext(connection) as queries:
            door.get(reverse("case-detail", args=[case.reference]))
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_what_was_national_is_shared_for_a_purpose(case, world, cast, somchai, signed_in):
    file = arrived(case, somchai, "Planted-national.jpg", reach="national")
    door = Caller(signed_in(somchai))
    address = f"cases/{case.reference}/files/{file.public_id}/"
    refused = door.patch(address, {"reach": "shared"}, if_match="*")
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (400, "purpose")
    rule(world.msi, "all")
    said = {"reach": "shared", "purpose": "Planted-purpose"}
    assert door.patch(address, said, if_match="*").json()["code"] == "needs_approval"
    rule(world.msi, "none")
    assert page_of(signed_in(cast.thida), "case-file-content", file).status_code == 404
    assert door.patch(address, said, if_match="*").json()["reach"] == "shared"
    row = Entry.objects.about("case", case.reference).get(action="file_changed")
    assert (row.operation, row.purpose) == (Entry.Operation.DISCLOSURE, "Planted-purpose")
    assert page_of(signed_in(cast.thida), "case-file-content", file).status_code == 200


def test_the_form_says_who_would_see_it_and_asks_what_for(case, cast, somchai, signed_in):
    file = arrived(case, somchai, "Planted-national.jpg", reach="national")
    address = reverse("case-file-change", args=[case.reference, file.public_id])
    browser = signed_in(somchai)
    assert "Shared, Myanmar will see the file at once." in browser.get(address).content.decode()
    said = {"caption": "mine", "reach": "shared", "version": str(file.version), "purpose": ""}
    again = browser.post(address, said)
    assert again.status_code == 200 and "Say what for." in again.content.decode()
    assert browser.post(address, {**said, "purpose": "hearing"}).status_code == 302
    assert page_of(signed_in(cast.thida), "case-file-content", file).status_code == 200
