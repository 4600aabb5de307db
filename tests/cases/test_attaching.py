"""Parts of a case that come with an answer: what goes along, who reads it, how it is taken over."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.urls import reverse

from audit.models import Entry
from cases import (
    attaching,
    disclosure,
    handling,
    proposals,
    protection,
    requestanswers,
    requestreading,
    restricted,
    workflow,
)
from cases.attaching import Chosen
from cases.content import SeizureContent, StopContent, SubjectContent
from cases.models import CaseFile, Event, Proposal, ReceivedPart, RequestAttachment
from cases.models.copy import Purpose
from cases.models.levels import Level
from cases.problems import CaseProblem, NotAllowed, WrongState
from cases.reading import find as find_case
from notices.models import Notice
from tests.api import Caller
from tests.cases.asking import ANSWER, asked_of, at_once
from tests.cases.typed import Shown
from tests.factories import content, draft, submitted
from tests.file_samples import arrived

pytestmark = pytest.mark.django_db

OTHERS = ("Planted-src", "Src-other", "Src-victim", "Src-narrative", "Src-national", "Src-marks")


def body(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.fixture
def source(world, thida):
    """A case of Tachileik: Thailand reads its headline."""
    case = submitted(
        world,
        thida,
        title="Planted-src title",
        narrative="Src-narrative",
        subjects=(
            SubjectContent(name="ຄຳ", name_latin="Given-man", document_number="PA777"),
            SubjectContent(name="Src-other"),
            SubjectContent(role="victim", name="Src-victim"),
        ),
        seizures=(
            SeizureContent(Decimal("12.5"), world.kg, substance=world.heroin, marks="Given-marks"),
            SeizureContent(Decimal(3), world.kg, substance=world.heroin, marks="Src-marks"),
        ),
    )
    case.photo = arrived(case, thida, "Given-photo.jpg", caption="Given-caption")
    case.secret = arrived(case, thida, "Src-national.jpg", reach="national")
    return case


@pytest.fixture
def case(world, somchai):
    return submitted(world, somchai)


@pytest.fixture
def request_(world, somchai, case):
    return asked_of([world.tcl], somchai, case=case)[0]


def chosen(source, *, subjects=("ຄຳ",), seizures=("Given-marks",), files=True):
    people = source.subjects.filter(name__in=subjects)
    seized = source.seizures.filter(marks__in=seizures)
    return Chosen(
        source.reference,
        [one.public_id for one in people],
        [one.public_id for one in seized],
        [source.photo.public_id] if files else [],
    )


def answered(request, officer, *parts, code="H1", **said):
    if code == "H3":
        said["handling_text"] = "Keep it"
    said = replace(ANSWER, handling_code=code, attachments=parts, **said)
    return requestanswers.answer(request, said, officer=officer)


def proposed(kind):
    return Proposal.objects.get(attachment__kind=kind)


# -- what the asker reads ----------------------------------------------------------------------


def test_the_asker_reads_what_was_attached_and_nothing_else(
    signed_in, source, request_, thida, cast
):
    answered(request_, thida, chosen(source))
    for person in (cast.somchai, cast.coordinator_th):
        browser = signed_in(person)
        page = browser.get(request_.link).content.decode()
        told = Caller(browser).get(f"requests/{request_.public_id}/").content.decode()
        for said in (page, told):
            assert "Given-man" in said
            assert "Given-photo.jpg" in said
            assert "Given-marks" in said
            assert not [word for word in OTHERS if word in said]
    rows = Caller(signed_in(cast.somchai)).get(f"requests/{request_.public_id}/").json()
    attached = rows["steps"][-1]["attachments"]
    assert [one["kind"] for one in attached] == ["subject", "seizure", "file"]
    assert attached[0]["subject"]["documents"][0]["number"] == "PA777"
    assert attached[1]["seizure"]["quantity"] == 12.5
    assert all(len(one["sha256"]) == 64 for one in attached)
    assert attached[0]["case"] == source.reference  # he sees its headline


def test_a_reader_of_neither_side_gets_nothing(signed_in, source, request_, thida, cast):
    answered(request_, thida, chosen(source))
    file = RequestAttachment.objects.get(kind="file")
    at = [request_.reference, file.public_id]
    for stranger in (cast.preecha, cast.sokha, cast.bounmy):
        door = signed_in(stranger)
        assert door.get(reverse("request-attachment-content", args=at)).status_code == 404
        at_api = reverse("api:request-attachment-content", args=[request_.public_id, at[1]])
        assert door.get(at_api).status_code == 404


def test_a_file_is_the_copy_without_metadata_and_its_owner_reads_who_opened_it(
    signed_in, source, request_, thida, somchai
):
    answered(request_, thida, chosen(source))
    row = RequestAttachment.objects.get(kind="file")
    for route, key in (
        ("request-attachment-content", request_.reference),
        ("api:request-attachment-content", request_.public_id),
    ):
        answer = signed_in(somchai).get(reverse(route, args=[key, row.public_id]))
        copy = body(answer)
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert len(copy) == source.photo.shared_size
        assert b"Planted-camera" not in copy
    opened = source.events.filter(kind=Event.Kind.FILE_OPENED)
    assert [one.by for one in opened] == [somchai, somchai]
    log = Entry.objects.filter(action="open_file", object_ids=[source.reference])
    assert {one.actor_id for one in log} == {somchai.pk}


def test_it_is_frozen(signed_in, source, request_, thida, somchai):
    answered(request_, thida, chosen(source))
    source.subjects.filter(name="ຄຳ").update(name_latin="Changed-later")
    page = signed_in(somchai).get(request_.link).content.decode()
    assert "Given-man" in page
    assert "Changed-later" not in page


def test_the_case_keeps_who_was_given_what(source, request_, thida):
    answered(request_, thida, chosen(source))
    (event,) = source.events.filter(kind=Event.Kind.ATTACHED)
    assert (event.about_country, event.fields) == ("TH", ["files", "seizures", "subjects"])
    entry = Entry.objects.get(action="attached")
    assert entry.operation == Entry.Operation.DISCLOSURE
    assert set(entry.recipients) == {"TH", "TH-MSI"}
    assert "Given-man" not in str(vars(entry))


# -- what goes along ---------------------------------------------------------------------------


def refuses(request, officer, part, problem=CaseProblem):
    with pytest.raises(problem) as caught:
        answered(request, officer, part)
    assert not RequestAttachment.objects.exists()
    request.refresh_from_db()
    assert request.state == "sent"
    return caught.value


def test_a_protected_person_only_once_shown_to_that_country(source, request_, thida, world):
    victim = chosen(source, subjects=("Src-victim",), seizures=(), files=False)
    assert refuses(request_, thida, victim).field == "attachments"
    thailand = world.msi.country
    disclosure.share(source, thailand, Level.FULL, officer=thida)
    refuses(request_, thida, victim)
    row = source.subjects.get(role="victim")
    shown = protection.disclose(row, thailand, officer=thida, purpose="an interview")
    answered(request_, thida, victim)
    protection.take_back(shown, officer=thida, reason="over")
    (part,) = requestreading.find(request_.reference, request_.asked_by).steps[-1].attached
    assert not part.is_open


def test_a_national_file_stays(source, request_, thida):
    refuses(request_, thida, Chosen(source.reference, files=[source.secret.public_id]))


def test_what_is_taken_off_does_not_go_along_nor_stay_readable(source, request_, thida, somchai):
    from cases.files import keeping

    answered(request_, thida, chosen(source))
    keeping.remove(source.photo, officer=thida)
    steps = requestreading.find(request_.reference, somchai).steps
    assert [part.is_open for part in steps[-1].attached] == [True, True, False]


def test_only_an_own_case(source, case, request_, thida, cast):
    subject = case.subjects.first()
    theirs = Chosen(case.reference, [subject.public_id])
    refuses(request_, thida, theirs, NotAllowed)
    refuses(request_, thida, Chosen("TH-CKG-2026-000999", [subject.public_id]))
    mixed = Chosen(source.reference, [subject.public_id])
    refuses(request_, thida, mixed)


def test_a_restricted_or_withdrawn_case_gives_nothing(world, source, request_, thida, somchai):
    part = chosen(source)
    bound = restricted.restrict(draft(world, thida), officer=thida, reason="an informant")
    bound = workflow.submit(bound, officer=thida)
    inside = Chosen(bound.reference, [bound.subjects.first().public_id])
    refuses(request_, thida, inside)
    answered(request_, thida, part)
    workflow.withdraw(source, officer=thida, reason="an error")
    attached = requestreading.find(request_.reference, somchai).steps[-1].attached
    assert not [one for one in attached if one.is_open]


def test_the_rule_of_the_office_holds(source, request_, thida, cast, world):
    type(world.tcl).objects.filter(pk=world.tcl.pk).update(approval="full")
    refuses(request_, thida, chosen(source), WrongState)
    answered(request_, cast.kyaw, chosen(source))


def test_the_same_is_not_attached_twice(source, request_, thida):
    said = replace(ANSWER, attachments=[chosen(source)])
    requestanswers.answer_in_part(request_, said, officer=thida)
    requestanswers.answer(request_, said, officer=thida)
    assert RequestAttachment.objects.count() == 3


# -- under a restriction -----------------------------------------------------------------------


def test_under_h3_nothing_is_said_before_it_is_confirmed_and_it_stays_there(
    signed_in, source, request_, thida, somchai
):
    answered(request_, thida, chosen(source), code="H3")
    browser = signed_in(somchai)
    file = RequestAttachment.objects.get(kind="file")
    address = reverse("request-attachment-content", args=[request_.reference, file.public_id])
    for said in (
        browser.get(request_.link),
        Caller(browser).get(f"requests/{request_.public_id}/"),
    ):
        assert "Given-" not in said.content.decode()
    assert browser.get(address).status_code == 404
    asking = requestreading.find(request_.reference, somchai)
    requestreading.confirm(asking, file.step.public_id, officer=somchai)
    assert "Given-man" in browser.get(request_.link).content.decode()
    assert browser.get(address).status_code == 200
    assert not Proposal.objects.exists()


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


# -- in the browser ----------------------------------------------------------------------------


def test_parts_are_picked_on_the_form_and_what_was_typed_stays(signed_in, source, request_, thida):
    browser = signed_in(thida)
    at = reverse("request-answer", args=[request_.reference])
    said = {"text": "Typed-answer", "handling_code": "H1", "source_evaluation": "B",
            "information_evaluation": "2", "case": source.reference}  # fmt: skip
    shown = browser.post(at, {**said, "do": "parts"}).content.decode()
    assert "Typed-answer" in shown
    assert "Given-man" in shown or "ຄຳ" in shown
    assert "Src-victim" not in shown
    assert "Src-national" not in shown
    subject = source.subjects.get(name="ຄຳ")
    ticked = {**said, "do": "send", "parts": [f"subjects:{subject.public_id}"]}
    assert browser.post(at, ticked).status_code == 302
    assert RequestAttachment.objects.get().subject == subject


def test_a_wrong_case_is_said_and_nothing_is_sent(signed_in, source, request_, thida):
    browser = signed_in(thida)
    at = reverse("request-answer", args=[request_.reference])
    said = {"text": "Typed-answer", "handling_code": "H1", "source_evaluation": "B",
            "information_evaluation": "2", "case": "MM-TCL-2026-009999"}  # fmt: skip
    for do in ("parts", "send"):
        shown = browser.post(at, {**said, "do": do}).content.decode()
        assert "You see no such case." in shown
        assert "Typed-answer" in shown
    victim = source.subjects.get(role="victim")
    forged = {**said, "case": source.reference, "parts": [f"subjects:{victim.public_id}"]}
    assert browser.post(at, forged).status_code == 200
    assert not RequestAttachment.objects.exists()


def test_over_the_api(signed_in, source, request_, thida):
    caller = Caller(signed_in(thida))
    subject = source.subjects.get(name="ຄຳ")
    said = {"text": "He is known.", "handling_code": "H1", "source_evaluation": "B",
            "information_evaluation": "2"}  # fmt: skip
    at = f"requests/{request_.public_id}/answer/"
    wrong = {"case": source.reference, "files": [str(source.secret.public_id)]}
    refused = caller.post(at, {**said, "attachments": [wrong]}, idempotency_key="a" * 20)
    assert refused.status_code == 400
    assert [one["field"] for one in refused.json()["errors"]] == ["attachments"]
    part = {"case": source.reference, "subjects": [str(subject.public_id)]}
    done = caller.post(at, {**said, "attachments": [part]}, idempotency_key="b" * 20)
    (attached,) = done.json()["steps"][-1]["attachments"]
    back = f"requests/{request_.public_id}/attachments/{attached['id']}/take-back/"
    taken = caller.post(back, {"reason": "a mistake"}, idempotency_key="c" * 20)
    assert taken.status_code == 200
    assert RequestAttachment.objects.get().is_taken_back


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
