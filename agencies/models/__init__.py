from agencies.models.agency import Agency
from agencies.models.border import Border, Crossing, CrossingName, Tripoint
from agencies.models.code import Code, CodeChange, CodeList
from agencies.models.country import Country
from agencies.models.duty import DutyShift, Holiday
from agencies.models.idempotency import IdempotencyKey
from agencies.models.office import Office
from agencies.models.officer import Officer
from agencies.models.partner import Partner

__all__ = [
    "Agency",
    "Border",
    "Code",
    "CodeChange",
    "CodeList",
    "Country",
    "Crossing",
    "CrossingName",
    "DutyShift",
    "Holiday",
    "IdempotencyKey",
    "Office",
    "Officer",
    "Partner",
    "Tripoint",
]
