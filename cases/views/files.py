"""Files on the pages of a case: add, open, change, remove, bring back."""

import uuid
from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access import Capability, requires
from agencies.models import Country
from cases import sharing
from cases.askpage import Asking
from cases.filedelivery import attachment, part_of, picture
from cases.files import arriving, keeping, reading
from cases.files.arriving import Announced
from cases.files.ranges import OutOfRange
from cases.files.reading import Asked
from cases.forms.file_forms import AddFileForm, ChangeFileForm
from cases.forms.taking import PurposeForm
from cases.handling import HandlingForbids, PurposeNeeded
from cases.models import CaseFile
from cases.models.copy import Purpose
from cases.problems import CaseProblem, NotAllowed, StaleVersion
from cases.reading import Sighted, find
from cases.views.asking import full_case, reader, undone_at


def _seen(request: HttpRequest, reference: str, public_id: uuid.UUID) -> tuple[Sighted, CaseFile]:
    sighted = find(reference, request.user)
    return sighted, reading.find(sighted, public_id, request.user)


def _is_national(sighted: Sighted) -> bool:
    holders = sharing.originators_of(sighted.case)
    return holders.filter(country=sighted.country).exists()


@requires(Capability.LOG_CASE)
@require_http_methods(["GET", "HEAD", "POST"])
@full_case
def file_add(request: HttpRequest, reference: str) -> HttpResponse:
    sighted = find(reference, request.user)
    who = reader(request)
    try:
        arriving.must_contribute(sighted.case, who)
    except NotAllowed as problem:
        raise PermissionDenied(problem.message) from problem
    except CaseProblem as problem:
        messages.error(request, problem.message)
        return redirect("case-detail", reference)
    form = AddFileForm(request.POST or None, request.FILES or None, national=_is_national(sighted))
    if form.is_bound and form.is_valid() and _added(request, sighted, form):
        messages.success(request, _("The file has arrived and is being checked."))
        return redirect("case-detail", reference)
    unfinished = reading.unfinished(sighted, who)
    context = {"case": sighted.case, "form": form, "unfinished": unfinished}
    return render(request, "cases/file_add.html", context)


def _added(request: HttpRequest, sighted: Sighted, form: AddFileForm) -> bool:
    said = dict(form.cleaned_data)
    sent = said.pop("file")
    announced = Announced(name=sent.name, size=sent.size, **said)
    verb = partial(arriving.take_whole, sighted.case, announced, sent.chunks())
    try:
        verb(officer=reader(request))
    except NotAllowed as problem:
        raise PermissionDenied(problem.message) from problem
    except CaseProblem as problem:
        form.add_error(problem.field if problem.field in form.fields else None, problem.message)
        return False
    return True


@requires(Capability.READ_CASES)
@require_safe
@full_case
def file_content(request: HttpRequest, reference: str, public_id: uuid.UUID) -> HttpResponseBase:
    """The file as an attachment: the copy without metadata, or (`?original=1`) the original."""
    sighted, file = _seen(request, reference, public_id)
    verb = reading.look_at if request.method == "HEAD" else reading.open_content
    original = request.GET.get("original") in ("1", "true")
    try:
        return attachment(
            verb(sighted, file, request.user, Asked(original, part_of(request), _purpose(request)))
        )
    except (PurposeNeeded, HandlingForbids) as problem:
        return _what_for(request, sighted, file, problem)
    except OutOfRange as problem:
        return HttpResponse(problem.message, status=problem.status, headers=problem.headers)
    except NotAllowed as problem:
        raise PermissionDenied(problem.message) from problem
    except CaseProblem as problem:
        messages.error(request, problem.message)
        return redirect("case-detail", reference)


def _purpose(request: HttpRequest) -> Purpose | None:
    """What it is taken along for."""
    asked = request.GET.get("purpose", "")
    return Purpose(asked) if asked in Purpose.values else None


