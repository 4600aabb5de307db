"""Parts of a case that come with an answer: what goes along, and who reads it."""

from dataclasses import replace

import pytest
from django.urls import reverse

from audit.models import Entry
from cases import (
    disclosure,
    protection,
    requestanswers,
    requestreading,
    restricted,
    workflow,
)
from cases.attaching import Chosen
from cases.models import Event, Proposal, RequestAttachment
from cases.models.levels import Level
from cases.problems import CaseProblem, NotAllowed, WrongState
from tests.api import Caller
from tests.cases.asking import ANSWER
from tests.cases.attaching.given import OTHERS, answered, body, chosen
from tests.factories import draft

pytestmark = pytest.mark.django_db


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


def test_a_case_without_its_parts_is_no_attachment(signed_in, source, request_, thida):
    with pytest.raises(CaseProblem, match="Choose which parts"):
        answered(request_, thida, Chosen(source.reference))
    said = {"text": "known", "handling_code": "H1", "source_evaluation": "B",
            "information_evaluation": "2"}  # fmt: skip
    told = Caller(signed_in(thida)).post(
        f"requests/{request_.public_id}/answer/", {**said, "attachments": [{"case": "LA-X"}]}
    )
    assert (told.status_code, told.json()["errors"][0]["field"]) == (400, "attachments")
    page = signed_in(thida).post(
        reverse("request-answer", args=[request_.reference]), {**said, "case": source.reference}
    )
    assert "Choose which parts" in page.content.decode()
    request_.refresh_from_db()
    assert request_.state == "sent"


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
