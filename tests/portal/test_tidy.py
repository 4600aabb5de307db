"""The checks of the tree see what they are there for."""

import polib
import pytest

from tests import catalogues, tidy


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("--index-url https://" + "pypi" + ".org/simple", 1),
        ("cd /" + "work/main", 1),
        ("open('/" + "root/x')", 1),
        ("https://portal.example.org/work/1", 0),
        ("teamwork/main, networks/root", 0),
    ],
)
def test_places(text, faults):
    assert len(list(tidy.problems_in(text))) == faults


@pytest.fixture
def thai(tmp_path, monkeypatch):
    """A catalogue of one string that is compiled and complete."""
    monkeypatch.setattr(catalogues, "ROOT", tmp_path)
    source = tmp_path / "locale" / "th" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    catalogue = polib.POFile()
    catalogue.append(polib.POEntry(msgid="Inbox", msgstr="กล่องข้อความ"))
    catalogue.save(str(source))
    catalogue.save_as_mofile(str(source.with_suffix(".mo")))
    return source


def test_a_catalogue_in_step(thai):
    assert list(catalogues._problems_of(thai, {(None, "Inbox")})) == []


def test_a_string_that_the_code_has_and_the_catalogue_has_not(thai):
    (problem,) = catalogues._problems_of(thai, {(None, "Inbox"), (None, "New case")})
    assert "differs from the code in 1 strings" in problem


def test_a_translation_that_was_not_compiled_or_waits(thai):
    catalogue = polib.pofile(str(thai))
    catalogue.append(polib.POEntry(msgid="New case"))
    catalogue[0].msgstr = "changed"
    catalogue.save(str(thai))
    problems = list(catalogues._problems_of(thai, None))
    assert len(problems) == 2
    assert "make messages" in problems[0]
    assert "1 strings wait, the first: 'New case'" in problems[1]
