"""Taking a part off its case and bringing it back: the same for people and things, seizures,
figures and links."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise

from cases.keeping import Kept, found
from cases.models.part import Part
from cases.problems import CaseProblem
from cases.reading import Sighted, find
from cases.views.asking import only_contributors, only_keepers, reader, undone_at

Row = TypeVar("Row", bound=Part)


@dataclass(frozen=True)
class Undoing(Generic[Row]):
    """What the pages say of one kind of part. `restore` names the page that brings it back, `undo`
    is where the case page offers that too; `may` lets in who changes parts of this kind at all."""

    kept: Kept[Row]
    standing: Callable[[Sighted], Iterable[Row]]
    taken_off: str | Promise
    restore: str
    undo: str = ""
    may: Callable[[Sighted], None] = only_contributors


def changeable(request: HttpRequest, reference: str) -> Sighted:
    sighted = find(reference, request.user)
    only_contributors(sighted)
    return sighted


def kept_one(sighted: Sighted, rows: Iterable[Row], public_id: uuid.UUID) -> Row:
    """One that the reader sees, and may change."""
    row = found(rows, public_id)
    only_keepers(sighted, row)
    return row


def take_off(
    request: HttpRequest, reference: str, public_id: uuid.UUID, undoing: Undoing[Row]
) -> HttpResponse:
    sighted = find(reference, request.user)
    undoing.may(sighted)
    row = kept_one(sighted, undoing.standing(sighted), public_id)
    try:
        undoing.kept.remove(row, officer=reader(request))
    except CaseProblem as problem:
        messages.error(request, problem.message)
        return redirect("case-detail", reference)
    undo = undone_at(reverse(undoing.restore, args=[reference, public_id]))
    messages.success(request, str(undoing.taken_off), extra_tags=undo)
    return redirect(f"{sighted.case.link}{undoing.undo.format(public_id)}")


def bring_back(
    request: HttpRequest,
    reference: str,
    public_id: uuid.UUID,
    undoing: Undoing[Row],
    said: Callable[[Row], str],
) -> HttpResponse:
    """`said` is what the page says when it is back."""
    sighted = find(reference, request.user)
    undoing.may(sighted)
    gone = undoing.kept.find_removed(sighted, public_id)
    try:
        row = undoing.kept.restore(gone, officer=reader(request))
    except CaseProblem as problem:
        messages.error(request, problem.message)
    else:
        messages.success(request, said(row))
    return redirect("case-detail", reference)
