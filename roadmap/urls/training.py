"""Courses, sessions, trainees, needs and certificates."""

from django.urls import URLPattern, URLResolver, path

from roadmap.views import certificates, training

ALL = "roadmap/training/"
COURSE = f"{ALL}<uuid:public_id>/"
SESSION = f"{ALL}sessions/<uuid:public_id>/"
TRAINEE = f"{ALL}trainees/<uuid:public_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(ALL, training.training_home, name="roadmap-training"),
    path(f"{ALL}new/", training.course_new, name="roadmap-course-new"),
    path(f"{ALL}needs/new/", training.need_new, name="roadmap-need-new"),
    path(COURSE, training.course_detail, name="roadmap-course"),
    path(f"{COURSE}change/", training.course_change, name="roadmap-course-change"),
    path(f"{COURSE}sessions/new/", training.session_new, name="roadmap-session-new"),
    path(SESSION, training.session_detail, name="roadmap-session"),
    path(f"{SESSION}change/", training.session_change, name="roadmap-session-change"),
    path(f"{SESSION}trainers/new/", training.trainer_new, name="roadmap-trainer-new"),
    path(
        f"{SESSION}trainers/<uuid:trainer>/remove/",
        training.trainer_remove,
        name="roadmap-trainer-remove",
    ),
    path(f"{SESSION}trainees/new/", training.trainee_new, name="roadmap-trainee-new"),
    path(f"{TRAINEE}change/", training.trainee_change, name="roadmap-trainee-change"),
    path(f"{TRAINEE}certificate/", certificates.certificate_new, name="roadmap-certificate-new"),
    path(f"{TRAINEE}certificate.pdf", certificates.certificate_pdf, name="roadmap-certificate-pdf"),
    path("certificates/", certificates.certificate_check, name="certificate-check"),
]
