"""The page before submitting, in sentences: each border, why, who is told now, what they will
see, how many can open it, and what is still open. It says what `plan_for` computed, no more:
submit computes the same."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from agencies.models import Border, Country, Office
from agencies.roster import on_duty
from agencies.routing import Skip
from cases import headline
from cases.models import Case, RouteStop, Subject, TouchDecision
from cases.models.levels import OFFERED, Level
from cases.plan import Plan, Recipient, Unreached
from cases.reasons import because, decided, joined, telling
from cases.territories import tongue
from cases.touch import Gap

Levels = Mapping[str, Level]


@dataclass(frozen=True)
class Told:
    """An office that will be told, and how it was found."""

    office: Office
    how: str
    duty: str
    skipped: list[str]


@dataclass(frozen=True)
class Row:
    """One border and one country across it. A country's level is chosen once."""

    border: Border
    country: Country
    because: str
    told: list[Told]
    unreached: list[str]
    level: Level
    chooses: bool
    officers: int


@dataclass(frozen=True)
class OpenGap:
    """A part of the route that is asked, never guessed."""

    question: str
    candidates: list[Border]


@dataclass(frozen=True)
class Struck:
    border: Border
    by_whom: str


class Preview:
    def __init__(self, case: Case, plan: Plan, *, levels: Levels) -> None:
        self.case = case
        self.plan = plan
        self.levels = levels
        self.stops = {stop.position: stop for stop in case.route.all()}
        self._borders = {
            border.code: border
            for border in Border.objects.select_related("country_a", "country_b")
        }

    @cached_property
    def what(self) -> str:
        return headline.sentence(self.case)

    @property
    def route(self) -> list[RouteStop]:
        return list(self.stops.values())

    @cached_property
    def people(self) -> int:
        return self.case.subjects.filter(kind=Subject.Kind.PERSON).count()

    # -- the table ------------------------------------------------------------------------------

    @cached_property
    def rows(self) -> list[Row]:
        chosen: set[str] = set()
        rows = []
        for border in self.plan.borders:
            for country in self._across(border):
                rows.append(self._row(border, country, country.code not in chosen))
                chosen.add(country.code)
        return rows

    def _across(self, code: str) -> list[Country]:
        border = self._borders[code]
        both = (border.country_a, border.country_b)
        return [country for country in both if country.code != self.case.country_id]

    def _row(self, code: str, country: Country, first: bool) -> Row:
        told = [
            self._told(recipient)
            for recipient in self.plan.recipients
            if recipient.country == country.code and code in recipient.borders
        ]
        missing = [
            one for one in self.plan.unreached if (one.border, one.country) == (code, country.code)
        ]
        return Row(
            border=self._borders[code],
            country=country,
            because=self._because(code),
            told=told,
            unreached=[line for one in missing for line in _unreached(one)],
            level=self.levels.get(country.code, Level.HEADLINE),
            chooses=first and bool(told),
            officers=self.plan.officers.get(country.code, 0) if told else 0,
        )

    def _because(self, code: str) -> str:
        touches = [touch for touch in self.plan.touches if touch.border == code]
        reasons = [because(touch, self.stops) for touch in telling(touches, self.stops)]
        decision = self.plan.decisions.get(code)
        if decision is not None and decision.kind == TouchDecision.Kind.ADD:
            reasons.append(decided(decision))
        return joined(reasons)

    def _told(self, recipient: Recipient) -> Told:
        return Told(
            office=recipient.office,
            how=_how(recipient),
            duty=_duty(recipient.office),
            skipped=[_skipped(skip) for skip in recipient.skipped],
        )

    # -- the sentences --------------------------------------------------------------------------

    @property
    def touches_nothing(self) -> bool:
        return not self.plan.borders

    @property
    def offices(self) -> int:
        return len(self.plan.recipients)

    @property
    def sentence(self) -> str:
        """ "Two borders are touched. Two offices will be told; 14 officers in 2 countries will be
        able to open it." """
        borders = len(self.plan.borders)
        first = ngettext(
            "%(count)s border is touched.", "%(count)s borders are touched.", borders
        ) % {"count": at_start(borders)}
        return f"{first} {self._who_is_told()}"

    def _who_is_told(self) -> str:
        if not self.offices:
            return _("No office will be told.")
        officers = sum(self.plan.officers.get(code, 0) for code in self.plan.countries)
        countries = len(self.plan.countries)
        offices = ngettext(
            "%(count)s office will be told", "%(count)s offices will be told", self.offices
        ) % {"count": at_start(self.offices)}
        people = ngettext("%(count)s officer", "%(count)s officers", officers) % {"count": officers}
        lands = ngettext("%(count)s country", "%(count)s countries", countries) % {
            "count": countries
        }
        return _("%(offices)s; %(officers)s in %(countries)s will be able to open it.") % {
            "offices": offices,
            "officers": people,
            "countries": lands,
        }

    @property
    def button(self) -> str:
        if not self.offices:
            return _("Submit, nobody abroad is told")
        return ngettext(
            "Submit and tell %(count)s office", "Submit and tell %(count)s offices", self.offices
        ) % {"count": self.offices}

    # -- what is open, struck, possible -----------------------------------------------------------

    @cached_property
    def gaps(self) -> list[OpenGap]:
        return [self._open(gap) for gap in self.plan.gaps if not self._is_answered(gap)]

    def _is_answered(self, gap: Gap) -> bool:
        """An officer added one of the borders that fit."""
        added = {d.border_id for d in self.plan.decisions.values() if d.kind == _ADD}
        return bool(added & set(gap.candidates))

    def _open(self, gap: Gap) -> OpenGap:
        here, there = self.stops[gap.position], self.stops[gap.to_position]
        return OpenGap(_asked(here, there, gap), [self._borders[c] for c in gap.candidates])

    @cached_property
    def struck(self) -> list[Struck]:
        return [
            Struck(self._borders[code], decided(self.plan.decisions[code]))
            for code in self.plan.struck
        ]

    @property
    def standing(self) -> list[Border]:
        return [self._borders[code] for code in self.plan.borders]

    @property
    def addable(self) -> list[Border]:
        """Every border that does not stand; the own country's first."""
        others = [b for code, b in self._borders.items() if code not in self.plan.borders]
        own = self.case.country_id
        return sorted(others, key=lambda border: (own not in border.countries, border.code))


