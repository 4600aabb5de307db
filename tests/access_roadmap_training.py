"""Procedures and training in the access table; how to read it stands in `access_table`.

Thailand keeps `sop` (in force on the Thai-Myanmar border), `sop-new` (drafted), `sop-offered` and
`sop-agreed`; `…/1` is its first version. Thailand keeps the course `tr-course` and held
`tr-session`; `tr-trainee` is of Tachileik, `tr-done` has a certificate.
"""

from datetime import date

from agencies.models import Border
from roadmap import certificates, procedures, training
from roadmap.training import CourseContent, PersonContent, Results, SessionContent

PAGES = """
GET  roadmap-procedures       -              in  200  200  200  200  200  200  200  200  200  200  200  200  200   in   in  200
GET  roadmap-procedure        sop            in  200  200  200  200  200  200  200  200  200  200  200  200  200   in   in  200
GET  roadmap-procedure        sop-new        in  404  404  404  404  404  404  404  404  200  404  404  404  404   in   in  404
GET  roadmap-procedure        sop-offered    in  404  404  404  404  404  404  404  404  200  200  404  404  404   in   in  404
GET  roadmap-procedure-new    -              in  403  403  403  403  403  403  403  403  200  200  403  403  403   in   in  403
POST roadmap-procedure-new    -              in  403  403  403  403  403  403  403  403  302  302  403  403  403   in   in  403
GET  roadmap-procedure-rename sop            in  403  403  403  403  403  403  403  403  200  403  403  403  403   in   in  403
POST roadmap-procedure-rename sop            in  403  403  403  403  403  403  403  403  302  403  403  403  403   in   in  403
GET  roadmap-version-new      sop            in  403  403  403  403  403  403  403  403  200  403  403  403  403   in   in  403
POST roadmap-version-new      sop            in  403  403  403  403  403  403  403  403  302  403  403  403  403   in   in  403
GET  roadmap-version          sop/1          in  200  200  200  200  200  200  200  200  200  200  200  200  200   in   in  200
GET  roadmap-version          sop-new/1      in  404  404  404  404  404  404  404  404  200  404  404  404  404   in   in  404
GET  roadmap-version-change   sop-offered/1  in  403  403  403  403  403  403  403  403  200  403  403  403  403   in   in  403
POST roadmap-version-change   sop-offered/1  in  403  403  403  403  403  403  403  403  302  403  403  403  403   in   in  403
POST roadmap-version-offer    sop-new/1      in  403  403  403  403  403  403  403  403  302  404  403  403  403   in   in  403
POST roadmap-version-agree    sop-offered/1  in  403  403  403  403  403  403  403  403  403  302  403  403  403   in   in  403
POST roadmap-version-put      sop-agreed/1   in  403  403  403  403  403  403  403  403  302  403  403  403  403   in   in  403
POST roadmap-version-ack      sop/1          in  403  403  302  302  403  403  302  302  403  403  403  403  403   in   in  403
GET  roadmap-training         -              in  200  200  200  200  200  200  200  200  200  200  200  200  200   in   in  200
GET  roadmap-course-new       -              in  403  403  403  403  403  403  403  403  200  200  403  403  403   in   in  403
POST roadmap-course-new       -              in  403  403  403  403  403  403  403  403  302  302  403  403  403   in   in  403
GET  roadmap-course           tr-course      in  200  200  200  200  200  200  200  200  200  200  200  200  200   in   in  200
GET  roadmap-course-change    tr-course      in  403  403  403  403  403  403  403  403  200  403  403  403  403   in   in  403
POST roadmap-course-change    tr-course      in  403  403  403  403  403  403  403  403  302  403  403  403  403   in   in  403
GET  roadmap-session-new      tr-course      in  403  403  403  403  403  403  403  403  200  200  403  403  403   in   in  403
POST roadmap-session-new      tr-course      in  403  403  403  403  403  403  403  403  302  302  403  403  403   in   in  403
GET  roadmap-session          tr-session     in  200  200  200  200  200  200  200  200  200  200  200  200  200   in   in  200
GET  roadmap-session-change   tr-session     in  403  403  403  403  403  403  403  403  200  403  403  403  403   in   in  403
POST roadmap-session-change   tr-session     in  403  403  403  403  403  403  403  403  302  403  403  403  403   in   in  403
GET  roadmap-trainer-new      tr-session     in  403  403  403  403  403  403  403  403  200  403  403  403  403   in   in  403
POST roadmap-trainer-new      tr-session     in  403  403  403  403  403  403  403  403  302  403  403  403  403   in   in  403
POST roadmap-trainer-remove   tr-trainer     in  403  403  403  403  403  403  403  403  302  403  403  403  403   in   in  403
GET  roadmap-trainee-new      tr-session     in  403  403  403  403  403  403  403  403  200  403  403  403  403   in   in  403
POST roadmap-trainee-new      tr-session     in  403  403  403  403  403  403  403  403  302  403  403  403  403   in   in  403
GET  roadmap-trainee-change   tr-trainee     in  403  403  403  403  403  403  403  403  200  403  403  403  403   in   in  403
POST roadmap-trainee-change   tr-trainee     in  403  403  403  403  403  403  403  403  302  403  403  403  403   in   in  403
GET  roadmap-certificate-new  tr-trainee     in  403  403  403  403  403  403  403  403  200  403  403  403  403   in   in  403
POST roadmap-certificate-new  tr-trainee     in  403  403  403  403  403  403  403  403  302  403  403  403  403   in   in  403
GET  roadmap-certificate-pdf  tr-done        in  404  404  404  404  404  404  404  404  200  200  404  404  404   in   in  404
GET  roadmap-need-new         -              in  403  403  403  200  403  403  403  200  403  403  403  403  403   in   in  403
POST roadmap-need-new         -              in  403  403  403  302  403  403  403  302  403  403  403  403  403   in   in  403
GET  certificate-check        -             200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
POST certificate-check        -             200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
"""

