"""One case before one reader: what every part of its page starts from."""

from agencies.access import office_of
from agencies.models import Office
from cases.models import Case
from cases.reading import Sighted


class OnePage:
    """Everything it reads goes through `sighted`."""

    def __init__(self, sighted: Sighted, user: object) -> None:
        self.sighted = sighted
        self.user = user
        self.case: Case = sighted.case
        self.office: Office | None = office_of(user)
