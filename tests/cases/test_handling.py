"""Handling codes bind: H1 keeps copies from a court, H2 keeps them in, H3 is read and confirmed."""

import csv
import io
import json

import pytest
from django.urls import reverse

from audit.models import Entry
from cases import disclosure, handling, notes, subjects, workflow
from cases.content import content_of
from cases.exports.casereport import Asked, _document
from cases.exports.stamp import Purpose
from cases.models import HandlingConfirmation
from cases.models.levels import Level
from cases.problems import NotAllowed, StaleVersion, WrongState
from cases.reading import find
from notices.models import Notice
from tests.api import Caller, system
from tests.factories import delivered, draft, submitted
from tests.file_samples import arrived

pytestmark = pytest.mark.django_db

TEXT = "Planted-restriction: ask us before you speak to anybody."
FULL_WORDS = ("Planted-narrative", "Planted-suspect", "Lorry with tablets", "PA1234567")


def restricted(world, by, code, **more):
    return submitted(world, by, levels={"MM": Level.FULL}, handling_code=code, **more)


@pytest.fixture
def sealed(world, cast):
    """Under H3; Myanmar was granted the full case, Laos the headline."""
    case = restricted(world, cast.somchai, "H3", handling_text=TEXT)
    disclosure.share(case, world.hxy.country, Level.HEADLINE, officer=cast.somchai)
    return delivered(case)


def take(browser, purpose):
    answer = browser.post(reverse("case-list-export"), {"purpose": purpose, "kind": "csv"})
    return answer.content.decode("utf-8-sig")


# -- H3 ------------------------------------------------------------------------------------------


def everything(browser, case):
    """Every page, list, search and file that leads to the case, as one text, with the answers."""
    caller, base = Caller(browser), f"cases/{case.reference}/"
    read = ("", "events/", "grants/", "access/", "involvements/", "handling/", "similar/")
    answers = [caller.get(base + path) for path in read] + [caller.get("cases/")]
    answers += [browser.get(reverse("case-detail", args=[case.reference])), browser.get("/")]
    answers += [caller.post("cases/export/", {"purpose": "reporting"})]
    answers += [caller.post("cases/search/", {"search": word}) for word in ("bridge", "PA1234567")]
    assert {answer.status_code for answer in answers} == {200}
    return "".join(answer.content.decode() for answer in answers)


def test_before_it_is_confirmed_only_the_headline_is_read(sealed, cast, signed_in):
    for person in (cast.thida, cast.preecha, cast.coordinator_th):
        browser = signed_in(person)
        text = everything(browser, sealed)
        assert [word for word in FULL_WORDS if word in text] == []
        assert TEXT in text  # what there is to confirm
        assert Caller(browser).get(f"cases/{sealed}/").json()["level"] == "headline"


def test_a_reader_of_the_headline_does_not_read_the_restriction(sealed, cast, signed_in):
    text = everything(signed_in(cast.bounmy), sealed)
    assert "Planted-restriction" not in text


@pytest.mark.parametrize(
    "path",
    ["subjects/", "links/", "files/", "notes/", "seizures/", "exhibits/", "proposals/", "counts/"],
)
def test_what_belongs_to_the_full_case_is_refused_by_its_code(sealed, cast, signed_in, path):
    answer = Caller(signed_in(cast.thida)).get(f"cases/{sealed}/{path}")
    assert (answer.status_code, answer.json()["code"]) == (403, "handling_to_confirm")


@pytest.mark.parametrize("path", ["subjects/", "seizures/", "exhibits/", "proposals/"])
def test_who_contributes_confirms_before_writing(sealed, world, cast, signed_in, path):
    disclosure.share(sealed, world.tcl.country, Level.CONTRIBUTE, officer=cast.somchai)
    answer = Caller(signed_in(cast.thida)).post(f"cases/{sealed}/{path}", {})
    assert (answer.status_code, answer.json()["code"]) == (403, "handling_to_confirm")
    record = subjects.SubjectRecord("person", "suspect", name="x")
    with pytest.raises(handling.HandlingToConfirm):
        subjects.add_subject(sealed, record, officer=cast.thida)


def test_files_and_verbs_of_the_full_case_are_shut_too(sealed, cast, signed_in):
    file = arrived(sealed, cast.somchai)
    browser = signed_in(cast.thida)
    thumbnail = reverse("case-file-thumbnail", args=[sealed.reference, file.public_id])
    assert browser.get(thumbnail).status_code == 404
    api = f"cases/{sealed}/files/{file.public_id}/content/"
    assert Caller(browser).get(api).json()["code"] == "handling_to_confirm"
    with pytest.raises(NotAllowed):
        notes.write_note(sealed, "x", officer=cast.thida)


