"""Training: who was trained, in totals for all and by name for few; certificates anybody checks."""

import io
from datetime import date, timedelta

import pikepdf
import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from agencies.problems import NotAllowed, Problem, StaleVersion, WrongState
from audit import clock
from roadmap import certificates, training
from roadmap.models import Certificate, Trainee, Trainer, TrainingNeed
from roadmap.training import Cascade, PersonContent, Results
from tests.access_roadmap_training import course, session
from tests.api import Caller

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(cast):
    by = cast.coordinator_th
    return session(course(by), by)


@pytest.fixture
def trainee(cast, world, held):
    person = PersonContent(name="Planted Name", office=world.tcl)
    results = Results("F", 40, 90, completed=True)
    return training.add_trainee(held, person, results, officer=cast.coordinator_th)


def test_only_the_country_that_holds_it_writes(cast, held, trainee):
    for verb in (
        lambda by: training.change_session(held, None, officer=by, version=1),
        lambda by: training.add_trainee(held, PersonContent(name="A"), Results(), officer=by),
        lambda by: training.change_results(trainee, Results(), officer=by, version=1),
        lambda by: certificates.issue(trainee, expires_on=None, officer=by),
    ):
        for by in (cast.coordinator_mm, cast.anong):
            with pytest.raises(NotAllowed):
                verb(by)


def test_the_rules_of_a_trainee(cast, held):
    by = cast.coordinator_th

    def fault(person, results=None):
        with pytest.raises(Problem) as refused:
            training.add_trainee(held, person, results or Results(), officer=by)
        return refused.value.field

    customs = {"agency": "Customs", "country": held.country}
    assert fault(PersonContent(**customs)) == "name"
    assert fault(PersonContent(name="A", country=held.country)) == "agency"
    assert fault(PersonContent(name="A", agency="Customs")) == "country"
    assert fault(PersonContent(name="A", **customs), Results(after=101)) == "after"
    training.add_trainee(held, PersonContent(officer=cast.thida), Results("F"), officer=by)
    assert fault(PersonContent(officer=cast.thida)) == "officer"
    row = Trainee.objects.get()
    assert (row.country_id, row.office.code, row.name) == ("MM", "MM-TCL", "")
    with pytest.raises(IntegrityError), transaction.atomic():
        Trainee.objects.filter(pk=row.pk).update(name="both")
    with pytest.raises(StaleVersion):
        training.change_results(row, Results("F", 1, 2), officer=by, version=9)


def test_names_are_for_two_countries_and_totals_for_all(signed_in, cast, held, trainee):
    names = {}
    for person in (cast.coordinator_th, cast.coordinator_mm, cast.thida, cast.anong, cast.observer):
        door = signed_in(person)
        page = door.get(held.link).content.decode()
        assert '<td data-label="Sex">woman</td>' in page
        said = Caller(door).get(f"roadmap/trainings/sessions/{held.public_id}/").json()
        assert [(row["office"], row["sex"], row["trainees"]) for row in said["totals"]] == [
            ("MM-TCL", "F", 1)
        ]
        assert "Planted Name" not in str(said)
        names[person.username] = "Planted Name" in page
    assert names == {
        "coordinator-th": True,
        "coordinator-mm": True,
        "thida": False,
        "anong": False,
        "observer": False,
    }


def test_a_country_in_between_reads_no_name(world, cast, held, trainee):
    theirs = PersonContent(name="Lao Name", office=world.hxy)
    training.add_trainee(held, theirs, Results("M"), officer=cast.coordinator_th)
    seen = Trainee.objects.visible_to(cast.coordinator_mm)
    assert [one.name for one in seen] == ["Planted Name"]
    assert Trainee.objects.visible_to(cast.coordinator_th).count() == 2
    assert not Trainee.objects.visible_to(cast.somchai).exists()
    assert not Trainee.objects.visible_to(None).exists()


def test_figures_by_country_sex_and_period(cast, held, trainee):
    rows = Trainee.objects.of_country("MM").of_sex("F")
    assert rows.within(date(2026, 1, 1), date(2026, 3, 31)).completed().count() == 1
    assert rows.within(date(2026, 4, 1), date(2026, 6, 30)).count() == 0
    assert Trainee.objects.of_country("TH").count() == 0