API = """
GET    roadmap/procedures/                                            -              401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
POST   roadmap/procedures/                                            -              401  403  403  403  403  403  403  403  403  201  201  403  403  403  403  201  403
GET    roadmap/procedures/{reference}/                                sop-offered    401  404  404  404  404  404  404  404  404  200  200  404  404  404  200  200  404
PATCH  roadmap/procedures/{reference}/                                sop            401  403  403  403  403  403  403  403  403  200  403  403  403  403  403  200  403
GET    roadmap/procedures/{reference}/versions/                       sop            401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
POST   roadmap/procedures/{reference}/versions/                       sop            401  403  403  403  403  403  403  403  403  201  403  403  403  403  403  201  403
GET    roadmap/procedures/{reference}/versions/{number}/              sop-new/1      401  404  404  404  404  404  404  404  404  200  404  404  404  404  404  200  404
PUT    roadmap/procedures/{reference}/versions/{number}/              sop-offered/1  401  403  403  403  403  403  403  403  403  200  403  403  403  403  403  200  403
POST   roadmap/procedures/{reference}/versions/{number}/offer/        sop-new/1      401  403  403  403  403  403  403  403  403  200  404  403  403  403  403  200  403
POST   roadmap/procedures/{reference}/versions/{number}/agree/        sop-offered/1  401  403  403  403  403  403  403  403  403  403  200  403  403  403  403  403  403
POST   roadmap/procedures/{reference}/versions/{number}/in-force/     sop-agreed/1   401  403  403  403  403  403  403  403  403  200  403  403  403  403  403  200  403
POST   roadmap/procedures/{reference}/versions/{number}/acknowledge/  sop/1          401  403  403  200  200  403  403  200  200  403  403  403  403  403  403  403  403
GET    roadmap/trainings/                                             -              401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
POST   roadmap/trainings/                                             -              401  403  403  403  403  403  403  403  403  201  201  403  403  403  403  201  403
GET    roadmap/trainings/{public_id}/                                 tr-course      401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
PATCH  roadmap/trainings/{public_id}/                                 tr-course      401  403  403  403  403  403  403  403  403  200  403  403  403  403  403  200  403
GET    roadmap/trainings/{public_id}/sessions/                        tr-course      401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
POST   roadmap/trainings/{public_id}/sessions/                        tr-course      401  403  403  403  403  403  403  403  403  201  201  403  403  403  403  201  403
GET    roadmap/trainings/sessions/{public_id}/                        tr-session     401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
PATCH  roadmap/trainings/sessions/{public_id}/                        tr-session     401  403  403  403  403  403  403  403  403  200  403  403  403  403  403  200  403
POST   roadmap/trainings/sessions/{public_id}/trainers/               tr-session     401  403  403  403  403  403  403  403  403  201  403  403  403  403  403  201  403
DELETE roadmap/trainings/sessions/{public_id}/trainers/{trainer}/     tr-trainer     401  403  403  403  403  403  403  403  403  204  404  403  403  403  403  204  403
GET    roadmap/trainings/sessions/{public_id}/trainees/               tr-session     401  403  403  403  403  403  403  403  403  200  200  403  403  403  403  200  403
POST   roadmap/trainings/sessions/{public_id}/trainees/               tr-session     401  403  403  403  403  403  403  403  403  201  403  403  403  403  403  201  403
GET    roadmap/trainings/trainees/{public_id}/                        tr-trainee     401  403  403  403  403  403  403  403  403  200  200  403  403  403  403  200  403
PATCH  roadmap/trainings/trainees/{public_id}/                        tr-trainee     401  403  403  403  403  403  403  403  403  200  403  403  403  403  403  200  403
POST   roadmap/trainings/trainees/{public_id}/certificate/            tr-trainee     401  403  403  403  403  403  403  403  403  201  403  403  403  403  403  201  403
GET    roadmap/trainings/trainees/{public_id}/certificate/file/       tr-done        401  404  404  404  404  404  404  404  404  200  200  404  404  404  403  200  404
GET    roadmap/trainings/needs/                                       -              401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
POST   roadmap/trainings/needs/                                       -              401  403  403  403  201  403  403  403  201  403  403  403  403  403  403  403  403
GET    roadmap/trainings/cascade/                                     -              401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
POST   roadmap/certificates/check/                                    -              200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
"""

