"""Joint cases: asking another office to be originator too, and answering."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agencies.access import Capability, requires, works_for
from cases import joint
from cases.forms.joint import InviteForm
from cases.forms.verbs import ReasonForm
from cases.reading import Sighted, find
from cases.seen import version_of
from cases.views.asking import Question, ask, only_originators, reader, seen_sharing
from cases.views.desk import did


@requires(Capability.SHARE_CASE)
@require_http_methods(["GET", "HEAD", "POST"])
def joint_invite(request: HttpRequest, reference: str) -> HttpResponse:
    sighted = find(reference, request.user)
    only_originators(sighted)
    offices = {one.code: one for one in joint.offices_to_ask(sighted.case)}
    question = Question(
        title=_("Make it a joint case"),
        lead=_(
            "The office you ask gets the same rights as yours: it edits, shares, recalls from "
            "others and closes. Neither of you can take the case from the other. Each country "
            "keeps its own notes and national files."
        ),
        button=_("Ask the office"),
        done=_("The office was asked. It answers on the page of the case."),
    )

    def verb(office: str, reason: str) -> object:
        return joint.invite(sighted.case, offices[office], reason=reason, officer=reader(request))

    form = InviteForm(request.POST or None, offices=list(offices.values()))
    return ask(request, sighted, question, form, verb)


@requires(Capability.SHARE_CASE)
@require_POST
def joint_accept(request: HttpRequest, reference: str) -> HttpResponse:
    verb = partial(joint.accept, find(reference, request.user).case, officer=reader(request))
    return did(request, reference, verb, _("Your office is originator of this case too."))


@requires(Capability.SHARE_CASE)
@require_http_methods(["GET", "HEAD", "POST"])
def joint_decline(request: HttpRequest, reference: str) -> HttpResponse:
    sighted = find(reference, request.user)
    _only_who_was_asked(request, sighted)
    question = Question(
        title=_("Do not become originator"),
        lead=_("The office that logged the case is told. You go on seeing what you see."),
        button=_("Decline"),
        done=_("The office that logged the case was told."),
    )
    verb = partial(joint.decline, sighted.case, officer=reader(request))
    return ask(request, sighted, question, ReasonForm(request.POST or None), verb)


@requires(Capability.SHARE_CASE)
@require_POST
def joint_take_back(request: HttpRequest, reference: str) -> HttpResponse:
    verb = partial(joint.take_back, find(reference, request.user).case, officer=reader(request))
    return did(request, reference, verb, _("The office is no longer asked."))


@requires(Capability.SHARE_CASE)
@require_http_methods(["GET", "HEAD", "POST"])
def joint_step_back(request: HttpRequest, reference: str) -> HttpResponse:
    sighted = find(reference, request.user)
    office = joint.partner_office(sighted.case)
    if office is None or not works_for(request.user, office):
        raise PermissionDenied(_("Only the office that was invited can step back."))
    question = Question(
        title=_("Step back from the joint case"),
        lead=_("Your country goes on reading the case in full; the other office alone decides."),
        button=_("Step back"),
        done=_("Your office is no longer originator of this case."),
        is_grave=True,
        seen=str(version_of(sighted.case)),
    )
    read = seen_sharing(request)
    verb = partial(joint.step_back, sighted.case, officer=reader(request), seen=read)
    return ask(request, sighted, question, ReasonForm(request.POST or None), verb)


def _only_who_was_asked(request: HttpRequest, sighted: Sighted) -> None:
    invite = joint.invitation_of(sighted, request.user)
    if invite is None or not works_for(request.user, invite.office):
        raise PermissionDenied(_("Your office is not asked to become an originator of this case."))
