"""Pages that ask for what a verb needs, call it once and go back to the case."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from agencies.access import office_of, officer
from agencies.models import Office, Officer
from cases.digits import small_number
from cases.locking import NOT_YOURS
from cases.models import Approval
from cases.models.levels import Level
from cases.models.part import Part
from cases.problems import CaseProblem, NotAllowed
from cases.reading import Sighted, find
from cases.seen import Seen


def reader(request: HttpRequest) -> Officer:
    """The officer who asks; `@requires` has let nobody else in."""
    who = officer(request.user)
    if who is None:
        raise PermissionDenied
    return who


def reader_office(request: HttpRequest) -> Office:
    office = office_of(request.user)
    if office is None:
        raise PermissionDenied(_("You are not posted to an office."))
    return office


@dataclass(frozen=True)
class Question:
    """What the page says. `done` is read after it worked. `seen` is what stands while it is read
    (`cases.seen`) and comes back with the form; `more` is what else its template shows."""

    title: str
    lead: str
    button: str
    done: str
    is_grave: bool = False
    seen: str = ""
    template: str = "cases/ask.html"
    more: Mapping[str, object] = field(default_factory=dict)


def seen_sharing(request: HttpRequest, country: str = "") -> Seen | None:
    """What the officer had read of who sees the case when the form was opened."""
    version = small_number(request.POST.get("seen", ""))
    return Seen(version, country) if version is not None else None


def ask(
    request: HttpRequest,
    sighted: Sighted,
    question: Question,
    form: forms.Form,
    verb: Callable[..., object],
) -> HttpResponse:
    """`verb` takes the form's fields. What it refuses is shown with what was typed kept."""
    if form.is_bound and form.is_valid() and (done := tried(verb, form)):
        _say(request, done, question)
        return redirect("case-detail", sighted.case.reference)
    context = {"sighted": sighted, "case": sighted.case, "question": question, "form": form}
    return render(request, question.template, {**context, **question.more})


def _say(request: HttpRequest, done: "Done", question: Question) -> None:
    if isinstance(done.result, Approval):
        messages.warning(request, waits_for_the_head())
    else:
        messages.success(request, question.done)


def undone_at(address: str) -> str:
    """The tag of a message that holds a button to undo what it tells (`_messages.html`)."""
    return f"undo:{address}" if address else ""


def waits_for_the_head() -> str:
    return _("The head of your office is asked first. Nothing is disclosed before.")


@dataclass(frozen=True)
class Done:
    """What the verb gave back; some verbs are only proposed (`cases.approvals`)."""

    result: object


def tried(verb: Callable[..., object], form: forms.Form) -> Done | None:
    try:
        return Done(verb(**form.cleaned_data))
    except NotAllowed as problem:
        raise PermissionDenied(problem.message) from problem
    except CaseProblem as problem:
        form.add_error(problem.field if problem.field in form.fields else None, problem.message)
        return None


def full_case(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page of the full case. Who was granted it and has the restriction (H3) still to read is
    sent there: that a page is out of reach or forbidden would not tell why."""

    @wraps(view)
    def opened(request: HttpRequest, reference: str, **named: Any) -> HttpResponseBase:
        try:
            return view(request, reference, **named)
        except (Http404, PermissionDenied):
            if find(reference, request.user).to_confirm is None:
                raise
            messages.info(request, _("Read the restriction of the case and confirm it first."))
            return redirect("case-detail", reference)

    return opened


def only_full_readers(sighted: Sighted) -> None:
    only_confirmed(sighted)
    if not sighted.is_full:
        raise PermissionDenied(_("Your country sees the headline only, so it has no notes here."))


def only_confirmed(sighted: Sighted) -> None:
    """A restriction (H3) is read before anything else is said about the full case."""
    if sighted.to_confirm is not None:
        raise PermissionDenied(_("Read the restriction of the case and confirm it first."))


def only_originators(sighted: Sighted) -> None:
    """In reach, but not this reader's to change: 403 before the page asks anything."""
    if not sighted.is_originator:
        raise PermissionDenied(_("Only the office that logged this case can do that."))


def only_contributors(sighted: Sighted) -> None:
    only_confirmed(sighted)
    if sighted.level.rank < Level.CONTRIBUTE.rank:
        raise PermissionDenied(_("Your country reads this case but does not contribute to it."))


def only_keepers(sighted: Sighted, part: Part) -> None:
    """The originator keeps everything, a contributing country what it added."""
    if not part.is_kept_by(sighted.level, sighted.country):
        raise PermissionDenied(str(NOT_YOURS))
