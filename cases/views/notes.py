"""The notes of the own country beside a case."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies.access import Capability, requires
from cases import notes
from cases.forms.verbs import NoteForm
from cases.reading import find
from cases.views.asking import Question, ask, only_full_readers, reader


@requires(Capability.WRITE_NOTE)
@require_http_methods(["GET", "HEAD", "POST"])
def case_note(request: HttpRequest, reference: str) -> HttpResponse:
    sighted = find(reference, request.user)
    only_full_readers(sighted)
    question = Question(
        title=_("A note for %(country)s alone") % {"country": reader(request).country},
        lead=_(
            "Officers of your country who see the full case read it. No other country does, "
            "whoever logged the case."
        ),
        button=_("Add the note"),
        done=_("The note was added."),
    )
    verb = partial(notes.write_note, sighted.case, officer=reader(request))
    return ask(request, sighted, question, NoteForm(request.POST or None), verb)
