"""The questions about one seizure. Each kind has its own; nothing typed is lost."""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Code
from cases.digits import ascii_digits
from cases.forms import quantities
from cases.forms.days import PastDayField
from cases.forms.fields import LongSelect, QuantityField
from cases.forms.kept import KeptForm
from cases.forms.raw import Raw
from cases.models import Seizure
from cases.seizurelists import codes_by_list, lists_of
from cases.seizures import CODES, FIELDS_OF, LabResult, SeizureRecord


class NumberField(forms.CharField):
    """A number in digits of any script, with a point or a comma before the decimals."""

    def __init__(self, *, places: int, most: Decimal, **options: Any) -> None:
        self.places, self.most = places, most
        super().__init__(max_length=30, required=False, **options)
        self.widget.attrs["inputmode"] = "decimal"

    def to_python(self, value: Any) -> Any:
        text = ascii_digits(super().to_python(value) or "").replace(",", ".").replace(" ", "")
        if not text:
            return None
        try:
            number = Decimal(text) if text.replace(".", "", 1).isdecimal() else None
        except InvalidOperation:
            number = None
        if number is None:
            raise forms.ValidationError(_("Write a number, such as 12.5."), code="invalid")
        return self._bounded(number)

    def _bounded(self, number: Decimal) -> Decimal:
        if not 0 < number <= self.most:
            text = _("Write a number above 0 and not above %(most)s.") % {"most": self.most}
            raise forms.ValidationError(text, code="bounds")
        if number != round(number, self.places):
            text = _("Write at most %(places)s decimals.") % {"places": self.places}
            raise forms.ValidationError(text, code="places")
        return number

    def run_validators(self, value: Any) -> None:
        """The number was judged when it was read."""


def plain(number: Decimal | None) -> str:
    """How a number stands in its field."""
    return f"{number.normalize():f}" if number is not None else ""


def _text(label: Any, most: int, help_text: Any = "") -> Callable[[], forms.Field]:
    return lambda: forms.CharField(
        label=label, help_text=help_text, max_length=most, required=False
    )


def _choice(label: Any, help_text: Any = "") -> Callable[[], forms.Field]:
    return lambda: forms.ChoiceField(
        label=label, help_text=help_text, required=False, widget=LongSelect
    )


def _weight(label: Any, help_text: Any = "") -> Callable[[], forms.Field]:
    most = Decimal(10**8) - 1
    return lambda: NumberField(label=label, help_text=help_text, places=6, most=most)


def _value() -> forms.Field:
    return QuantityField(
        label=gettext_lazy("Value"), help_text=gettext_lazy("As estimated."), required=False
    )


def _quantity() -> forms.Field:
    return QuantityField(label=gettext_lazy("How much"), required=False)


QUESTIONS: dict[str, Callable[[], forms.Field]] = {
    "quantity": _quantity,
    "unit": _choice(gettext_lazy("Unit")),
    "substance": _choice(gettext_lazy("Substance")),
    "species": _choice(gettext_lazy("Species")),
    "firearm_type": _choice(gettext_lazy("Type of firearm")),
    "goods": _text(
        gettext_lazy("In words"), 120, gettext_lazy("Shown in the headline: no names of people.")
    ),
    "form": _choice(gettext_lazy("Form")),
    "gross_kg": _weight(gettext_lazy("Gross weight in kg"), gettext_lazy("With the packing.")),
    "net_kg": _weight(gettext_lazy("Net weight in kg"), gettext_lazy("Without the packing.")),
    "value": _value,
    "currency": _choice(gettext_lazy("Currency")),
    "cites_appendix": _choice(gettext_lazy("CITES appendix")),
    "cites_term": _choice(gettext_lazy("What of it (CITES term)")),
    "cites_source": _choice(gettext_lazy("CITES source")),
    "cites_purpose": _choice(gettext_lazy("CITES purpose")),
    "make": _text(gettext_lazy("Make and model"), 80),
    "calibre": _text(gettext_lazy("Calibre"), 40),
    "serial_number": _text(
        gettext_lazy("Serial number"), 60, gettext_lazy("Of one piece; enter each one by itself.")
    ),
    "hs": _choice(gettext_lazy("HS code")),
    "marks": _text(gettext_lazy("Marks on the packing"), 120),
    "concealment": _choice(gettext_lazy("How it was hidden")),
    "detection": _choice(gettext_lazy("How it was detected")),
    "transport": _choice(gettext_lazy("Means of transport")),
    "note": _text(gettext_lazy("Note"), 300),
}
_NEEDED = {
    "substance": gettext_lazy("Choose the substance."),
    "firearm_type": gettext_lazy("Choose the type of firearm."),
    "quantity": gettext_lazy("Write how much was found."),
    "unit": gettext_lazy("Choose the unit."),
}


