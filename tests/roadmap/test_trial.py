"""What a trial by fresh eyes found, so that it does not come back."""

import io
from datetime import date, timedelta
from decimal import Decimal

import openpyxl
import pytest
from django.db import InternalError, transaction

from agencies.models import Country, Officer
from agencies.problems import NotAllowed, Problem, WrongState
from audit import clock
from roadmap import (
    certificates,
    commitments,
    editions,
    indicators,
    procedures,
    reference,
    reportperiods,
    sites,
    threads,
    training,
)
from roadmap.commitments import Statement, begin, find_item
from roadmap.dataquality import quality_page
from roadmap.editions import EditionContent
from roadmap.gridchoice import standing_edition
from roadmap.indicators import Aim
from roadmap.models import Commitment, Indicator
from roadmap.workbook import cells, file
from tests import factories
from tests.access_roadmap_items import added
from tests.access_roadmap_training import course, offered, session
from tests.api import Caller, system
from tests.factories import submitted
from tests.roadmap import places

pytestmark = pytest.mark.django_db


@pytest.fixture
def second(world, cast):
    reference.load()
    return factories.officer("coordinator-th-2", world.desks["TH"], Officer.Role.COORDINATOR)


def test_who_works_in_another_country_is_not_told(cast, signed_in):
    """A user name of another country's officer reads like one that does not exist."""
    by = cast.coordinator_th
    held = session(course(by), by)
    me = Caller(signed_in(by))
    address = f"roadmap/trainings/sessions/{held.public_id}/"
    for below in ("trainees/", "trainers/"):
        refused = [
            me.post(address + below, {"officer": name}) for name in ("thida", "nobody-at-all")
        ]
        assert [one.status_code for one in refused] == [400, 400]
        told = [one.json()["errors"] for one in refused]
        assert told[0] == told[1] and cast.thida.full_title not in str(told)
    assert me.post(f"{address}trainees/", {"officer": "somchai"}).status_code == 201
    page = signed_in(by).post(f"{held.link}trainees/new/", {"officer": "thida", "sex": "F"})
    assert cast.thida.full_title not in page.content.decode()


def test_what_cases_hold_is_told_to_others_when_the_month_is_over(world, cast):
    """Two readings of a running month would tell of the case between them."""
    for _each in range(6):
        submitted(world, cast.somchai)
    asked = {"period": "", "country": ""}
    for reader in (cast.coordinator_mm, cast.observer, cast.admin):
        page = quality_page(reader, asked)
        thai = next(one for one in page.countries if one.country.pk == "TH")
        for score in (thai, page.region):
            hidden = {name for name, cell in score.cells.items() if cell.is_hidden}
            assert {"completeness", "validity", "hours"} <= hidden and score.score.is_hidden
        assert thai.cases.value == 6
    own = next(one for one in quality_page(cast.somchai, asked).countries if one.country.pk == "TH")
    assert own.completeness.value is not None


def test_an_edition_that_is_being_written_changes_no_page(second, cast):
    stood = standing_edition()
    assert stood.year == 2021
    for year, adopted in ((2031, "AMMTC"), (2026, "AMMTC")):
        content = EditionContent(year, "Next", adopted)
        editions.add_edition(content, ["One", "Two"], officer=cast.coordinator_th)
    assert standing_edition() == stood


def test_who_stated_it_does_not_verify_it_in_a_colleagues_words(second, cast):
    first = cast.coordinator_th
    row = begin(find_item(2021, 4), Statement("done", evidence_at="Decree 12"), officer=first)
    again = Statement("done", note="In other words", evidence_at="Decree 12")
    row = commitments.state(row, again, officer=second, version=row.version)
    for person in (first, second):
        with pytest.raises(NotAllowed):
            commitments.verify(row, officer=person, version=row.version)
    assert commitments.verify(row, officer=cast.coordinator_mm, version=row.version)


@pytest.mark.parametrize(
    ("kind", "text"), [("somtc", "9999"), ("ammtc", "2200"), ("quarterly", "9999-Q4")]
)
def test_years_without_end_are_refused(kind, text):
    with pytest.raises(Problem) as problem:
        reportperiods.period_of(kind, text)
    assert problem.value.field == "period"


@pytest.mark.parametrize("text", ["1_0", "1e1", "1,000", "0x1", "--1", "1.", ".5", "+3"])
def test_what_only_a_program_reads_as_a_number_is_none(text):
    with pytest.raises(Problem):
        cells.number({"value": text}, "value")


def test_a_site_that_is_live_is_not_down_before(world, cast):
    by = cast.coordinator_th
    site = places.site(world, by)
    site = sites.set_state(site, "live", since=places.DAY, by=by, version=site.version)
    with pytest.raises(Problem) as problem:
        early = places.DAY - timedelta(days=30)
        sites.set_state(site, "down", since=early, by=by, version=site.version)
    assert problem.value.field == "since"


