"""Parts attached to answers, before one reader. Nothing else of their case comes with them, and
they are read only as long as the office that gave them lets them stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Max, prefetch_related_objects
from django.http import Http404

from cases import partjson, seizures, sharing, subjects
from cases.files import reading as file_reading
from cases.files.ranges import Wanted
from cases.files.reading import Asked, Opened
from cases.models import Case, CaseFile, Event, RequestAttachment, Seizure, Subject
from cases.models.levels import Level
from cases.reading import Sighted

Kind = RequestAttachment.Kind


@dataclass(frozen=True)
class Offered:
    """What of a case may go along with an answer to a country: what its officers would see of the
    full case. So protected people are among it once they were shown to that country, one by one,
    and national files never."""

    case: Case
    country: str

    @cached_property
    def subjects(self) -> list[Subject]:
        found = list(self._sighted.subjects)
        prefetch_related_objects(found, "more_documents")
        return found

    @cached_property
    def seizures(self) -> list[Seizure]:
        return seizures.seizures_of(self._sighted)

    @cached_property
    def files(self) -> list[CaseFile]:
        return [file for file in self._sighted.files if file.is_ready]

    def holds(self, row: RequestAttachment) -> bool:
        """Whether it still goes along: it is neither taken off nor hidden meanwhile, nor was its
        case recalled from that country."""
        if self._recalled_at is not None and row.step.at < self._recalled_at:
            return False
        if row.kind == Kind.SUBJECT:
            return any(part.pk == row.subject_id for part in self.subjects)
        if row.kind == Kind.SEIZURE:
            return any(part.pk == row.seizure_id for part in self.seizures)
        return any(part.pk == row.file_id for part in self.files)

    @cached_property
    def _recalled_at(self) -> datetime | None:
        rows = Event.objects.filter(case=self.case, kind=Event.Kind.RECALLED)
        rows = rows.filter(about_country=self.country)
        last: datetime | None = rows.aggregate(last=Max("at"))["last"]
        return last

    @property
    def _sighted(self) -> Sighted:
        return Sighted(self.case, Level.FULL, self.country)


@dataclass(frozen=True)
class AttachedPart:
    """One part of an answer. `is_open`: this reader reads it now; `source`, its case, is named
    only to who sees that case."""

    row: RequestAttachment
    is_open: bool
    source: Case | None = None

    @cached_property
    def subject(self) -> Subject | None:
        """As it was said then; a row of no case."""
        if not self.is_open or self.row.kind != Kind.SUBJECT:
            return None
        return subjects.SUBJECTS.described(partjson.subject_of(self.row.content))

    @cached_property
    def seizure(self) -> Seizure | None:
        if not self.is_open or self.row.kind != Kind.SEIZURE:
            return None
        return seizures.SEIZURES.described(partjson.seizure_of(self.row.content))

    @property
    def file(self) -> dict[str, object] | None:
        """Its name, type, size and caption."""
        is_file = self.row.kind == Kind.FILE
        return dict(self.row.content) if self.is_open and is_file else None


def attached_to(
    rows: Iterable[RequestAttachment], user: object, *, is_asker: bool
) -> list[AttachedPart]:
    """`is_asker`: the reader is of the country that asked. Of the side that answered, who sees
    the case in full reads them, and reads on what was taken back."""
    listed = list(rows)
    cases = {row.source_id: row.source for row in listed}
    levels = sharing.levels_of(user, list(cases.values()))
    offered: dict[tuple[int, str], Offered] = {}
    parts = []
    for row in listed:
        level = levels.get(row.source_id)
        country = row.step.request.asking_office.country_id
        offer = offered.setdefault((row.source_id, country), Offered(row.source, country))
        gave = not is_asker and level is not None and level.rank >= Level.FULL.rank
        is_open = gave or (is_asker and _stands(row, offer))
        parts.append(AttachedPart(row, is_open, row.source if level is not None else None))
    return parts


def _stands(row: RequestAttachment, offer: Offered) -> bool:
    if row.is_taken_back or row.source.status == Case.Status.WITHDRAWN:
        return False
    return offer.holds(row)


def attachments_of(steps: Iterable[int]) -> list[RequestAttachment]:
    """With all that a reader is told of them."""
    rows = RequestAttachment.objects.filter(step__in=list(steps))
    return list(
        rows.select_related(
            "source__country",
            "step__request__asking_office",
            "step__office__country",
            "proposal__case",
        )
    )


def open_file(part: AttachedPart, user: object, asked: Wanted | None, *, is_head: bool) -> Opened:
    """The copy without metadata, as the owner shares it; the owner's log says who opened it."""
    row = part.row
    if not part.is_open or row.file is None:
        raise Http404
    country = row.step.request.asking_office.country_id
    sighted = Sighted(row.source, Level.FULL, country)
    verb = file_reading.look_at if is_head else file_reading.open_content
    return verb(sighted, row.file, user, Asked(part=asked, is_given=True))
