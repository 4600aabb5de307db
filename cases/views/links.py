"""Linking two subjects of a case, and taking a link away."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from agencies.access import Capability, requires
from cases import links
from cases.forms.verbs import LinkForm
from cases.models import Link
from cases.reading import find
from cases.subjectpage import known_as
from cases.views.asking import Question, ask, only_originators, reader
from cases.views.parts import Undoing, bring_back, take_off


@requires(Capability.LOG_CASE)
@require_http_methods(["GET", "HEAD", "POST"])
def link_new(request: HttpRequest, reference: str) -> HttpResponse:
    sighted = find(reference, request.user)
    only_originators(sighted)
    ends = {str(subject.public_id): subject for subject in sighted.subjects}
    question = Question(
        title=_("Link two of them"),
        lead=_("Read it as a sentence: the first one, what it does, the second one."),
        button=_("Add the link"),
        done=_("The link is added."),
    )

    def verb(source: str, kind: str, target: str, note: str) -> object:
        return links.add_link(
            sighted.case, ends[source], ends[target], kind=kind, note=note, officer=reader(request)
        )

    choices = [(pk, f"{known_as(one)} ({one.get_kind_display()})") for pk, one in ends.items()]
    form = LinkForm(request.POST or None, ends=choices)
    return ask(request, sighted, question, form, verb)


_UNDOING = Undoing(
    links.LINKS,
    links.links_of,
    gettext_lazy("The link is taken away."),
    restore="link-restore",
    undo="?link={}#links-removed",
    may=only_originators,
)


@requires(Capability.LOG_CASE)
@require_POST
def link_remove(request: HttpRequest, reference: str, public_id: uuid.UUID) -> HttpResponse:
    return take_off(request, reference, public_id, _UNDOING)


@requires(Capability.LOG_CASE)
@require_POST
def link_restore(request: HttpRequest, reference: str, public_id: uuid.UUID) -> HttpResponse:
    def said(_link: Link) -> str:
        return _("The link is back on the case.")

    return bring_back(request, reference, public_id, _UNDOING, said)