class SeizureForm(KeptForm):
    """One kind's questions. Judged only when `checked`. `before` is what stands: a retired code of
    it stays choosable."""

    def __init__(
        self, data: Raw, *, kind: str, before: SeizureRecord | None, checked: bool = False
    ) -> None:
        self.kind = kind
        super().__init__(data, checked=checked, use_required_attribute=False)
        self.codes = self._offered(before)
        for name, codes in self.codes.items():
            named = [(code.code, _called(code)) for code in codes.values()]
            cast(forms.ChoiceField, self.fields[name]).choices = [("", "–"), *named]

    def _offered(self, before: SeizureRecord | None) -> dict[str, dict[str, Code]]:
        asked = {name: lists_of(name, self.kind) for name in self.fields if name in CODES}
        found = codes_by_list({slug for slugs in asked.values() for slug in slugs})
        offered = {
            name: [c for slug in slugs for c in found[slug]] for name, slugs in asked.items()
        }
        for name, slugs in asked.items():
            used = getattr(before, name, None)
            if used is not None and used not in offered[name] and used.list_id in slugs:
                offered[name].append(used)
        return {name: {code.code: code for code in codes} for name, codes in offered.items()}

    def clean(self) -> dict[str, Any]:
        for name, codes in self.codes.items():
            self.cleaned_data[name] = codes.get(self.cleaned_data.get(name, ""))
        for name, text in _NEEDED.items():
            if name in self.fields and name not in self.errors and not self.cleaned_data.get(name):
                self._missing(name, text)
        self._must_say_what()
        self._must_be_paid()
        self._must_be_whole()
        return self.cleaned_data

    def _missing(self, name: str, text: Any) -> None:
        """Without a unit, the one that the drug is usually reported in."""
        substance = self.cleaned_data.get("substance")
        usual = self.codes["unit"].get(substance.unit) if substance and name == "unit" else None
        if usual is None:
            self.add_error(name, text)
        else:
            self.cleaned_data["unit"] = usual

    def _must_say_what(self) -> None:
        said = self.cleaned_data
        first = {"goods": "hs"}.get(self.kind, "species")
        asks = self.kind in (*Seizure.OF_SPECIES, Seizure.Kind.GOODS)
        if asks and not said.get(first) and not said.get("goods"):
            text = _("Say what was found.")
            if first == "species":
                text = _("Choose the species, or say in words what it is.")
            self.add_error("goods", text)

    def _must_be_paid(self) -> None:
        value, currency = self.cleaned_data.get("value"), self.cleaned_data.get("currency")
        if "value" in self.errors:
            return
        if self.kind == Seizure.Kind.CASH and value is None:
            self.add_error("value", _("Cash needs its amount and its currency."))
        elif (value is None) != (currency is None):
            missing = "currency" if currency is None else "value"
            self.add_error(missing, _("A value needs its currency, and a currency its value."))
        elif value is not None and value != round(value, 2):
            self.add_error("value", _("Write at most two decimals."))

    def _must_be_whole(self) -> None:
        quantity, unit = self.cleaned_data.get("quantity"), self.cleaned_data.get("unit")
        if quantity is None or unit is None:
            return
        try:
            quantities.must_be_whole(quantity, unit.code)
        except quantities.NotAQuantity as problem:
            self.add_error("quantity", str(problem))

    def record(self) -> SeizureRecord:
        """What was entered. Only after it was judged and found right."""
        said = {name: self.cleaned_data[name] for name in FIELDS_OF[self.kind]}
        return SeizureRecord(self.kind, **said)


def _called(code: Code) -> str:
    """Published codes are known by their letters too."""
    spoken = ("cites_app", "cites_terms", "cites_source", "cites_purpose", "hs")
    return f"{code.code} · {code}" if code.list_id in spoken else str(code)


@cache
def form_of(kind: str) -> type[SeizureForm]:
    questions = {name: QUESTIONS[name]() for name in FIELDS_OF[kind]}
    if kind == Seizure.Kind.CASH:
        questions["value"] = QuantityField(label=gettext_lazy("Amount"), required=False)
    return type(f"{kind.title()}Form", (SeizureForm,), questions)


class LabForm(KeptForm):
    """What the laboratory reported."""

    laboratory = forms.CharField(label=gettext_lazy("Laboratory"), max_length=120)
    on = PastDayField(
        label=gettext_lazy("Date of the report"),
        help_text=gettext_lazy("Day/month/year. Years of the Buddhist era are understood."),
        max_length=30,
    )
    report = forms.CharField(
        label=gettext_lazy("Number of the report"), max_length=60, required=False
    )
    purity = NumberField(label=gettext_lazy("Purity in per cent"), places=2, most=Decimal(100))
    unit_mg = NumberField(
        label=gettext_lazy("Weight of one tablet or piece in mg"),
        help_text=gettext_lazy("The mean. The kilograms are then counted with it."),
        places=3,
        most=Decimal(10**8) - 1,
    )
    finding = forms.CharField(
        label=gettext_lazy("Finding"),
        help_text=gettext_lazy("Such as the substance or species that was found."),
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, use_required_attribute=False, **options)

    def result(self) -> LabResult:
        return LabResult(**self.cleaned_data)
