"""The quality of the data: each check against a case that fails it, scores computed by hand, and
who sees what of them."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils.http import urlencode

from agencies.models import Code
from cases.dataquality import CHECKS, RULES, quality_of
from cases.models import Case, RouteStop, Seizure, Subject
from cases.statistics import Level
from roadmap.dataquality import quality_page
from roadmap.figures.measured import span_of
from roadmap.qualitywords import WORDS
from tests.api import Caller
from tests.factories import submitted

pytestmark = pytest.mark.django_db

PATH = "/roadmap/data-quality/"
OCTOBER = date(2026, 10, 1)
MIDDLE = datetime(2026, 10, 15, 3, tzinfo=UTC)
HOUR = timedelta(hours=1)
ASKED = {"period": "2026-10", "country": ""}


def logged(world, who, hours=3):
    """The case of the tests, its document without the country that issued it."""
    case = submitted(world, who)
    moments = {"submitted_at": MIDDLE, "happened_at": MIDDLE - hours * HOUR}
    Case.objects.filter(pk=case.pk).update(**moments)
    return case


def bare(world, who, hours=3):
    case = logged(world, who, hours)
    Case.objects.filter(pk=case.pk).update(narrative="")
    Subject.everything.filter(case=case).delete()
    Seizure.everything.filter(case=case).delete()
    return case


def of_october(level=Level.OFFICE):
    return quality_of(span_of(OCTOBER), level)


def faults(case):
    found = of_october()
    assert case.office.code == "TH-MSI"
    return {code for code, number in found[("TH", "TH-MSI")].faults.items() if number}


# -- the checks ----------------------------------------------------------------------------------


def test_every_rule_has_its_words():
    assert set(WORDS) == set(RULES)


def test_a_case_in_order_has_no_fault(world, cast):
    case = logged(world, cast.somchai)
    assert faults(case) == {"number_without_country"}
    case.subjects.filter(document_number="PA1234567").update(document_issuer="LA")
    assert faults(case) == set()


def named(case, **values):
    case.subjects.filter(document_number="PA1234567").update(document_issuer="LA", **values)


BREAKS = {
    "no_title": lambda case: Case.objects.update(title=""),
    "no_narrative": lambda case: Case.objects.update(narrative=""),
    "no_offence": lambda case: case.offences.clear(),
    "no_place": lambda case: case.route.all().delete(),
    "no_subject": lambda case: case.subjects.update(removed_at=MIDDLE),
    "no_seizure": lambda case: case.seizures.update(removed_at=MIDDLE),
    "retired_code": lambda case: Code.objects.filter(code="060121").update(is_active=False),
    "goods_in_words": lambda case: case.seizures.update(
        kind="goods", substance=None, goods="copper wire"
    ),
    "unlikely_time": lambda case: Case.objects.update(happened_at=MIDDLE + HOUR),
    "country_for_place": lambda case: RouteStop.objects.update(crossing=None),
    "person_unnamed": lambda case: named(
        case, name="", name_latin="", document_number="", description="a tall man"
    ),
    "role_unsaid": lambda case: named(case, role="other"),
    "number_without_country": lambda case: case.subjects.update(plate="1กก 234"),
}


@pytest.mark.parametrize("code", sorted(RULES))
def test_each_rule_finds_its_fault_and_no_other(world, cast, code):
    case = logged(world, cast.somchai)
    if code != "person_unnamed":
        named(case)
    BREAKS[code](case)
    assert faults(case) == {code}


def test_an_event_of_more_than_a_year_before_is_unlikely(world, cast):
    case = logged(world, cast.somchai, hours=24 * 365)
    assert "unlikely_time" not in faults(case)
    Case.objects.update(happened_at=MIDDLE - timedelta(days=365, seconds=1))
    assert "unlikely_time" in faults(case)


# -- scores --------------------------------------------------------------------------------------


def test_the_score_of_an_office_and_its_country(world, cast):
    """One case with all six fields, after 3 hours; one without three of them, after 30. Of twice
    seven checks one failed."""
    logged(world, cast.somchai)
    bare(world, cast.somchai, hours=30)
    found = of_october()[("TH", "TH-MSI")]
    assert (found.cases, found.in_time, found.median) == (2, 1, 16.5 * HOUR)
    assert (found.filled, found.passed, len(CHECKS)) == (9, 13, 7)
    one = quality_page(cast.somchai, ASKED).own_office
    values = {name: cell.value for name, cell in one.cells.items()}
    assert values == {
        "cases": 2,
        "completeness": 75,
        "in_time": 50,
        "hours": Decimal("16.5"),
        "validity": Decimal("92.86"),
    }
    assert one.score.value == Decimal("72.6")
    assert [(fault.code, fault.cases, fault.share) for fault in one.faults] == [
        ("no_narrative", 1, 50),
        ("no_subject", 1, 50),
        ("no_seizure", 1, 50),
        ("number_without_country", 1, 50),
    ]


def test_other_months_and_drafts_do_not_count(world, cast):
    case = logged(world, cast.somchai)
    Case.objects.filter(pk=case.pk).update(submitted_at=datetime(2026, 11, 1, tzinfo=UTC))
    assert of_october() == {}
    assert quality_page(cast.somchai, ASKED).to_fix == ()


# -- who sees what -------------------------------------------------------------------------------


@pytest.fixture
def two_of_thailand_five_of_myanmar(world, cast):
    for _each in range(2):
        logged(world, cast.somchai)
    for _each in range(5):
        logged(world, cast.thida)


def shown(reader, country):
    found = {one.country.pk: one for one in quality_page(reader, ASKED).countries}
    return found[country]


def test_fewer_than_five_are_hidden_and_so_is_the_region(cast, two_of_thailand_five_of_myanmar):
    for reader in (cast.observer, cast.thida, cast.coordinator_mm, cast.admin):
        page = quality_page(reader, ASKED)
        thai, region = shown(reader, "TH"), page.region
        assert all(cell.is_hidden and cell.value is None for cell in thai.cells.values())
        assert all(cell.is_hidden and cell.value is None for cell in region.cells.values())
        assert (thai.score.is_hidden, region.score.is_hidden) == (True, True)
        assert shown(reader, "MM").cases.value == 5
    page = quality_page(cast.coordinator_th, ASKED)
    assert (page.own_country.cases.value, shown(cast.somchai, "TH").cases.value) == (2, 2)
    assert page.region.cases.is_hidden


def test_a_score_is_hidden_with_any_of_its_parts(world, cast, two_of_thailand_five_of_myanmar):
    """One late of six: who knew the score and the two other parts would know it."""
    late = logged(world, cast.thida, hours=48)
    assert late.office.code == "MM-TCL"
    one = shown(cast.observer, "MM")
    assert (one.in_time.is_hidden, one.score.is_hidden) == (True, True)
    assert (one.completeness.value, one.cases.value) == (100, 6)
    own = shown(cast.thida, "MM")
    assert (own.in_time.value, own.score.is_hidden) == (Decimal("83.33"), False)


def test_offices_are_for_the_coordinators_of_the_country(cast, two_of_thailand_five_of_myanmar):
    def offices(reader):
        return [one.office.code for one in quality_page(reader, ASKED).offices]

    assert offices(cast.coordinator_th) == offices(cast.partner_th) == ["TH-MSI"]
    assert offices(cast.coordinator_mm) == ["MM-TCL"]
    for reader in (cast.somchai, cast.anong, cast.preecha, cast.observer, cast.admin):
        assert offices(reader) == []
        assert quality_page(reader, ASKED).own_country is None


def test_cases_to_fix_are_those_of_the_own_office(world, cast, two_of_thailand_five_of_myanmar):
    def references(reader):
        return {one.case.reference for one in quality_page(reader, ASKED).to_fix}

    own = set(Case.objects.filter(office=world.msi).values_list("reference", flat=True))
    assert references(cast.somchai) == references(cast.anong) == own
    assert len(references(cast.kyaw)) == 5
    for reader in (cast.preecha, cast.coordinator_th, cast.observer, cast.admin, cast.unposted):
        assert references(reader) == set()
    assert quality_page(cast.preecha, ASKED).own_office is None
    assert quality_page(cast.somchai, ASKED).own_office.office == world.msi


def test_more_cases_cost_no_more_queries(world, cast, django_assert_num_queries):
    logged(world, cast.somchai)
    with django_assert_num_queries(6):
        quality_page(cast.somchai, ASKED)
    for _each in range(8):
        logged(world, cast.somchai)
    with django_assert_num_queries(6):
        assert len(quality_page(cast.somchai, ASKED).to_fix) == 9


# -- the page and the API ------------------------------------------------------------------------


def test_the_page_says_what_to_fix_and_where(signed_in, world, cast):
    case = bare(world, cast.somchai)
    page = signed_in(cast.somchai).get(PATH, {"period": "2026-10"}).content.decode()
    assert f'href="/cases/{case.reference}/"' in page
    assert "Nothing on what happened · Nobody and nothing named · No seizure" in page
    assert "Write what happened, in order." in page
    for reader in (cast.observer, cast.thida, cast.preecha):
        other = signed_in(reader).get(PATH, {"period": "2026-10"}).content.decode()
        assert case.reference not in other
        assert "Mae Sai" not in other.partition("<main")[2] or reader == cast.preecha
        assert "hidden" in other


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"period": "x"}, "period"),
        ({"period": "2190-01"}, "period"),
        ({"country": "XX"}, "country"),
    ],
)
def test_a_bad_question_is_named(signed_in, cast, asked, field):
    door = signed_in(cast.somchai)
    page = door.get(PATH, asked)
    assert page.status_code == 400
    assert f'href="#id_{field}"' in page.content.decode()
    said = Caller(door).get(f"roadmap/data-quality/?{urlencode(asked)}")
    assert (said.status_code, field in str(said.json())) == (400, True)


def test_the_api_says_the_same(signed_in, cast, two_of_thailand_five_of_myanmar):
    address = "roadmap/data-quality/?period=2026-10"
    told = Caller(signed_in(cast.observer)).get(address).json()
    by_country = {one["country"]: one for one in told["countries"]}
    assert (by_country["TH"]["cases"], by_country["TH"]["score"]) == (None, None)
    assert float(by_country["MM"]["submitted_in_time"]) == 100
    assert (told["offices"], told["to_fix"], told["region"]["score"]) == ([], [], None)
    own = Caller(signed_in(cast.coordinator_th)).get(f"{address}&country=TH").json()
    assert [one["country"] for one in own["countries"]] == ["TH"]
    assert own["offices"][0]["faults"][0]["code"] == "number_without_country"
