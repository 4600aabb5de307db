"""Opening cases: what a reader reaches, how much of it, and the trace it leaves."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.http import Http404

from agencies.access import actor, country_of, office_of, partner_of
from agencies.models import Country, Officer
from audit.trail import record
from cases import officework, results, sharing
from cases.answers import mark_read
from cases.models import (
    Case,
    CaseFile,
    Disclosure,
    Event,
    Involvement,
    Link,
    ReceivedPart,
    Request,
    Subject,
    Touch,
)
from cases.models.levels import Level
from cases.trace import Operation, trace
from notices.models import Notice


@dataclass(frozen=True)
class Sighted:
    """A case as one reader may see it. Every page and serializer reads through this."""

    case: Case
    level: Level
    country: str
    # The level once the restriction (H3) is read and confirmed, where it was not yet.
    to_confirm: Level | None = None
    # Who reads: requests about the case have readers of their own. Nobody sees none of them.
    reader: object = None

    @property
    def is_full(self) -> bool:
        return self.level.rank >= Level.FULL.rank

    @property
    def is_originator(self) -> bool:
        return self.level is Level.ORIGINATOR

    @cached_property
    def subjects(self) -> list[Subject]:
        """Victims and witnesses only for the originator and for whom they were shown to; what
        belongs to one of them with them."""
        return [s for s in self._rows if self._shows(s)]

    @property
    def removed_subjects(self) -> list[Subject]:
        """What was taken off, newest first, whoever may bring it back."""
        gone = [s for s in self._every_subject if s.removed_at is not None]
        return sorted(gone, key=lambda s: (s.removed_at, s.pk), reverse=True)

    @property
    def hides_people(self) -> bool:
        """Whether a full reader sees fewer persons than there are (said, without a number)."""
        return len(self.subjects) < len(self._rows)

    @cached_property
    def disclosures(self) -> list[Disclosure]:
        """Which protected persons were shown to whom, as far as the reader may know it."""
        rows = Disclosure.objects.of_case(self.case).readable_by(self.level, self.country)
        return list(rows.select_related("country", "disclosed_by", "ended_by", "subject"))

    @property
    def _rows(self) -> list[Subject]:
        return [s for s in self._every_subject if s.removed_at is None]

    @cached_property
    def _every_subject(self) -> list[Subject]:
        rows = Subject.everything.filter(case=self.case).select_related("removed_by__office")
        return list(rows) if self.is_full else []

    def _shows(self, subject: Subject) -> bool:
        """A country that added a protected person, or a thing of one, knows of them."""
        if self.is_originator or subject.contributed_by_id == self.country:
            return True
        if subject.is_protected:
            return subject.pk in self._shown
        owners = self._owners.get(subject.pk)
        return not owners or owners <= self._shown

    @cached_property
    def _shown(self) -> set[int]:
        """The protected persons in sight."""
        own = {s.pk for s in self._rows if s.contributed_by_id == self.country}
        return own | {disclosure.subject_id for disclosure in self.disclosures}

    @cached_property
    def _owners(self) -> dict[int, set[int]]:
        """Whose the telephones, accounts, addresses and papers are, where that is protected."""
        things = {s.pk for s in self._rows if s.kind in Subject.BELONGINGS}
        if not things:
            return {}
        owners = Link.objects.filter(case=self.case).owners()
        return {pk: of for pk, of in owners.items() if pk in things}

    @cached_property
    def involvements(self) -> list[Involvement]:
        """Of all offices that were told for full readers, else of the own country's."""
        rows = self.case.involvements.with_progress()
        if not self.is_full:
            rows = rows.filter(office__country=self.country)
        return list(rows)

    @cached_property
    def countries(self) -> list[Country]:
        """All there are, read once for whatever names them."""
        return list(Country.objects.all())

    @property
    def touches(self) -> list[Touch]:
        """All of them for full readers, else those on the borders of the own country."""
        rows = [t for t in self.case.touches.all() if not t.is_struck]
        return [t for t in rows if self.is_full or self.country in t.border_id.split("-")]

    @cached_property
    def result(self) -> str:
        """How it ended in words: for the originator and whom it was reported to, once a
        restriction is read."""
        if not self.case.result or self.to_confirm is not None:
            return ""
        told = self.is_originator or results.is_reported_to(self.case, self.country)
        return self.case.result if told else ""

    @property
    def files(self) -> list[CaseFile]:
        """Below full, none. A national file, and one that is not ready, is for its own country."""
        return [f for f in self._files_in_sight if not f.is_removed]

    @property
    def removed_files(self) -> list[CaseFile]:
        """What was taken off, for those who may bring it back."""
        return [f for f in self._files_in_sight if f.is_removed and self.brings_back(f)]

    def brings_back(self, file: CaseFile) -> bool:
        """What the originator took off, only the originator brings back."""
        own = file.removed_by is not None and country_of(file.removed_by) == self.country
        return self.keeps(file) and (self.is_originator or own)

    def keeps(self, file: CaseFile) -> bool:
        """The originator keeps every file, a country that contributes those it added."""
        own = self.level is Level.CONTRIBUTE and file.country_id == self.country
        return self.sees_file(file) and (self.is_originator or own)

    @cached_property
    def _files_in_sight(self) -> list[CaseFile]:
        if not self.is_full:
            return []
        rows = CaseFile.everything.filter(case=self.case).exclude(state=CaseFile.State.ARRIVING)
        rows = rows.select_related(
            "case",
            "country_key",
            "country",
            "office__country",
            "removed_by__office",
            ReceivedPart.OWNER,
        )
        return [f for f in rows if self.sees_file(f)]

    def sees_file(self, file: CaseFile) -> bool:
        if not self.is_full:
            return False
        if file.country_id == self.country:
            return True
        if file.reach == CaseFile.Reach.NATIONAL:  # of who led it before, or leads it too
            return False
        return self.is_originator or file.is_ready

    @cached_property
    def requests(self) -> list[Request]:
        """Requests for information about the case, as far as the reader sees them."""
        rows = Request.objects.visible_to(self.reader).filter(case=self.case)
        return list(rows.with_names())

    @property
    def events(self) -> list[Event]:
        """A file out of sight has no history either."""
        asked = [request.reference for request in self.requests]
        rows = self.case.events.readable_at(self.level, self.country, requests=asked)
        rows = rows.select_related("by", "office__country", "about_office__country")
        files = {str(f.public_id) for f in self._files_in_sight}
        return [e for e in rows if e.kind not in Event.ABOUT_FILES or e.detail in files]


