"""Courses, their sessions, who trained and was trained, and what offices need."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any, TypeVar

from django.db import IntegrityError, models, transaction
from django.http import Http404
from django.utils.translation import gettext as _

from agencies.access import actor, office_of
from agencies.models import Country, Office, Officer
from agencies.problems import NotAllowed, Problem, StaleVersion, violated
from audit.clock import now
from audit.models import Entry
from audit.trail import record
from roadmap.keepers import kept_by, must_keep
from roadmap.models import Course, Trainee, Trainer, TrainingNeed, TrainingSession

Operation = Entry.Operation
Row = TypeVar("Row", bound=models.Model)
# Which field a rule of the data is about.
ABOUT = {
    "trainer_is_an_officer_or_a_name": "name",
    "trainer_once_a_session": "officer",
    "trainee_is_an_officer_or_a_name": "name",
    "trainee_once_a_session": "officer",
    "trainee_has_an_office_or_agency": "agency",
    "trainee_results_to_100": "after",
    "session_ends_after_it_starts": "ends",
    "course_takes_days": "days",
}


@dataclass(frozen=True)
class CourseContent:
    title: str
    subject: str
    language: str
    days: int
    donor: str = ""


@dataclass(frozen=True)
class SessionContent:
    place: str
    starts: date
    ends: date


@dataclass(frozen=True)
class PersonContent:
    """An officer brings office and country along; for a name they are given."""

    officer: Officer | None = None
    name: str = ""
    office: Office | None = None
    agency: str = ""
    country: Country | None = None


@dataclass(frozen=True)
class Results:
    sex: str = Trainee.Sex.UNSTATED
    before: int | None = None
    after: int | None = None
    completed: bool = False


@dataclass(frozen=True)
class Cascade:
    """Whom trainers trained, and whom those trained in turn."""

    trainers: int
    trained: int
    passed_on: int

    @property
    def ratio(self) -> float | None:
        """People reached by the people that trainers trained, for each of these."""
        return round(self.passed_on / self.trained, 2) if self.trained else None


def own_officer(username: str, user: object) -> Officer | None:
    """Of the own country only: who works elsewhere is another country's to tell. For people of
    other countries a name is given."""
    own = Officer.objects.active().people().filter(country=kept_by(user) or None)
    return own.filter(username=username, office__isnull=False).first()


def content_of(row: models.Model, shape: type[Any]) -> Any:
    return shape(**{one.name: getattr(row, one.name) for one in fields(shape)})


def find_course(public_id: object, user: object) -> Course:
    return found(Course.objects.visible_to(user).select_related("country"), public_id)


def find_session(public_id: object, user: object) -> TrainingSession:
    rows = TrainingSession.objects.visible_to(user).select_related("course", "country")
    session: TrainingSession = found(rows, public_id)
    return session


def find_trainee(public_id: object, user: object) -> Trainee:
    """Out of reach does not exist."""
    near = ("officer", "office", "country", "session__course", "session__country", "certificate")
    trainee: Trainee = found(Trainee.objects.visible_to(user).select_related(*near), public_id)
    return trainee


def found(rows: models.QuerySet[Row], public_id: object) -> Row:
    row = rows.filter(public_id=public_id).first()
    if row is None:
        raise Http404
    return row


@transaction.atomic
def add_course(content: CourseContent, *, officer: Officer) -> Course:
    country = kept_by(officer)
    must_keep(officer, country)
    course = Course(country_id=country, **asdict(content))
    return _written(course, "add course", officer, asdict(content), Operation.COLLECTION)


@transaction.atomic
def change_course(
    course: Course, content: CourseContent, *, officer: Officer, version: int
) -> Course:
    course = _locked(Course.objects.all(), course)
    must_keep(officer, course.country_id)
    return _changed(course, "change course", officer, vars(content), version)


@transaction.atomic
def add_session(course: Course, content: SessionContent, *, officer: Officer) -> TrainingSession:
    """Held by the officer's country, whoever keeps the course."""
    country = kept_by(officer)
    must_keep(officer, country)
    session = TrainingSession(course=course, country_id=country, **asdict(content))
    return _written(session, "add session", officer, asdict(content), Operation.COLLECTION)


@transaction.atomic
def change_session(
    session: TrainingSession, content: SessionContent, *, officer: Officer, version: int
) -> TrainingSession:
    session = _locked(TrainingSession.objects.all(), session)
    must_keep(officer, session.country_id)
    return _changed(session, "change session", officer, vars(content), version)


@transaction.atomic
def add_trainer(session: TrainingSession, person: PersonContent, *, officer: Officer) -> Trainer:
    must_keep(officer, session.country_id)
    _must_be_new(person, session.trainees, "trainee")
    trainer = Trainer(session=session, **_person(person))
    return _written(trainer, "add trainer", officer, ["trainers"], Operation.COLLECTION)


