"""The lists of the case form: what was found, people, vehicles, stops of the route."""

from dataclasses import fields
from typing import Any, cast
from uuid import UUID

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Code, Officer
from cases.content import SeizureContent, StopContent, SubjectContent
from cases.forms import quantities
from cases.forms.catalogue import Catalogue
from cases.forms.fields import (
    LongSelect,
    PlaceField,
    PlainSelect,
    QuantityField,
    TerritoryField,
)
from cases.forms.kept import RowForm
from cases.forms.moments import PLANNED_AHEAD, MomentField, zone_of
from cases.models import RouteStop, Subject
from cases.spots import Spot

MOST_ROWS = 50
# A form that came with more shows them all the same, and says that they are too many.
ROWS_SHOWN = 200
SUBJECT_FIELDS = [field.name for field in fields(SubjectContent) if field.compare]

StopRole = RouteStop.Role


class Row(RowForm):
    def __init__(self, *args: Any, officer: Officer, catalogue: Catalogue, **more: Any) -> None:
        super().__init__(*args, **more)
        self.officer = officer
        self.catalogue = catalogue
        self.prepare()

    def prepare(self) -> None:
        """Fill the lists that the row chooses from."""

    def choose(self, name: str, choices: list[Any]) -> None:
        """Give a field its list; a value that the list no longer has stays choosable."""
        field = cast(forms.ChoiceField, self.fields[name])
        field.choices = choices
        kept = str(self.data.get(self.add_prefix(name), ""))
        if kept and not field.valid_value(kept):
            field.choices = [*choices, (kept, kept)]


def _carried(most: int) -> forms.CharField:
    """A value that this list does not ask for, and that an edit must not lose."""
    return forms.CharField(widget=forms.HiddenInput, required=False, max_length=most)


class PartRow(Row):
    """A row that knows which record of the case it was filled from, if any."""

    public_id = _carried(36)

    @property
    def identity(self) -> UUID | None:
        """Anything that names no record of the case is a new one."""
        try:
            return UUID(self.cleaned_data.get("public_id", ""))
        except ValueError:
            return None


class SeizureRow(PartRow):
    telling = ("substance", "goods", "quantity", "marks")

    substance = forms.ChoiceField(
        label=gettext_lazy("What was found"), required=False, widget=LongSelect
    )
    goods = forms.CharField(
        label=gettext_lazy("Other goods"),
        help_text=gettext_lazy("Only when the list has no name for it."),
        max_length=120,
        required=False,
    )
    quantity = QuantityField(
        label=gettext_lazy("How much"),
        error_messages={"required": gettext_lazy("Write how much was found.")},
    )
    unit = forms.ChoiceField(label=gettext_lazy("Unit"), required=False, widget=LongSelect)
    marks = forms.CharField(
        label=gettext_lazy("Marks on the packing"), max_length=120, required=False
    )

    def prepare(self) -> None:
        self.choose("substance", self.catalogue.substances)
        self.choose("unit", self.catalogue.units)
        self.fields["quantity"].widget.attrs["inputmode"] = "decimal"

    def clean(self) -> dict[str, Any]:
        found = self.catalogue.substance(self.cleaned_data.get("substance", ""))
        goods = self.cleaned_data.get("goods", "")
        if found is None and not goods and "goods" not in self.errors:
            self.add_error("substance", _("Choose what was found, or describe other goods."))
        if found is not None and goods:
            self.add_error(
                "goods",
                _(
                    "Choose from the list or describe other goods, not both. "
                    "Details go into the account."
                ),
            )
        self.cleaned_data["found"] = found
        self._clean_unit(found)
        return self.cleaned_data

    def _clean_unit(self, found: Code | None) -> None:
        """Without a unit, the one that the drug is usually reported in."""
        code = self.cleaned_data.get("unit") or (found.unit if found is not None else "")
        unit = self.catalogue.unit(code)
        if unit is None:
            self.add_error("unit", _("Choose the unit."))
            return
        self.cleaned_data["counted_in"] = unit
        quantity = self.cleaned_data.get("quantity")
        try:
            if quantity is not None:
                quantities.must_be_whole(quantity, unit.code)
        except quantities.NotAQuantity as problem:
            self.add_error("quantity", str(problem))

    def content(self) -> SeizureContent:
        return SeizureContent(
            quantity=self.cleaned_data["quantity"],
            unit=self.cleaned_data["counted_in"],
            substance=self.cleaned_data["found"],
            goods=self.cleaned_data["goods"],
            marks=self.cleaned_data["marks"],
            public_id=self.identity,
        )


class SubjectRow(PartRow):
    """A person or a vehicle. Every field of a subject is on the row, shown or carried."""

    unknown = gettext_lazy("Give a name, a document number or a description.")

    def clean(self) -> dict[str, Any]:
        known_by = ("name", "name_latin", "document_number", "plate", "description")
        refused = any(name in self.errors for name in known_by)
        if not refused and not any(self.cleaned_data.get(name) for name in known_by):
            self.add_error(self.first_asked, self.unknown)
        return self.cleaned_data

    first_asked = "name"
    usual_kind: Subject.Kind = Subject.Kind.PERSON

    def content(self) -> SubjectContent:
        values = {name: self.cleaned_data.get(name, "") for name in SUBJECT_FIELDS}
        if values["kind"] not in Subject.Kind.values:  # carried unseen: only the portal fills it
            values["kind"] = self.usual_kind
        if values["role"] not in Subject.Role.values:
            values["role"] = Subject.Role.SUSPECT
        return SubjectContent(**values, public_id=self.identity)