def test_training_is_passed_on(cast, held):
    """Preecha trains Thida and one more; Thida then trains three."""
    by = cast.coordinator_th

    def taught(where, trainer, *people):
        training.add_trainer(where, PersonContent(officer=trainer), officer=by)
        for person in people:
            training.add_trainee(where, person, Results(), officer=by)

    def name(text):
        return PersonContent(name=text, agency="Customs", country=held.country)

    taught(held, cast.preecha, PersonContent(officer=cast.thida), name("A"))
    later = session(held.course, by, date(2026, 5, 1), date(2026, 5, 2))
    taught(later, cast.thida, name("B"), name("C"), name("D"))
    earlier = session(held.course, by, date(2026, 1, 1), date(2026, 1, 2))
    taught(earlier, cast.thida, name("E"))
    assert training.cascade_of("TH") == Cascade(trainers=1, trained=2, passed_on=3)
    assert training.cascade_of("TH").ratio == 1.5
    assert training.cascade_of("MM") == Cascade(trainers=1, trained=4, passed_on=0)
    training.remove_trainer(Trainer.objects.get(session=later), officer=by)
    assert training.cascade_of("TH").passed_on == 0
    assert training.cascade_of("LA").ratio is None


def test_the_head_states_what_the_office_needs(signed_in, cast):
    for number in (4, 2):
        training.state_need("documents", number, officer=cast.anong)
    need = TrainingNeed.objects.get()
    assert (need.office.code, need.officers, need.version) == ("TH-MSI", 2, 2)
    with pytest.raises(NotAllowed):
        training.state_need("documents", 1, officer=cast.somchai)
    assert "2 officers" in signed_in(cast.observer).get("/roadmap/training/").content.decode()


# -- certificates -------------------------------------------------------------------------------


def issued(cast, trainee, **more):
    return certificates.issue(trainee, officer=cast.coordinator_th, **{"expires_on": None, **more})


def test_a_certificate_is_issued_once_for_what_is_completed(cast, trainee):
    Trainee.objects.filter(pk=trainee.pk).update(completed=False)
    with pytest.raises(WrongState):
        issued(cast, trainee)
    Trainee.objects.filter(pk=trainee.pk).update(completed=True)
    with pytest.raises(Problem, match="ends after"):
        issued(cast, trainee, expires_on=clock.now().date())
    issued(cast, trainee)
    with pytest.raises(WrongState):
        issued(cast, trainee)
    trainee.refresh_from_db()
    with pytest.raises(Problem, match="certificate"):
        training.change_results(trainee, Results(), officer=cast.coordinator_th, version=1)


def test_the_paper(signed_in, cast, trainee):
    made = issued(cast, trainee)
    address = f"/roadmap/training/trainees/{trainee.public_id}/certificate.pdf"
    answer = signed_in(cast.coordinator_mm).get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    with pikepdf.open(io.BytesIO(answer.content)) as paper:
        assert len(paper.pages) == 1
        assert "Certificate of training" in str(paper.docinfo["/Title"])
        assert "/StructTreeRoot" in paper.Root
    data = certificates._data(made, trainee, "en")
    assert (data["name"], data["course"], data["code"]) == (
        "Planted Name",
        "Document fraud",
        made.written_code,
    )
    thai = certificates.take(trainee, cast.coordinator_th, "th").content
    assert thai.startswith(b"%PDF")


def test_anybody_checks_a_code(cast, trainee):
    made = issued(cast, trainee, expires_on=clock.now().date() + timedelta(days=365))
    door = Client()
    page = door.post("/certificates/", {"code": made.written_code.lower()}).content.decode()
    assert "This certificate is valid." in page
    assert "Document fraud" in page
    assert "Planted Name" not in page
    right = door.post("/certificates/", {"code": made.code, "name": "planted  name"})
    assert "Planted Name" in right.content.decode()
    wrong = door.post("/certificates/", {"code": made.code, "name": "Somebody"}).content.decode()
    assert "not issued to the name" in wrong
    assert "Planted Name" not in wrong
    Certificate.objects.filter(pk=made.pk).update(
        issued_on=date(2020, 1, 1), expires_on=date(2021, 1, 1)
    )
    said = Caller(Client()).post("roadmap/certificates/check/", {"code": made.code}).json()
    assert (said["status"], said["name"], said["name_fits"]) == ("expired", "", None)


