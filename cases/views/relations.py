"""What a case has to do with other cases."""

import uuid
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agencies.access import Capability, requires
from cases import relations
from cases.forms.desk import RelationForm
from cases.reading import find
from cases.views.asking import Question, ask, reader
from cases.views.desk import did


@requires(Capability.LOG_CASE)
@require_http_methods(["GET", "HEAD", "POST"])
def relation_new(request: HttpRequest, reference: str) -> HttpResponse:
    sighted = find(reference, request.user)
    question = Question(
        title=_("Relate it to another case"),
        lead=_(
            "Whoever sees both cases sees that they belong together. Whoever sees one of them "
            "learns nothing of the other."
        ),
        button=_("Relate them"),
        done=_("The two cases are related."),
    )

    def verb(kind: str, other: str, reason: str) -> object:
        return relations.relate(
            sighted.case, other, kind=kind, reason=reason, officer=reader(request)
        )

    return ask(request, sighted, question, RelationForm(request.POST or None), verb)


@requires(Capability.LOG_CASE)
@require_POST
def relation_remove(request: HttpRequest, reference: str, public_id: uuid.UUID) -> HttpResponse:
    sighted = find(reference, request.user)
    relation = relations.find_relation(sighted, public_id, request.user)
    verb = partial(relations.unrelate, relation, officer=reader(request))
    return did(request, reference, verb, _("The two cases are no longer related."))
