"""Parts that came with an answer: taken over into the own case, bound by their code, taken back."""

import pytest
from django.urls import reverse

from cases import (
    attaching,
    disclosure,
    handling,
    proposals,
)
from cases.attaching import Chosen
from cases.content import StopContent
from cases.models import CaseFile, Proposal, ReceivedPart, RequestAttachment
from cases.models.copy import Purpose
from cases.models.levels import Level
from cases.problems import NotAllowed, WrongState
from cases.reading import find as find_case
from notices.models import Notice
from tests.api import Caller
from tests.cases.asking import asked_of, at_once
from tests.cases.attaching.given import answered, body, chosen, proposed
from tests.cases.typed import Shown
from tests.factories import content, submitted

pytestmark = pytest.mark.django_db


# -- taken over --------------------------------------------------------------------------------


def test_in_the_askers_case_they_wait_and_the_case_stays(
    signed_in, world, source, case, request_, thida, somchai
):
    answered(request_, thida, chosen(source))
    assert case.subjects.filter(name_latin="Given-man").count() == 0
    assert Proposal.objects.filter(case=case, country="MM", office=world.tcl).count() == 3
    assert Notice.objects.get(kind=Notice.Kind.CHANGE_PROPOSED).office == world.msi
    page = signed_in(somchai).get(case.link).content.decode()
    assert "Proposed changes" in page
    assert "Given-man" not in page


def test_taken_over_it_is_a_record_that_says_whose_it_is(
    signed_in, source, case, request_, thida, somchai
):
    answered(request_, thida, chosen(source), code="H1")
    browser = signed_in(somchai)
    for kind in ("subject", "seizure", "file"):
        at = [case.reference, proposed(kind).public_id]
        page = Shown(browser.get(reverse("proposal-detail", args=at)))
        assert "Add it to the case" in page.text
        assert browser.post(reverse("proposal-accept", args=at)).status_code == 302
    subject = case.subjects.get(name_latin="Given-man")
    seizure = case.seizures.get(marks="Given-marks")
    file = CaseFile.objects.get(case=case)
    assert subject.document_number == "PA777"
    assert (subject.contributed_by_id, seizure.contributed_by_id) == ("MM", "MM")
    assert (file.country_id, file.country_key.country_id) == ("TH", "TH")
    assert ReceivedPart.objects.filter(case=case, by=somchai).count() == 3
    at = [case.reference, subject.public_id]
    page = Shown(browser.get(reverse("subject-detail", args=at))).text
    assert f"Given by BLO Tachileik, {request_.reference} · H1 · B2" in " ".join(page.split())
    told = Caller(browser).get(f"cases/{case.reference}/subjects/{subject.public_id}/").json()
    assert told["given_by"]["office"] == "MM-TCL"
    copy = browser.get(reverse("case-file-content", args=[case.reference, file.public_id]))
    assert len(body(copy)) == source.photo.shared_size == file.size


def test_a_file_taken_over_has_a_key_of_its_own(source, case, request_, thida, somchai):
    from cases.files import store, vault

    answered(request_, thida, chosen(source, subjects=(), seizures=()))
    proposals.accept(proposed("file"), officer=somchai)
    file = CaseFile.objects.get(case=case)
    assert vault.key_of(file) != vault.key_of(source.photo)
    assert b"".join(store.read(file, store.ORIGINAL)) == b"".join(
        store.read(source.photo, store.SHARED)
    )


def test_accepting_again_changes_nothing(source, case, request_, thida, cast):
    answered(request_, thida, chosen(source))
    for _ in range(2):
        proposals.accept(proposed("subject"), officer=cast.somchai)
    assert case.subjects.filter(name_latin="Given-man").count() == 1
    with pytest.raises(WrongState):
        proposals.decline(proposed("subject"), officer=cast.somchai, reason="no")


def test_over_the_api_with_the_version_that_was_read(
    signed_in, source, case, request_, thida, somchai
):
    answered(request_, thida, chosen(source))
    caller = Caller(signed_in(somchai))
    one = f"cases/{case.reference}/proposals/{proposed('subject').public_id}/"
    read = caller.get(one)
    assert read.json()["attachment"]["request"] == str(request_.public_id)
    assert caller.post(f"{one}accept/", if_match='"99"').status_code == 412
    done = caller.post(f"{one}accept/", if_match=read["ETag"])
    assert (done.status_code, done.json()["state"]) == (200, "accepted")


