"""Nobody shares, recalls or approves upon what stands no more; and the effect is said before."""

import re

import pytest
from django.urls import reverse

from cases import approvals, disclosure, joint, protection, restricted, subjects
from cases.models import Approval, Case
from cases.models.levels import Level
from cases.problems import StaleVersion
from cases.seen import Moved, Seen, version_of
from cases.subjects import SubjectRecord
from tests.api import Caller
from tests.cases.test_approvals import level, rule
from tests.cases.typed import Shown
from tests.factories import delivered, draft, submitted
from tests.file_samples import arrived

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(world, cast):
    """Myanmar sees the full case."""
    return delivered(submitted(world, cast.somchai, levels={"MM": Level.FULL}))


def recall(case, world, officer):
    disclosure.recall(case, world.tcl.country, officer=officer, reason="an error")


def test_a_stale_form_undoes_no_recall(case, world, cast, signed_in):
    browser = signed_in(cast.somchai)
    address = reverse("case-share", args=[case.reference, "MM"])
    form = Shown(browser.get(address)).values
    assert form["seen"]
    recall(case, world, cast.anong)
    typed = form | {"level": "full", "purpose": "Planted-purpose"}
    again = browser.post(address, typed)
    text = again.content.decode()
    assert again.status_code == 200 and "Recalled – Myanmar" in text
    assert cast.anong.full_title in text and "Planted-purpose" in text
    assert level(signed_in(cast.thida), case) == 404
    # Read and still wanted, it is done.
    fresh = Shown(again).values
    assert browser.post(address, fresh).status_code == 302
    assert level(signed_in(cast.thida), case) == "full"


def test_another_country_is_another_matter(case, world, cast, signed_in):
    browser = signed_in(cast.somchai)
    address = reverse("case-share", args=[case.reference, "LA"])
    form = Shown(browser.get(address)).values
    recall(case, world, cast.anong)
    assert browser.post(address, form | {"level": "full", "purpose": "x"}).status_code == 302


@pytest.mark.parametrize(
    ("name", "country"),
    [("case-recall", ["MM"]), ("case-restrict", [])],
)
def test_the_other_forms_too(case, world, cast, signed_in, name, country):
    browser = signed_in(cast.somchai)
    address = reverse(name, args=[case.reference, *country])
    form = Shown(browser.get(address)).values
    disclosure.share(case, world.tcl.country, Level.CONTRIBUTE, officer=cast.anong, purpose="x")
    page = browser.post(address, form | {"reason": "Planted-reason"})
    text = page.content.decode()
    assert page.status_code == 200 and "Shared more – Myanmar" in text and "Planted-reason" in text
    assert level(signed_in(cast.thida), case) == "contribute"
    assert not Case.objects.get(pk=case.pk).is_restricted


def test_every_verb_asks_inside_the_lock(case, world, cast):
    joint.invite(case, world.tcl, reason="x", officer=cast.somchai)
    joint.accept(case, officer=cast.thida)
    old = Seen(version_of(case))
    restricted.restrict(case, officer=cast.somchai, reason="x")
    case.refresh_from_db()
    with pytest.raises(Moved):
        restricted.open_up(case, officer=cast.somchai, reason="x", seen=old)
    with pytest.raises(Moved):
        joint.step_back(case, officer=cast.thida, reason="x", seen=old)
    joint.step_back(case, officer=cast.thida, reason="x", seen=Seen(version_of(case)))


def test_over_the_api_it_is_an_etag_that_need_not_be_sent(case, world, cast, signed_in):
    somchai, base = Caller(signed_in(cast.somchai)), f"cases/{case.reference}/grants/"
    tag = somchai.get(base)["ETag"]
    assert "ETag" not in Caller(signed_in(cast.thida)).get(base)
    recall(case, world, cast.anong)
    body = {"country": "MM", "level": "full", "purpose": "x"}
    stale = somchai.post(base, body, if_match=tag)
    assert (stale.status_code, stale.json()["code"]) == (412, "stale_version")
    assert level(signed_in(cast.thida), case) == 404
    assert somchai.post(base, body, if_match=somchai.get(base)["ETag"]).status_code == 201
    gone = somchai.delete(f"{base}MM/", {"reason": "x"}, if_match=tag)
    assert gone.status_code == 412
    restrict = f"cases/{case.reference}/restrict/"
    assert somchai.post(restrict, {"reason": "x"}, if_match=tag).status_code == 412
    assert somchai.delete(f"{base}MM/", {"reason": "x"}).status_code == 204


# -- the head ------------------------------------------------------------------------------------


@pytest.fixture
def waiting(case, world, cast):
    rule(world.msi, "all")
    fresh = Case.objects.get(pk=draft(world, cast.somchai).pk)
    return approvals.submit(fresh, officer=cast.somchai, levels={"MM": Level.FULL})


