"""The sheets of the workbook: which rows of the own country stand in them, and what a row that
comes back does, through the verbs of its part of the Roadmap."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Office, Officer
from agencies.problems import Problem
from roadmap import commitments, expansion, indicators
from roadmap.keepers import kept_by
from roadmap.models import ActionItem, Commitment, Figure, Indicator, Place, Target
from roadmap.models.expansion import STEPS
from roadmap.workbook import cells
from roadmap.workbook.cells import Row, written_day, written_number
from roadmap.workbook.milestonesheet import MILESTONES, item_of
from roadmap.workbook.sheet import Outcome, Sheet, must_be_as_taken, must_be_gone_nowhere
from roadmap.workbook.sitesheet import SITE_MONTHS

# -- commitments -----------------------------------------------------------------------------------


def commitment_rows(country: str) -> Iterable[dict[str, str]]:
    rows = Commitment.objects.filter(country=country).to_show()
    for one in rows.order_by("item__edition__year", "item__number"):
        said = vars(commitments.statement_of(one))
        yield {"item": one.item.reference, **said, "version": str(one.version)}


def take_commitment(row: Row, officer: Officer) -> Outcome:
    item = item_of(row)
    said = commitments.Statement(
        status=cells.text(row, "status", most=20, needed=True),
        note=cells.text(row, "note", most=Commitment.LONGEST),
        evidence_at=cells.text(row, "evidence_at", most=300),
        reported_to=cells.text(row, "reported_to", most=100),
    )
    if said.status not in dict(Commitment.STATED):
        known = ", ".join(value for value, _label in Commitment.STATED)
        raise Problem(_("Write one of these: %(known)s.") % {"known": known}, field="status")
    stands = Commitment.objects.filter(item=item, country=kept_by(officer)).first()
    if stands is None:
        must_be_gone_nowhere(row)
        commitments.begin(item, said, officer=officer)
        return Outcome.NEW
    if commitments.statement_of(stands) == said:
        return Outcome.UNCHANGED
    must_be_as_taken(row, stands.version)
    commitments.state(stands, said, officer=officer, version=stands.version)
    return Outcome.CHANGED


# -- attested figures, and targets -----------------------------------------------------------------


def figure_rows(country: str) -> Iterable[dict[str, str]]:
    rows = Figure.objects.filter(country=country, office=None, stated_by__isnull=False)
    for one in rows.select_related("indicator").order_by("indicator__code", "period"):
        yield {
            "indicator": one.indicator.code,
            "month": f"{one.period:%Y-%m}",
            "value": written_number(one.value),
            "reason": one.reason,
            "document": one.document,
            "version": str(one.version),
        }


def take_figure(row: Row, officer: Officer) -> Outcome:
    indicator = _indicator(row)
    said = indicators.Statement(
        period=cells.month(row, "month"),
        value=cells.number(row, "value"),
        reason=cells.text(row, "reason", most=Figure.LONGEST),
        document=cells.text(row, "document", most=Figure.LONGEST, needed=True),
    )
    if not indicator.is_attested:
        raise Problem(_("This figure is computed from the exchange; nobody types it."))
    stands = indicators.standing(indicator, kept_by(officer), said.period)
    if stands is None:
        must_be_gone_nowhere(row)
    else:
        reason = said.reason if said.value is None else ""
        if (stands.value, stands.reason, stands.document) == (said.value, reason, said.document):
            return Outcome.UNCHANGED
        must_be_as_taken(row, stands.version)
    version = stands.version if stands is not None else 0
    indicators.attest(indicator, said, officer=officer, version=version)
    return Outcome.NEW if stands is None else Outcome.CHANGED


def target_rows(country: str) -> Iterable[dict[str, str]]:
    rows = Target.objects.filter(country=country).select_related("indicator")
    for one in rows.order_by("indicator__code"):
        yield {
            "indicator": one.indicator.code,
            "value": written_number(one.value),
            "by": written_day(one.by),
            "baseline": written_number(one.baseline),
            "baseline_on": written_day(one.baseline_on),
            "version": str(one.version),
        }


def take_target(row: Row, officer: Officer) -> Outcome:
    indicator = _indicator(row)
    value, by = cells.needed_number(row, "value"), cells.needed_day(row, "by")
    baseline, on = cells.number(row, "baseline"), cells.day(row, "baseline_on")
    aim = indicators.Aim(value, by, baseline, on)
    stands = Target.objects.filter(indicator=indicator, country=kept_by(officer)).first()
    if stands is None:
        must_be_gone_nowhere(row)
    else:
        if all(getattr(stands, name) == said for name, said in vars(aim).items()):
            return Outcome.UNCHANGED
        must_be_as_taken(row, stands.version)
    version = stands.version if stands is not None else 0
    indicators.set_target(indicator, aim, officer=officer, version=version)
    return Outcome.NEW if stands is None else Outcome.CHANGED


def _indicator(row: Row) -> Indicator:
    code = cells.text(row, "indicator", most=40, needed=True)
    found = Indicator.objects.filter(code=code).first()
    if found is None:
        raise Problem(_("There is no indicator with this code."), field="indicator")
    return found


# -- the expansion plan ----------------------------------------------------------------------------

STEP_COLUMNS = tuple(f"{step}_{what}" for step in STEPS for what in ("planned", "done"))


def place_rows(country: str) -> Iterable[dict[str, str]]:
    for one in Place.objects.filter(country=country).select_related("office").order_by("name"):
        yield {
            "place": one.name,
            "id": str(one.public_id),
            "office": one.office.code if one.office is not None else "",
            "owner": one.owner,
            "note": one.note,
            **{name: written_day(getattr(one, name)) for name in STEP_COLUMNS},
            "version": str(one.version),
        }


def take_place(row: Row, officer: Officer) -> Outcome:
    content = expansion.PlaceContent(
        name=cells.text(row, "place", most=120, needed=True),
        office=_office(row, officer),
        owner=cells.text(row, "owner", most=120),
        note=cells.text(row, "note", most=500),
    )
    days = {name: cells.day(row, name) for name in STEP_COLUMNS}
    place = _place(row, officer)
    if place is None:
        must_be_gone_nowhere(row)
        expansion.add_place(content, by=officer, days=days)
        return Outcome.NEW
    stands: dict[str, Any] = {name: getattr(place, name) for name in STEP_COLUMNS}
    if expansion.content_of(place) == content and stands == days:
        return Outcome.UNCHANGED
    must_be_as_taken(row, place.version)
    expansion.change_place(place, content, by=officer, version=place.version, days=days)
    return Outcome.CHANGED


def _place(row: Row, officer: Officer) -> Place | None:
    written = cells.text(row, "id", most=40)
    if not written:
        return None
    rows = Place.objects.filter(country=kept_by(officer)).select_related("office")
    found = next((one for one in rows if str(one.public_id) == written.lower()), None)
    if found is None:
        raise Problem(_("Leave the id as it was taken; a new place has none."), field="id")
    return found


def _office(row: Row, officer: Officer) -> Office | None:
    code = cells.text(row, "office", most=20)
    if not code:
        return None
    rows = Office.objects.border_offices().filter(country=kept_by(officer), code=code)
    found = rows.first()
    if found is None:
        raise Problem(_("Write the code of an office of your own country."), field="office")
    return found


def _statuses(_country: str) -> dict[str, list[str]]:
    items = ActionItem.objects.select_related("edition").order_by("edition__year", "number")
    status = [str(value) for value, _label in Commitment.STATED]
    return {"item": [item.reference for item in items], "status": status}


def _attested(_country: str) -> dict[str, list[str]]:
    rows = Indicator.objects.filter(kind=Indicator.Kind.ATTESTED)
    return {"indicator": list(rows.order_by("code").values_list("code", flat=True))}


def _every_indicator(_country: str) -> dict[str, list[str]]:
    codes = Indicator.objects.order_by("code").values_list("code", flat=True)
    return {"indicator": list(codes)}


def _own_offices(country: str) -> dict[str, list[str]]:
    rows = Office.objects.border_offices().filter(country=country)
    return {"office": list(rows.order_by("code").values_list("code", flat=True))}


SHEETS = (
    Sheet(
        "commitments",
        gettext_lazy("What the country states for each action item."),
        ("item", "status", "note", "evidence_at", "reported_to", "version"),
        1,
        commitment_rows,
        take_commitment,
        _statuses,
    ),
    Sheet(
        "figures",
        gettext_lazy("Figures that the country states, with the document they stand in."),
        ("indicator", "month", "value", "reason", "document", "version"),
        2,
        figure_rows,
        take_figure,
        _attested,
    ),
    Sheet(
        "targets",
        gettext_lazy("Targets of the country, with their baselines."),
        ("indicator", "value", "by", "baseline", "baseline_on", "version"),
        1,
        target_rows,
        take_target,
        _every_indicator,
    ),
    Sheet(
        "expansion",
        gettext_lazy("Places that are to have an office, with the days of each step."),
        ("place", "id", "office", "owner", "note", *STEP_COLUMNS, "version"),
        1,
        place_rows,
        take_place,
        _own_offices,
    ),
    MILESTONES,
    SITE_MONTHS,
)