def find(reference: str, user: object) -> Sighted:
    """The case as this user may see it, or 404: out of reach does not exist."""
    case = (
        Case.objects.visible_to(user)
        .select_related("office__country", "created_by", "submitted_by", "country")
        .filter(reference=reference)
        .first()
    )
    if case is None:
        raise Http404
    granted = sharing.granted_levels(user, [case])
    level = sharing.lowered(user, [case], granted).get(case.pk)
    if level is None:
        raise Http404
    to_confirm = granted[case.pk] if granted[case.pk] is not level else None
    return Sighted(case, level, country_of(user), to_confirm, reader=user)


def consult(reference: str, user: object, *, purpose: str = "") -> Sighted:
    """Open a case: leaves an audit row, and marks the office's notices about it as read."""
    sighted = find(reference, user)
    mark_notices_read(sighted.case, user)
    officework.opened(sighted.case, user)
    trace(
        sighted.case,
        Operation.CONSULTATION,
        "open",
        by=user,
        fields=[sighted.level],
        purpose=purpose,
    )
    return sighted


def mark_notices_read(case: Case, user: object) -> None:
    if partner_of(user) is not None or office_of(user) is None or not isinstance(user, Officer):
        return
    for notice in Notice.objects.visible_to(user).about(case.reference).unread_by(user):
        mark_read(notice, user)


def list_consulted(cases: Iterable[Case], user: object, *, action: str = "list") -> None:
    """One audit row for a page of cases: which ones were shown."""
    references = [case.reference for case in cases]
    if references:
        record(
            Operation.CONSULTATION,
            action,
            actor=actor(user),
            kind="case",
            ids=references,
        )
