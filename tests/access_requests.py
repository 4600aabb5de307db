"""Rows of the access table about requests for information; how to read it stands in
`access_table`. Mae Sai (TH) asks Tachileik (MM) about the open case."""

from dataclasses import replace
from datetime import timedelta

from cases import operationrecords, requestanswers
from cases.attaching import Chosen
from cases.content import SubjectContent
from cases.models import RequestAttachment
from tests.cases.asking import ANSWER, asked_of, ground, phrase
from tests.factories import submitted
from tests.file_samples import arrived

API = """
GET    requests/                           -         401  200  200  200  200  200  200  200  200  200  200  403  403  403  200  200  200
POST   requests/                           -         401  201  201  201  201  201  201  201  201  201  201  403  403  403  403  400  201
GET    requests/{public_id}/               rq-sent   401  404  404  200  200  404  404  200  200  200  200  403  403  403  200  200  404
POST   requests/{public_id}/acknowledge/   rq-sent   401  404  404  200  200  404  404  403  403  403  403  403  403  403  403  403  404
POST   requests/{public_id}/clarify/       rq-sent   401  404  404  200  200  404  404  403  403  403  403  403  403  403  403  403  404
POST   requests/{public_id}/clarified/     rq-asked  401  404  404  403  403  404  404  200  200  403  403  403  403  403  403  200  404
POST   requests/{public_id}/answer/        rq-sent   401  404  404  200  200  404  404  403  403  403  403  403  403  403  403  403  404
POST   requests/{public_id}/extend/        rq-sent   401  404  404  200  200  404  404  403  403  403  403  403  403  403  403  403  404
POST   requests/{public_id}/refuse/        rq-sent   401  404  404  200  200  404  404  403  403  403  403  403  403  403  403  403  404
POST   requests/{public_id}/forward/       rq-sent   401  404  404  200  200  404  404  403  403  403  403  403  403  403  403  403  404
GET    requests/{public_id}/attachments/{attachment}/content/ rq-file 401 404 404 200 200 404 404 200 200 200 200 403 403 403 200 200 404
POST   requests/{public_id}/attachments/{attachment}/take-back/ rq-file 401 404 404 200 200 404 404 403 403 403 403 403 403 403 403 403 404
POST   requests/{public_id}/withdraw/      rq-sent   401  404  404  403  403  404  404  200  200  403  403  403  403  403  403  200  404
POST   requests/{public_id}/reopen/        rq-done   401  404  404  403  403  404  404  200  200  403  403  403  403  403  403  200  404
POST   requests/{public_id}/result/        rq-done   401  404  404  403  403  404  404  200  200  403  403  403  403  403  403  200  404
POST   requests/{public_id}/steps/{step}/confirm/ rq-step 401 404 404 200 200  404  404  200  200  200  200  403  403  403  200  200  404
"""

PAGES = """
GET  request-list        -         in  200  200  200  200  200  200  200  200  200  200  403  403  403   in   in  200
GET  request-new         -         in  200  200  200  200  200  200  200  200  200  200  403  403  403   in   in  200
POST request-new         -         in  302  302  302  302  302  302  302  302  302  302  403  403  403   in   in  302
GET  request-detail      rq-sent   in  404  404  200  200  404  404  200  200  200  200  403  403  403   in   in  404
POST request-acknowledge rq-sent   in  404  404  302  302  404  404  403  403  403  403  403  403  403   in   in  404
GET  request-clarify     rq-sent   in  404  404  200  200  404  404  403  403  403  403  403  403  403   in   in  404
POST request-clarify     rq-sent   in  404  404  302  302  404  404  403  403  403  403  403  403  403   in   in  404
GET  request-answer      rq-sent   in  404  404  200  200  404  404  403  403  403  403  403  403  403   in   in  404
POST request-answer      rq-sent   in  404  404  302  302  404  404  403  403  403  403  403  403  403   in   in  404
GET  request-extend      rq-sent   in  404  404  200  200  404  404  403  403  403  403  403  403  403   in   in  404
POST request-extend      rq-sent   in  404  404  302  302  404  404  403  403  403  403  403  403  403   in   in  404
GET  request-refuse      rq-sent   in  404  404  200  200  404  404  403  403  403  403  403  403  403   in   in  404
POST request-refuse      rq-sent   in  404  404  302  302  404  404  403  403  403  403  403  403  403   in   in  404
GET  request-forward     rq-sent   in  404  404  200  200  404  404  403  403  403  403  403  403  403   in   in  404
POST request-forward     rq-sent   in  404  404  302  302  404  404  403  403  403  403  403  403  403   in   in  404
GET  request-clarified   rq-asked  in  404  404  403  403  404  404  200  200  403  403  403  403  403   in   in  404
POST request-clarified   rq-asked  in  404  404  403  403  404  404  302  302  403  403  403  403  403   in   in  404
GET  request-withdraw    rq-sent   in  404  404  403  403  404  404  200  200  403  403  403  403  403   in   in  404
POST request-withdraw    rq-sent   in  404  404  403  403  404  404  302  302  403  403  403  403  403   in   in  404
GET  request-reopen      rq-done   in  404  404  403  403  404  404  200  200  403  403  403  403  403   in   in  404
POST request-reopen      rq-done   in  404  404  403  403  404  404  302  302  403  403  403  403  403   in   in  404
GET  request-result      rq-done   in  404  404  403  403  404  404  200  200  403  403  403  403  403   in   in  404
POST request-result      rq-done   in  404  404  403  403  404  404  302  302  403  403  403  403  403   in   in  404
GET  request-attachment-content   rq-file in 404 404 200 200 404 404 200 200 200 200 403 403 403   in   in  404
GET  request-attachment-take-back rq-file in 404 404 200 200 404 404 403 403 403 403 403 403 403   in   in  404
POST request-attachment-take-back rq-file in 404 404 302 302 404 404 403 403 403 403 403 403 403   in   in  404
POST request-confirm     rq-step   in  404  404  302  302  404  404  302  302  302  302  403  403  403   in   in  404
"""