class PersonRow(SubjectRow):
    telling = (
        "name",
        "name_latin",
        "nationality",
        "document_type",
        "document_number",
        "document_issuer",
        "description",
        "plate",
    )

    name = forms.CharField(
        label=gettext_lazy("Name as written"),
        help_text=gettext_lazy("In the script of the document."),
        max_length=200,
        required=False,
    )
    name_latin = forms.CharField(
        label=gettext_lazy("Name in Latin letters"), max_length=200, required=False
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        choices=Subject.Role.choices,
        required=False,
        widget=PlainSelect,
    )
    nationality = TerritoryField(label=gettext_lazy("Nationality"), max_length=3, required=False)
    document_type = forms.ChoiceField(
        label=gettext_lazy("Document"), required=False, widget=LongSelect
    )
    document_number = forms.CharField(
        label=gettext_lazy("Document number"), max_length=60, required=False
    )
    document_issuer = TerritoryField(label=gettext_lazy("Issued by"), max_length=3, required=False)
    description = forms.CharField(label=gettext_lazy("Description"), max_length=300, required=False)
    kind = _carried(12)
    plate = _carried(30)
    plate_country = _carried(2)

    def prepare(self) -> None:
        self.choose("document_type", self.catalogue.documents)


class VehicleRow(SubjectRow):
    telling = (
        "plate",
        "plate_country",
        "description",
        "name",
        "name_latin",
        "document_number",
    )
    unknown = gettext_lazy("Give the plate, a name or a description.")
    first_asked = "plate"
    usual_kind = Subject.Kind.VEHICLE

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[
            (Subject.Kind.VEHICLE.value, gettext_lazy("Vehicle")),
            (Subject.Kind.VESSEL.value, gettext_lazy("Boat or ship")),
        ],
        required=False,
    )
    plate = forms.CharField(
        label=gettext_lazy("Plate or hull number"), max_length=30, required=False
    )
    plate_country = TerritoryField(
        label=gettext_lazy("Country of the plate"), max_length=2, required=False
    )
    name = forms.CharField(label=gettext_lazy("Name of the boat"), max_length=200, required=False)
    description = forms.CharField(
        label=gettext_lazy("Description"),
        help_text=gettext_lazy("Such as: white lorry, six wheels."),
        max_length=300,
        required=False,
    )
    role = _carried(7)
    name_latin = _carried(200)
    nationality = _carried(3)
    document_type = _carried(20)
    document_number = _carried(60)
    document_issuer = _carried(3)


class StopRow(Row):
    """A stop before or after the incident. The order of the rows is the order of the route."""

    telling = ("place", "at")
    roles: tuple[StopRole, ...] = ()

    role = forms.ChoiceField(label=gettext_lazy("Kind of stop"), widget=PlainSelect)
    place = PlaceField(
        label=gettext_lazy("Place"),
        help_text=gettext_lazy("A crossing, coordinates, or a country."),
        error_messages={"required": gettext_lazy("Write the place, or clear the time.")},
    )
    at = MomentField(label=gettext_lazy("When, if known"), ahead=PLANNED_AHEAD, required=False)

    def prepare(self) -> None:
        self.choose("role", [(role.value, _STOP_WORDS[role]) for role in self.roles])
        cast(PlaceField, self.fields["place"]).officer = self.officer
        cast(MomentField, self.fields["at"]).zone = zone_of(self.officer.time_zone)

    def content(self) -> StopContent:
        return stop_at(
            self.cleaned_data["place"], self.cleaned_data["role"], self.cleaned_data["at"]
        )


_STOP_WORDS = {
    StopRole.ORIGIN: gettext_lazy("Where it came from"),
    StopRole.TRANSIT: gettext_lazy("On the way"),
    StopRole.INCIDENT: gettext_lazy("It happened here too"),
    StopRole.DESTINATION: gettext_lazy("Where it goes"),
}


class BeforeRow(StopRow):
    roles = (StopRole.ORIGIN, StopRole.TRANSIT, StopRole.INCIDENT, StopRole.DESTINATION)


class AfterRow(StopRow):
    roles = (StopRole.DESTINATION, StopRole.TRANSIT, StopRole.INCIDENT, StopRole.ORIGIN)


def stop_at(spot: Spot, role: str, at: Any) -> StopContent:
    return StopContent(
        role=role,
        crossing=spot.crossing,
        country=spot.country,
        lat=spot.lat,
        lon=spot.lon,
        place_text=spot.text,
        at=at,
    )


class RowSet(BaseFormSet):
    """The rows of one list; what they hold, without the empty ones."""

    @property
    def is_too_long(self) -> bool:
        return len(self.forms) > MOST_ROWS

    def contents(self) -> list[Any]:
        return [row.content() for row in self.forms if row.has_changed()]


def _set_of(row: type[Row]) -> type[RowSet]:
    return formset_factory(  # type: ignore[return-value]
        row, formset=RowSet, extra=0, max_num=MOST_ROWS, absolute_max=ROWS_SHOWN
    )


# In the order of the page.
ROW_SETS: dict[str, type[RowSet]] = {
    "seizures": _set_of(SeizureRow),
    "people": _set_of(PersonRow),
    "vehicles": _set_of(VehicleRow),
    "before": _set_of(BeforeRow),
    "after": _set_of(AfterRow),
}
