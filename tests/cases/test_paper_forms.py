"""Forms on paper: printed with reserved numbers, keyed in later, never twice."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from cases import papers, workflow
from cases.models import Case, PaperForm
from cases.standards.checkcode import SIGNS, check_code, is_right
from tests.access_bodies import case_form
from tests.api import Caller, lorry
from tests.cases.test_report import missing_glyphs, pages_of
from tests.factories import content, draft, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(world, cast):
    (form,) = papers.reserve(1, officer=cast.somchai, office=world.msi)
    return form


# -- the check code ----------------------------------------------------------------------------


def test_the_example_of_the_standard():
    """ISO/IEC 7064, MOD 1271-36: "ISO79" gets "3W"."""
    assert check_code("ISO79") == "3W"
    assert check_code("ISO 79") == "3W"


def test_every_wrong_sign_and_every_swap_is_noticed():
    number = "TH-MSI-2026-000123"
    code = check_code(number)
    for place, sign in enumerate(number):
        for other in SIGNS if sign != "-" else "":
            wrong = number[:place] + other + number[place + 1 :]
            assert is_right(wrong, code) == (other == sign)
        swapped = number[:place] + number[place + 1 : place + 2] + sign + number[place + 2 :]
        if swapped.replace("-", "") != number.replace("-", ""):
            assert not is_right(swapped, code)


# -- printing ----------------------------------------------------------------------------------


def test_numbers_are_reserved_from_the_counter_of_the_office(world, cast):
    forms = papers.reserve(3, officer=cast.somchai, office=world.msi)
    assert [form.number[-6:] for form in forms] == ["000001", "000002", "000003"]
    assert draft(world, cast.somchai).reference.endswith("000004")


@pytest.mark.parametrize("language", ["en", "th", "lo", "km", "my", "vi", "zh-hans"])
def test_the_pages_to_print(world, cast, signed_in, language):
    answer = signed_in(cast.somchai).post(
        reverse("paper-print"), {"count": "2", "language": language}
    )
    assert answer["Content-Type"] == "application/pdf"
    pages = pages_of(answer.content)
    forms = list(PaperForm.objects.order_by("pk"))
    assert len(pages) == len(forms) == 2
    for page, form in zip(pages, forms, strict=True):
        assert form.number in page
        assert check_code(form.number) in page
    assert missing_glyphs(answer.content) == 0


def test_a_spoilt_sheet_is_printed_again_with_its_number(paper, cast, signed_in):
    answer = signed_in(cast.somchai).get(reverse("paper-again", args=[paper.number]))
    assert paper.number in pages_of(answer.content)[0]
    assert PaperForm.objects.count() == 1
    assert signed_in(cast.thida).get(reverse("paper-again", args=[paper.number])).status_code == 404


# -- keying in ---------------------------------------------------------------------------------


def key_in(browser, typed):
    return browser.post(reverse("paper-key-in"), {"paper_form": typed})


def test_the_case_gets_the_number_of_the_paper_and_its_true_time(world, paper, cast, signed_in):
    browser = signed_in(cast.somchai)
    answer = key_in(browser, papers.code_of(paper).lower().replace("-", " - "))
    page = browser.get(answer["Location"])
    assert str(paper.draft_key) in page.content.decode()
    assert paper.number in page.content.decode()
    said = case_form(world) | {"key": str(paper.draft_key), "happened_at": "12/03/2026 03:15"}
    assert browser.post(reverse("case-new"), said).status_code == 302
    case = Case.objects.get()
    assert case.reference == paper.number
    assert case.happened_at == datetime(2026, 3, 11, 20, 15, tzinfo=UTC)
    assert case.created_at - case.happened_at > timedelta(days=200)
    paper.refresh_from_db()
    assert paper.case == case


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("TH-MSI-2026-000001-00", "check code does not fit"),
        ("000001", "as they stand on the form"),
        ("TH-MSI-2026-000999-" + check_code("TH-MSI-2026-000999"), "No form with this number"),
    ],
)
def test_a_wrong_number_is_told_before_anything_is_typed(paper, cast, signed_in, typed, says):
    page = key_in(signed_in(cast.somchai), typed).content.decode()
    assert says in page
    assert "data-error-summary" in page


def test_another_offices_paper_does_not_exist(paper, cast, signed_in):
    page = key_in(signed_in(cast.preecha), papers.code_of(paper)).content.decode()
    assert "No form with this number" in page


def test_used_twice_it_says_by_which_case(world, paper, cast, signed_in):
    case = workflow.create_draft(
        content(world), officer=cast.somchai, office=world.msi, draft_key=paper.draft_key
    )
    page = key_in(signed_in(cast.anong), papers.code_of(paper)).content.decode()
    assert f"it is the case {case.reference}" in page
    again = signed_in(cast.somchai).get(f"{reverse('case-new')}?draft={paper.draft_key}")
    assert again.status_code == 302


def test_a_colleague_who_keys_the_same_sheet_in_changes_nothing(world, paper, cast, signed_in):
    case = workflow.create_draft(
        content(world), officer=cast.somchai, office=world.msi, draft_key=paper.draft_key
    )
    said = case_form(world) | {"key": str(paper.draft_key), "title": "Typed by Anong"}
    page = signed_in(cast.anong).post(reverse("case-new"), said)
    assert case.reference in page.content.decode()
    assert "Typed by Anong" in page.content.decode()
    case.refresh_from_db()
    assert case.title == "Lorry with tablets"


def test_a_discarded_draft_gives_its_sheet_back(world, paper, cast):
    case = workflow.create_draft(
        content(world), officer=cast.somchai, office=world.msi, draft_key=paper.draft_key
    )
    workflow.discard(case, officer=cast.somchai)
    assert papers.to_key_in(papers.code_of(paper), cast.somchai) == paper


def test_the_key_of_another_offices_paper_gives_nothing(world, paper, cast):
    case = workflow.create_draft(
        content(world), officer=cast.preecha, office=world.ckg, draft_key=paper.draft_key
    )
    assert case.reference.startswith("TH-CKG")
    paper.refresh_from_db()
    assert paper.case is None


# -- over the API ------------------------------------------------------------------------------


def test_over_the_api(world, cast, signed_in):
    somchai = Caller(signed_in(cast.somchai))
    (form,) = somchai.post("paper-forms/", {"count": 1}, idempotency_key="p").json()
    again = somchai.post("paper-forms/", {"count": 1}, idempotency_key="p")
    assert again.json() == [form]
    page = somchai.get(f"paper-forms/{form['number']}/page/", query={"language": "th"})
    assert form["number"] in pages_of(page.content)[0]
    made = somchai.post("cases/", lorry(paper_form=form["paper_form"]))
    assert (made.status_code, made.json()["reference"]) == (201, form["number"])
    twice = somchai.post("cases/", lorry(paper_form=form["paper_form"]))
    assert (twice.status_code, twice.json()["code"]) == (409, "already_keyed_in")
    wrong = somchai.post("cases/", lorry(paper_form=form["number"] + "-00"))
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (400, "paper_form")
    assert somchai.get("paper-forms/").json() == []


def test_a_case_without_paper_is_as_before(world, cast):
    assert submitted(world, cast.somchai).reference.endswith("000001")
