"""What was seized, told in full: packing and hiding place, the sample that goes to the laboratory,
its result. In English, as papers that go to another country's court are."""

from datetime import timedelta
from decimal import Decimal

from agencies.models import Officer
from audit.clock import now
from cases import exhibits, seizures
from cases.demo.atlas import Atlas
from cases.exhibits import ExhibitContent, Handover
from cases.headline import where
from cases.models import Case, Exhibit, Seizure
from cases.seizures import LabResult

# One case in so many, beside the newest one.
EVERY = 6
TO_THE_LABORATORY = timedelta(hours=30)
REPORT = timedelta(days=9)
LABORATORY = "Central Forensic Laboratory"
_FORMS = {"tablet": "TABLET", "kg": "CRYSTAL", "g": "POWDER", "l": "LIQUID"}


def seized_in(case: Case) -> Seizure | None:
    """The drug of the case that is told in full, if there is one."""
    rows = Seizure.objects.filter(case=case, kind=Seizure.Kind.DRUG)
    return rows.select_related("substance", "unit").first()


def tell(case: Case, seizure: Seizure, atlas: Atlas, *, officer: Officer) -> Exhibit:
    """How it was packed, hidden and found; one sample is sealed and kept by the office."""
    record = seizures.merged(
        seizures.record_of(seizure),
        {
            "form": atlas.codes["drug_forms", _FORMS.get(seizure.unit.code, "OTHER")],
            "concealment": atlas.codes["concealment", "VEH_CAV"],
            "detection": atlas.codes["detection", "SCANNER"],
            "transport": atlas.codes["transport", "TRUCK"],
            "marks": "999, lion",
        },
    )
    seizures.change_seizure(seizure, record, officer=officer, version=seizure.version)
    content = ExhibitContent("Sample in one sealed bag", f"B-{case.pk:05d}", seizure)
    exhibit = exhibits.add_exhibit(case, content, officer=officer)
    taken = Handover(
        at=now() - timedelta(minutes=20),
        handed_by="Taken from the vehicle",
        received_by=officer.full_title,
        receiving_office=officer.office,
        place=where(case),
        reason="Kept as evidence",
    )
    exhibits.sign(exhibits.hand_over(exhibit, taken, officer=officer), officer=officer)
    return exhibit


def send_to_laboratory(exhibit: Exhibit, *, officer: Officer) -> None:
    sent = Handover(
        at=now() - timedelta(hours=2),
        handed_by=officer.full_title,
        received_by=f"Reception desk, {LABORATORY}",
        place=LABORATORY,
        reason="For analysis",
    )
    exhibits.hand_over(exhibit, sent, officer=officer)


def report(seizure: Seizure, *, officer: Officer) -> None:
    is_tablet = seizure.unit.code == "tablet"
    result = LabResult(
        laboratory=LABORATORY,
        on=now().date(),
        report=f"CFL-{seizure.pk:05d}",
        purity=Decimal("21.4") if is_tablet else Decimal("78.5"),
        unit_mg=Decimal("92.6") if is_tablet else None,
        finding="Methamphetamine and caffeine" if is_tablet else "As declared",
    )
    current = Seizure.objects.get(pk=seizure.pk).version
    seizures.record_lab_result(seizure, result, officer=officer, version=current)
