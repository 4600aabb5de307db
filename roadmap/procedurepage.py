"""What the pages of procedures show to one reader."""

from dataclasses import dataclass
from functools import cached_property

from agencies.access import Capability, may, office_of
from agencies.models import Office
from roadmap.keepers import kept_by
from roadmap.models import Acknowledgement, Procedure, ProcedureVersion
from roadmap.procedures import Share, current_of, offices_concerned, versions_for


@dataclass(frozen=True)
class ProcedureRow:
    procedure: Procedure
    current: ProcedureVersion | None
    share: Share


def procedure_rows(user: object) -> list[ProcedureRow]:
    found = Procedure.objects.visible_to(user).with_countries()
    return [_row(one) for one in found]


def _row(procedure: Procedure) -> ProcedureRow:
    current = current_of(procedure)
    states = offices_of(procedure, current)
    return ProcedureRow(procedure, current, Share(len([s for s in states if s.done]), len(states)))


@dataclass(frozen=True)
class OfficeState:
    office: Office
    done: Acknowledgement | None


def offices_of(procedure: Procedure, version: ProcedureVersion | None) -> list[OfficeState]:
    """Which offices have acknowledged this version, and which have not."""
    if version is None:
        return []
    done = {one.office_id: one for one in version.acknowledgements.select_related("office")}
    return [OfficeState(one, done.get(one.pk)) for one in offices_concerned(procedure)]


class ProcedurePage:
    def __init__(self, procedure: Procedure, user: object) -> None:
        self.procedure = procedure
        self.user = user
        self.kept = kept_by(user)

    @cached_property
    def versions(self) -> list[ProcedureVersion]:
        return versions_for(self.procedure, self.user)

    @cached_property
    def current(self) -> ProcedureVersion | None:
        return next((one for one in self.versions if one.in_force_at is not None), None)

    @cached_property
    def draft(self) -> ProcedureVersion | None:
        """What this reader may read of the next version."""
        return next((one for one in self.versions if one.in_force_at is None), None)

    @cached_property
    def offices(self) -> list[OfficeState]:
        return offices_of(self.procedure, self.current)

    @property
    def acknowledged(self) -> int:
        return len([one for one in self.offices if one.done])

    @property
    def is_own(self) -> bool:
        return bool(self.kept) and self.kept == self.procedure.country_id

    @property
    def may_offer(self) -> bool:
        return self.is_own and self.draft is not None and self.draft.status == "draft"

    @property
    def may_agree(self) -> bool:
        draft = self.draft
        if draft is None or draft.status != "offered" or self.kept != self.procedure.agreeing_id:
            return False
        return draft.drafted_by_id != getattr(self.user, "pk", None)

    @property
    def may_put(self) -> bool:
        return self.is_own and self.draft is not None and self.draft.status == "agreed"

    @property
    def may_draft(self) -> bool:
        return self.is_own and self.draft is None

    @property
    def may_acknowledge(self) -> bool:
        office = office_of(self.user)
        if office is None or not may(self.user, Capability.ACKNOWLEDGE_PROCEDURE):
            return False
        return any(one.office == office and one.done is None for one in self.offices)
