"""E-mails that came from the officer's address: read, filed, discarded. And how many were put
aside, for the administrator."""

import uuid

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access import Capability, requires
from cases.forms.mail_forms import DiscardForm, MailForm
from cases.mailbox import account, deciding, keeping
from cases.messages import may_write
from cases.models import MailReply
from cases.problems import CaseProblem, NotAllowed
from cases.reading import Sighted
from cases.threads import Place, about_of, thread_of
from cases.views.asking import reader, reader_office


@requires(Capability.CONFIRM_MAIL)
@require_safe
def mail_replies(request: HttpRequest) -> HttpResponse:
    context = {
        "lines": deciding.waiting_for(request.user),
        "not_taken": deciding.not_taken_of(request.user),
        "forged": deciding.reported_to(request.user),
        "address": settings.MAILBOX_ADDRESS,
        "is_on": account.is_there(),
        "may_be_forged": not settings.MAILBOX_AUTHSERV_ID,
    }
    return render(request, "cases/mail_replies.html", context)


@requires(Capability.CONFIRM_MAIL)
@require_http_methods(["GET", "HEAD", "POST"])
def mail_reply(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Nothing is filed but what stands in the form, on what stands above it."""
    reply = deciding.found(public_id, request.user)
    place = deciding.place_of(reply, request.user)
    form = _form(request, reply, place)
    if form.is_bound and form.is_valid() and _filed(request, form, reply):
        messages.success(request, _("The e-mail is filed as your message."))
        kind = "case" if isinstance(place, Sighted) else "request"
        return redirect(f"{kind}-messages", reply.reference)
    if not form.is_bound:
        deciding.consult(public_id, reader(request))
    context = {
        "reply": reply,
        "about": about_of(place) if place is not None else None,
        "to_confirm": isinstance(place, Sighted) and place.to_confirm is not None,
        "form": form if place is not None and may_write(place, request.user) else None,
        "problems": form.non_field_errors() if form.is_bound else (),
    }
    return render(request, "cases/mail_reply.html", context)


def _form(request: HttpRequest, reply: MailReply, place: Place | None) -> MailForm:
    """On a request all read every message; on a case the officer may choose."""
    own = reader_office(request)
    is_full = isinstance(place, Sighted) and place.is_full
    offices = thread_of(place).offices() if place is not None and is_full else []
    return MailForm(
        request.POST or None,
        offices=[one for one in offices if one.pk != own.pk],
        initial={"text": reply.text, "language": reader(request).language},
    )


def _filed(request: HttpRequest, form: MailForm, reply: MailReply) -> bool:
    said = {**form.cleaned_data, "to": list(form.cleaned_data.get("to", ()))}
    try:
        deciding.confirm(reply, officer=reader(request), **said)
    except NotAllowed as problem:
        raise PermissionDenied(problem.message) from problem
    except CaseProblem as problem:
        form.add_error(problem.field if problem.field in form.fields else None, problem.message)
        return False
    return True


@requires(Capability.CONFIRM_MAIL)
@require_POST
def mail_reply_discard(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    reply = deciding.found(public_id, request.user)
    form = DiscardForm(request.POST)
    is_forged = form.is_valid() and form.cleaned_data["forged"]
    try:
        deciding.discard(reply, officer=reader(request), is_forged=is_forged)
    except CaseProblem as problem:
        messages.error(request, problem.message)
    else:
        reported = _("Reported: the head of your office sees that somebody wrote in your name.")
        messages.success(request, reported if is_forged else _("The e-mail is discarded."))
    return redirect("mail-replies")


@requires(Capability.RESEND_DELIVERY)
@require_safe
def mail_aside(request: HttpRequest) -> HttpResponse:
    context = {"counts": keeping.put_aside_lately(), "is_on": account.is_there()}
    return render(request, "cases/mail_aside.html", context)
