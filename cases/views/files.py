"""Files on the pages of a case: add, open, change, remove, bring back."""

import uuid
from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access import Capability, requires
from agencies.models import Country
from cases import sharing
from cases.filedelivery import attachment, picture, start_of
from cases.files import arriving, keeping, reading
from cases.files.arriving import Announced
from cases.forms.file_forms import AddFileForm, ChangeFileForm
from cases.models import CaseFile
from cases.models.copy import Purpose
from cases.problems import CaseProblem, NotAllowed, StaleVersion
from cases.reading import Sighted, find
from cases.views.asking import full_case, reader


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
    original = request.GET.get("original") == "1"
    try:
        opened = reading.open_content(
            sighted,
            file,
            request.user,
            original=original,
            start=start_of(request),
            purpose=_purpose(request),
        )
    except NotAllowed as problem:
        raise PermissionDenied(problem.message) from problem
    except CaseProblem as problem:
        messages.error(request, problem.message)
        return redirect("case-detail", reference)
    return attachment(opened)


def _purpose(request: HttpRequest) -> Purpose | None:
    """What it is taken along for; without one it is only opened."""
    asked = request.GET.get("purpose", "")
    return Purpose(asked) if asked in Purpose.values else None


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
    return _did(request, reference, partial(keeping.remove, file), done)


@requires(Capability.LOG_CASE)
@require_POST
def file_restore(request: HttpRequest, reference: str, public_id: uuid.UUID) -> HttpResponse:
    _sighted, file = _seen(request, reference, public_id)
    verb = partial(keeping.restore, file)
    return _did(request, reference, verb, _("The file is back."))


def _did(
    request: HttpRequest, reference: str, verb: Callable[..., object], done: str
) -> HttpResponse:
    try:
        verb(officer=reader(request))
    except NotAllowed as problem:
        raise PermissionDenied(problem.message) from problem
    except CaseProblem as problem:
        messages.error(request, problem.message)
    else:
        messages.success(request, done)
    return redirect("case-detail", reference)