@transaction.atomic
def remove_trainer(trainer: Trainer, *, officer: Officer) -> None:
    must_keep(officer, trainer.session.country_id)
    _note(trainer, "remove trainer", officer, ["trainers"], Operation.ERASURE)
    trainer.delete()


@transaction.atomic
def add_trainee(
    session: TrainingSession, person: PersonContent, results: Results, *, officer: Officer
) -> Trainee:
    must_keep(officer, session.country_id)
    _must_be_new(person, session.trainers, "trainer")
    trainee = Trainee(session=session, **_person(person), **vars(results))
    return _written(trainee, "add trainee", officer, ["trainees"], Operation.COLLECTION)


@transaction.atomic
def change_results(
    trainee: Trainee, results: Results, *, officer: Officer, version: int
) -> Trainee:
    trainee = _locked(Trainee.objects.all(), trainee)
    must_keep(officer, trainee.session.country_id)
    if not results.completed and trainee.certified is not None:
        raise Problem(_("A certificate was issued for it."), field="completed")
    return _changed(trainee, "change results", officer, vars(results), version)


@transaction.atomic
def state_need(subject: str, officers: int, *, officer: Officer) -> TrainingNeed:
    """By the head, for the own office; the newest statement stands. 0: nobody needs it now."""
    office = office_of(officer)
    if office is None or officer.role != Officer.Role.HEAD:
        raise NotAllowed(_("The head of the office states what it needs."))
    if not subject.strip():
        raise Problem(_("Write something here."), field="subject")
    need, created = TrainingNeed.objects.select_for_update().get_or_create(
        office=office,
        subject=subject,
        defaults={"officers": officers, "stated_by": officer, "stated_at": now()},
    )
    if not created:
        need.officers, need.stated_by, need.stated_at = officers, officer, now()
        need.version += 1
        need.save()
    _note(need, "state need", officer, ["subject", "officers"])
    return need


def cascade_of(country: str = "", until: date | None = None) -> Cascade:
    """Of the officers who trained: of one country, or all; in all sessions, or those that had
    ended on a day."""
    trainers = Trainer.objects.filter(officer__isnull=False)
    if country:
        trainers = trainers.of_country(country)
    trainees = Trainee.objects.all()
    if until is not None:
        trainers, trainees = trainers.until(until), trainees.until(until)
    officers = trainers.values("officer")
    return Cascade(
        officers.distinct().count(),
        trainees.taught_by(officers).count(),
        trainees.passed_on_from(officers).count(),
    )


def _must_be_new(person: PersonContent, others: Any, what: str) -> None:
    """Nobody trains himself."""
    if person.officer is not None and others.filter(officer=person.officer).exists():
        said = {
            "trainee": _("This officer is a trainee of the session."),
            "trainer": _("This officer is a trainer of the session."),
        }
        raise Problem(said[what], field="officer")


def _person(person: PersonContent) -> dict[str, Any]:
    if person.officer is not None:
        who = person.officer
        return {
            "officer": who,
            "office": who.office,
            "agency": person.agency if who.office is None else "",
            "country_id": who.country_id or _missing_country(),
        }
    country = person.office.country if person.office is not None else person.country
    if country is None:
        _missing_country()
    return {
        "name": person.name,
        "office": person.office,
        "agency": person.agency,
        "country": country,
    }


def _missing_country() -> str:
    raise Problem(_("Choose the country."), field="country")


def _locked(rows: models.QuerySet[Row], row: Row) -> Row:
    return rows.select_for_update().get(pk=row.pk)


def _changed(row: Row, action: str, officer: Officer, values: dict[str, Any], version: int) -> Row:
    current: int = getattr(row, "version")  # noqa: B009  every row that is changed has one
    if current != version:
        raise StaleVersion(current)
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    if not changed:
        return row
    for name in changed:
        setattr(row, name, values[name])
    setattr(row, "version", current + 1)  # noqa: B010
    return _written(row, action, officer, changed)


def _written(
    row: Row,
    action: str,
    officer: Officer,
    names: Iterable[str],
    doing: Entry.Operation = Operation.ALTERATION,
) -> Row:
    """Saved and on record; a rule of the data that refuses it is said in its words."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        if (problem := violated(error, fields=ABOUT)) is None:
            raise
        raise problem from error
    _note(row, action, officer, names, doing)
    return row


def _note(
    row: Any,
    action: str,
    officer: Officer,
    names: Iterable[str],
    doing: Entry.Operation = Operation.ALTERATION,
) -> None:
    record(
        doing,
        action,
        actor=actor(officer),
        kind="training",
        ids=[str(getattr(row, "public_id", row))],
        fields=list(names),
    )
