"""How much of a case somebody sees (design 4.3). Each level holds all lower ones."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    HEADLINE = "headline", _("Headline")
    FULL = "full", _("Full")
    CONTRIBUTE = "contribute", _("Contribute")
    ORIGINATOR = "originator", _("Originator")

    @property
    def rank(self) -> int:
        return _ORDER.index(self)

    @property
    def permissions(self) -> list[str]:
        """Codenames of the object permissions that make up this level."""
        return [PERMISSIONS[level] for level in _ORDER[: self.rank + 1]]


_ORDER = [Level.HEADLINE, Level.FULL, Level.CONTRIBUTE, Level.ORIGINATOR]

# What an originator may offer to another country.
OFFERED = [Level.HEADLINE, Level.FULL, Level.CONTRIBUTE]

PERMISSIONS = {
    Level.HEADLINE: "see_headline",
    Level.FULL: "see_full",
    Level.CONTRIBUTE: "contribute",
    Level.ORIGINATOR: "originate",
}


def highest(codenames: set[str]) -> Level | None:
    """The level that a set of permission codenames amounts to, or None."""
    held = [level for level in _ORDER if PERMISSIONS[level] in codenames]
    return held[-1] if held else None
