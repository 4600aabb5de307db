"""Exports that hold more than headlines: what the reader may see of each case, and no more."""

import csv
import io
import json
from xml.etree import ElementTree as ET

import pytest
from django.urls import reverse

from cases import disclosure
from cases.exports import jobs, making
from cases.exports.stamp import Purpose
from cases.files import store
from cases.models import Case, CaseCopy, Export, Seizure
from cases.models.levels import Level
from cases.problems import WrongState
from tests.api import system
from tests.cases import seized
from tests.factories import code, draft, submitted

pytestmark = pytest.mark.django_db

UMF = "{urn:blo:umf-shaped:1}"


def made(officer, cases, kind, purpose=Purpose.REPORTING):
    references = [case.reference for case in cases]
    export = jobs.ask(references, officer=officer, kind=kind, purpose=purpose)
    making.make(export.pk)
    export.refresh_from_db()
    return export


def content_of(export, user):
    return b"".join(jobs.fetch(export, user).parts)


def lines_of(export, user):
    return [json.loads(line) for line in content_of(export, user).splitlines()]


@pytest.fixture
def pair(world, cast):
    """Thida sees the headline of one and all of the other, but not its victim."""
    return [
        submitted(world, cast.somchai),
        submitted(world, cast.somchai, levels={"MM": Level.FULL}),
    ]


def test_json_lines_hold_what_each_reader_sees(pair, cast):
    headline, full = lines_of(made(cast.thida, pair, "jsonl"), cast.thida)
    assert (headline["level"], full["level"]) == ("headline", "full")
    assert "narrative" not in headline
    assert full["narrative"].startswith("Planted-narrative")
    assert "Planted-victim" not in json.dumps(full)
    own = lines_of(made(cast.somchai, pair, "jsonl"), cast.somchai)
    assert "Planted-victim" in json.dumps(own)


def test_each_line_leads_to_who_took_it(pair, cast):
    lines = lines_of(made(cast.thida, pair, "jsonl"), cast.thida)
    copies = CaseCopy.objects.filter(number=lines[0]["copy"])
    assert {(copy.case_id, copy.level) for copy in copies} == {
        (pair[0].pk, "headline"),
        (pair[1].pk, "full"),
    }


def test_the_file_is_sealed(pair, cast):
    export = made(cast.thida, pair, "jsonl")
    stored = (store.folder(export.public_id) / store.EXPORTED).read_bytes()
    assert b"Planted" not in stored
    content = content_of(export, cast.thida)
    assert export.size == len(content)


def test_handling_codes_are_kept(world, pair, cast):
    kept = submitted(world, cast.somchai, handling_code=Case.Handling.H1)
    export = made(cast.thida, [*pair, kept], "jsonl", Purpose.COURT)
    assert len(lines_of(export, cast.thida)) == 2
    assert dict(export.outcomes)[kept.reference] == "refused"


def test_what_was_recalled_meanwhile_keeps_the_file_back(world, pair, cast):
    export = made(cast.thida, pair, "jsonl")
    disclosure.share(
        pair[1], world.tcl.country, Level.HEADLINE, officer=cast.somchai, purpose="less"
    )
    with pytest.raises(WrongState):
        jobs.fetch(export, cast.thida)
    export.refresh_from_db()
    assert export.state == "erased"


def test_who_lost_the_lease_puts_no_file_in_its_place(pair, cast, monkeypatch):
    export = jobs.ask(
        [one.reference for one in pair], officer=cast.thida, kind="jsonl", purpose=Purpose.REPORTING
    )
    progress, calls = making._progress, []

    def lost(job, done):
        calls.append(done)
        if len(calls) == 2:
            Export.objects.filter(pk=job.pk).update(lease=None)
        progress(job, done)

    monkeypatch.setattr(making, "_progress", lost)
    making.make(export.pk)
    assert not (store.folder(export.public_id) / store.EXPORTED).exists()
    assert not CaseCopy.objects.exists()


def test_everything_in_sight_over_the_api(world, pair, cast):
    draft(world, cast.somchai)
    mm = system("MM")
    answer = mm.post("exports/", {"format": "jsonl", "purpose": "reporting"})
    assert answer.status_code == 202, answer.content
    making.make(Export.objects.get().pk)
    got = mm.get(f"{answer['Location']}content/")
    lines = [json.loads(line) for line in got.getvalue().splitlines()]
    assert [one["reference"] for one in lines] == [pair[1].reference, pair[0].reference]
    assert mm.post("exports/", {"format": "csv", "purpose": "reporting"}).status_code == 400


def table_of(export, user):
    text = content_of(export, user).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    start = rows.index([]) + 1
    return rows[:start], [dict(zip(rows[start], row, strict=True)) for row in rows[start + 1 :]]


def test_drug_seizures_in_the_columns_of_the_form(pair, cast):
    head, (headline, full) = table_of(made(cast.thida, pair, "drugs"), cast.thida)
    assert any("not checked" in cell for line in head for cell in line)
    assert (full["drug"], full["quantity"], full["unit"]) == ("METH_TAB", "400000", "tablet")
    assert (full["persons"], headline["persons"]) == ("LA", "")
    assert (headline["level"], full["level"]) == ("headline", "full")


def test_wildlife_seizures_alone(world, pair, cast):
    seized.lists()
    Seizure.objects.create(
        case=pair[1],
        kind=Seizure.Kind.WILDLIFE,
        species=code("wildlife_species", "MANIS", "Pangolins"),
        quantity=3,
        unit=world.kg,
    )
    _head, rows = table_of(made(cast.thida, pair, "cites"), cast.thida)
    assert [row["reference"] for row in rows] == [pair[1].reference]
    assert rows[0]["species"] == "MANIS"


def report(browser, case):
    address = reverse("case-report", args=[case.reference])
    answer = browser.post(address, {"kind": "umf", "purpose": "reporting", "language": "en"})
    assert answer.status_code == 200
    return answer.content


def test_a_case_in_the_entities_of_umf(pair, cast, signed_in):
    content = report(signed_in(cast.thida), pair[1])
    root = ET.fromstring(content)
    assert "not validated" in root.attrib["notice"]
    assert root.find(f"{UMF}File/{UMF}Reference").text == pair[1].reference
    assert root.find(f"{UMF}Event/{UMF}Offence").attrib["code"] == "060121"
    names = [one.text for one in root.findall(f"{UMF}Person/{UMF}NameLatin")]
    assert names == ["Planted-suspect"]
    assert b"Planted-victim" not in content
    assert root.find(f"{UMF}Item/{UMF}Quantity").attrib["unit"] == "tablet"
    assert root.find(f"{UMF}PersonDocument/{UMF}Number").text == "PA1234567"


def test_a_headline_in_the_entities_of_umf(pair, cast, signed_in):
    content = report(signed_in(cast.thida), pair[0])
    assert b"Planted" not in content
    assert [one.tag for one in ET.fromstring(content)] == [
        f"{UMF}{name}" for name in ("File", "Event", "Item")
    ]
