"""What the page of a case shows of a joint case, and of the question to become one."""

from dataclasses import dataclass

from agencies.access import Capability, may, works_for
from agencies.models import Office
from cases import joint
from cases.models import JointInvite
from cases.reading import Sighted


@dataclass(frozen=True)
class JointLine:
    """`countries`: of the second originator, with whom nobody shares and from whom nobody
    recalls."""

    countries: set[str]
    other: Office | None
    invite: JointInvite | None
    may_answer: bool
    may_ask: bool
    may_take_back: bool
    may_step_back: bool

    def __bool__(self) -> bool:
        return bool(self.other or self.invite or self.may_ask)


def joint_line(sighted: Sighted, reader: object) -> JointLine:
    """Who the other originator is, full readers know (they read who sees it and why)."""
    other = joint.partner_office(sighted.case) if sighted.is_full else None
    invite = joint.invitation_of(sighted, reader)
    acts = may(reader, Capability.SHARE_CASE)
    decides = sighted.is_originator and acts
    is_free = other is None and invite is None and sighted.case.is_open
    return JointLine(
        countries={other.country_id} if other is not None else set(),
        other=other,
        invite=invite,
        may_answer=invite is not None and acts and works_for(reader, invite.office),
        may_ask=decides and is_free,
        may_take_back=invite is not None and decides,
        may_step_back=other is not None and decides and works_for(reader, other),
    )