def add(case, officer):
    subjects.add_subject(
        case, SubjectRecord("person", "suspect", name="Planted-new"), officer=officer
    )


def test_the_head_approves_what_he_has_read(waiting, cast, signed_in):
    anong = signed_in(cast.anong)
    address = reverse("case-approval", args=[waiting.case.reference, waiting.public_id])
    form = Shown(anong.get(address)).values | {"answer": "approved", "reason": ""}
    add(waiting.case, cast.somchai)
    again = anong.post(address, form)
    text = again.content.decode()
    assert again.status_code == 200 and "The case was changed after it was asked." in text
    assert "Planted-new" in text and Case.objects.get(pk=waiting.case.pk).is_draft
    assert anong.post(address, Shown(again).values).status_code == 302
    assert Case.objects.get(pk=waiting.case.pk).is_open


def test_a_file_or_a_share_meanwhile_counts_too(waiting, case, world, cast):
    arrived(waiting.case, cast.somchai)
    with pytest.raises(StaleVersion):
        approvals.approve(waiting, officer=cast.anong)
    row = approvals.share(
        case, world.tcl.country, Level.CONTRIBUTE, officer=cast.somchai, purpose="x"
    )
    disclosure.share(case, world.tcl.country, Level.HEADLINE, officer=cast.anong)
    with pytest.raises(StaleVersion):
        approvals.approve(row, officer=cast.anong)
    assert case.grants.current().get(country="MM").level == "headline"


def test_over_the_api_what_was_read_is_sent_back(waiting, cast, signed_in):
    anong, base = Caller(signed_in(cast.anong)), f"cases/{waiting.case}/approvals/"
    (row,) = anong.get(base).json()
    assert row["changed"] is False
    add(waiting.case, cast.somchai)
    path = f"{base}{waiting.public_id}/approve/"
    assert anong.post(path).status_code == 412
    assert anong.post(path, {"read": row["stands"]}).status_code == 412
    (row,) = anong.get(base).json()
    assert row["changed"] is True
    assert anong.post(path, {"read": row["stands"]}).status_code == 200
    assert Approval.objects.get().answer == "approved"


def test_the_head_reads_the_case_and_who_is_told(waiting, case, world, cast, signed_in):
    anong = signed_in(cast.anong)
    address = reverse("case-approval", args=[waiting.case.reference, waiting.public_id])
    text = anong.get(address).content.decode()
    for words in ("Lorry with tablets", "Planted-narrative", "Planted-suspect", "BLO Tachileik"):
        assert words in text
    assert "One office will be told" in text and "Sees: full" in text.replace("Full", "full")
    row = approvals.share(
        case, world.hxy.country, Level.FULL, officer=cast.somchai, purpose="Planted-purpose"
    )
    text = anong.get(
        reverse("case-approval", args=[case.reference, row.public_id])
    ).content.decode()
    assert "Planted-purpose" in text and "BLO Houay Xay: 1" in text


# -- the effect ----------------------------------------------------------------------------------


def test_before_sharing_the_page_says_who_could_open_it_and_what_stays_hidden(
    case, world, cast, signed_in
):
    arrived(case, cast.somchai, reach="national")
    text = signed_in(cast.somchai).get(reverse("case-share", args=[case.reference, "MM"]))
    text = re.sub(r"\s+", " ", text.content.decode())
    assert (
        "Three officers in 2 offices of Myanmar can open it" in text and "BLO Tachileik: 2" in text
    )
    assert "nor 2 people" in text
    assert "1 protected person or thing of theirs, 1 national file, your national notes" in text
    victim = case.subjects.get(role="victim")
    protection.disclose(victim, world.tcl.country, officer=cast.somchai, purpose="x")
    text = signed_in(cast.somchai).get(reverse("case-share", args=[case.reference, "MM"]))
    assert "protected person or thing" not in text.content.decode()


def test_before_a_recall_the_page_says_who_has_opened_it(case, cast, signed_in):
    signed_in(cast.thida).get(case.link)
    address = reverse("case-recall", args=[case.reference, "MM"])
    text = signed_in(cast.somchai).get(address).content.decode()
    assert "Who has opened it so far" in text and cast.thida.full_title in text
    other = signed_in(cast.somchai).get(reverse("case-recall", args=[case.reference, "LA"]))
    assert "Nobody there opened it." in other.content.decode()


def test_full_without_a_purpose_is_not_shared_in_the_browser(case, cast, signed_in):
    address = reverse("case-share", args=[case.reference, "LA"])
    answer = signed_in(cast.somchai).post(address, {"level": "full", "purpose": ""})
    assert answer.status_code == 200
    assert level(signed_in(cast.bounmy), case) == 404