def test_declined_with_a_reason(source, case, request_, thida, somchai):
    answered(request_, thida, chosen(source))
    done = proposals.decline(proposed("subject"), officer=somchai, reason="known already")
    assert done.state == "declined"
    assert not case.subjects.filter(name_latin="Given-man").exists()


def test_the_answerer_learns_nothing_of_a_case_it_does_not_see(world, source, somchai, cast):
    """The request names the case, and Poipet does not see it."""
    hidden = submitted(world, somchai)
    own = submitted(world, cast.sokha)
    (asked,) = asked_of([world.ppt], somchai, case=hidden, disclosed=True)
    part = Chosen(own.reference, [own.subjects.get(role="suspect").public_id])
    answered(asked, cast.sokha, part)
    before = Notice.objects.filter(office=world.ppt).count()
    proposals.accept(proposed("subject"), officer=somchai)
    assert Notice.objects.filter(office=world.ppt).count() == before


def test_without_an_own_case_they_stay_with_the_answer(world, source, thida, somchai):
    about_theirs = asked_of([world.tcl], somchai, case=source)[0]
    about_nothing = asked_of([world.tcl], somchai)[0]
    for asked in (about_theirs, about_nothing):
        answered(asked, thida, chosen(source))
    assert RequestAttachment.objects.count() == 6
    assert not Proposal.objects.exists()


def test_the_other_originator_of_a_joint_case_does_not_read_them(world, source, thida, cast):
    from cases import joint

    on_to_laos = StopContent("destination", crossing=world.chiang_khong)
    route = (*content(world).route, on_to_laos)
    case = submitted(world, cast.somchai, route=route, levels={"LA": Level.FULL})
    request_ = asked_of([world.tcl], cast.somchai, case=case)[0]
    joint.invite(case, world.hxy, reason="one gang", officer=cast.somchai)
    joint.accept(case, officer=cast.bounmy)
    answered(request_, thida, chosen(source))
    assert proposals.proposals_of(find_case(case.reference, cast.bounmy)) == []
    with pytest.raises(NotAllowed):
        proposals.accept(proposed("subject"), officer=cast.bounmy)


# -- handling codes go along -------------------------------------------------------------------


def test_h2_is_passed_on_to_nobody(world, source, case, request_, thida, somchai, cast):
    answered(request_, thida, chosen(source), code="H2")
    assert not Proposal.objects.filter(attachment__kind="seizure").exists()
    proposals.accept(proposed("subject"), officer=somchai)
    with pytest.raises(NotAllowed, match="Tachileik"):
        disclosure.share(case, world.hxy.country, Level.FULL, officer=somchai)
    disclosure.share(case, world.hxy.country, Level.HEADLINE, officer=somchai)
    disclosure.share(case, world.tcl.country, Level.FULL, officer=somchai)  # whose it is
    given = Chosen(case.reference, [case.subjects.get(name_latin="Given-man").public_id])
    (from_laos,) = asked_of([world.msi], cast.bounmy)
    with pytest.raises(NotAllowed, match="H2"):
        answered(from_laos, somchai, given)
    (from_owner,) = asked_of([world.msi], thida)
    answered(from_owner, somchai, given)


def test_h2_does_not_go_where_others_see_the_case_in_full(
    world, source, case, request_, thida, somchai
):
    disclosure.share(case, world.hxy.country, Level.FULL, officer=somchai)
    answered(request_, thida, chosen(source), code="H2")
    with pytest.raises(NotAllowed, match="Lao"):
        proposals.accept(proposed("subject"), officer=somchai)
    assert proposed("subject").is_waiting


@pytest.mark.parametrize(
    ("code", "court", "reporting"), [("H0", True, True), ("H1", False, True), ("H2", False, False)]
)
def test_no_copy_against_the_code_of_what_was_given(
    source, case, request_, thida, somchai, code, court, reporting
):
    answered(request_, thida, chosen(source, seizures=(), files=False), code=code)
    proposals.accept(proposed("subject"), officer=somchai)
    sighted = find_case(case.reference, somchai)
    assert handling.may_export(sighted, Purpose.COURT, somchai) is court
    assert handling.may_export(sighted, Purpose.REPORTING, somchai) is reporting
    case.subjects.filter(name_latin="Given-man").update(removed_at=case.created_at)
    assert handling.may_export(sighted, Purpose.COURT, somchai)