def test_pages_of_the_full_case_lead_to_the_restriction(sealed, cast, signed_in):
    file = arrived(sealed, cast.somchai)
    subject, nobody = sealed.subjects.first(), "0190e6f0-0000-7000-8000-000000000000"
    pages = (
        reverse("case-file-content", args=[sealed.reference, file.public_id]),
        reverse("subject-detail", args=[sealed.reference, subject.public_id]),
        reverse("subject-detail", args=[sealed.reference, nobody]),
        reverse("exhibit-list", args=[sealed.reference]),
        reverse("subject-new", args=[sealed.reference]),
    )
    for page in pages:
        answer = signed_in(cast.thida).get(page, follow=True)
        assert answer.redirect_chain == [(reverse("case-detail", args=[sealed.reference]), 302)]
        text = answer.content.decode()
        assert "confirm it first" in text and TEXT in text
        assert [word for word in FULL_WORDS if word in text] == []
    refused = [signed_in(cast.bounmy).get(page).status_code for page in pages]
    assert refused == [404, 404, 404, 403, 403]  # the headline: there is nothing to confirm


def test_confirmed_on_the_page_the_full_case_opens_for_that_officer_alone(sealed, cast, signed_in):
    browser = signed_in(cast.thida)
    page = browser.get(reverse("case-detail", args=[sealed.reference])).content.decode()
    assert "I have read it and keep to it" in page
    confirm = reverse("case-handling-confirm", args=[sealed.reference])
    assert browser.post(confirm, {"version": "1"}).status_code == 302
    text = everything(browser, sealed)
    assert [word for word in FULL_WORDS if word not in text] == []
    assert "Planted-narrative" not in everything(signed_in(cast.kyaw), sealed)


def test_the_words_of_the_full_case_find_it_only_then(sealed, cast, signed_in):
    thida = Caller(signed_in(cast.thida))

    def found():
        asked = ({"search": "bridge"}, {"identifier": "PA1234567"}, {"subject": "Planted-suspect"})
        return [len(thida.post("cases/search/", a).json()["results"]) for a in asked]

    assert found() == [0, 0, 0]
    handling.confirm(sealed, officer=cast.thida, version=1)
    assert found() == [1, 1, 1]


def test_each_officer_once_per_version_and_on_record(sealed, cast):
    first = handling.confirm(sealed, officer=cast.thida, version=1)
    assert handling.confirm(sealed, officer=cast.thida, version=1) == first
    entries = Entry.objects.filter(action="confirm_handling", object_ids=[sealed.reference])
    assert [(e.actor_name, e.fields) for e in entries] == [("thida", ["handling_text"])]


def test_who_has_nothing_to_confirm(sealed, world, cast):
    with pytest.raises(NotAllowed):
        handling.confirm(sealed, officer=cast.bounmy, version=1)
    with pytest.raises(StaleVersion):
        handling.confirm(sealed, officer=cast.thida, version=2)
    with pytest.raises(WrongState):
        handling.confirm(restricted(world, cast.somchai, "H2"), officer=cast.thida, version=1)


def test_over_the_api_and_for_a_partner_system(sealed, cast):
    system_mm = system("MM")
    said = system_mm.get(f"cases/{sealed}/handling/").json()
    assert (said["must_confirm"], said["text"], said["version"]) == (True, TEXT, 1)
    assert system_mm.get(f"cases/{sealed}/").json()["level"] == "headline"
    stale = system_mm.post(f"cases/{sealed}/handling/confirm/", {"version": 7})
    assert stale.status_code == 412
    done = system_mm.post(f"cases/{sealed}/handling/confirm/", {"version": 1}).json()
    assert done["must_confirm"] is False and done["confirmed_at"]
    assert system_mm.get(f"cases/{sealed}/").json()["level"] == "full"
    assert HandlingConfirmation.objects.get().officer == cast.partner_mm


def test_the_office_that_wrote_it_confirms_nothing(sealed, cast, signed_in):
    assert Caller(signed_in(cast.anong)).get(f"cases/{sealed}/").json()["level"] == "originator"


# -- a code that is tightened --------------------------------------------------------------------


def tighten(case, officer, code, text=""):
    content = content_of(case)
    changed = {**vars(content), "handling_code": code, "handling_text": text}
    return workflow.revise(case, type(content)(**changed), officer=officer, version=case.version)


