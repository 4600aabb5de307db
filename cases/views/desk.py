"""Work inside the office: who works on a case, what is marked, who watches it."""

import uuid
from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agencies.access import Capability, requires
from cases import assignments, flags, tags, watching
from cases.forms.desk import AssignForm, FlagForm, TagsForm
from cases.officework import colleagues_of
from cases.problems import CaseProblem, NotAllowed
from cases.reading import Sighted, find
from cases.views.asking import Question, ask, reader, reader_office


@requires(Capability.ARRANGE_WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def case_assign(request: HttpRequest, reference: str) -> HttpResponse:
    sighted = find(reference, request.user)
    office = reader_office(request)
    question = Question(
        title=_("Who of %(office)s works on it") % {"office": office.title},
        lead=_("Only your office sees this. The one you choose finds the case in the inbox."),
        button=_("Assign"),
        done=_("It is settled who works on it."),
    )
    standing = _standing(sighted, request.user)
    colleagues = {one.username: one for one in colleagues_of(office)}

    def verb(officer: str) -> None:
        if officer:
            assignments.assign(
                sighted.case, colleagues[officer], officer=reader(request), office=office
            )
        elif standing is not None:
            assignments.unassign(standing, officer=reader(request))

    now = standing.officer.username if standing is not None else reader(request).username
    form = AssignForm(
        request.POST or None, colleagues=list(colleagues.values()), initial={"officer": now}
    )
    return ask(request, sighted, question, form, verb)


def _standing(sighted: Sighted, user: object) -> Any:
    rows = assignments.assignments_of(sighted, user)
    return next((row for row in rows if row.ended_at is None), None)


@requires(Capability.ARRANGE_WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def case_flag(request: HttpRequest, reference: str) -> HttpResponse:
    sighted = find(reference, request.user)
    question = Question(
        title=_("Flag the case"),
        lead=_("For officers of your country alone: no other country sees flags or reasons."),
        button=_("Set the flag"),
        done=_("The flag is set."),
    )
    verb = partial(flags.set_flag, sighted.case, officer=reader(request))
    return ask(request, sighted, question, FlagForm(request.POST or None), verb)


@requires(Capability.ARRANGE_WORK)
@require_POST
def flag_lift(request: HttpRequest, reference: str, public_id: uuid.UUID) -> HttpResponse:
    flag = flags.find_flag(find(reference, request.user), public_id, request.user)
    verb = partial(flags.lift_flag, flag, officer=reader(request))
    return did(request, reference, verb, _("The flag is lifted."))


@requires(Capability.ARRANGE_WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def case_tags(request: HttpRequest, reference: str) -> HttpResponse:
    sighted = find(reference, request.user)
    present = tags.tags_of(sighted, request.user)
    known = [tag.name for tag in tags.vocabulary(request.user) if tag not in present]
    question = Question(
        title=_("Tags of your country"),
        lead=_("Words in use: %(words)s") % {"words": ", ".join(known)}
        if known
        else _("For officers of your country alone. The list of cases can be filtered by them."),
        button=_("Save the tags"),
        done=_("The tags are saved."),
    )

    def verb(add: list[str], remove: tuple[str, ...] = ()) -> None:
        gone = [tag for tag in present if str(tag.public_id) in remove]
        tags.retag(sighted.case, add=add, remove=gone, officer=reader(request))

    return ask(request, sighted, question, TagsForm(request.POST or None, present=present), verb)


@requires(Capability.READ_CASES)
@require_POST
def case_watch(request: HttpRequest, reference: str) -> HttpResponse:
    verb = partial(watching.watch, find(reference, request.user).case, officer=reader(request))
    done = _("You watch this case: what changes is marked in your inbox.")
    return did(request, reference, verb, done)


@requires(Capability.READ_CASES)
@require_POST
def case_unwatch(request: HttpRequest, reference: str) -> HttpResponse:
    case = find(reference, request.user).case
    verb = partial(watching.stop_watching, case, officer=reader(request))
    return did(request, reference, verb, _("You no longer watch this case."))


def did(
    request: HttpRequest, reference: str, verb: Callable[[], object], done: str
) -> HttpResponse:
    """A button was pressed: say what came of it, on the page of the case."""
    try:
        verb()
    except NotAllowed as problem:
        raise PermissionDenied(problem.message) from problem
    except CaseProblem as problem:
        messages.error(request, problem.message)
    else:
        messages.success(request, done)
    return redirect("case-detail", reference)
