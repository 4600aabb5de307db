"""Editions of the Roadmap, and the words of their items."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access import Capability, requires
from agencies.problems import NotAllowed, WrongState
from cases.views.asking import Question, reader
from cases.views.questions import About, done_at_once, put, unless_stale
from roadmap import editions as keeping
from roadmap import items
from roadmap.commitments import find_item
from roadmap.editions import (
    AdoptionContent,
    EditionContent,
    MappingContent,
    find_edition,
    find_mapping,
)
from roadmap.forms.edition_forms import (
    AdoptionForm,
    BodyForm,
    EditionForm,
    ItemsForm,
    MappingForm,
    WordingForm,
)
from roadmap.items import Wording, wording_of
from roadmap.keepers import is_lead, must_lead
from roadmap.models import Body, Edition, ItemMapping
from roadmap.sections import sections_for


@requires(Capability.READ_ROADMAP)
@require_safe
def editions(request: HttpRequest) -> HttpResponse:
    context = {
        "editions": Edition.objects.prefetch_related("items"),
        "bodies": Body.objects.all(),
        "may_lead": is_lead(request.user),
        "sections": sections_for(request, "roadmap-editions"),
    }
    return render(request, "roadmap/editions.html", context)


@requires(Capability.READ_ROADMAP)
@require_safe
def edition(request: HttpRequest, year: int) -> HttpResponse:
    found = find_edition(year)
    context = {
        "edition": found,
        "adoptions": found.adoptions.select_related("body"),
        "mappings": ItemMapping.objects.into(found).to_show(),
        "may_lead": is_lead(request.user),
        "sections": sections_for(request, "roadmap-editions"),
    }
    return render(request, "roadmap/edition.html", context)


@requires(Capability.KEEP_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def item_wording(request: HttpRequest, year: int, number: int) -> HttpResponse:
    found = find_item(year, number)
    only_lead(request)
    question = Question(
        title=_("Official words: item %(item)s") % {"item": found.reference},
        lead=_("Paste the title and the text as they were adopted. What stands now is kept."),
        button=_("Save the official words"),
        done=_("The official words are saved."),
    )
    stands = vars(wording_of(found)) if not found.is_working_title else {}
    form = WordingForm(request.POST or None, initial={**stands, "version": found.version})

    def verb(version: int | None, **said: Any) -> None:
        write = partial(items.put_wording, found, Wording(**said), officer=reader(request))
        unless_stale(request, form, write, version, lambda: find_item(year, number).title)

    return put(request, About(found.reference, found.link), question, form, verb)


@requires(Capability.KEEP_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def edition_new(request: HttpRequest) -> HttpResponse:
    only_lead(request)
    question = Question(
        title=_("Add an edition"),
        lead=_("A text that was adopted. Its items are joined with the earlier ones afterwards."),
        button=_("Add the edition"),
        done=_("The edition is added."),
    )

    def verb(items: str, **said: Any) -> None:
        content = EditionContent(**said)
        keeping.add_edition(content, items.splitlines(), officer=reader(request))

    return put(request, _all(), question, EditionForm(request.POST or None), verb)


@requires(Capability.KEEP_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def items_new(request: HttpRequest, year: int) -> HttpResponse:
    found = find_edition(year)
    only_lead(request)
    question = Question(
        title=_("Add items"),
        lead=_("They come after those that the edition has."),
        button=_("Add the items"),
        done=_("The items are added."),
    )

    def verb(items: str) -> None:
        keeping.add_items(found, items.splitlines(), officer=reader(request))

    return put(request, _one(found), question, ItemsForm(request.POST or None), verb)


@requires(Capability.KEEP_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def body_new(request: HttpRequest) -> HttpResponse:
    only_lead(request)
    question = Question(
        title=_("Add a body"),
        lead=_("A body that deals with the Roadmap."),
        button=_("Add the body"),
        done=_("The body is added."),
    )
    verb = partial(keeping.add_body, officer=reader(request))
    return put(request, _all(), question, BodyForm(request.POST or None), verb)


@requires(Capability.KEEP_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def adoption_new(request: HttpRequest, year: int) -> HttpResponse:
    found = find_edition(year)
    only_lead(request)
    question = Question(
        title=_("Add to the adoption trail"),
        lead=_("What a body said of this edition. It stands for good."),
        button=_("Add it"),
        done=_("The adoption trail is longer by one."),
    )

    def verb(**said: Any) -> None:
        keeping.add_adoption(found, AdoptionContent(**said), officer=reader(request))

    return put(request, _one(found), question, AdoptionForm(request.POST or None), verb)


@requires(Capability.KEEP_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def mapping_new(request: HttpRequest, year: int) -> HttpResponse:
    found = find_edition(year)
    only_lead(request)
    question = Question(
        title=_("Join with an earlier item"),
        lead=_("What became of an item of an earlier edition in this one."),
        button=_("Join them"),
        done=_("The items are joined."),
    )

    def verb(**said: Any) -> None:
        keeping.map_item(found, MappingContent(**said), officer=reader(request))

    return put(
        request, _one(found), question, MappingForm(request.POST or None, edition=found), verb
    )


@requires(Capability.KEEP_ROADMAP)
@require_POST
def mapping_remove(request: HttpRequest, year: int, public_id: UUID) -> HttpResponse:
    found = find_edition(year)
    only_lead(request)
    mapping = find_mapping(found, public_id)
    verb = partial(keeping.unmap_item, mapping, officer=reader(request))
    return done_at_once(request, found.link, verb, _("The items are joined no more."))


@requires(Capability.KEEP_ROADMAP)
@require_POST
def edition_remove(request: HttpRequest, year: int) -> HttpResponse:
    found = find_edition(year)
    only_lead(request)
    try:
        keeping.remove_edition(found, officer=reader(request))
    except WrongState as problem:
        messages.error(request, problem.message)
        return redirect(found.link)
    messages.success(request, _("The edition is removed."))
    return redirect("roadmap-editions")


def _all() -> About:
    return About(_("Editions"), reverse("roadmap-editions"))


def _one(edition: Edition) -> About:
    return About(str(edition), edition.link)


def only_lead(request: HttpRequest) -> None:
    """In reach, but the lead shepherd's: 403 before the page asks anything."""
    try:
        must_lead(request.user)
    except NotAllowed as problem:
        raise PermissionDenied(problem.message) from problem
