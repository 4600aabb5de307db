"""What the laboratory reported about a seizure, entered when it comes."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies.access import Capability, requires
from cases import seizures
from cases.forms.lab_sheet import LabSheet, filled
from cases.models import Seizure
from cases.reading import Sighted
from cases.views.asking import full_case, reader
from cases.views.holding import keeps_typing
from cases.views.partform import PartForm
from cases.views.parts import changeable, kept_one


class LabResultForm(PartForm[Seizure]):
    kept = seizures.LAB_RESULTS

    def standing(self, sighted: Sighted) -> list[Seizure]:
        return seizures.seizures_of(sighted)

    def called(self, row: Seizure) -> str:
        return _("Laboratory result")


@requires(Capability.LOG_CASE)
@keeps_typing
@require_http_methods(["GET", "HEAD", "POST"])
@full_case
def seizure_lab(request: HttpRequest, reference: str, public_id: uuid.UUID) -> HttpResponse:
    sighted = changeable(request, reference)
    seizure = kept_one(sighted, seizures.seizures_of(sighted), public_id)
    stands = seizures.LAB_RESULTS.record_of(seizure)
    posted = request.method == "POST"
    fields = request.POST.copy() if posted else filled(stands, seizure.version)
    sheet = LabSheet(fields, kind="", officer=reader(request), before=stands)
    return LabResultForm(request, sighted, sheet, seizure).answer()
