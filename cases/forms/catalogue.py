"""The code lists of the case form, read once per page."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from agencies.models import Code

OFFENCES, DRUGS, PRECURSORS, UNITS = "case_type_iccs", "drugs", "precursors", "units"
DOCUMENTS = ("icao_doc", "local_doc")
LISTS = (OFFENCES, DRUGS, PRECURSORS, UNITS, *DOCUMENTS)

Pairs = list[tuple[str, str]]
Groups = list[tuple[str, str | Pairs]]


class Catalogue:
    """Active codes, and the retired ones that the case being changed already uses."""

    def __init__(self, in_use: Iterable[Code] = ()) -> None:
        codes = list(Code.objects.active().filter(list__in=LISTS))
        known = {code.pk for code in codes}
        codes += [code for code in in_use if code.pk not in known]
        self._codes = {slug: [c for c in codes if c.list_id == slug] for slug in LISTS}

    def find(self, slug: str, code: str) -> Code | None:
        return next((c for c in self._codes[slug] if c.code == code), None)

    # -- offences -----------------------------------------------------------------------------

    @property
    def offences(self) -> Pairs:
        return [(code.code, str(code)) for code in self._codes[OFFENCES]]

    @property
    def common_offences(self) -> set[str]:
        return {code.code for code in self._codes[OFFENCES] if code.is_common}

    def offence(self, code: str) -> Code | None:
        return self.find(OFFENCES, code)

    # -- what was found -------------------------------------------------------------------------

    @property
    def substances(self) -> Groups:
        """Drugs first. The value names the list too: `drugs:HEROIN`."""
        return [
            ("", _("Not in this list")),
            (_("Drugs"), self._valued(DRUGS)),
            (_("Precursor chemicals"), self._valued(PRECURSORS)),
        ]

    def _valued(self, slug: str) -> Pairs:
        return [(value_of(code), str(code)) for code in self._codes[slug]]

    def substance(self, value: str) -> Code | None:
        slug, _colon, code = value.partition(":")
        return self.find(slug, code) if slug in (DRUGS, PRECURSORS) else None

    @property
    def units(self) -> Pairs:
        named = [(c.code, _(c.plain_plural or c.plain_label or c.code)) for c in self._codes[UNITS]]
        return [("", _("Usual unit")), *named]

    def unit(self, code: str) -> Code | None:
        return self.find(UNITS, code)

    # -- papers ---------------------------------------------------------------------------------

    @property
    def documents(self) -> Pairs:
        """Passport, identity card, border pass first, then the rare ones."""
        codes = [code for slug in DOCUMENTS for code in self._codes[slug]]
        codes.sort(key=lambda code: (not code.is_common, code.position))
        return [("", "–"), *((code.code, str(code)) for code in codes)]


def value_of(code: Code) -> str:
    return f"{code.list_id}:{code.code}"
