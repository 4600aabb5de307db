"""The page of a subject: its questions by kind, nothing typed lost, seen by whom it may be seen."""

from datetime import date

import pytest
from django.urls import reverse

from audit.models import Entry
from cases import disclosure, subjects, workflow
from cases.models import Case, Event, Subject
from cases.models.levels import Level
from cases.reading import find
from cases.subjects import SubjectRecord
from tests.cases.test_standards import SPECIMENS
from tests.cases.typed import Shown
from tests.factories import draft, submitted

pytestmark = pytest.mark.django_db

PASSPORT = SPECIMENS["TD3"]


@pytest.fixture
def case(world, somchai):
    return submitted(world, somchai, levels={"MM": Level.FULL})


@pytest.fixture
def browser(signed_in, somchai):
    return signed_in(somchai)


def new(case, kind=""):
    return reverse("subject-new", args=[case.reference]) + (f"?kind={kind}" if kind else "")


def at(name, case, subject):
    return reverse(name, args=[case.reference, subject.public_id])


def sent(kind, **fields):
    counts = {"documents-TOTAL_FORMS": "1", "documents-INITIAL_FORMS": "0"}
    named = {name.replace("__", "-"): value for name, value in fields.items()}
    return {"kind": kind, "role": "suspect", "do": "save", **counts, **named}


def named(case, name):
    return next(s for s in case.subjects.all() if name in (s.name, s.name_latin))


# -- entering -----------------------------------------------------------------------------------


def test_the_kind_is_asked_first_and_each_has_its_own_questions(browser, case):
    page = browser.get(new(case)).content.decode()
    for kind in Subject.Kind.values:
        assert f"?kind={kind}" in page
        assert browser.get(new(case, kind)).status_code == 200
    assert 'name="vin"' in browser.get(new(case, "vehicle")).content.decode()
    assert 'name="vin"' not in browser.get(new(case, "person")).content.decode()


def test_a_person_with_everything(browser, case):
    fields = sent(
        "person",
        name="สมหญิง ใจดี",
        name_latin="Somying Jaidee",
        honorific="Nang",
        aliases="Ying\nYing Yai\n\nYing",
        sex="F",
        birth="๑๒/๘/๒๕๑๗",
        nationality="TH",
        nationality_2="LA",
        documents__0__type="BP",
        documents__0__document_number="BP-778",
        documents__0__issuer="LA",
        documents__0__expires_on="1/2/2570",
    )
    answer = browser.post(new(case), fields)
    assert answer.status_code == 302, answer.content.decode()
    subject = named(case, "สมหญิง ใจดี")
    assert (subject.honorific, subject.aliases) == ("Nang", ["Ying", "Ying Yai"])
    assert subject.birth_date == date(1974, 8, 12)
    assert subject.nationalities == ["TH", "LA"]
    assert subject.document_expires_on == date(2027, 2, 1)
    page = browser.get(answer["Location"]).content.decode()
    for text in ("Ying Yai", "12 August 1974", "Thailand", "Lao PDR", "BP-778", "Nang"):
        assert text in page


def test_the_lines_of_a_passport_fill_the_empty_fields_and_keep_the_typed_ones(browser, case):
    fields = sent("person", name_latin="Eriksson, Anna", documents__0__mrz=PASSPORT.lower())
    assert browser.post(new(case), fields).status_code == 302
    subject = named(case, "Eriksson, Anna")
    assert (subject.sex, subject.birth_date, subject.nationality) == ("F", date(1974, 8, 12), "UTO")
    assert (subject.document_number, subject.document_issuer) == ("L898902C3", "UTO")
    assert (subject.document_type, subject.document_mrz) == ("P<", PASSPORT)
    page = browser.get(at("subject-detail", case, subject)).content.decode()
    assert page.count("right.") == 5
    assert "The document has expired." in page


