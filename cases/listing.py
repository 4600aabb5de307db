"""Lists of cases: one page of rows, and the fast path to the newest ones."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet

from agencies.access import reach
from cases import headline, sharing, tags
from cases.models import Case, CaseGroupPermission
from cases.models.case import CaseQuerySet
from cases.models.grant import unexpired
from cases.models.levels import PERMISSIONS, Level

PAGE_ROWS = 25
# Counting further costs more than anybody gains from the figure.
COUNT_CAP = 1000


def newest_visible(
    user: object,
    *,
    limit: int,
    before: int | None = None,
    after: int | None = None,
    drafts: bool = False,
) -> CaseQuerySet:
    """The newest `limit` cases that `visible_to` would show, found without sorting; `drafts` only
    where they are asked for.

    It starts from the grants (design 4.3): the index (group, permission, case) of each of the
    user's groups is read from its new end, so the time does not grow with the table. `before`
    and `after` are primary keys; with `after` the rows are the ones nearest above it.
    """
    statuses = Case.Status.values if drafts else _SUBMITTED
    tops = [_newest_of(group, statuses, before, after)[:limit] for group in reach(user)]
    if not tops:
        return Case.objects.none()
    ids = set(tops[0].union(*tops[1:])) if len(tops) > 1 else set(tops[0])
    nearest = sorted(ids, reverse=after is None)[:limit]
    return Case.objects.visible_to(user).filter(pk__in=nearest).order_by("-pk")


def _newest_of(
    group: int, statuses: list[str], before: int | None, after: int | None
) -> QuerySet[CaseGroupPermission, int]:
    grants = CaseGroupPermission.objects.filter(
        unexpired(),
        group=group,
        permission=_headline_permission(),
        content_object__status__in=statuses,
    )
    if before is not None:
        grants = grants.filter(content_object__lt=before)
    if after is not None:
        grants = grants.filter(content_object__gt=after)
    order = "content_object_id" if after is not None else "-content_object_id"
    return grants.order_by(order).values_list("content_object_id", flat=True)


_SUBMITTED = [status for status in Case.Status.values if status != Case.Status.DRAFT]


def _headline_permission() -> QuerySet[Permission, Any]:
    """As a subquery that PostgreSQL evaluates once: a join would lose the order of the index."""
    return Permission.objects.filter(
        codename=PERMISSIONS[Level.HEADLINE], content_type__app_label="cases"
    ).values("pk")[:1]


@dataclass(frozen=True)
class Count:
    """How many, exactly up to the cap."""

    number: int
    cap: int

    @property
    def is_capped(self) -> bool:
        return self.number > self.cap

    @property
    def shown(self) -> int:
        return min(self.number, self.cap)


def capped_count(cases: CaseQuerySet) -> Count:
    return Count(cases.order_by()[: COUNT_CAP + 1].count(), COUNT_CAP)


@dataclass(frozen=True)
class Row:
    """`marks` are flags and tags of the reader's own country."""

    case: Case
    sentence: str
    level: Level | None
    marks: list[str] = field(default_factory=list)


Turn = tuple[str, str]


@dataclass(frozen=True)
class Page:
    """One page of cases; `newer` and `older` are what the address of the next page holds."""

    cases: list[Case]
    newer: Turn | None = None
    older: Turn | None = None
    is_past_the_end: bool = False


def newest_page(
    cases: CaseQuerySet | None, user: object, *, before: Case | None, after: Case | None
) -> Page:
    """A page of `cases` newest first; None means all visible ones, by the fast path."""
    limit = PAGE_ROWS + 1
    older_than = before.pk if before is not None else None
    newer_than = after.pk if after is not None else None
    if cases is None:
        found = newest_visible(user, limit=limit, before=older_than, after=newer_than)
    else:
        found = _window(cases, limit, older_than, newer_than)
    rows = list(found.with_list_rows())
    if after is not None:
        return _page_above(sorted(rows, key=lambda case: -case.pk))
    return _page_below(rows, is_first=before is None)


def _window(
    cases: CaseQuerySet, limit: int, older_than: int | None, newer_than: int | None
) -> CaseQuerySet:
    if newer_than is not None:
        return cases.filter(pk__gt=newer_than).order_by("pk")[:limit]
    if older_than is not None:
        cases = cases.filter(pk__lt=older_than)
    return cases.order_by("-pk")[:limit]


def _page_below(rows: list[Case], *, is_first: bool) -> Page:
    shown = rows[:PAGE_ROWS]
    return Page(
        cases=shown,
        newer=("after", shown[0].reference) if shown and not is_first else None,
        older=("before", shown[-1].reference) if len(rows) > PAGE_ROWS else None,
    )


def _page_above(rows: list[Case]) -> Page:
    """Reading upwards: the row too many is the newest one."""
    shown = rows[-PAGE_ROWS:]
    return Page(
        cases=shown,
        newer=("after", shown[0].reference) if len(rows) > PAGE_ROWS else None,
        older=("before", shown[-1].reference) if shown else None,
    )


def numbered_page(cases: CaseQuerySet, number: int) -> Page:
    """A page of any other order, by its number (from 1)."""
    start = (number - 1) * PAGE_ROWS
    rows = list(cases.with_list_rows()[start : start + PAGE_ROWS + 1])
    return Page(
        cases=rows[:PAGE_ROWS],
        newer=("page", str(number - 1)) if number > 1 else None,
        older=("page", str(number + 1)) if len(rows) > PAGE_ROWS else None,
        is_past_the_end=number > 1 and not rows,
    )


def rows_of(cases: Iterable[Case], user: object) -> list[Row]:
    listed = list(cases)
    levels = sharing.levels_of(user, listed)
    marks = tags.marks_of(listed, user)
    return [
        Row(case, headline.sentence(case), levels.get(case.pk), marks.get(case.pk, []))
        for case in listed
    ]
