"""Burmese written for the Zawgyi font becomes Unicode.

Zawgyi puts other letters on the code points of Unicode, so a text looks right with the one font and
is gibberish with the other; nothing in a file says which it is. Google's `myanmartools` tells how
likely a text is Zawgyi, `python-myanmar` writes it anew.
"""

import re
import warnings
from functools import cache
from typing import Any

from myanmar import converter
from myanmartools import ZawgyiDetector

LETTERS = re.compile("[\u1000-\u109f]")
# The threshold that the makers of the detector give for "this is Zawgyi".
SURE = 0.95


@cache
def _detector() -> Any:
    with warnings.catch_warnings():  # it opens its table the old way
        warnings.simplefilter("ignore", DeprecationWarning)
        return ZawgyiDetector()


def is_zawgyi(text: str) -> bool:
    return bool(LETTERS.search(text)) and _detector().get_zawgyi_probability(text) > SURE


def as_unicode(text: str) -> str:
    """The same words in Unicode."""
    return str(converter.convert(text, "zawgyi", "unicode"))


class Words:
    """Reads the texts of one import as the uploader said, and counts what was converted."""

    def __init__(self, asked: str) -> None:
        """`asked`: auto, unicode or zawgyi."""
        self.asked = asked
        self.converted = 0

    def read(self, value: Any) -> Any:
        """The text, or all texts in lists and objects; whatever else it is stays."""
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, list):
            return [self.read(one) for one in value]
        if isinstance(value, dict):
            return {name: self.read(one) for name, one in value.items()}
        return value

    def _text(self, text: str) -> str:
        if self.asked == "unicode" or not LETTERS.search(text):
            return text
        if self.asked == "auto" and not is_zawgyi(text):
            return text
        self.converted += 1
        return as_unicode(text)
