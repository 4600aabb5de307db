"""Code lists: kept by an administrator, versioned, never deleted, left alone by the loader."""

import pytest
from django.urls import reverse

from agencies import codekeeping
from agencies.codekeeping import Wording
from agencies.models import Code, CodeChange, CodeList
from agencies.problems import NotAllowed, Problem, StaleVersion
from agencies.reference.settle import settle
from audit.models import Entry
from tests.api import Caller
from tests.factories import submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def yaba(world):
    return Code.objects.select_related("list").get(list="drugs", code="METH_TAB")


def test_added_changed_and_retired_in_the_browser(signed_in, cast, yaba, world, somchai):
    browser = signed_in(cast.admin)
    here = reverse("code-list", args=["drugs"])
    browser.post(f"{here}new/", {"code": "KHAT", "label": "Khat leaves", "reason": "seen"})
    edit = {"label": "Khat", "reason": "shorter", "version": "2"}
    assert browser.post(f"{here}KHAT/", edit).status_code == 302
    browser.post(f"{here}METH_TAB/retire/", {"reason": "for the test"})
    page = browser.get(here).content.decode()
    for text in ("Khat leaves", "Version 4", "retired", "for the test"):
        assert text in page
    assert [c.kind for c in CodeChange.objects.all()] == ["retired", "changed", "added"]
    case = submitted(world, somchai)
    form = signed_in(somchai).get("/cases/new/").content.decode()
    assert "drugs:KHAT" in form
    assert "drugs:METH_TAB" not in form
    assert "methamphetamine" in signed_in(somchai).get(case.link).content.decode().lower()


def test_a_change_names_the_version_that_was_read(cast, yaba):
    codekeeping.change_code(yaba, Wording("A"), version=1, officer=cast.admin, reason="x")
    with pytest.raises(StaleVersion):
        codekeeping.change_code(yaba, Wording("B"), version=1, officer=cast.admin, reason="x")
    again = codekeeping.change_code(yaba, Wording("A"), version=2, officer=cast.admin, reason="x")
    assert again.list.version == 2


def test_what_is_typed_stays_when_somebody_was_faster(signed_in, cast, yaba):
    codekeeping.change_code(yaba, Wording("A"), version=1, officer=cast.admin, reason="x")
    address = reverse("code-edit", args=["drugs", "METH_TAB"])
    said = {"label": "Mine", "reason": "x", "version": "1"}
    answer = signed_in(cast.admin).post(address, said)
    page = answer.content.decode()
    assert "Somebody changed this" in page
    assert 'value="Mine"' in page
    assert 'name="version" value="2"' in page


@pytest.mark.parametrize("code", ["", "a b", "x" * 41, "../x", "METH_TAB", "\x00"])
def test_codes_that_are_none(cast, yaba, code):
    with pytest.raises(Problem):
        codekeeping.add_code(yaba.list, code, Wording("A"), officer=cast.admin, reason="x")
    with pytest.raises(Problem):
        codekeeping.add_code(yaba.list, "OK", Wording(" "), officer=cast.admin, reason="x")
    with pytest.raises(Problem):
        codekeeping.add_code(yaba.list, "OK", Wording("A"), officer=cast.admin, reason=" ")


def test_nobody_else_changes_them(cast, yaba):
    for other in (cast.somchai, cast.anong, cast.coordinator_th, cast.observer, cast.partner_th):
        with pytest.raises(NotAllowed):
            codekeeping.retire_code(yaba, officer=other, reason="x")


def test_the_loader_leaves_what_was_edited(cast, yaba):
    changed = codekeeping.change_code(
        yaba, Wording("Edited here"), version=1, officer=cast.admin, reason="x"
    )
    wanted = {("drugs", "METH_TAB"): {"list_id": "drugs", "code": "METH_TAB", "label": "Loaded"}}
    result = settle(Code, wanted, lambda row: (row.list_id, row.code))
    assert result.kept
    changed.refresh_from_db()
    assert changed.label == "Edited here"


def test_over_the_api_with_its_version(signed_in, cast, yaba):
    admin = Caller(signed_in(cast.admin))
    base = "code-lists/drugs/"
    assert admin.get(base).json()["version"] == 1
    made = admin.post(f"{base}codes/", {"code": "KHAT", "label": "Khat", "reason": "seen"})
    assert made.status_code == 201, made.content
    said = {"is_active": False, "reason": "an error"}
    done = admin.patch(f"{base}codes/KHAT/", said, if_match='"2"')
    assert done.json()["is_active"] is False
    stale = admin.patch(f"{base}codes/KHAT/", {"label": "x", "reason": "x"}, if_match='"2"')
    assert stale.status_code == 412
    assert admin.get(base).json()["version"] == CodeList.objects.get(pk="drugs").version == 3
    assert [one["kind"] for one in admin.get(f"{base}changes/").json()] == ["retired", "added"]


def test_each_change_is_in_the_audit(cast, yaba):
    codekeeping.retire_code(yaba, officer=cast.admin, reason="why")
    row = Entry.objects.get(action="code retired")
    assert (row.fields, row.purpose) == (["METH_TAB"], "why")
