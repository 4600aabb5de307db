"""One part of a file, as a reader's program asks for it (`Range`, RFC 9110, 14.1.2)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from http import HTTPStatus

from django.utils.translation import gettext as _

from cases.problems import CaseProblem

_ONE = re.compile(r"^bytes=(\d{0,15})-(\d{0,15})$", re.IGNORECASE | re.ASCII)


class OutOfRange(CaseProblem):
    """Nothing of what is asked for is in the file; the answer says how long it is."""

    code = "range_not_satisfiable"
    status = HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE

    def __init__(self, size: int) -> None:
        super().__init__(_("The file is not so long."), field="Range")
        self.headers = {"Content-Range": f"bytes */{size}"}


@dataclass(frozen=True)
class Wanted:
    """The bytes from `first` to `last`, both counted; without a first one, the last so many."""

    first: int | None
    last: int | None

    def of(self, size: int) -> range:
        """Which bytes of a file of this size."""
        if self.first is None:
            found = range(max(size - (self.last or 0), 0), size)
        else:
            end = size if self.last is None else min(self.last + 1, size)
            found = range(self.first, end)
        if not found:
            raise OutOfRange(size)
        return found


def wanted(header: str) -> Wanted | None:
    """One range; what is anything else (several, another unit, nonsense) gets the whole file."""
    found = _ONE.match(header.strip())
    if found is None or not any(found.groups()):
        return None
    first, last = (int(digits) if digits else None for digits in found.groups())
    if first is not None and last is not None and last < first:
        return None
    return Wanted(first, last)


def cut(content: Iterable[bytes], length: int) -> Iterator[bytes]:
    """The first so many bytes."""
    for some in content:
        if length <= 0:
            return
        yield some[:length]
        length -= len(some)
