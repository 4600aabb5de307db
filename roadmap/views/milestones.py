"""Pages of the milestones."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access import Capability, requires
from cases.forms.days import written
from cases.views.asking import Question, reader
from cases.views.questions import About, put, unless_stale
from roadmap import milestones
from roadmap.commitmentpage import MilestoneLine
from roadmap.commitments import find_commitment
from roadmap.forms.milestone_forms import MilestoneChoiceForm, MilestoneForm
from roadmap.keepers import kept_member
from roadmap.milestones import MilestoneContent, content_of, find_milestone, owner_named
from roadmap.models import Commitment, Milestone
from roadmap.sections import sections_for
from roadmap.views.asking import only_keepers

ROWS = 60


@requires(Capability.READ_ROADMAP)
@require_safe
def milestone_list(request: HttpRequest) -> HttpResponse:
    form = MilestoneChoiceForm(request.GET or {"country": kept_member(request.user)})
    rows = Milestone.objects.visible_to(request.user).to_show()
    if form.is_valid():
        said = form.cleaned_data
        rows = rows.overdue() if said["overdue"] else rows
        rows = rows.filter(commitment__country=said["country"]) if said["country"] else rows
        rows = rows.filter(commitment__item__number=said["item"]) if said["item"] else rows
    found = list(rows[: ROWS + 1]) if form.is_valid() else []
    context = {
        "form": form,
        "lines": [MilestoneLine(row, request.user) for row in found[:ROWS]],
        "is_cut": len(found) > ROWS,
        "sections": sections_for(request, "roadmap-milestones"),
    }
    return render(request, "roadmap/milestones.html", context)


@requires(Capability.KEEP_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def milestone_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = find_commitment(public_id, request.user)
    only_keepers(request, found.country_id)
    question = Question(
        title=_("Add a milestone"),
        lead=found.item.marked,
        button=_("Add the milestone"),
        done=_("The milestone is added."),
    )

    def verb(version: int | None, **said: Any) -> None:
        milestones.add_milestone(found, _content(request, said), officer=reader(request))

    return put(request, _about(found), question, MilestoneForm(request.POST or None), verb)


@requires(Capability.KEEP_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def milestone(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = find_milestone(public_id, request.user)
    only_keepers(request, found.commitment.country_id)
    question = Question(
        title=_("Change the milestone"),
        lead=found.commitment.item.marked,
        button=_("Save the milestone"),
        done=_("The milestone is saved."),
    )
    form = MilestoneForm(request.POST or None, initial=_initial(found))

    def verb(version: int | None, **said: Any) -> None:
        write = partial(
            milestones.change_milestone, found, _content(request, said), officer=reader(request)
        )
        unless_stale(request, form, write, version, lambda: _said(public_id, request))

    return put(request, _about(found.commitment), question, form, verb)


def _about(commitment: Commitment) -> About:
    return About(f"{commitment.country} · {commitment.item.reference}", commitment.link)


def _content(request: HttpRequest, said: dict[str, Any]) -> MilestoneContent:
    owner = owner_named(said.pop("officer"), request.user)
    return MilestoneContent(**{**said, "officer": owner, "done_on": said["done_on"] or None})


def _initial(found: Milestone) -> dict[str, Any]:
    stands = vars(content_of(found))
    owner = found.officer.username if found.officer is not None else ""
    days = {"due_on": written(found.due_on), "done_on": written(found.done_on)}
    return {**stands, **days, "officer": owner, "version": found.version}


def _said(public_id: UUID, request: HttpRequest) -> str:
    row = find_milestone(public_id, request.user)
    words = (row.title, written(row.due_on), MilestoneLine(row, request.user).owner, row.note)
    return ", ".join(word for word in words if word)
