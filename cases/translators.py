"""Machine translation is somebody else's: the setting `TRANSLATOR` names a class, none is bundled.

The class takes no arguments and has `translate(text, source, target)`, which answers the text in
the language `target` (codes of `agencies.languages`) or raises. It decides where the words go; an
installation that sets one answers for that. Its own time-out keeps a page from waiting.
"""

from typing import Protocol

import structlog
from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from cases.problems import CaseProblem

log = structlog.get_logger(__name__)


class Translator(Protocol):
    def translate(self, text: str, source: str, target: str) -> str: ...


def is_there() -> bool:
    return bool(settings.TRANSLATOR)


def translated(text: str, source: str, target: str) -> str:
    if not is_there():
        raise CaseProblem(_("This portal has no machine translation."), field="kind")
    try:
        machine: Translator = import_string(settings.TRANSLATOR)()
        found = machine.translate(text, source, target).strip()
    except Exception as error:  # whatever somebody else's service throws; never its words
        log.warning("translator_failed", fault=type(error).__name__)
        found = ""
    if not found:
        raise CaseProblem(_("The translation did not come. Try again later."))
    return found
