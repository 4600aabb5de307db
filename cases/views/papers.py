"""Forms on paper: printed empty, keyed in later."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access import Capability, requires
from cases import papers
from cases.exports.paperform import printed
from cases.filedelivery import handed_over
from cases.forms.paper_forms import KeyInForm, PrintForm
from cases.models import PaperForm
from cases.problems import CaseProblem
from cases.views.asking import reader, reader_office


@requires(Capability.LOG_CASE)
@require_http_methods(["GET", "HEAD", "POST"])
def paper_print(request: HttpRequest) -> HttpResponseBase:
    """Empty forms for the own office; each printing reserves new numbers."""
    officer, office = reader(request), reader_office(request)
    form = PrintForm(request.POST or None, initial={"language": get_language() or "en"})
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        forms = papers.reserve(said["count"], officer=officer, office=office)
        return handed_over(printed(forms, office, said["language"]))
    context = {"form": form, "papers": papers.unused_of(officer), "office": office}
    return render(request, "cases/paper_print.html", context)


@requires(Capability.LOG_CASE)
@require_safe
def paper_again(request: HttpRequest, reference: str) -> HttpResponseBase:
    """The same empty form once more: the sheet was spoilt or lost."""
    officer = reader(request)
    forms = list(PaperForm.objects.visible_to(officer).unused().filter(number=reference))
    if not forms:
        raise Http404
    papers.printed_again(forms, officer)
    return handed_over(printed(forms, reader_office(request), get_language() or "en"))


@requires(Capability.LOG_CASE)
@require_http_methods(["GET", "HEAD", "POST"])
def paper_key_in(request: HttpRequest) -> HttpResponse:
    """Number and check code first; then the form of a new case, which gets that number."""
    form = KeyInForm(request.POST or None)
    paper = _found(request, form) if form.is_bound and form.is_valid() else None
    if paper is None:
        return render(request, "cases/paper_key_in.html", {"form": form})
    messages.info(
        request,
        _("You key in the form %(ref)s. Give the time when it happened, not the time now.")
        % {"ref": paper.number},
    )
    return redirect(f"{reverse('case-new')}?draft={paper.draft_key}")


def _found(request: HttpRequest, form: KeyInForm) -> PaperForm | None:
    try:
        return papers.to_key_in(form.cleaned_data["paper_form"], request.user)
    except CaseProblem as problem:
        form.add_error("paper_form", problem.message)
        return None