def test_files_that_a_reader_cannot_open_are_not_counted(second, cast):
    row = begin(find_item(2021, 4), Statement("planned"), officer=cast.coordinator_th)
    added(row, cast.coordinator_th, reach="national")
    added(row, cast.coordinator_th, name="b.txt", content=b"other")
    link = Commitment.objects.get().api_link
    assert system("TH").get(link).json()["files"] == 2
    assert system("MM").get(link).json()["files"] == 1
    assert system("MM").get("roadmap/commitments/").json()["results"][0]["files"] == 1


@pytest.mark.parametrize("day", ["0001-01-01", "1800-01-01", "2569-11-23", "9999-12-31"])
def test_days_of_another_time_are_refused(second, cast, day):
    row = begin(find_item(2021, 4), Statement("planned"), officer=cast.coordinator_th)
    body = {"commitment": str(row.public_id), "title": "Decree", "due_on": day, "body": "Cabinet"}
    answer = system("TH").post("roadmap/milestones/", body)
    assert answer.status_code == 400 and answer.json()["errors"][0]["field"] == "due_on"
    assert date(2026, 1, 1) < clock.now().date()


@pytest.mark.parametrize(
    ("aim", "field"),
    [
        ({"value": 500}, "value"),
        ({"value": -1}, "value"),
        ({"value": 90, "baseline": 101, "baseline_on": date(2026, 1, 1)}, "value"),
        ({"value": 90, "by": date(1990, 1, 1)}, "by"),
        ({"value": 90, "baseline": 10, "baseline_on": date(2027, 12, 31)}, "baseline_on"),
    ],
)
def test_a_target_can_be_met(second, cast, aim, field):
    share = Indicator.objects.filter(unit="%").first()
    values = {"by": date(2027, 12, 31), **aim}
    with pytest.raises(Problem) as problem:
        indicators.set_target(share, Aim(**values), officer=second, version=0)
    assert problem.value.field == field


def test_a_certificate_says_what_was_true_when_it_was_issued(cast, signed_in):
    """Course and session may be put in other words later; whoever checks it reads the first."""
    by = cast.coordinator_th
    of = course(by)
    held = session(of, by)
    person = training.PersonContent(name="Planted Name", agency="Police", country=by.country)
    done = training.add_trainee(held, person, training.Results(completed=True), officer=by)
    made = certificates.issue(done, expires_on=None, officer=by)
    training.change_course(
        of, training.CourseContent("Doctor of Everything", "all", "en", 300), officer=by, version=1
    )
    found = certificates.check(made.code, source="192.0.2.1")
    assert (found.status, found.course) == ("valid", "Document fraud")


def test_a_certificate_waits_for_the_end_of_the_session(cast):
    by = cast.coordinator_th
    first = clock.now().date()
    held = session(course(by), by, first, first + timedelta(days=9))
    person = training.PersonContent(name="Planted Name", agency="Police", country=by.country)
    done = training.add_trainee(held, person, training.Results(completed=True), officer=by)
    with pytest.raises(WrongState, match="session is over"):
        certificates.issue(done, expires_on=None, officer=by)


def test_nobody_trains_himself(cast):
    by = cast.coordinator_th
    held = session(course(by), by)
    person = training.PersonContent(officer=cast.somchai)
    training.add_trainer(held, person, officer=by)
    with pytest.raises(Problem, match="trainer of the session"):
        training.add_trainee(held, person, training.Results(), officer=by)


def test_how_few_of_another_country_completed_is_not_told(cast, signed_in):
    by = cast.coordinator_th
    held = session(course(by), by)
    person = training.PersonContent(name="Planted Name", agency="Police", country=by.country)
    training.add_trainee(held, person, training.Results(sex="F", completed=True), officer=by)
    address = f"roadmap/trainings/sessions/{held.public_id}/"
    for reader, told in ((by, 1), (cast.coordinator_mm, None), (cast.observer, None)):
        (row,) = Caller(signed_in(reader)).get(address).json()["totals"]
        assert (row["trainees"], row["completed"]) == (1, told)


def test_a_second_pair_of_eyes_is_a_persons(world, cast, second):
    """What two people of a country must see, its system does not verify."""
    women = Indicator.objects.get(code="women-posted")
    said = indicators.Statement(date(2026, 10, 1), Decimal(30), "Letter 1")
    figure = indicators.attest(women, said, officer=cast.coordinator_th, version=0)
    with pytest.raises(NotAllowed, match="in person"):
        indicators.verify(figure, officer=cast.partner_th, version=1)
    row = offered(cast)
    with pytest.raises(NotAllowed):
        procedures.agree(row, officer=cast.partner_mm, version=row.version)


def test_those_who_verify_are_of_member_states(world, cast, second):
    item = find_item(2021, 4)
    done = Statement("done", "all", "Annex 2")
    row = begin(item, done, officer=cast.coordinator_th)
    outsider = factories.officer(
        "coordinator-cn",
        factories.office("CN-NCD", "China desk", kind="national", borders=[]),
        Officer.Role.COORDINATOR,
    )
    Country.objects.filter(pk="CN").update(is_member=False)
    with pytest.raises(NotAllowed):
        commitments.verify(row, officer=outsider, version=1)


