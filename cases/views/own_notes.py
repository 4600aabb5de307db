"""Notes for oneself beside a case or a request."""

import uuid
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agencies.access import Capability, requires
from cases import ownnotes, requestreading
from cases.forms.own_note_form import OwnNoteForm
from cases.models import Case, Request
from cases.reading import find
from cases.threads import Place, about_of
from cases.views.asking import reader, tried


@requires(Capability.KEEP_OWN_NOTES)
@require_http_methods(["GET", "HEAD", "POST"])
def case_own_notes(request: HttpRequest, reference: str) -> HttpResponse:
    return _notes(request, find(reference, request.user))


@requires(Capability.KEEP_OWN_NOTES)
@require_http_methods(["GET", "HEAD", "POST"])
def request_own_notes(request: HttpRequest, reference: str) -> HttpResponse:
    return _notes(request, requestreading.find(reference, request.user))


def _notes(request: HttpRequest, place: Place) -> HttpResponse:
    """All of them, and a new one."""
    about = about_of(place)
    form = OwnNoteForm(request.POST or None)
    verb = partial(ownnotes.write, about, officer=reader(request))
    if form.is_bound and form.is_valid() and tried(verb, form):
        messages.success(request, _("The note is kept. Only you read it."))
        return redirect(_address(about))
    context = {
        "reference": about.reference,
        "about": about.link,
        "notes": ownnotes.consult(place, reader(request)),
        "form": form,
    }
    return render(request, "cases/own_notes.html", context)


def _address(about: Case | Request) -> str:
    name = "case-own-notes" if isinstance(about, Case) else "request-own-notes"
    return reverse(name, args=[about.reference])


@requires(Capability.KEEP_OWN_NOTES)
@require_POST
def own_note_drop(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    _place, note = ownnotes.found(public_id, request.user)
    ownnotes.drop(note, officer=reader(request))
    messages.success(request, _("The note is deleted."))
    return redirect(_address(note.about))