def test_the_lines_can_be_read_before_saving_and_nothing_is_saved(browser, case):
    wrong = PASSPORT.replace("7408122", "7408123")
    answer = browser.post(new(case), sent("person", do="read", role="", documents__0__mrz=wrong))
    page = Shown(answer)
    assert page.values["name_latin"] == ["ERIKSSON ANNA MARIA"]
    assert page.values["documents-0-document_number"] == ["L898902C3"]
    assert page.values["birth"] == ["12/08/1974"]
    assert "Check digit for date of birth: wrong, 3 instead of 2." in page.text
    assert "Check digit for document number: right." in page.text
    assert case.subjects.count() == 2


def test_one_more_document_keeps_what_was_typed(browser, case):
    fields = sent(
        "person", do="more", name="x", documents__0__document_number="A1", birth="nonsense"
    )
    page = Shown(browser.post(new(case), fields))
    assert page.holds({**fields, "documents-TOTAL_FORMS": "2"}) == {}
    assert "documents-1-mrz" in page.values


@pytest.mark.parametrize(
    ("kind", "field", "text"),
    [
        ("person", "birth", "31/2/1990"),
        ("person", "birth", "2570-01-01"),
        ("person", "birth", "2570"),
        ("person", "estimated_age", "200"),
        ("person", "documents-0-mrz", "P<UTO"),
        ("person", "documents-0-expires_on", "soon"),
        ("vehicle", "vin", "1M8GDM9AXKP04278"),
        ("vessel", "imo", "9074728"),
        ("phone", "phone", "12"),
    ],
)
def test_what_is_refused_comes_back_as_it_was_typed(browser, case, kind, field, text):
    fields = sent(kind, name="Planted", description="as seen") | {field: text}
    answer = browser.post(new(case), fields)
    page = Shown(answer)
    assert answer.status_code == 200
    assert page.values[field] == [text]
    assert page.values["description"] == ["as seen"]
    assert f"id_{field}" in [target for target, _text in page.summary]
    assert case.subjects.count() == 2


def test_something_must_be_known_and_the_role_be_said(browser, case):
    page = Shown(browser.post(new(case), sent("phone", role="")))
    targets = [target for target, _text in page.summary]
    assert "id_role_0" in targets
    page = Shown(browser.post(new(case), sent("vehicle")))
    assert [target for target, _text in page.summary] == ["id_plate"]


@pytest.mark.parametrize(
    ("kind", "fields", "shown"),
    [
        (
            "vehicle",
            {"plate": "กข 1234", "plate_country": "TH", "vin": "1M8GDM9A1KP042788"},
            "wrong",
        ),
        ("vessel", {"name": "Naga", "imo": "IMO 9074729", "flag": "LA"}, "9074729"),
        ("organisation", {"name": "A firm", "registration": "0105-5"}, "0105-5"),
        ("phone", {"phone": "081-234 5678"}, "+66 81 234 5678"),
        ("account", {"service": "LINE", "account": "@naga"}, "@naga"),
        ("address", {"address": "12 Bridge Road", "address_country": "LA"}, "Lao PDR"),
        ("document", {"documents-0-mrz": PASSPORT}, "L898902C3"),
    ],
)
def test_every_kind(browser, case, kind, fields, shown):
    answer = browser.post(new(case), sent(kind) | fields)
    assert answer.status_code == 302, Shown(answer).text
    assert shown in browser.get(answer["Location"]).content.decode()
    page = browser.get(case.link).content.decode()
    assert answer["Location"] in page


# -- changing -----------------------------------------------------------------------------------


def test_sent_back_unchanged_it_is_the_same(browser, case):
    browser.post(new(case), sent("person", name="x", aliases="y", documents__0__mrz=PASSPORT))
    subject = named(case, "x")
    form = Shown(browser.get(at("subject-edit", case, subject))).values | {"do": "save"}
    before = subjects.record_of(subject)
    assert browser.post(at("subject-edit", case, subject), form).status_code == 302
    again = Subject.objects.get(pk=subject.pk)
    assert subjects.record_of(again) == before
    assert again.version == subject.version


