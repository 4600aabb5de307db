"""Which code list answers which question about a seizure, and by what a case is looked for."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Code
from cases.models import Seizure

DRUGS, PRECURSORS = "drugs", "precursors"
SPECIES, FIREARMS, GOODS = "wildlife_species", "firearm_types", "hs"

LISTS_OF: dict[str, tuple[str, ...]] = {
    "substance": (DRUGS, PRECURSORS),
    "species": (SPECIES,),
    "firearm_type": (FIREARMS,),
    "form": ("drug_forms",),
    "unit": ("units",),
    "currency": ("currencies",),
    "cites_appendix": ("cites_app",),
    "cites_term": ("cites_terms",),
    "cites_source": ("cites_source",),
    "cites_purpose": ("cites_purpose",),
    "hs": (GOODS,),
    "concealment": ("concealment",),
    "detection": ("detection",),
    "transport": ("transport",),
}
# What a thing may be called in totals and filters.
THINGS = (DRUGS, PRECURSORS, SPECIES, FIREARMS, GOODS)


def lists_of(name: str, kind: str) -> tuple[str, ...]:
    """The lists that a field of this kind chooses from."""
    if name != "substance":
        return LISTS_OF[name]
    return (PRECURSORS,) if kind == Seizure.Kind.PRECURSOR else (DRUGS,)


def codes_by_list(slugs: set[str]) -> dict[str, list[Code]]:
    """The codes on offer, in the order of their lists."""
    found: dict[str, list[Code]] = {slug: [] for slug in slugs}
    for code in Code.objects.active().filter(list__in=slugs):
        found[code.list_id].append(code)
    return found


def is_thing(kind_or_code: str) -> bool:
    """Something that a case may be looked for by; retired codes too: old cases have them."""
    if kind_or_code in Seizure.Kind:
        return True
    return Code.objects.filter(list__in=THINGS, code=kind_or_code).exists()


def things_on_offer() -> list[tuple[Any, Any]]:
    """Kinds, then the listed things."""
    found = codes_by_list(set(OFFERED))
    groups = [(str(name), _pairs(found[slug])) for slug, name in OFFERED.items()]
    kinds = [(value, str(label)) for value, label in Seizure.Kind.choices]
    return [(_("Kinds"), kinds), *((name, pairs) for name, pairs in groups if pairs)]


def _pairs(codes: list[Code]) -> list[tuple[str, str]]:
    return [(code.code, str(code)) for code in codes]


OFFERED = {
    DRUGS: gettext_lazy("Drugs"),
    PRECURSORS: gettext_lazy("Precursor chemicals"),
    SPECIES: gettext_lazy("Species"),
    FIREARMS: gettext_lazy("Firearms"),
}
