"""The rows of the situation in the reader's words."""

from datetime import date

from django.utils.translation import gettext as _

from agencies.models import Code, Country
from cases.models import Seizure, Subject
from cases.seizurelists import lists_of
from cases.situation import What
from roadmap.situation import Answer, By

# Which question about a seizure names the thing, by kind; cash is named by its currency.
_FIELDS = {
    Seizure.Kind.WILDLIFE: "species",
    Seizure.Kind.TIMBER: "species",
    Seizure.Kind.FIREARM: "firearm_type",
    Seizure.Kind.GOODS: "hs",
}
OFFENCES = "case_type_iccs"


def type_words(what: What, types: list[str]) -> dict[str, str]:
    """By type, in a fixed number of queries."""
    match what:
        case What.CASES:
            found = {row.code: str(row) for row in Code.objects.in_list(OFFENCES)}
            return {key: found.get(key, key) or _("No offence named") for key in types}
        case What.SEIZURES:
            return {key: _thing(key) for key in types}
        case What.PEOPLE:
            return {key: str(Subject.Role(key).label) for key in types}
    names = {country.pk: str(country) for country in Country.objects.all()}
    return {key: " → ".join(names.get(end, end) for end in key.split(">")) for key in types}


def _thing(key: str) -> str:
    kind, thing, unit = key.split("/")
    label = str(Seizure.Kind(kind).label)
    if thing:
        field = _FIELDS.get(Seizure.Kind(kind), "substance")
        found = Code.objects.filter(list__in=lists_of(field, kind), code=thing).first()
        label = str(found) if found is not None else thing
    lists = ["currencies"] if kind == Seizure.Kind.CASH else ["units"]
    measure = Code.objects.filter(list__in=lists, code=unit).first()
    return f"{label} ({measure or unit})"


def row_words(answer: Answer) -> dict[str, str]:
    """By the key of each row."""
    question = answer.question
    keys = [row.key for row in answer.rows]
    if question.by is By.TYPE:
        return type_words(question.what, keys)
    if question.by is By.BORDER:
        return {key: key.replace("-", " – ") or _("No border touched") for key in keys}
    return {key: _time(date.fromisoformat(key), question.by) for key in keys}


def _time(first: date, by: By) -> str:
    if by is By.QUARTER:
        facts = {"year": first.year, "number": (first.month + 2) // 3}
        return _("%(year)s, quarter %(number)s") % facts
    return f"{first:%Y-%m}" if by is By.MONTH else f"{first:%Y}"
