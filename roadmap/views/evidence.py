"""Files as evidence on the page of a commitment: add, open, take off."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access import Capability, requires
from cases.filedelivery import attachment, part_of
from cases.files.ranges import OutOfRange
from cases.problems import CaseProblem
from cases.views.asking import Question, reader
from cases.views.questions import About, put
from roadmap import evidence
from roadmap.commitments import find_commitment
from roadmap.evidence import Announced, find_evidence
from roadmap.forms.evidence_forms import EvidenceForm, StrikeForm
from roadmap.models import Commitment
from roadmap.views.asking import only_keepers


@requires(Capability.KEEP_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def evidence_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = find_commitment(public_id, request.user)
    only_keepers(request, found.country_id)
    question = Question(
        title=_("Add a file"),
        lead=_("What shows that it is done. It is checked first, which takes a minute."),
        button=_("Add the file"),
        done=_("The file has arrived and is being checked."),
    )
    form = EvidenceForm(request.POST or None, request.FILES or None)

    def verb(file: Any, **said: Any) -> None:
        announced = Announced(name=file.name, size=file.size, **said)
        evidence.add_whole(found, announced, file.chunks(), officer=reader(request))

    template = "roadmap/evidence_new.html"
    return put(request, _about(found), question, form, verb, template=template)


@requires(Capability.READ_ROADMAP)
@require_safe
def evidence_content(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """The file as an attachment: the copy without metadata."""
    file = find_evidence(public_id, request.user)
    verb = evidence.look_at if request.method == "HEAD" else evidence.open_content
    try:
        return attachment(verb(file, request.user, part_of(request)))
    except OutOfRange as problem:
        return HttpResponse(problem.message, status=problem.status, headers=problem.headers)
    except CaseProblem as problem:
        messages.error(request, problem.message)
        return redirect(file.commitment.link)


@requires(Capability.KEEP_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def evidence_strike(request: HttpRequest, public_id: UUID) -> HttpResponse:
    file = find_evidence(public_id, request.user)
    only_keepers(request, file.country_id)
    commitment = find_commitment(file.commitment.public_id, request.user)
    question = Question(
        title=_("Take off: %(file)s") % {"file": file.name},
        lead=_("It stays in the record with your reason, and counts as evidence no more."),
        button=_("Take the file off"),
        done=_("The file is taken off."),
        is_grave=True,
    )
    verb = partial(evidence.strike, file, officer=reader(request))
    return put(request, _about(commitment), question, StrikeForm(request.POST or None), verb)


def _about(commitment: Commitment) -> About:
    return About(f"{commitment.country} · {commitment.item.reference}", commitment.link)
