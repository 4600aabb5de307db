"""Parts that came with another office's answer and stand in a case: whose they are, and what the
handling code of that answer forbids with the case that holds them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cases.models import Case, ReceivedPart, Request
from cases.models.copy import Purpose
from cases.models.levels import Level
from cases.models.part import Part
from cases.problems import NotAllowed

_H = Case.Handling
# No part under these goes on to others; H3 does not even go into a case (`cases.receiving`).
NOT_PASSED_ON = (_H.H2, _H.H3)


def received_part(part: Part) -> ReceivedPart | None:
    """How this part came into its case, if another office gave it."""
    found: ReceivedPart | None = getattr(part, "received_part", None)
    return found


@dataclass(frozen=True)
class GivenBy:
    """Whose a part is, for the page of it. The request is named to who sees that."""

    row: ReceivedPart
    request: Request | None


def given_by(part: Part, user: object) -> GivenBy | None:
    row = received_part(part)
    if row is None:
        return None
    seen = Request.objects.visible_to(user).filter(pk=row.step.request_id)
    return GivenBy(row, seen.first())


def must_not_reach(case: Case, country: str, level: Level) -> None:
    """Asked before a country is shown the full case."""
    if level.rank < Level.FULL.rank or country == case.country_id:
        return
    rows = ReceivedPart.objects.standing().filter(case=case).under(NOT_PASSED_ON)
    first = rows.owned_abroad(country).with_owner().first()
    if first is not None:
        raise NotAllowed(
            _("The case holds what %(office)s gave under handling code %(code)s: no others see it.")
            % {"office": first.step.office.title, "code": first.step.handling_code}
        )


def binding(cases: Iterable[Case], purpose: Purpose, country: str) -> dict[int, str]:
    """Which of these cases may not go out for this purpose, for what they hold of others than
    this country: the handling code, by key."""
    codes = [_H.H1, _H.H2] if purpose is Purpose.COURT else [_H.H2]
    rows = ReceivedPart.objects.standing().filter(case__in=list(cases)).under(codes)
    found = rows.owned_abroad(country).values_list("case", "attachment__step__handling_code")
    return dict(found)


def refusal(case: Case) -> str:
    """Why no copy is made of what others gave; "" where there is nothing of them."""
    rows = ReceivedPart.objects.standing().filter(case=case).under([_H.H1, _H.H2])
    first = rows.with_owner().first()
    if first is None:
        return ""
    facts = {"office": first.step.office.title, "code": first.step.handling_code}
    return (
        _(
            "The case holds what %(office)s gave under handling code %(code)s. Take that off, or "
            "ask %(office)s for an answer under another code."
        )
        % facts
    )
