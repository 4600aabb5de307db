"""A protected person stays hidden under another role, until the originator lifts that and says
what for."""

import json
from dataclasses import replace

import pytest
from django.urls import reverse

from audit.models import Entry
from cases import links, protection, subjects
from cases.models import Event, SearchText
from cases.models.levels import Level
from cases.policy import NeedsApproval
from cases.problems import CaseProblem, NotAllowed, WrongState
from cases.subjects import SubjectRecord, record_of
from notices.models import Notice
from tests.api import Caller
from tests.cases.test_approvals import rule
from tests.cases.test_protection import PEOPLE
from tests.factories import delivered, draft, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(world, somchai):
    return delivered(submitted(world, somchai, levels={"MM": Level.FULL}, subjects=PEOPLE))


@pytest.fixture
def victim(case):
    return case.subjects.get(role="victim")


def become(subject, officer, role="other"):
    record = replace(record_of(subject), role=role)
    subjects.change_subject(subject, record, officer=officer, version=subject.version)
    subject.refresh_from_db()
    return subject


@pytest.fixture
def freed(victim, somchai):
    return become(victim, somchai)


def seen(browser, case):
    api = ("", "subjects/", "events/")
    paths = [reverse("case-detail", args=[case.reference])]
    paths += [f"/api/v1/cases/{case.reference}/{path}" for path in api]
    answers = [browser.get(path) for path in paths]
    assert {answer.status_code for answer in answers} == {200}
    return "".join(answer.content.decode() for answer in answers)


def test_another_role_shows_nobody(case, freed, signed_in, cast):
    assert freed.is_protected
    text = seen(signed_in(cast.thida), case)
    assert "Planted-victim" not in text and "Planted-suspect" in text
    assert "Planted-victim" in seen(signed_in(cast.somchai), case)
    assert "planted victim" not in SearchText.objects.get(case=case, level="full").text


def test_nor_does_the_case_written_anew(case, victim, signed_in, cast):
    """The list of the case form and of the API: named by its id, or as somebody new."""
    caller = Caller(signed_in(cast.somchai))
    path = f"cases/{case.reference}/"
    for said in ({"id": str(victim.public_id)}, {}):
        people = [{"name": "Planted-victim", "role": "suspect", **said}]
        etag = caller.get(path)["ETag"]
        assert caller.patch(path, {"subjects": people}, if_match=etag).status_code == 200
        assert [one.is_protected for one in case.subjects.all()] == [True]
    assert "Planted-victim" not in seen(signed_in(cast.thida), case)


def test_what_is_linked_to_the_person_stays_hidden_too(case, victim, signed_in, cast):
    phone = subjects.add_subject(
        case, SubjectRecord("phone", "other", phone="+66812345678"), officer=cast.somchai
    )
    links.add_link(case, victim, phone, kind="uses", officer=cast.somchai)
    become(victim, cast.somchai)
    assert "66812345678" not in seen(signed_in(cast.thida), case)


def test_a_draft_is_put_right_without_a_trace(world, cast):
    case = draft(world, cast.somchai, subjects=PEOPLE)
    victim = become(case.subjects.get(role="victim"), cast.somchai)
    assert not victim.is_protected


def test_lifted_for_a_purpose_everybody_who_sees_it_all_sees_the_person(
    case, freed, signed_in, cast
):
    protection.unprotect(freed, officer=cast.somchai, purpose="Planted-purpose")
    text = seen(signed_in(cast.thida), case)
    assert "Planted-victim" in text and "The protection of a person was lifted" in text
    event = case.events.get(kind=Event.Kind.PERSON_UNPROTECTED)
    assert (event.reason, event.by) == ("Planted-purpose", cast.somchai)
    assert "Planted-victim" not in json.dumps([event.detail, event.fields, event.reason])
    entry = Entry.objects.get(action="unprotect_person")
    assert (entry.operation, entry.purpose) == (Entry.Operation.DISCLOSURE, "Planted-purpose")
    assert {"MM", "MM-TCL"} <= set(entry.recipients)
    told = Notice.objects.filter(event_key__contains=":unprotected:", office__code="MM-TCL")
    assert told.get().kind == Notice.Kind.CASE_SHARED


def test_not_without_a_purpose_not_by_others_not_a_victim(case, victim, cast):
    with pytest.raises(WrongState):
        protection.unprotect(victim, officer=cast.somchai, purpose="x")
    freed = become(victim, cast.somchai)
    with pytest.raises(CaseProblem) as refused:
        protection.unprotect(freed, officer=cast.somchai, purpose=" ")
    assert refused.value.field == "purpose"
    with pytest.raises(NotAllowed):
        protection.unprotect(freed, officer=cast.preecha, purpose="x")
    protection.unprotect(freed, officer=cast.somchai, purpose="x")
    with pytest.raises(WrongState):
        protection.unprotect(freed, officer=cast.somchai, purpose="x")


def test_where_the_head_is_asked_first_it_is_refused(case, freed, world, cast):
    rule(world.msi, "all")
    with pytest.raises(NeedsApproval):
        protection.unprotect(freed, officer=cast.somchai, purpose="x")
    protection.unprotect(freed, officer=cast.anong, purpose="x")


def test_the_page_names_who_would_see_the_person_before(case, freed, signed_in, cast):
    browser = signed_in(cast.somchai)
    page = browser.get(reverse("subject-detail", args=[case.reference, freed.public_id]))
    address = reverse("case-unprotect", args=[case.reference, freed.public_id])
    assert address in page.content.decode()
    asked = browser.get(address).content.decode()
    assert "2 countries will see this person at once: Myanmar, Thailand" in asked
    again = browser.post(address, {"purpose": " "})
    assert again.status_code == 200 and "Planted-victim" not in seen(signed_in(cast.thida), case)
    assert browser.post(address, {"purpose": "hearing"}).status_code == 302
    assert "Planted-victim" in seen(signed_in(cast.thida), case)


def test_the_api_names_what_is_missing(case, freed, signed_in, cast):
    caller = Caller(signed_in(cast.somchai))
    path = f"cases/{case.reference}/subjects/{freed.public_id}/"
    assert caller.get(path).json()["protected"] is True
    refused = caller.post(f"{path}unprotect/", {})
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (400, "purpose")
    assert caller.post(f"{path}unprotect/", {"purpose": "hearing"}).status_code == 204
    assert caller.get(path).json()["protected"] is False