def test_a_tightened_code_tells_those_who_see_the_case_and_is_confirmed_anew(
    world, cast, signed_in
):
    case = restricted(world, cast.somchai, "H0")
    case = tighten(case, cast.somchai, "H3", TEXT)
    told = Notice.objects.filter(kind=Notice.Kind.HANDLING_CHANGED)
    assert {notice.office.code for notice in told} >= {"MM-TCL"}
    assert world.msi not in [notice.office for notice in told]
    thida = Caller(signed_in(cast.thida))
    assert thida.get(f"cases/{case}/").json()["level"] == "headline"
    version = thida.get(f"cases/{case}/handling/").json()["version"]
    handling.confirm(case, officer=cast.thida, version=version)
    assert thida.get(f"cases/{case}/").json()["level"] == "full"
    case.refresh_from_db()
    tighten(case, cast.somchai, "H3", "another text")
    assert thida.get(f"cases/{case}/").json()["level"] == "headline"


def test_an_edit_that_leaves_the_code_alone_asks_nobody_again(sealed, cast, signed_in):
    handling.confirm(sealed, officer=cast.thida, version=1)
    content = content_of(sealed)
    again = type(content)(**{**vars(content), "title": "Another"})
    workflow.revise(sealed, again, officer=cast.somchai, version=sealed.version)
    assert Caller(signed_in(cast.thida)).get(f"cases/{sealed}/").json()["level"] == "full"
    assert not Notice.objects.filter(kind=Notice.Kind.HANDLING_CHANGED).exists()


def test_a_draft_whose_code_changes_tells_nobody(world, cast):
    tighten(draft(world, cast.somchai), cast.somchai, "H2")
    assert not Notice.objects.exists()


# -- H1 and H2 -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "forbidden"),
    [("H0", set()), ("H1", {Purpose.COURT}), ("H2", set(Purpose)), ("H3", set())],
)
def test_what_each_code_forbids_its_readers(world, cast, code, forbidden):
    case = restricted(world, cast.somchai, code, handling_text=TEXT if code == "H3" else "")
    for person, bound in ((cast.thida, True), (cast.preecha, True), (cast.somchai, False)):
        sighted = find(case.reference, person)
        barred = {p for p in Purpose if not handling.may_export(sighted, p, person)}
        assert barred == (forbidden if bound else set())


def test_a_list_leaves_out_what_h2_keeps_in_and_says_so(world, cast, signed_in):
    kept = restricted(world, cast.somchai, "H2")
    gone = restricted(world, cast.somchai, "H0")
    text = take(signed_in(cast.thida), "reporting")
    assert kept.reference not in text and gone.reference in text
    assert ["Left out: handling code H2 does not let them out", "1"] in csv.reader(
        io.StringIO(text)
    )
    assert kept.reference in take(signed_in(cast.somchai), "reporting")


def test_a_file_taken_along_as_evidence_asks_the_code(world, cast, signed_in):
    case = restricted(world, cast.somchai, "H1")
    file = arrived(case, cast.somchai)
    address = reverse("case-file-content", args=[case.reference, file.public_id])
    browser = signed_in(cast.thida)
    assert browser.get(address, {"purpose": "investigation"}).streaming
    refused = browser.get(address, {"purpose": "court"})
    assert refused.status_code == 403
    assert "Handling code H1: not for a court" in refused.content.decode()
    api = f"cases/{case}/files/{file.public_id}/content/"
    answer = Caller(browser).get(api, query={"purpose": "court"})
    problem = json.loads(answer.content)
    assert (answer.status_code, problem["code"]) == (403, "handling_forbids")
    assert Caller(browser).get(api, query={"purpose": "x"}).status_code == 400


def test_before_it_is_confirmed_nobody_is_sent_to_ask_for_more(sealed, cast, signed_in):
    text = signed_in(cast.thida).get(sealed.link).content.decode()
    assert TEXT in text and "Ask to see more" not in text
    assert "Ask to see more" in signed_in(cast.bounmy).get(sealed.link).content.decode()


def test_who_reads_the_headline_is_not_sent_to_a_text_that_is_not_there(sealed, cast):
    paper = _document(find(sealed.reference, cast.bounmy), cast.bounmy, HEADLINE_REPORT, "en")
    assert paper.handling == "H3: other restriction, told with the full case"
    own = _document(find(sealed.reference, cast.somchai), cast.somchai, HEADLINE_REPORT, "en")
    assert own.handling.endswith(TEXT)


HEADLINE_REPORT = Asked("pdf", Purpose.INVESTIGATION)
