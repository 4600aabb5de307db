"""Pages of the coordinators' channel."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access import Capability, requires
from cases.views.asking import Question, reader
from cases.views.questions import About, put
from roadmap import threads
from roadmap.forms.thread_forms import (
    AnswerForm,
    LineForm,
    ProposalForm,
    ThreadChoiceForm,
    ThreadForm,
    WithdrawalForm,
)
from roadmap.items import item_named
from roadmap.keepers import kept_by
from roadmap.models import Thread
from roadmap.sections import sections_for
from roadmap.threadpage import ThreadPage, listed
from roadmap.threads import find_decision, find_thread, may_decide, may_write

ROWS = 100


@requires(Capability.READ_CHANNEL)
@require_safe
def thread_list(request: HttpRequest) -> HttpResponse:
    form = ThreadChoiceForm(request.GET)
    rows = Thread.objects.visible_to(request.user).to_show().newest_first()
    said = form.cleaned_data if form.is_valid() else {}
    if item := said.get("item"):
        rows = rows.filter(item=item)
    found = listed(rows[: ROWS + 1], request.user) if said else []
    context = {
        "form": form,
        "lines": [line for line in found[:ROWS] if line.waits or not said["waiting"]],
        "is_cut": len(found) > ROWS,
        "may_write": may_write(request.user),
        "sections": sections_for(request, "roadmap-threads"),
    }
    return render(request, "roadmap/threads.html", context)


@requires(Capability.READ_CHANNEL)
@require_safe
def thread(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = find_thread(public_id, request.user)
    context = {
        "page": ThreadPage(found, request.user),
        "thread": found,
        "form": LineForm(),
        "sections": sections_for(request, "roadmap-threads"),
    }
    return render(request, "roadmap/thread.html", context)


@requires(Capability.KEEP_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def thread_say(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Its form stands on the page of the thread; here it comes back with what was refused."""
    found = find_thread(public_id, request.user)
    _only_writers(request)
    question = Question(
        title=_("Write a message"),
        lead=found.title,
        button=_("Send"),
        done=_("Your message stands in the thread."),
    )

    def verb(text: str) -> None:
        threads.say(found, text=text, officer=reader(request))

    return put(request, _about(found), question, LineForm(request.POST or None), verb)


@requires(Capability.KEEP_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def thread_new(request: HttpRequest) -> HttpResponse:
    _only_writers(request)
    question = Question(
        title=_("Open a thread"),
        lead=_("The coordinators of all member states read it and are told."),
        button=_("Open the thread"),
        done=_("The thread is open."),
    )
    item = item_named(request.GET.get("item", ""))
    form = ThreadForm(request.POST or None, initial={"item": item})

    def verb(**said: Any) -> None:
        threads.open_thread(**said, officer=reader(request))

    about = About(item.reference, item.link) if item is not None else _all_threads()
    return put(request, about, question, form, verb)


@requires(Capability.KEEP_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def thread_propose(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = find_thread(public_id, request.user)
    _only_deciders(request)
    question = Question(
        title=_("Propose a decision"),
        lead=_("Each country that is asked agrees, or objects and says why."),
        button=_("Propose it"),
        done=_("The decision is proposed. The others are told."),
    )

    def verb(text: str, asked: Any) -> None:
        codes = [country.pk for country in asked]
        threads.propose(found, text=text, asked=codes, officer=reader(request))

    return put(request, _about(found), question, ProposalForm(request.POST or None), verb)


@requires(Capability.KEEP_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def decision_answer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = find_decision(public_id, request.user)
    _only_deciders(request)
    if kept_by(request.user) not in found.line.asked:
        raise PermissionDenied(_("Your country is not asked."))
    question = Question(
        title=_("Answer for your country"),
        lead=found.line.text,
        button=_("Answer"),
        done=_("Your country's answer is saved."),
    )

    def verb(says: str, text: str) -> None:
        threads.answer(found, says=says, text=text, officer=reader(request))

    form = AnswerForm(request.POST or None)
    return put(request, _about(found.line.thread), question, form, verb)


@requires(Capability.KEEP_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def decision_withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = find_decision(public_id, request.user)
    _only_deciders(request)
    if kept_by(request.user) != found.line.country_id:
        raise PermissionDenied(_("The country that proposed it withdraws it."))
    question = Question(
        title=_("Withdraw the proposal"),
        lead=found.line.text,
        button=_("Withdraw it"),
        done=_("The proposal is withdrawn."),
    )

    def verb(text: str) -> None:
        threads.withdraw(found, text=text, officer=reader(request))

    form = WithdrawalForm(request.POST or None)
    return put(request, _about(found.line.thread), question, form, verb)


def _about(found: Thread) -> About:
    return About(found.item.reference, found.link)


def _all_threads() -> About:
    return About(_("Threads"), reverse("roadmap-threads"))


def _only_writers(request: HttpRequest) -> None:
    if not may_write(request.user):
        raise PermissionDenied(_("Coordinators of the member states write here."))


def _only_deciders(request: HttpRequest) -> None:
    if not may_decide(request.user):
        raise PermissionDenied(_("Coordinators of the member states decide, in person."))
