"""Loading the Roadmap's editions, items, bodies, adoption trail, indicators and studies. Loading
again changes nothing.

A title that a coordinator replaced by the official one is no working title any more: the
loader leaves it alone, as it does an edition or a body that the lead shepherd entered.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from agencies.reference.cells import Line, lines_of
from roadmap.models import ActionItem, Adoption, Body, Edition, Indicator, Study, StudyChange

DATA = Path(__file__).parent / "data"
EDITION_COLUMNS = ("year", "title", "adopted_by", "adopted_on", "note")
ITEM_COLUMNS = ("edition", "number", "title", "ground", "strength", "tracked_by")
BODY_COLUMNS = ("code", "name", "what", "source")
ADOPTION_COLUMNS = ("edition", "body", "at", "what", "source", "note")
STUDY_COLUMNS = ("title", "made_by", "at", "source", "note")
INDICATOR_COLUMNS = ("code", "edition", "item", "title", "unit", "formula", "kind", "better")


@dataclass
class Loaded:
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    kept: int = 0


@transaction.atomic
def load(folder: Path = DATA) -> Loaded:
    """Refuses a bad line with file, line and rule (BadLine); then nothing is loaded."""
    loaded = Loaded()
    for year, values in _editions(folder):
        edition = Edition.objects.filter(year=year).first() or Edition(year=year)
        _settle(edition, values, loaded)
    editions = {edition.year: edition for edition in Edition.objects.all()}
    for line in lines_of(folder / "items.csv", ITEM_COLUMNS):
        line.check_cells()
        year, number = line.whole("edition"), line.whole("number")
        if year not in editions:
            raise line.refuse(f"edition {year} is not in editions.csv.")
        items = ActionItem.objects.filter(edition=editions[year], number=number)
        item = items.first() or ActionItem(edition=editions[year], number=number)
        _settle(item, _item(line), loaded)
    _load_bodies(folder, loaded)
    _load_adoptions(folder, editions, loaded)
    _load_studies(folder, loaded)
    for line in lines_of(folder / "indicators.csv", INDICATOR_COLUMNS):
        line.check_cells()
        code = line.text("code", most=40)
        indicator = Indicator.objects.filter(code=code).first() or Indicator(code=code)
        _settle(indicator, _indicator(line), loaded)
    return loaded


def _load_bodies(folder: Path, loaded: Loaded) -> None:
    """A body that is there already is the lead shepherd's to change."""
    for line in lines_of(folder / "bodies.csv", BODY_COLUMNS):
        line.check_cells()
        code = line.text("code", most=12)
        if Body.objects.filter(code=code).exists():
            loaded.unchanged += 1
            continue
        name, what = line.text("name", most=200), line.text("what", most=300, blank=True)
        source = line.text("source", most=500, blank=True)
        Body.objects.create(code=code, name=name, what=what, document=source)
        loaded.created += 1


def _load_adoptions(folder: Path, editions: dict[int, Edition], loaded: Loaded) -> None:
    for line in lines_of(folder / "adoptions.csv", ADOPTION_COLUMNS):
        line.check_cells()
        year, code = line.whole("edition"), line.text("body", most=12)
        body = Body.objects.filter(code=code).first()
        if year not in editions or body is None:
            raise line.refuse(f"edition {year} or body {code} is not known.")
        at, what = line.text("at", most=10), line.one_of("what", Adoption.What.values)
        key = {"edition": editions[year], "body": body, "at": at, "what": what}
        if Adoption.objects.filter(**key).exists():
            loaded.unchanged += 1
            continue
        source, note = (line.text(name, most=500, blank=True) for name in ("source", "note"))
        Adoption.objects.create(**key, document=source, note=note)
        loaded.created += 1


def _load_studies(folder: Path, loaded: Loaded) -> None:
    """Once: afterwards a study is the lead shepherd's to change, its title too."""
    for line in lines_of(folder / "studies.csv", STUDY_COLUMNS):
        line.check_cells()
        values = {
            "title": line.text("title", most=200),
            "made_by": line.text("made_by", most=200),
            "at": line.text("at", most=10, blank=True),
            "document": line.text("source", most=2000).replace(" ; ", "\n"),
            "note": line.text("note", most=2000, blank=True),
        }
        came = StudyChange.objects.filter(by=None, title=values["title"])
        if came.exists() or Study.objects.filter(title=values["title"]).exists():
            loaded.unchanged += 1
            continue
        StudyChange.objects.create(study=Study.objects.create(**values), **values)
        loaded.created += 1


def _editions(folder: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    for line in lines_of(folder / "editions.csv", EDITION_COLUMNS):
        line.check_cells()
        yield (
            line.whole("year"),
            {
                "title": line.text("title", most=200),
                "adopted_by": line.text("adopted_by", most=200),
                "adopted_on": line.text("adopted_on", most=40, blank=True),
                "note": line.text("note", most=2000, blank=True),
            },
        )


def _item(line: Line) -> dict[str, Any]:
    return {
        "title": line.text("title", most=300),
        "ground": line.text("ground", most=2000),
        "strength": line.one_of("strength", ActionItem.Strength.values),
        "tracked_by": line.text("tracked_by", most=2000, blank=True),
    }


def _indicator(line: Line) -> dict[str, Any]:
    year, number = line.whole("edition"), line.whole("item")
    item = ActionItem.objects.filter(edition__year=year, number=number).first()
    if item is None:
        raise line.refuse(f"item {number} of edition {year} is not in items.csv.")
    return {
        "item": item,
        "title": line.text("title", most=200),
        "unit": line.text("unit", most=20),
        "formula": line.text("formula", most=1000),
        "kind": line.one_of("kind", Indicator.Kind.values),
        "better": line.one_of("better", Indicator.Better.values),
    }


def _settle(row: Edition | ActionItem | Indicator, values: dict[str, Any], loaded: Loaded) -> None:
    if _is_kept_by_lead(row):
        loaded.kept += 1
    elif row.pk is not None and all(getattr(row, n) == v for n, v in values.items()):
        loaded.unchanged += 1
    else:
        loaded.changed += row.pk is not None
        loaded.created += row.pk is None
        for name, value in values.items():
            setattr(row, name, value)
        row.save()


def _is_kept_by_lead(row: Edition | ActionItem | Indicator) -> bool:
    if isinstance(row, Edition):
        return row.entered_by_id is not None
    return isinstance(row, ActionItem) and not row.is_working_title