def test_two_officers_each_see_both_values(browser, signed_in, cast, case):
    subject = named(case, "Planted-suspect")
    address = at("subject-edit", case, subject)
    form = Shown(browser.get(address)).values | {"do": "save"}
    other = signed_in(cast.anong)
    assert other.post(address, form | {"honorific": "Nai"}).status_code == 302
    page = Shown(browser.post(address, form | {"honorific": "Thao"}))
    assert "In the case now" in page.text
    assert "Nai" in page.text
    assert page.values["honorific"] == ["Thao"]
    chosen = page.values | {"do": "save", "keep-honorific": "mine"}
    assert browser.post(address, chosen).status_code == 302
    assert Subject.objects.get(pk=subject.pk).honorific == "Thao"


def test_the_quick_form_loses_nothing_that_was_entered_here(browser, case):
    """Alias, telephone and a car known by its VIN alone survive a save of the case form."""
    suspect = named(case, "Planted-suspect")
    form = Shown(browser.get(at("subject-edit", case, suspect))).values | {"do": "save"}
    browser.post(at("subject-edit", case, suspect), form | {"aliases": "Planted-alias"})
    browser.post(new(case), sent("phone", phone="+66812345678"))
    browser.post(new(case), sent("vehicle", vin="1M8GDM9AXKP042788"))
    address = reverse("case-edit", args=[case.reference])
    quick = Shown(browser.get(address)).values | {"do": "save", "title": "Another title"}
    quick["people-0-name"] = ["ສົມໄຈ"]
    assert browser.post(address, quick).status_code == 302
    case.refresh_from_db()
    assert case.title == "Another title"
    suspect.refresh_from_db()
    assert (suspect.name, suspect.aliases) == ("ສົມໄຈ", ["Planted-alias"])
    kinds = sorted(case.subjects.values_list("kind", flat=True))
    assert kinds == ["person", "person", "phone", "vehicle"]


def test_a_stale_case_form_does_not_undo_what_was_changed_here(browser, case):
    address = reverse("case-edit", args=[case.reference])
    quick = Shown(browser.get(address)).values | {"do": "save", "title": "Another title"}
    suspect = named(case, "Planted-suspect")
    form = Shown(browser.get(at("subject-edit", case, suspect))).values | {"do": "save"}
    browser.post(at("subject-edit", case, suspect), form | {"name": "ສົມໄຈ"})
    answer = browser.post(address, quick)
    assert answer.status_code == 302
    suspect.refresh_from_db()
    case.refresh_from_db()
    assert (suspect.name, case.title) == ("ສົມໄຈ", "Another title")


# -- taking off and bringing back ----------------------------------------------------------------


def test_taken_off_and_brought_back(browser, case, somchai):
    subject = named(case, "Planted-suspect")
    answer = browser.post(at("subject-remove", case, subject), follow=True)
    page = answer.content.decode()
    assert at("subject-restore", case, subject) in page
    assert not case.subjects.filter(pk=subject.pk).exists()
    assert browser.get(at("subject-detail", case, subject)).status_code == 404
    answer = browser.post(at("subject-restore", case, subject), follow=True)
    assert at("subject-detail", case, subject) in answer.content.decode()
    assert named(case, "Planted-suspect").version == 3


def test_what_was_taken_off_is_for_the_originator_alone(browser, signed_in, cast, case):
    subject = named(case, "Planted-suspect")
    browser.post(at("subject-remove", case, subject))
    for person in (cast.thida, cast.preecha):
        assert "Planted-suspect" not in signed_in(person).get(case.link).content.decode()


def test_a_closed_case_stands_still(browser, case, somchai):
    subject = named(case, "Planted-suspect")
    workflow.close(case, officer=somchai, outcome=Case.Outcome.RESULT)
    browser.post(at("subject-remove", case, subject))
    assert case.subjects.filter(pk=subject.pk).exists()
    page = Shown(browser.post(new(case), sent("phone", phone="+66812345678")))
    assert "Reopen it first" in page.text
    assert page.values["phone"] == ["+66812345678"]


# -- who sees it --------------------------------------------------------------------------------