TEXT = "Planted-procedure"


def in_force(cast, place="TH-MM", title="Handing over a suspect"):
    return procedures.put_in_force(
        agreed(cast, place, title), officer=cast.coordinator_th, version=3
    ).procedure


def agreed(cast, place="TH-MM", title="Agreed"):
    row = offered(cast, place, title)
    return procedures.agree(row, officer=cast.coordinator_mm, version=2)


def offered(cast, place="TH-MM", title="Offered"):
    row = drafted(cast, place, title).versions.get()
    return procedures.offer(row, officer=cast.coordinator_th, version=1)


def drafted(cast, place="TH-MM", title="Drafted"):
    border = Border.objects.get(pk=place)
    return procedures.begin(title, border, TEXT, officer=cast.coordinator_th)


def course(by, **changes):
    content = {"title": "Document fraud", "subject": "documents", "language": "en", "days": 3}
    return training.add_course(CourseContent(**{**content, **changes}), officer=by)


def session(of, by, first=date(2026, 3, 2), last=date(2026, 3, 4)):
    return training.add_session(of, SessionContent("Chiang Rai", first, last), officer=by)


def make(world):
    cast, by = world.cast, world.cast.coordinator_th
    made = {
        "sop": in_force(cast),
        "sop-new": drafted(cast),
        "sop-offered": offered(cast).procedure,
        "sop-agreed": agreed(cast).procedure,
    }
    world.roadmap = {name: {"reference": one.reference} for name, one in made.items()}
    world.roadmap |= {
        f"{name}/1": {"reference": one.reference, "number": 1} for name, one in made.items()
    }
    held = session(course(by), by)
    trainer = training.add_trainer(held, PersonContent(officer=cast.preecha), officer=by)
    names = PersonContent(name="Planted-trainee", office=world.tcl)
    rows = [
        training.add_trainee(held, names, Results("F", completed=True), officer=by) for _ in "ab"
    ]
    certificates.issue(rows[1], expires_on=None, officer=by)
    one = {"public_id": held.public_id}
    world.roadmap |= {
        "tr-course": {"public_id": held.course.public_id},
        "tr-session": one,
        "tr-trainer": {**one, "trainer": trainer.public_id},
        "tr-trainee": {"public_id": rows[0].public_id},
        "tr-done": {"public_id": rows[1].public_id},
    }


COURSE = {"title": "Fraud", "subject": "documents", "language": "en", "days": 2}
NAME = {"name": "Planted-other", "agency": "Customs", "country": "TH"}
WORDING = {"text": "for the table", "changes": "all of it"}


def page_bodies(world):
    days = {"place": "Mae Sai", "starts": "1/3/2026", "ends": "2/3/2026"}
    steps = {"offer": "1", "agree": "2", "put": "3"}
    return {
        "roadmap-procedure-new": {"title": "New", "border": "TH-MM", "text": "for the table"},
        "roadmap-procedure-rename": {"title": "Another", "version": "1"},
        "roadmap-version-new": WORDING,
        "roadmap-version-change": {**WORDING, "version": "2"},
        **{f"roadmap-version-{step}": {"version": at} for step, at in steps.items()},
        "roadmap-course-new": COURSE,
        "roadmap-course-change": {**COURSE, "version": "1"},
        "roadmap-session-new": days,
        "roadmap-session-change": {**days, "version": "1"},
        "roadmap-trainer-new": NAME,
        "roadmap-trainee-new": {**NAME, "sex": "M"},
        "roadmap-trainee-change": {"sex": "F", "after": "80", "version": "1", "completed": "on"},
        "roadmap-certificate-new": {"expires_on": ""},
        "roadmap-need-new": {"subject": "documents", "officers": "3"},
        "certificate-check": {"code": "2222-2222-2222"},
    }


def api_bodies(world):
    procedure, version = (
        "roadmap/procedures/{reference}/",
        "roadmap/procedures/{reference}/versions/{number}/",
    )
    held, trainee = (
        "roadmap/trainings/sessions/{public_id}/",
        "roadmap/trainings/trainees/{public_id}/",
    )
    return {
        "roadmap/procedures/": {"title": "New", "text": "for the table", "border": "TH-MM"},
        ("PATCH", procedure): {"title": "Another"},
        f"{procedure}versions/": WORDING,
        ("PUT", version): WORDING,
        "roadmap/trainings/": COURSE,
        ("PATCH", "roadmap/trainings/{public_id}/"): {"days": 4},
        "roadmap/trainings/{public_id}/sessions/": {
            "place": "Mae Sai",
            "starts": "2026-03-01",
            "ends": "2026-03-02",
        },
        ("PATCH", held): {"place": "Mae Sot"},
        f"{held}trainers/": NAME,
        f"{held}trainees/": NAME,
        ("PATCH", trainee): {"after": 80},
        "roadmap/trainings/needs/": {"subject": "documents", "officers": 3},
        "roadmap/certificates/check/": {"code": "2222-2222-2222"},
    }
