"""Empty forms to print, in the words of the form on the screen."""

from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from agencies.models import Office
from cases.exports import pdf
from cases.exports.taken import Copy
from cases.forms.catalogue import Catalogue
from cases.models import Case, PaperForm
from cases.standards.checkcode import check_code

PAGE = Path(__file__).with_name("paper.typ")


def printed(forms: list[PaperForm], office: Office, language: str) -> Copy:
    """One page for each form."""
    with translation.override(language):
        content = pdf.typeset(PAGE, _data(forms, office, language), forms[0].printed_at)
    last = f"-{forms[-1].number[-6:]}" if len(forms) > 1 else ""
    return Copy(f"form-{forms[0].number}{last}.pdf", "application/pdf", content, rows=len(forms))


def _data(forms: list[PaperForm], office: Office, language: str) -> dict[str, Any]:
    return {
        "lang": language.partition("-")[0],
        "title": _("Case on paper"),
        "office": f"{office.title}, {office.country}",
        "forms": [{"number": one.number, "check": check_code(one.number)} for one in forms],
        "offences": _common_offences(),
        "urgencies": [str(label) for label in Case.Urgency.labels],
        "handling": [f"{code}: {label}" for code, label in Case.Handling.choices],
        "words": {**_words_of_the_case(), **_words_of_the_rows()},
    }


def _common_offences() -> list[str]:
    catalogue = Catalogue(())
    return [str(name) for code, name in catalogue.offences if code in catalogue.common_offences]


def _words_of_the_case() -> dict[str, str]:
    return {
        "number": _("Case number"),
        "check": _("Check code"),
        "when_where": _("When and where it happened"),
        "day": _("Day, month, year"),
        "hour": _("Time"),
        "where": _("Crossing or place"),
        "offences": _("Offences"),
        "other": _("Other offences"),
        "urgency": _("Urgency"),
        "happened": _("What happened"),
        "handling": _("Handling code"),
        "officer": _("Officer, signature"),
        "written": _("Written on, at"),
        "keyed": _("Keyed in by, on"),
        "hint": _("Key it in under Cases, paper forms: number and check code first."),
    }


def _words_of_the_rows() -> dict[str, str]:
    return {
        "seizures": _("Seizures"),
        "what": _("What"),
        "amount": _("How much"),
        "unit": _("Unit"),
        "marks": _("Marks"),
        "people": _("People"),
        "name": _("name as written"),
        "name_latin": _("name in Latin letters"),
        "role": _("Role"),
        "nationality": _("nationality"),
        "born": _("born"),
        "document": _("document number"),
        "vehicles": _("Vehicles"),
        "plate": _("plate"),
        "country": _("Country"),
        "make": _("make and model"),
        "remarks": _("description"),
    }
