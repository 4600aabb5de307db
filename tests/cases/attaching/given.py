"""Answers that bring parts of a case, as the tests make them."""

from dataclasses import replace

from cases import (
    requestanswers,
)
from cases.attaching import Chosen
from cases.models import Proposal
from tests.cases.asking import ANSWER

OTHERS = ("Planted-src", "Src-other", "Src-victim", "Src-narrative", "Src-national", "Src-marks")


def body(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def chosen(source, *, subjects=("ຄຳ",), seizures=("Given-marks",), files=True):
    people = source.subjects.filter(name__in=subjects)
    seized = source.seizures.filter(marks__in=seizures)
    return Chosen(
        source.reference,
        [one.public_id for one in people],
        [one.public_id for one in seized],
        [source.photo.public_id] if files else [],
    )


def answered(request, officer, *parts, code="H1", **said):
    if code == "H3":
        said["handling_text"] = "Keep it"
    said = replace(ANSWER, handling_code=code, attachments=parts, **said)
    return requestanswers.answer(request, said, officer=officer)


def proposed(kind):
    return Proposal.objects.get(attachment__kind=kind)