def test_full_readers_see_suspects_and_no_victims(signed_in, cast, case):
    suspect, victim = named(case, "Planted-suspect"), named(case, "Planted-victim")
    browser = signed_in(cast.thida)
    page = browser.get(at("subject-detail", case, suspect))
    assert page.status_code == 200
    assert at("subject-edit", case, suspect) not in page.content.decode()
    assert browser.get(at("subject-detail", case, victim)).status_code == 404
    disclosure.share(case, cast.thida.country, Level.HEADLINE, officer=cast.somchai, purpose="less")
    assert browser.get(at("subject-detail", case, suspect)).status_code == 404


def test_nobody_but_the_originator_changes_anything(signed_in, cast, case):
    suspect = named(case, "Planted-suspect")
    for person in (cast.thida, cast.preecha):
        browser = signed_in(person)
        assert browser.get(new(case)).status_code == 403
        for name in ("subject-edit", "subject-remove", "subject-restore"):
            assert browser.post(at(name, case, suspect)).status_code == 403


def test_every_step_leaves_its_event_and_its_row(browser, case, somchai):
    subjects.add_subject(
        case, SubjectRecord("phone", "victim", phone="+66812345678"), officer=somchai
    )
    event = case.events.last()
    assert (event.kind, event.fields, event.detail) == (Event.Kind.REVISED, ["subjects"], "added")
    entry = Entry.objects.first()
    assert (entry.action, entry.fields) == ("add subject", ["kind", "phone", "role", "subjects"])
    subject = find(case.reference, somchai).subjects[-1]
    browser.get(at("subject-detail", case, subject))
    assert Entry.objects.first().operation == Entry.Operation.CONSULTATION


def test_a_draft_may_be_filled_too(world, somchai, signed_in):
    case = draft(world, somchai)
    answer = signed_in(somchai).post(new(case), sent("account", service="LINE", account="naga"))
    assert answer.status_code == 302


def test_what_is_sent_after_the_session_ended_is_kept_for_its_officer(
    client, signed_in, cast, somchai, case
):
    """Signed out while typing: the same page shows it again; nobody else finds it; saved, it ends."""
    for address, more in (
        (new(case, "person"), {"name": "Planted-kept"}),
        (at("subject-edit", case, named(case, "Planted-suspect")), {"honorific": "Planted-kept"}),
    ):
        page = Shown(signed_in(somchai).get(address))
        form = page.values | {"do": "save", "role": "suspect", **more}
        answer = client.post(address, form)
        assert answer.status_code == 302
        assert "/account/login/" in answer["Location"]
        other = signed_in(cast.anong).get(address).content.decode()
        assert "Planted-kept" not in other
        again = signed_in(somchai).get(address)
        assert "Go on where you stopped." in again.content.decode()
        assert Shown(again).holds({k: v for k, v in form.items() if k in more}) == {}
        begin = f"{address}{'&' if '?' in address else '?'}afresh=1"
        assert "Planted-kept" not in signed_in(somchai).get(begin).content.decode()
        assert (
            signed_in(somchai).post(address, Shown(again).values | {"do": "save"}).status_code
            == 302
        )
        assert "Planted-kept" not in Shown(signed_in(somchai).get(new(case, "person"))).text


def test_the_case_form_leads_to_what_was_kept_of_a_subject(client, signed_in, somchai, case):
    suspect = named(case, "Planted-suspect")
    address = at("subject-edit", case, suspect)
    client.post(address, Shown(signed_in(somchai).get(address)).values | {"honorific": "Nai"})
    page = signed_in(somchai).get(reverse("case-edit", args=[case.reference]))
    assert f'href="{address}"' in page.content.decode()


def test_it_leads_to_what_was_kept_of_a_laboratory_and_of_an_exhibit(
    client, signed_in, somchai, case
):
    seizure = case.seizures.first()
    lab = at("seizure-lab", case, seizure)
    exhibit = reverse("exhibit-new", args=[case.reference])
    for address, typed in ((lab, {"laboratory": "Kept"}), (exhibit, {"description": "A bag"})):
        client.post(address, Shown(signed_in(somchai).get(address)).values | typed)
        page = signed_in(somchai).get(reverse("case-edit", args=[case.reference])).content.decode()
        assert f'href="{address}' in page
        assert next(iter(typed.values())) in signed_in(somchai).get(address).content.decode()
