"""The questions about one subject. Each kind has its own; nothing typed is lost."""

from collections.abc import Callable
from functools import cache
from typing import Any, cast

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Officer
from cases.forms.catalogue import Catalogue
from cases.forms.days import BirthField, DayField
from cases.forms.fields import LongSelect, TerritoryField
from cases.forms.kept import KeptForm, RowForm
from cases.forms.raw import Raw
from cases.models import Subject
from cases.standards import imo, mrz, phone, vin
from cases.subjects import FIELDS_OF, PLAIN, DocumentRecord, SubjectRecord

Kind = Subject.Kind
MOST_DOCUMENTS = 10
MOST_ALIASES = 30
DOCUMENTS = "documents"


def _text(label: Any, most: int, help_text: Any = "") -> Callable[[], forms.Field]:
    return lambda: forms.CharField(
        label=label, help_text=help_text, max_length=most, required=False
    )


def _country(label: Any, most: int = 3) -> Callable[[], forms.Field]:
    return lambda: TerritoryField(label=label, max_length=most, required=False)


def _aliases() -> forms.Field:
    return forms.CharField(
        label=gettext_lazy("Other names"),
        help_text=gettext_lazy("One on each line: aliases, nicknames, other spellings."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=6000,
        required=False,
    )


def _sex() -> forms.Field:
    choices = [("", gettext_lazy("Not known")), *Subject.Sex.choices]
    return forms.ChoiceField(label=gettext_lazy("Sex"), choices=choices, required=False)


def _birth() -> forms.Field:
    return BirthField(
        label=gettext_lazy("Date of birth"),
        help_text=gettext_lazy(
            "Day/month/year, or the year alone. Years of the Buddhist era are understood."
        ),
        max_length=30,
        required=False,
    )


def _age() -> forms.Field:
    return forms.IntegerField(
        label=gettext_lazy("Estimated age"),
        help_text=gettext_lazy("Only when neither date nor year is known. Whole years."),
        min_value=0,
        max_value=130,
        required=False,
    )


def _role() -> forms.Field:
    return forms.ChoiceField(
        label=gettext_lazy("Whose, or who is it?"),
        help_text=gettext_lazy(
            "What belongs to a victim or a witness is hidden from other countries as they are: "
            "choose the same for a victim's telephone, document or address."
        ),
        choices=Subject.Role.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose who it is, or whose.")},
    )


# By name of the field; what a record holds in two fields or more is asked as people say it.
QUESTIONS: dict[str, Callable[[], forms.Field]] = {
    "role": _role,
    "name": _text(gettext_lazy("Name as written"), 200, gettext_lazy("In its own script.")),
    "name_latin": _text(gettext_lazy("Name in Latin letters"), 200),
    "honorific": _text(
        gettext_lazy("Honorific or title"), 60, gettext_lazy("Such as Nai, Daw, Datuk; kept apart.")
    ),
    "aliases": _aliases,
    "sex": _sex,
    "birth": _birth,
    "estimated_age": _age,
    "nationality": _country(gettext_lazy("Nationality")),
    "nationality_2": _country(gettext_lazy("Second nationality")),
    "nationality_3": _country(gettext_lazy("Third nationality")),
    "plate": _text(gettext_lazy("Plate"), 30),
    "plate_country": _country(gettext_lazy("Country of the plate"), 2),
    "vin": _text(
        gettext_lazy("VIN"),
        30,
        gettext_lazy("17 characters. Put any other chassis number into the description."),
    ),
    "make": _text(gettext_lazy("Make and model"), 80),
    "colour": _text(gettext_lazy("Colour"), 40),
    "imo": _text(
        gettext_lazy("IMO number"), 20, gettext_lazy("Seven digits; large ships have one.")
    ),
    "flag": _country(gettext_lazy("Flag")),
    "registration": _text(gettext_lazy("Registration or hull number"), 60),
    "phone": _text(
        gettext_lazy("Telephone number"),
        40,
        gettext_lazy("With the country code, or as one dials it in your own country."),
    ),
    "service": _text(
        gettext_lazy("Service"), 60, gettext_lazy("Such as LINE, WhatsApp, a bank, a wallet.")
    ),
    "account": _text(gettext_lazy("Account number or handle"), 120),
    "address": _text(gettext_lazy("Address"), 300),
    "address_country": _country(gettext_lazy("Country")),
    "description": _text(gettext_lazy("Description"), 300),
}
_ASKED_AS = {
    "birth_date": ("birth",),
    "birth_year": (),
    "nationalities": ("nationality", "nationality_2", "nationality_3"),
    "documents": (),
}
_MISSING = {
    Kind.VEHICLE: gettext_lazy("Give the plate, the VIN or a description."),
    Kind.VESSEL: gettext_lazy("Give a name, a number or a description."),
    Kind.PHONE: gettext_lazy("Write the telephone number."),
    Kind.ACCOUNT: gettext_lazy("Write the account number or the handle."),
    Kind.ADDRESS: gettext_lazy("Write the address."),
}
_UNKNOWN = gettext_lazy("Give a name, a document number or a description.")


def asked_of(kind: str) -> list[str]:
    """The fields of the form of one kind, in order."""
    return [field for name in FIELDS_OF[kind] for field in _ASKED_AS.get(name, (name,))]


class SubjectForm(KeptForm):
    """One kind's questions. Judged only when `checked`."""

    def __init__(self, data: Raw, *, kind: str, officer: Officer, checked: bool = False) -> None:
        self.kind, self.officer = kind, officer
        super().__init__(data, checked=checked, use_required_attribute=False)

    def clean_vin(self) -> str:
        return self._standard("vin", vin.parse, vin.NotAVin)

    def clean_imo(self) -> str:
        return self._standard("imo", imo.parse, imo.NotAnImoNumber)

    def clean_phone(self) -> str:
        country = self.officer.country_id or ""
        return self._standard("phone", lambda t: phone.parse(t, country), phone.NotAPhoneNumber)

    def _standard(self, name: str, parse: Callable[[str], str], fault: type[ValueError]) -> str:
        text = self.cleaned_data[name]
        try:
            return parse(text) if text else ""
        except fault as problem:
            raise forms.ValidationError(str(problem), code="invalid") from problem

    def clean_aliases(self) -> tuple[str, ...]:
        names = [line.strip() for line in self.cleaned_data["aliases"].splitlines()]
        names = list(dict.fromkeys(name for name in names if name))
        if len(names) > MOST_ALIASES or any(len(name) > 200 for name in names):
            raise forms.ValidationError(_("At most 30 names, each of at most 200 letters."))
        return tuple(names)

    def clean(self) -> dict[str, Any]:
        birth = self.cleaned_data.get("birth", (None, None))
        if any(birth) and self.cleaned_data.get("estimated_age") is not None:
            self.add_error("estimated_age", _("Give the date of birth or the estimated age."))
        return self.cleaned_data

    def must_be_known(self, record: SubjectRecord) -> None:
        """By anything: said of the first question that could tell."""
        numbered = bool(record.documents) and bool(record.documents[0].number)
        if numbered or any(getattr(record, name, "") for name in Subject.KNOWN_BY):
            return
        first = next(name for name in self.fields if name in Subject.KNOWN_BY)
        self.add_error(first, _MISSING.get(Kind(self.kind), _UNKNOWN))

    def record(self, documents: tuple[DocumentRecord, ...]) -> SubjectRecord:
        """What was entered. Only after it was judged and found right."""
        said = dict(self.cleaned_data)
        birth_date, birth_year = said.pop("birth", (None, None))
        nations = [said.pop(name, "") for name in _ASKED_AS["nationalities"]]
        plain = {name: value for name, value in said.items() if name in (*PLAIN, "aliases")}
        return SubjectRecord(
            kind=self.kind,
            birth_date=birth_date,
            birth_year=birth_year,
            nationalities=tuple(dict.fromkeys(code for code in nations if code)),
            documents=documents,
            **plain,
        )


@cache
def form_of(kind: str) -> type[SubjectForm]:
    questions = {name: QUESTIONS[name]() for name in asked_of(kind)}
    return type(f"{kind.title()}Form", (SubjectForm,), questions)


class DocumentRow(RowForm):
    telling = ("type", "document_number", "issuer", "issued_on", "expires_on", "mrz")

    type = forms.ChoiceField(label=gettext_lazy("Document"), required=False, widget=LongSelect)
    document_number = forms.CharField(
        label=gettext_lazy("Document number"), max_length=60, required=False
    )
    issuer = TerritoryField(label=gettext_lazy("Issued by"), max_length=3, required=False)
    issued_on = DayField(label=gettext_lazy("Issued on"), max_length=30, required=False)
    expires_on = DayField(label=gettext_lazy("Expires on"), max_length=30, required=False)
    mrz = forms.CharField(
        label=gettext_lazy("Machine-readable lines"),
        help_text=gettext_lazy(
            "The two or three lines of letters, digits and <. Empty fields are filled from them, "
            "and their check digits are verified here."
        ),
        widget=forms.Textarea(
            attrs={"rows": 3, "class": "form-control ref", "spellcheck": "false"}
        ),
        max_length=200,
        required=False,
        strip=False,
    )

    def __init__(self, *args: Any, catalogue: Catalogue, **more: Any) -> None:
        super().__init__(*args, **more)
        field = cast(forms.ChoiceField, self.fields["type"])
        field.choices = catalogue.documents
        kept = str(self.data.get(self.add_prefix("type"), ""))
        if kept and not field.valid_value(kept):
            field.choices = [*catalogue.documents, (kept, kept)]

    def clean_mrz(self) -> str:
        text = self.cleaned_data["mrz"]
        if not text.strip():
            return ""
        try:
            return "\n".join(mrz.read(text).lines)
        except mrz.NotAZone as problem:
            raise forms.ValidationError(str(problem), code="invalid") from problem

    def record(self) -> DocumentRecord:
        said = {name: self.cleaned_data[name] for name in self.telling}
        return DocumentRecord(number=said.pop("document_number"), **said)


class DocumentRows(BaseFormSet):
    def records(self) -> tuple[DocumentRecord, ...]:
        return tuple(row.record() for row in self.forms if row.has_changed())


DocumentSet = formset_factory(
    DocumentRow,
    formset=DocumentRows,
    extra=0,
    max_num=MOST_DOCUMENTS,
    absolute_max=MOST_DOCUMENTS,
)
