"""What a file is written in: found out or said, and refused where it is not clear."""

import pytest

from cases.imports.burmese import as_unicode, is_zawgyi
from cases.models import Case, CaseImport, Subject
from tests.cases.imports.brought import GOOD, body, checked, faults, lines, run, table

pytestmark = pytest.mark.django_db

BURMESE = "မောင်ကျော်"
ZAWGYI = "ေမာင္ေက်ာ္"


def name_read(content, officer, **asked):
    found = run(checked(content, officer, **asked), officer)
    assert found.state == "done", found.fault
    return found, Subject.objects.get(kind="person").name


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16"),
        ("utf-16-be", "utf-16"),
        ("cp874", "windows-874"),
        ("tis-620", "windows-874"),
    ],
)
def test_thai_is_read_in_each_encoding(cast, encoding, said):
    found, name = name_read(table(GOOD, encoding=encoding), cast.somchai)
    assert name == "สมชาย"
    assert found.encoding == said


@pytest.mark.parametrize("said", ["utf-8", "utf-16", "windows-874"])
def test_what_was_said_is_taken_at_its_word(cast, said):
    codec = {"windows-874": "cp874"}.get(said, said)
    _found, name = name_read(table(GOOD, encoding=codec), cast.somchai, encoding=said)
    assert name == "สมชาย"


def test_another_encoding_than_said_is_refused_with_its_line(cast):
    found = checked(table(GOOD, encoding="cp874"), cast.somchai, encoding="utf-8")
    assert found.state == "failed"
    assert "UTF-8" in found.fault
    assert "line 2" in found.fault


def test_what_is_not_clear_is_asked(cast):
    content = table({**GOOD, "person_name": "José", "vehicle_plate": ""}, encoding="latin-1")
    found = checked(content, cast.somchai)
    assert found.state == "failed"
    assert "not clear" in found.fault
    assert not Case.objects.exists()


def test_zawgyi_is_told_from_unicode():
    assert is_zawgyi(ZAWGYI)
    assert not is_zawgyi(BURMESE)
    assert not is_zawgyi("Somchai สมชาย")
    assert as_unicode(ZAWGYI) == BURMESE


def test_zawgyi_is_converted_text_by_text(cast):
    content = table({**GOOD, "person_name": ZAWGYI, "place": BURMESE})
    found, name = name_read(content, cast.somchai)
    assert name == BURMESE
    assert found.converted == 1
    assert Case.objects.get().route.get().place_text == BURMESE


def test_zawgyi_in_json_is_converted_in_its_depth(cast):
    people = [{"name": ZAWGYI, "role": "suspect"}]
    found = run(checked(lines(body(subjects=people)), cast.somchai, "a.jsonl"), cast.somchai)
    assert Subject.objects.get().name == BURMESE
    assert found.converted == 1


def test_what_is_said_to_be_unicode_stays(cast):
    content = table({**GOOD, "person_name": ZAWGYI})
    found, name = name_read(content, cast.somchai, burmese="unicode")
    assert (name, found.converted) == (ZAWGYI, 0)


def test_short_texts_that_are_both_are_converted_where_it_is_said(cast):
    """`သီတာ` is written alike in both; a text that the detector is not sure of stays."""
    found = checked(table({**GOOD, "person_name": "သီတာ"}), cast.somchai)
    assert found.converted == 0
    again = checked(table({**GOOD, "person_name": ZAWGYI}), cast.somchai, burmese="zawgyi")
    assert again.converted == 1


@pytest.mark.parametrize("divider", [";", "\t"])
def test_other_dividers(cast, divider):
    content = table({**GOOD, "narrative": "a, b; c"}, delimiter=divider)
    found = checked(content, cast.somchai)
    assert (found.state, faults(found)) == ("checked", {})


def test_windows_874_with_a_mark_of_its_own(cast):
    """The euro sign and curly quotes of Windows are not in TIS-620."""
    content = table({**GOOD, "title": "“โซ่” 5 €"}, encoding="cp874")
    run(checked(content, cast.somchai), cast.somchai)
    assert Case.objects.get().title == "“โซ่” 5 €"
    assert CaseImport.objects.get().encoding == "windows-874"
