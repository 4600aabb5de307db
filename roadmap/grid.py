"""The grid of action items and member states: where each stood at the end of a month, and whether
it moved since an earlier one. Days are those of UTC."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from agencies.models import Country
from roadmap.models import ActionItem, Commitment, CommitmentChange, Dispute, Edition

Status = Commitment.Status
MONTHS_BACK = 3

# Shapes that differ in black and white; the word stands beside each.
SHAPES = {
    Status.NOT_STARTED: "○",
    Status.PLANNED: "◔",
    Status.UNDER_WAY: "◑",
    Status.DONE: "●",
    Status.VERIFIED: "✔",
    Status.BLOCKED: "✕",
}


@dataclass(frozen=True)
class Cell:
    """One country's standing in one item. `changed` is the last change up to that month."""

    item: ActionItem
    country: Country
    status: Commitment.Status
    before: Commitment.Status
    changed: datetime | None = None
    commitment: Commitment | None = None
    is_disputed: bool = False

    @property
    def shape(self) -> str:
        return SHAPES[self.status]

    @property
    def trend(self) -> str:
        """`up`, `down`, `blocked`, `freed` or `same`."""
        if self.status == self.before:
            return "same"
        was, is_now = self.before.rank, self.status.rank
        if is_now is None:
            return "blocked"
        if was is None:
            return "freed"
        return "up" if is_now > was else "down"


@dataclass(frozen=True)
class Row:
    item: ActionItem
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Grid:
    """`at` and `since` are first days of months; each month counts to its end."""

    edition: Edition
    at: date
    since: date
    countries: tuple[Country, ...]
    rows: tuple[Row, ...]

    @property
    def cells(self) -> Iterable[Cell]:
        return (cell for row in self.rows for cell in row.cells)

    @property
    def totals(self) -> list[tuple[str, Commitment.Status, int]]:
        """How many of the cells stand at each status: shape, status, number."""
        found = [cell.status for cell in self.cells]
        return [(SHAPES[status], status, found.count(status)) for status in Status]


def months_on(month: date, many: int) -> date:
    """The first day of the month so many months later; negative: earlier."""
    count = month.year * 12 + month.month - 1 + many
    return date(count // 12, count % 12 + 1, 1)


def grid_of(edition: Edition, user: object, *, at: date, since: date) -> Grid:
    items = list(edition.items.select_related("edition"))
    countries = tuple(Country.objects.filter(is_member=True).order_by("code"))
    rows = Commitment.objects.visible_to(user).of_edition(edition)
    standing = {(row.item_id, row.country_id): row for row in rows}
    changes = _changes_by_commitment(standing.values(), until=_end(at))
    open_then = Dispute.objects.visible_to(user).open_before(_end(at))
    disputed = set(open_then.values_list("commitment", flat=True))

    def cell(item: ActionItem, country: Country) -> Cell:
        commitment = standing.get((item.pk, country.pk))
        known = changes[commitment.pk] if commitment is not None else []
        return Cell(
            item=item,
            country=country,
            status=_last(known, _end(at)),
            before=_last(known, _end(since)),
            changed=known[-1].at if known else None,
            commitment=commitment if known else None,
            is_disputed=commitment is not None and commitment.pk in disputed,
        )

    lines = tuple(Row(item, tuple(cell(item, one) for one in countries)) for item in items)
    return Grid(edition, at, since, countries, lines)


def _changes_by_commitment(
    commitments: Iterable[Commitment], *, until: datetime
) -> dict[int, list[CommitmentChange]]:
    """In the order in which they were made."""
    found: dict[int, list[CommitmentChange]] = defaultdict(list)
    ids = [one.pk for one in commitments]
    for change in CommitmentChange.objects.filter(commitment__in=ids, at__lt=until).order_by("pk"):
        found[change.commitment_id].append(change)
    return found


def _last(changes: Iterable[CommitmentChange], until: datetime) -> Commitment.Status:
    reached = [change.to_status for change in changes if change.at < until]
    return Status(reached[-1]) if reached else Status.NOT_STARTED


def _end(month: date) -> datetime:
    return datetime.combine(months_on(month, 1), time(), tzinfo=UTC)