def test_a_decision_asks_somebody_else(cast):
    reference.load()
    thread = threads.open_thread(
        find_item(2021, 4),
        title="Common form",
        text="One for all",
        for_observers=False,
        officer=cast.coordinator_th,
    )
    with pytest.raises(Problem) as problem:
        threads.propose(thread, text="Use it", asked=["TH"], officer=cast.coordinator_th)
    assert problem.value.field == "asked"


@pytest.mark.parametrize(
    "asked",
    [
        "reports/?period=zzz",
        "threads/?for_observers=q",
        "procedures/?border=QQ",
        "procedures/?waiting=q",
        "milestones/?overdue=maybe",
    ],
)
def test_a_filter_that_is_not_understood_is_refused(cast, signed_in, asked):
    refused = Caller(signed_in(cast.coordinator_th)).get(f"roadmap/{asked}")
    assert refused.status_code == 400
    assert asked.partition("?")[2].partition("=")[0] in str(refused.json()["errors"])


def test_cells_of_the_workbook_offer_what_may_stand_in_them(cast):
    reference.load()
    book = openpyxl.load_workbook(io.BytesIO(file.written("TH")))
    (offered_there,) = book["figures"].data_validations.dataValidation
    column = offered_there.formula1.partition("!$")[2][0]
    codes = [cell.value for cell in book["choices"][column][1:] if cell.value]
    attested = Indicator.objects.filter(kind="attested").values_list("code", flat=True)
    assert codes == sorted(attested)
    assert "A2" in offered_there.sqref


def test_what_was_stated_and_aimed_at_before_stays_to_be_read(cast, second, signed_in):
    women = Indicator.objects.get(code="women-posted")
    by, october = cast.coordinator_th, date(2026, 10, 1)
    first = indicators.attest(
        women, indicators.Statement(october, Decimal(12), "Letter 1"), officer=by, version=0
    )
    indicators.verify(first, officer=second, version=1)
    again = indicators.Statement(october, Decimal(13), "Letter 2")
    indicators.attest(women, again, officer=by, version=2)
    for value in (50, 10):
        aim = Aim(Decimal(value), date(2027, 12, 31))
        indicators.set_target(women, aim, officer=by, version=int(value == 10))
    rows = Caller(signed_in(cast.observer)).get("roadmap/indicators/women-posted/history/").json()
    assert [(row["kind"], row["value"], row["by"]) for row in rows["results"]] == [
        ("target", 10, "Thailand"),
        ("target", 50, "Thailand"),
        ("stated", 13, "Thailand"),
        ("verified", 12, "Thailand"),
        ("stated", 12, "Thailand"),
    ]
    page = signed_in(by).get(women.link).content.decode()
    assert "Letter 1" in page
    with pytest.raises(InternalError), transaction.atomic():
        women.changes.update(value=1)


def test_figures_name_officers_to_their_own_country_alone(cast, second, signed_in):
    women = Indicator.objects.get(code="women-posted")
    said = indicators.Statement(date(2026, 10, 1), Decimal(12), "Letter 1")
    indicators.attest(women, said, officer=cast.coordinator_th, version=0)
    for reader, name in ((cast.somchai, "Coordinator-Th"), (cast.observer, "Thailand")):
        (row,) = Caller(signed_in(reader)).get("roadmap/indicators/").json()["results"]
        assert row["stated_by"] == name


def test_items_stand_once_countries_state_progress_on_them(cast):
    reference.load()
    item = find_item(2021, 4)
    begin(item, Statement("planned"), officer=cast.coordinator_mm)
    with pytest.raises(WrongState, match="items stand"):
        editions.add_items(item.edition, ["A tenth item"], officer=cast.coordinator_th)


def test_counts_are_whole_numbers(cast):
    reference.load()
    equipped = Indicator.objects.get(code="offices-equipped")
    said = indicators.Statement(date(2026, 10, 1), Decimal("3.5"), "Letter 1")
    with pytest.raises(Problem, match="whole number") as problem:
        indicators.attest(equipped, said, officer=cast.coordinator_th, version=0)
    assert problem.value.field == "value"


def test_who_was_trained_takes_the_own_certificate(cast, signed_in):
    by = cast.coordinator_th
    held = session(course(by), by)
    person = training.PersonContent(officer=cast.somchai)
    done = training.add_trainee(held, person, training.Results(completed=True), officer=by)
    certificates.issue(done, expires_on=None, officer=by)
    address = f"/api/v1/roadmap/trainings/trainees/{done.public_id}/certificate/file/"
    assert signed_in(cast.somchai).get(address).status_code == 200
    assert signed_in(cast.preecha).get(address).status_code == 404
    assert cast.somchai.full_title in signed_in(cast.somchai).get(held.link).content.decode()


def test_an_item_shows_its_figures(cast, signed_in):
    reference.load()
    indicators.compute([date(2026, 10, 1)])
    item = find_item(2021, 4)
    row = begin(item, Statement("planned"), officer=cast.coordinator_th)
    for address in (item.link, row.link):
        text = signed_in(cast.observer).get(address).content.decode()
        assert "Offices open" in text
        assert "2026-10." in text
        assert "Cases shared" not in text