def _what_for(
    request: HttpRequest, sighted: Sighted, file: CaseFile, problem: CaseProblem
) -> HttpResponse:
    """The page that asks what the copy is for, and says what the handling code allows."""
    form = PurposeForm(request.GET if "purpose" in request.GET else None)
    is_refused = isinstance(problem, HandlingForbids) and form.is_valid()
    if is_refused:
        form.add_error("purpose", problem.message)
    context = {
        "case": sighted.case,
        "file": file,
        "form": form,
        "asking": Asking(sighted, request.user),
    }
    return render(request, "cases/take_file.html", context, status=403 if is_refused else 200)


@requires(Capability.READ_CASES)
@require_safe
def file_thumbnail(request: HttpRequest, reference: str, public_id: uuid.UUID) -> HttpResponse:
    sighted, file = _seen(request, reference, public_id)
    try:
        return picture(reading.open_thumbnail(sighted, file, request.user))
    except CaseProblem:
        return HttpResponse(status=409)


@requires(Capability.LOG_CASE)
@require_http_methods(["GET", "HEAD", "POST"])
def file_change(request: HttpRequest, reference: str, public_id: uuid.UUID) -> HttpResponse:
    sighted, file = _seen(request, reference, public_id)
    _must_keep(sighted, file)
    now = {"caption": file.caption, "reach": file.reach, "version": file.version}
    form = ChangeFileForm(
        request.POST or None,
        initial=now,
        national=_is_national(sighted),
        seen_by=_would_see(sighted, file),
    )
    if form.is_bound and form.is_valid() and _changed(request, file, form):
        messages.success(request, _("The file was changed."))
        return redirect("case-detail", reference)
    return render(
        request, "cases/file_change.html", {"case": sighted.case, "file": file, "form": form}
    )


def _would_see(sighted: Sighted, file: CaseFile) -> list[Country] | None:
    """Who sees a national file at once when it is shared; None where nothing is disclosed."""
    if sighted.case.is_draft or file.reach != CaseFile.Reach.NATIONAL:
        return None
    return sharing.countries_in_full(sighted.case, besides=file.country_id)


def _changed(request: HttpRequest, file: CaseFile, form: ChangeFileForm) -> bool:
    said = {"reach": file.reach} | form.cleaned_data
    try:
        keeping.change(file, officer=reader(request), **said)
    except StaleVersion as problem:
        form.data = {**form.data.dict(), "version": str(problem.current)}  # type: ignore[attr-defined]
        form.add_error(None, problem.message)
        return False
    except CaseProblem as problem:
        form.add_error(problem.field if problem.field in form.fields else None, problem.message)
        return False
    return True


def _must_keep(sighted: Sighted, file: CaseFile) -> None:
    if not sighted.keeps(file) or file.is_arriving:
        raise PermissionDenied(
            _("Only the office that logged the case, or who added the file, can.")
        )


@requires(Capability.LOG_CASE)
@require_POST
def file_remove(request: HttpRequest, reference: str, public_id: uuid.UUID) -> HttpResponse:
    """Take a file off the case, or give up an unfinished upload."""
    _sighted, file = _seen(request, reference, public_id)
    if file.is_arriving:
        done = _("The unfinished upload was thrown away.")
        return _did(request, reference, partial(arriving.give_up, file), done)
    done = _("The file was removed. You can bring it back below.")
    undo = reverse("case-file-restore", args=[reference, public_id])
    return _did(request, reference, partial(keeping.remove, file), done, undo=undo)


@requires(Capability.LOG_CASE)
@require_POST
def file_restore(request: HttpRequest, reference: str, public_id: uuid.UUID) -> HttpResponse:
    _sighted, file = _seen(request, reference, public_id)
    verb = partial(keeping.restore, file)
    return _did(request, reference, verb, _("The file is back."))


def _did(
    request: HttpRequest,
    reference: str,
    verb: Callable[..., object],
    done: str,
    *,
    undo: str = "",
) -> HttpResponse:
    try:
        verb(officer=reader(request))
    except NotAllowed as problem:
        raise PermissionDenied(problem.message) from problem
    except CaseProblem as problem:
        messages.error(request, problem.message)
    else:
        messages.success(request, done, extra_tags=undone_at(undo))
    return redirect("case-detail", reference)