def test_guessing_ends(cast, trainee, settings):
    made = issued(cast, trainee)
    settings.ACK_TRIES = {**settings.ACK_TRIES, "address": (2, timedelta(minutes=15))}
    door = Client()
    for _try in range(2):
        answer = door.post("/certificates/", {"code": "2222"})
        assert "There is no certificate" in answer.content.decode()
    for answer in (
        door.post("/certificates/", {"code": made.code}),
        Caller(door).post("roadmap/certificates/check/", {"code": made.code}),
    ):
        assert answer.status_code == 429
        assert int(answer["Retry-After"]) > 0
        assert "Document fraud" not in answer.content.decode()


# -- pages and API ------------------------------------------------------------------------------


def test_the_pages_of_a_coordinator(signed_in, cast):
    door = signed_in(cast.coordinator_th)
    about = {"title": "Fraud", "subject": "documents", "language": "en", "days": "2"}
    link = door.post("/roadmap/training/new/", about)["Location"]
    days = {"place": "Chiang Rai", "starts": "2/3/2026", "ends": "1/3/2026"}
    refused = door.post(f"{link}sessions/new/", days).content.decode()
    assert "does not come before the first" in refused
    assert "Chiang Rai" in refused
    there = door.post(f"{link}sessions/new/", {**days, "ends": "4/3/2026"})["Location"]
    unknown = door.post(f"{there}trainees/new/", {"officer": "nobody", "sex": "F"})
    assert "Your country has no officer with this user name." in unknown.content.decode()
    done = {"officer": "preecha", "sex": "F", "before": "30", "after": "80", "completed": "on"}
    assert door.post(f"{there}trainees/new/", done).status_code == 302
    page = door.get(there).content.decode()
    assert "Preecha" in page
    assert "Issue the certificate" in page
    row = Trainee.objects.get()
    door.post(f"/roadmap/training/trainees/{row.public_id}/certificate/", {"expires_on": ""})
    assert "Certificate (PDF)" in door.get(there).content.decode()
    stale = door.post(f"{link}change/", {**about, "title": "Typed", "version": "9"})
    assert "Somebody changed this" in stale.content.decode()


def test_over_the_api(signed_in, cast):
    door = Caller(signed_in(cast.coordinator_th))
    about = {"title": "Fraud", "subject": "documents", "language": "en", "days": 2}
    made = door.post("roadmap/trainings/", about)
    assert made.status_code == 201, made.content
    there = made["Location"]
    assert door.patch(there, {"days": 0}, if_match="*").status_code == 400
    assert door.patch(there, {"days": 3}, if_match=made["ETag"]).json()["days"] == 3
    assert door.patch(there, {"days": 4}, if_match=made["ETag"]).status_code == 412
    days = {"place": "Chiang Rai", "starts": "2026-03-02", "ends": "2026-03-04"}
    held = door.post(f"{there}sessions/", days).json()["id"]
    below = f"roadmap/trainings/sessions/{held}/"
    assert door.post(f"{below}trainers/", {"officer": "preecha"}).status_code == 201
    who = {"name": "A", "agency": "Customs", "country": "LA", "sex": "M", "completed": True}
    row = door.post(f"{below}trainees/", who)
    assert row.status_code == 201, row.content
    one = f"roadmap/trainings/trainees/{row.json()['id']}/"
    assert door.patch(one, {"after": 77}, if_match="*").json()["after"] == 77
    code = door.post(f"{one}certificate/").json()["code"]
    assert door.get(f"{one}certificate/file/").content.startswith(b"%PDF")
    assert door.get(one).json()["certificate"] == code
    said = Caller(Client()).post("roadmap/certificates/check/", {"code": code, "name": "A"}).json()
    assert (said["status"], said["name"]) == ("valid", "A")
    assert door.get("roadmap/trainings/", query={"donor": "x"}).status_code == 400
    assert door.get("roadmap/trainings/cascade/").json()["trained"] == 1