# -- taken back --------------------------------------------------------------------------------


def test_taken_back_nobody_reads_it_from_then_on(
    signed_in, world, source, case, request_, thida, somchai
):
    answered(request_, thida, chosen(source))
    file = RequestAttachment.objects.get(kind="file")
    at = reverse("request-attachment-content", args=[request_.reference, file.public_id])
    assert signed_in(somchai).get(at).status_code == 200
    for row in RequestAttachment.objects.all():
        for _ in range(2):
            attaching.take_back(row, officer=thida, reason="a mistake")
    browser = signed_in(somchai)
    assert browser.get(at).status_code == 404
    for said in (
        browser.get(request_.link),
        Caller(browser).get(f"requests/{request_.public_id}/"),
    ):
        assert "Given-" not in said.content.decode()
    assert {one.state for one in Proposal.objects.all()} == {"withdrawn"}
    told = Notice.objects.filter(kind=Notice.Kind.REQUEST_TAKEN_BACK, office=world.msi)
    assert told.count() == 3
    with pytest.raises(WrongState):
        proposals.accept(proposed("subject"), officer=somchai)


def test_a_recall_of_their_case_ends_them_too(
    signed_in, world, source, case, request_, thida, cast
):
    answered(request_, thida, chosen(source))
    disclosure.recall(source, world.msi.country, officer=thida, reason="an error")
    browser = signed_in(cast.somchai)
    for address in (request_.link, f"/api/v1/requests/{request_.public_id}/", case.link):
        assert "Given-" not in browser.get(address).content.decode()
    for proposal in Proposal.objects.all():
        with pytest.raises(WrongState):
            proposals.accept(proposal, officer=cast.somchai)
    disclosure.share(source, world.msi.country, Level.HEADLINE, officer=thida)
    assert "Given-" not in browser.get(request_.link).content.decode()


def test_what_was_taken_over_says_that_it_was_taken_back(
    signed_in, source, case, request_, thida, somchai
):
    answered(request_, thida, chosen(source))
    proposals.accept(proposed("subject"), officer=somchai)
    row = RequestAttachment.objects.get(kind="subject")
    attaching.take_back(row, officer=thida, reason="a mistake")
    subject = case.subjects.get(name_latin="Given-man")
    page = signed_in(somchai).get(
        reverse("subject-detail", args=[case.reference, subject.public_id])
    )
    assert "taken back by that office" in page.content.decode()


def test_only_who_attached_it_takes_it_back(signed_in, source, request_, thida, cast):
    answered(request_, thida, chosen(source))
    row = RequestAttachment.objects.first()
    for other in (cast.somchai, cast.coordinator_mm, cast.coordinator_th):
        with pytest.raises(NotAllowed):
            attaching.take_back(row, officer=other, reason="no")
    at = reverse("request-attachment-take-back", args=[request_.reference, row.public_id])
    assert signed_in(cast.somchai).get(at).status_code == 403
    browser = signed_in(thida)
    assert "Say why" not in browser.get(at).content.decode()
    browser.post(at, {"reason": "a mistake"})
    row.refresh_from_db()
    assert row.is_taken_back


# -- at once -----------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_clerks_take_it_over_at_once_and_there_is_one_record(
    source, case, request_, thida, cast
):
    answered(request_, thida, chosen(source))
    row = proposed("subject")
    found = at_once(
        lambda: proposals.accept(row, officer=cast.somchai),
        lambda: proposals.accept(row, officer=cast.anong),
    )
    assert [one.state for one in found] == ["accepted", "accepted"]
    assert case.subjects.filter(name_latin="Given-man").count() == 1


@pytest.mark.django_db(transaction=True)
def test_taken_over_and_taken_back_at_once(source, case, request_, thida, somchai):
    answered(request_, thida, chosen(source))
    row = proposed("subject")
    at_once(
        lambda: proposals.accept(row, officer=somchai),
        lambda: attaching.take_back(row.attachment, officer=thida, reason="a mistake"),
    )
    row.refresh_from_db()
    made = case.subjects.filter(name_latin="Given-man").count()
    assert made == (1 if row.state == "accepted" else 0)
    assert RequestAttachment.objects.get(pk=row.attachment_id).is_taken_back