def make(world):
    """One that was sent, one about which they asked back, one that was answered."""
    phrase(), ground()
    made = [
        asked_of([world.tcl], world.cast.somchai, case=world.open, question="Whose?")[0]
        for _ in range(3)
    ]
    world.requests = dict(zip(("rq-sent", "rq-asked", "rq-done"), made, strict=True))
    thida = world.cast.thida
    requestanswers.clarify(made[1], officer=thida, text="Which one?")
    sealed = type(ANSWER)(ANSWER.text, "H3", "Planted-H3-answer", "A", "1")
    requestanswers.answer(made[2], sealed, officer=thida)
    world.answer_step = made[2].steps.last()
    give(world)
    reference = made[0].reference
    by = {"officer": world.cast.somchai, "office": world.msi}
    operationrecords.attach(world.op, reference, **by)


def give(world):
    """Tachileik answers another one with a file of its own case."""
    thida = world.cast.thida
    man = SubjectContent(name="Given-man")
    own = submitted(world, thida, title="Given", narrative="Given", subjects=(man,))
    file = arrived(own, thida, "Given.jpg")
    (asked,) = asked_of([world.tcl], world.cast.somchai, question="With a picture?")
    parts = [Chosen(own.reference, files=[file.public_id])]
    requestanswers.answer(asked, replace(ANSWER, attachments=parts), officer=thida)
    world.attachment = RequestAttachment.objects.get()


def arguments(world):
    done = world.requests["rq-done"]
    return {
        **{name: {"public_id": one.public_id} for name, one in world.requests.items()},
        "rq-step": {"public_id": done.public_id, "step": world.answer_step.public_id},
        "op-rq": {
            "reference": world.op.reference,
            "asked": world.requests["rq-sent"].public_id,
        },
        "rq-file": {
            "public_id": world.attachment.step.request.public_id,
            "attachment": world.attachment.public_id,
        },
    }


def page_arguments(world):
    """Pages are addressed by the reference."""
    done = world.requests["rq-done"]
    return {
        **{name: {"reference": one.reference} for name, one in world.requests.items()},
        "rq-step": {"reference": done.reference, "public_id": world.answer_step.public_id},
        "op-rq": {
            "reference": world.op.reference,
            "asked": world.requests["rq-sent"].reference,
        },
        "rq-file": {
            "reference": world.attachment.step.request.reference,
            "public_id": world.attachment.public_id,
        },
    }


def page_bodies(world):
    said, why = {"text": "for the table"}, {"reason": "for the table"}
    later = world.requests["rq-sent"].due_at + timedelta(hours=1)
    return {
        "request-new": {
            "other": "LA-NCD",
            "urgency": "routine",
            "question": "Who is he?",
            "purpose": "for the table",
            "legal_basis": "the MoU",
        },
        "request-clarify": said,
        "request-clarified": said,
        "request-answer": {
            **said,
            "handling_code": "H0",
            "source_evaluation": "A",
            "information_evaluation": "1",
        },
        "request-extend": {**why, "due_at": f"{later:%d/%m/%Y %H:%M}"},
        "request-refuse": {"ground": "NOINFO", "reason": ""},
        "request-forward": {**why, "office": "MM-NCD"},
        "request-withdraw": why,
        "request-reopen": why,
        "request-result": said,
        "request-attachment-take-back": why,
    }


def api_bodies(world):
    one = "requests/{public_id}/"
    said, why = {"text": "for the table"}, {"reason": "for the table"}
    later = (world.requests["rq-sent"].due_at + timedelta(hours=1)).isoformat()
    return {
        "requests/": {
            "to_office": "LA-NCD",
            "urgency": "routine",
            "question": "Who is he?",
            "purpose": "for the table",
            "legal_basis": "the MoU",
        },
        f"{one}clarify/": said,
        f"{one}clarified/": said,
        f"{one}answer/": {
            **said,
            "handling_code": "H0",
            "source_evaluation": "A",
            "information_evaluation": "1",
        },
        f"{one}extend/": {**why, "due_at": later},
        f"{one}refuse/": {"ground": "NOINFO"},
        f"{one}forward/": {**why, "office": "MM-NCD"},
        f"{one}withdraw/": why,
        f"{one}reopen/": why,
        f"{one}result/": said,
        f"{one}attachments/{{attachment}}/take-back/": why,
    }
