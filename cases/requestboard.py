"""The board of requests: what is mine, due today, overdue, and what the own office waits for."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import (
    CharFilter,
    ChoiceFilter,
    Filter,
    FilterSet,
    ModelChoiceFilter,
    UUIDFilter,
)

from agencies.access import office_of, officer
from agencies.models import Country, Office
from audit.clock import now
from cases.forms.months import MonthField
from cases.models import Case, Request
from cases.models.request import RequestQuerySet
from cases.narrowing import Narrowed
from notices.models import Urgency

STATES = [
    ("mine", gettext_lazy("For us")),
    ("today", gettext_lazy("Due today")),
    ("overdue", gettext_lazy("Overdue")),
    ("waiting", gettext_lazy("Waiting for them")),
]


def in_state(rows: RequestQuerySet, state: str, user: object) -> RequestQuerySet:
    """`rows` are within the user's reach already."""
    if state == "mine":
        return rows.mine(user)
    if state == "waiting":
        return rows.waiting(user)
    if state == "overdue":
        return rows.overdue()
    return rows.running().filter(due_at__range=(now(), end_of_day(user)))


def end_of_day(user: object) -> datetime:
    """Midnight where the reader is."""
    who, office = officer(user), office_of(user)
    name = office.time_zone if office is not None else (who.time_zone if who is not None else "UTC")
    zone = ZoneInfo(name)
    tomorrow = now().astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(0), tzinfo=zone)


class MonthFilter(Filter):
    field_class = MonthField


class RequestFilter(FilterSet):
    state = ChoiceFilter(choices=STATES, method="with_state")
    status = ChoiceFilter(choices=Request.State.choices, field_name="state")
    urgency = ChoiceFilter(choices=Urgency.choices)
    office = ModelChoiceFilter(
        queryset=Office.objects.all(),
        to_field_name="code",
        method="with_office",
        help_text="That asks or is asked.",
    )
    country = ModelChoiceFilter(
        queryset=Country.objects.filter(offices__isnull=False).distinct().order_by("name"),
        to_field_name="code",
        field_name="office__country",
        label=gettext_lazy("Country that is asked"),
        help_text="ISO 3166-1 alpha-2: that is asked.",
    )
    month = MonthFilter(
        method="with_month",
        label=gettext_lazy("Asked in the month"),
        help_text="In which it was asked (UTC): `2026-11`.",
    )
    case = CharFilter(method="with_case", max_length=40, help_text="Reference of a case in reach.")
    bundle = UUIDFilter(method="with_bundle", help_text="A request: all that were asked with it.")

    class Meta:
        model = Request
        fields: list[str] = []

    def with_state(self, rows: RequestQuerySet, name: str, value: str) -> Any:
        return in_state(rows, value, self.request.user)

    def with_office(self, rows: RequestQuerySet, name: str, value: Office) -> Any:
        return rows.filter(Q(office=value) | Q(asking_office=value))

    def with_month(self, rows: RequestQuerySet, name: str, value: date) -> Any:
        return Narrowed(month=value).of(rows, moment="asked_at")

    def with_case(self, rows: RequestQuerySet, name: str, value: str) -> Any:
        cases = Case.objects.visible_to(self.request.user).filter(reference=value)
        return rows.filter(case__in=cases)

    def with_bundle(self, rows: RequestQuerySet, name: str, value: UUID) -> Any:
        """The country that asked knows whom else it asked; the others do not."""
        own = rows.asked_by(self.request.user)
        return own.filter(bundle__in=own.filter(public_id=value).values("bundle"))


class BoardFilter(RequestFilter):
    """What the board of the pages asks; an office is chosen among those one has to do with."""

    status = bundle = case = None

    class Meta:
        model = Request
        fields: list[str] = []


# -- pages -----------------------------------------------------------------------------------

PAGE_ROWS = 25
COUNT_CAP = 100


@dataclass(frozen=True)
class Page:
    """`last` is the reference that the next page begins after, or nothing at the end."""

    requests: list[Request]
    last: str = ""


@dataclass(frozen=True)
class Tab:
    label: str
    address: str
    is_here: bool
    count: str = ""


def page_of(rows: RequestQuerySet, words: QueryDict, visible: RequestQuerySet) -> Page:
    """What is due first stands first; without a state, the newest. The next page begins after a
    row, so that what comes in meanwhile shifts nothing."""
    after = visible.filter(reference=words.get("after", "")).first()
    if words.get("state"):
        rows = rows.order_by("due_at", "pk")
        if after is not None:
            rows = rows.filter(Q(due_at__gt=after.due_at) | Q(due_at=after.due_at, pk__gt=after.pk))
    else:
        rows = rows.order_by("-pk")
        if after is not None:
            rows = rows.filter(pk__lt=after.pk)
    found = list(rows.with_names()[: PAGE_ROWS + 1])
    shown = found[:PAGE_ROWS]
    return Page(shown, shown[-1].reference if len(found) > PAGE_ROWS else "")


def address(words: QueryDict, after: str, **changes: str) -> str:
    """This board, another page or another part of it."""
    kept = words.copy()
    kept.pop("after", None)
    for name, value in changes.items():
        kept[name] = value
    if after:
        kept["after"] = after
    return f"?{kept.urlencode()}"


def tabs(visible: RequestQuerySet, words: QueryDict, user: object) -> list[Tab]:
    """The parts of the board, each with how many are in it (counted up to a hundred)."""
    here = words.get("state", "")
    rows = [
        Tab(
            str(label),
            address(words, "", state=state),
            here == state,
            _count(in_state(visible, state, user)),
        )
        for state, label in STATES
    ]
    return [*rows, Tab(_("All"), address(words, "", state=""), not here)]


def _count(rows: RequestQuerySet) -> str:
    number = rows.order_by()[: COUNT_CAP + 1].count()
    return f"{COUNT_CAP}+" if number > COUNT_CAP else str(number or "")
