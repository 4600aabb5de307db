"""Certificates: issued and printed by coordinators, checked by anybody who holds the code."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access import Capability, requires
from audit.context import origin
from cases.filedelivery import handed_over
from cases.views.asking import Question, reader
from cases.views.bycode import TOO_MANY_TRIES, too_many
from cases.views.questions import About, put
from roadmap import certificates
from roadmap.forms.training import CertificateForm, CheckForm
from roadmap.training import find_trainee
from roadmap.views.asking import only_keepers


@requires(Capability.KEEP_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def certificate_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    trainee = find_trainee(public_id, request.user)
    only_keepers(request, trainee.session.country_id)
    question = Question(
        title=_("Issue the certificate"),
        lead=trainee.written_name,
        button=_("Issue the certificate"),
        done=_("The certificate is issued."),
    )
    form = CertificateForm(request.POST if request.method == "POST" else None)

    def verb(**said: object) -> None:
        certificates.issue(trainee, officer=reader(request), **said)  # type: ignore[arg-type]

    session = trainee.session
    return put(request, About(str(session), session.link), question, form, verb)


@requires(Capability.READ_ROADMAP)
@require_safe
def certificate_pdf(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    trainee = find_trainee(public_id, request.user)
    return handed_over(certificates.take(trainee, request.user))


@requires(Capability.PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def certificate_check(request: HttpRequest) -> HttpResponse:
    """Whoever holds the code learns that it is good, for which course, and until when."""
    form = CheckForm(request.POST or None)
    found = None
    if form.is_bound and form.is_valid():
        found = certificates.check(**form.cleaned_data, source=origin().source)
        if found.wait:
            form.add_error(None, too_many(found.wait))
    wait = found.wait if found is not None else 0
    context = {"form": form, "found": None if wait else found}
    answer = render(
        request, "roadmap/certificates.html", context, status=TOO_MANY_TRIES if wait else 200
    )
    answer["Cache-Control"] = "no-store"
    if wait:
        answer["Retry-After"] = str(wait)
    return answer
