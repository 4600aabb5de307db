"""The languages an office may work in: those of the portal and of the neighbours."""

from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

NEIGHBOURS = [("bn", _("Bengali")), ("hi", _("Hindi")), ("pt", _("Portuguese"))]
CHOICES = [*settings.LANGUAGES, *NEIGHBOURS]


def names(codes: Iterable[str]) -> list[str]:
    known = {code: str(name) for code, name in CHOICES}
    return [gettext(known.get(code, code)) for code in codes]
