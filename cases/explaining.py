"""Why somebody sees a case, and why somebody does not: one sentence for each (design 4.3).

Readers below *full* are told of their own country only. What they are told of another does not
depend on whether it sees the case.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agencies.models import Country
from cases import sharing
from cases.forms.moments import offset
from cases.models import Case, Grant
from cases.models.grant import NARROWED
from cases.reading import Sighted
from cases.reasons import joined, own_reasons, reasons_by_border
from cases.sharing import Sight


@dataclass(frozen=True)
class Answer:
    """`sees` is None where the reader may not know. `sight` is there when it sees the case."""

    country: Country
    sees: bool | None
    sentence: str
    sight: Sight | None = None


class Access:
    """Who sees one case, as far as one reader may know it."""

    def __init__(self, sighted: Sighted, reader: object) -> None:
        self.sighted = sighted
        self.case: Case = sighted.case
        self.reader = reader

    @cached_property
    def sights(self) -> list[Sight]:
        return sharing.who_sees(self.case, reader=self.reader, level=self.sighted.level)

    def answers(self) -> list[Answer]:
        return [self._seen(sight) for sight in self.sights]

    def answer(self, country: Country) -> Answer:
        """For a country; its own grant says more than those of its offices, which are named one
        by one."""
        own = [sight for sight in self.sights if sight.country == country]
        if own:
            return self._seen_by(sorted(own, key=lambda sight: sight.office is not None))
        if not self.sighted.is_full:
            text = _("Whether other countries see it is not part of the headline.")
            return Answer(country, None, text)
        return Answer(country, False, self._unseen(country))

    # -- why it sees it ------------------------------------------------------------------------

    def why(self, sight: Sight) -> str:
        if sight.basis == Grant.Basis.ORIGIN:
            return _("logged it")
        if sight.basis == Grant.Basis.OWN_COUNTRY:
            return _("same country as the office that logged it")
        if sight.basis == Grant.Basis.JOINT:
            return _("joint originator, with equal rights")
        because = joined(self._reasons.get(sight.country.pk, []))
        said = [_("because %(reasons)s") % {"reasons": because}] if because else []
        if sight.basis == Grant.Basis.SHARED:
            said.append(self._shared(sight))
        return "; ".join(said)

    @cached_property
    def _reasons(self) -> dict[str, list[str]]:
        """By country. Below *full*, the reader's own, in words of the headline."""
        if not self.sighted.is_full:
            return {self.sighted.country: own_reasons(self.case, self.sighted.country)}
        found: dict[str, list[str]] = {}
        for border, sentences in reasons_by_border(self.case).items():
            for country in border.split("-"):
                found.setdefault(country, []).extend(sentences)
        return found

    def _shared(self, sight: Sight) -> str:
        """The purpose is read by who wrote it and by whom it was written for."""
        own = sight.country.pk == self.sighted.country
        if sight.purpose and (self.sighted.is_originator or own):
            return _("set by the office that logged it: %(purpose)s") % {"purpose": sight.purpose}
        return _("set by the office that logged it")

    def _seen_by(self, sights: list[Sight]) -> Answer:
        first = self._seen(sights[0])
        if sights[0].office is None:
            return first
        sentences = [self._seen(sight).sentence for sight in sights]
        if self.case.is_restricted:
            sentences.append(_("The case is restricted: no other office of that country sees it."))
        return Answer(first.country, True, " ".join(sentences), first.sight)

    def _seen(self, sight: Sight) -> Answer:
        facts = {
            "who": sight.office.title if sight.office is not None else str(sight.country),
            "level": sight.level.label,
            "since": moment(sight.since),
            "until": moment(sight.until) if sight.until is not None else "",
            "why": self.why(sight),
        }
        if sight.until is not None:
            text = _("%(who)s sees it (%(level)s) from %(since)s until %(until)s: %(why)s.")
        else:
            text = _("%(who)s sees it (%(level)s) since %(since)s: %(why)s.")
        return Answer(sight.country, True, text % facts, sight)

    # -- why it does not -----------------------------------------------------------------------

    def _unseen(self, country: Country) -> str:
        facts = {"country": str(country)}
        if self.case.is_draft:
            return _("%(country)s does not see it: it was not submitted yet.") % facts
        last = self.case.grants.filter(country=country, partner=None).last()
        if last is not None:
            return self._ended(last, facts)
        struck = {t.is_struck for t in self.case.touches.all() if _is_of(country, t.border_id)}
        if struck == {True}:
            text = _("%(country)s does not see it: an officer struck the border that it touches.")
        elif struck:
            text = _("%(country)s does not see it: its border is touched, but nobody was reached.")
        else:
            text = _(
                "%(country)s does not see it: none of its borders is touched, and the office that "
                "logged it has not shared it."
            )
        return text % facts

    def _ended(self, grant: Grant, facts: dict[str, str]) -> str:
        """A grant that nobody ended, ended by its time, even if the record is not written yet."""
        ended = grant.ended_at if grant.ended_by_id is not None else grant.expires_at
        facts = {**facts, "until": moment(ended) if ended is not None else ""}
        if grant.ended_by_id is None:
            return (
                _("%(country)s saw it until %(until)s, when the time of the share was over.")
                % facts
            )
        if grant.end_reason == NARROWED:
            return (
                _("%(country)s saw it until %(until)s, when it was restricted to single offices.")
                % facts
            )
        facts["reason"] = grant.end_reason
        return _("%(country)s saw it until %(until)s, when it was recalled: %(reason)s") % facts


def moment(at: datetime) -> str:
    """In the reader's zone, with its offset: the sentence may be read elsewhere."""
    local = timezone.localtime(at)
    zone = offset(timezone.get_current_timezone(), at)
    return f"{date_format(local, 'j M Y H:i')} ({zone})"


def _is_of(country: Country, border: str) -> bool:
    return country.pk in border.split("-")