_ADD = TouchDecision.Kind.ADD


def levels_from(fields: Mapping[str, str]) -> dict[str, Level]:
    """The levels that were chosen: `level-MM` is *full*. What is not offered is left out."""
    offered = {level.value: level for level in OFFERED}
    return {
        name.removeprefix("level-"): offered[value]
        for name, value in fields.items()
        if name.startswith("level-") and value in offered
    }


def at_start(count: int) -> str:
    """A number at the start of a sentence: in words up to nine."""
    words = [
        pgettext("number", "No"),
        pgettext("number", "One"),
        pgettext("number", "Two"),
        pgettext("number", "Three"),
        pgettext("number", "Four"),
        pgettext("number", "Five"),
        pgettext("number", "Six"),
        pgettext("number", "Seven"),
        pgettext("number", "Eight"),
        pgettext("number", "Nine"),
    ]
    return words[count] if 0 <= count < len(words) else str(count)


def _how(recipient: Recipient) -> str:
    if recipient.is_direct:
        return _("counterpart at the crossing")
    if recipient.is_desk:
        return _("national desk: no active office on this border")
    return _("nearest active office on this border")


def _duty(office: Office) -> str:
    count = len(on_duty(office))
    on = ngettext("on duty: %(count)s officer", "on duty: %(count)s officers", count)
    said = on % {"count": count} if count else _("nobody on duty now")
    return ", ".join([said, *(tongue(code) for code in office.languages)])


def _skipped(skip: Skip) -> str:
    return _("%(office)s is skipped: %(reason)s") % {
        "office": skip.office.title,
        "reason": skip.reason,
    }


def _unreached(missing: Unreached) -> Iterable[str]:
    yield from map(_skipped, missing.skipped)
    yield _("No office there can be told by the portal.")


def _asked(here: RouteStop, there: RouteStop, gap: Gap) -> str:
    facts = {"here": here, "there": there}
    if gap.candidates:
        return _("Which border did it cross between %(here)s and %(there)s?") % facts
    if here.country_id is None and here.crossing is None:
        return _("In which country is %(place)s?") % {"place": here}
    if there.country_id is None and there.crossing is None:
        return _("In which country is %(place)s?") % {"place": there}
    return _("Which way did it go from %(here)s to %(there)s? They share no border.") % facts
