"""Who sees a case, as its page tells it to one reader: each with its sentence, whom an originator
could share it with, and why a country can see it or cannot."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from agencies.models import Country
from cases.explaining import Access, Answer
from cases.models import Grant
from cases.reading import Sighted
from cases.sharing import Sight


@dataclass(frozen=True)
class SightLine:
    """One line of "who sees this", with its sentence."""

    sight: Sight
    why: str
    is_own: bool
    may_change: bool


class Seeing:
    def __init__(
        self,
        sighted: Sighted,
        user: object,
        *,
        asked: str,
        may_change: bool,
        joint: Collection[str],
    ) -> None:
        """`asked` is the country of "why can … see this?", `joint` that of a second originator."""
        self.sighted, self.asked, self.may_change, self.joint = sighted, asked, may_change, joint
        self._access = Access(sighted, user)

    @cached_property
    def lines(self) -> list[SightLine]:
        return [
            SightLine(
                sight=sight,
                why=self._access.why(sight),
                is_own=sight.country.pk == self.sighted.country,
                may_change=self.may_change and self._is_to_change(sight),
            )
            for sight in self._access.sights
        ]

    def _is_to_change(self, sight: Sight) -> bool:
        return sight.basis not in _OWN and sight.country.pk not in self.joint

    @property
    def other_countries(self) -> list[Country]:
        """Whom an originator could share it with who does not see it yet."""
        if self.sighted.case.is_restricted:
            return self.sighted.countries
        seeing = {line.sight.country.pk for line in self.lines}
        return [country for country in self.sighted.countries if country.pk not in seeing]

    @property
    def askable(self) -> list[Country]:
        """Whom one may ask about: to a headline reader, other countries are not even named."""
        if self.sighted.is_full:
            return self.sighted.countries
        return [country for country in self.sighted.countries if country.pk == self.sighted.country]

    @cached_property
    def explained(self) -> Answer | None:
        """Why the country that was asked about sees the case, or why not."""
        asked = next((c for c in self.askable if c.pk == self.asked), None)
        return self._access.answer(asked) if asked is not None else None


_OWN = (Grant.Basis.ORIGIN, Grant.Basis.OWN_COUNTRY)
