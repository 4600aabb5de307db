"""What the form does while somebody types: it saves itself and suggests places."""

import re
import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access import Capability, requires
from cases import drafts
from cases.forms.raw import TooMuch, stored
from cases.forms.sheet import address_of
from cases.places import suggestions
from cases.views.asking import reader
from cases.views.holding import case_of, keeps_typing

PLACE_BOX = re.compile(r"[a-z0-9-]{1,40}")
LONGEST = 200


@requires(Capability.LOG_CASE)
@keeps_typing
@require_http_methods(["GET", "HEAD", "POST"])
def draft_save(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Keep the fields as they are. Asked with GET (after signing in again), go on with them."""
    officer = reader(request)
    if request.method != "POST":
        draft = drafts.find(officer, key)
        if draft is None:
            raise Http404
        return redirect(address_of(draft))
    if request.POST.get("do") == "drop":
        drafts.drop(officer, key)
        return redirect("case-new")
    try:
        fields = stored(request.POST)
    except TooMuch:
        return HttpResponse(_("Not saved: this is more than a form can hold."), status=413)
    case = case_of(request.POST.get("reference", ""), officer)
    drafts.keep(officer, key, fields, case=case)
    return HttpResponse(_("Saved %(time)s") % {"time": f"{timezone.localtime():%H:%M:%S}"})


@requires(Capability.LOG_CASE)
@require_safe
def place_suggest(request: HttpRequest) -> HttpResponse:
    """Places for the text in the box called `name`, as choices under it."""
    name = request.GET.get("name", "place")
    if PLACE_BOX.fullmatch(name) is None:
        raise Http404
    text = request.GET.get(name, "")[:LONGEST]
    choices = {"name": name, "asked": text, "spots": suggestions(text, reader(request)), "pick": ""}
    return render(request, "cases/form/_choices.html", choices)
