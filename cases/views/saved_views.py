"""Saved views of the case list: look at them, save one, remove one."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access import Capability, requires
from cases import savedviews
from cases.forms.saved_view import SavedViewForm
from cases.problems import CaseProblem
from cases.views.asking import reader


@requires(Capability.READ_CASES)
@require_safe
def saved_views(request: HttpRequest) -> HttpResponse:
    context = {"views": savedviews.views_of(request.user)}
    return render(request, "cases/saved_views.html", context)


@requires(Capability.SAVE_VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def saved_view_new(request: HttpRequest) -> HttpResponse:
    """The filters stand in the address, as they do on the list."""
    form = SavedViewForm(request.POST or None)
    if form.is_bound and form.is_valid() and _saved(request, form):
        messages.success(request, _("The view is saved."))
        return redirect("saved-views")
    context = {"form": form, "back": request.GET.urlencode()}
    return render(request, "cases/saved_view_new.html", context)


def _saved(request: HttpRequest, form: SavedViewForm) -> bool:
    try:
        savedviews.save_view(reader(request), query=request.GET, **form.cleaned_data)
    except CaseProblem as problem:
        form.add_error(problem.field if problem.field in form.fields else None, problem.message)
        return False
    return True


@requires(Capability.SAVE_VIEW)
@require_POST
def saved_view_drop(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    savedviews.drop_view(savedviews.find_view(request.user, public_id))
    messages.success(request, _("The view is removed."))
    return redirect("saved-views")
