"""What a handling code forbids (design 4.3). It binds every reader but the office that wrote it.

H1: no copy goes to court without consent. H2: no copy leaves at all without consent. H3: the
restriction is read and confirmed before the full case is opened (`cases.sharing.levels_of`).
Consents are asked for and given in `cases.consents`.
"""

from collections.abc import Iterable
from http import HTTPStatus

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.access import country_of, office_of
from agencies.models import Country, Office, Officer
from audit.clock import now
from cases import notify, received, sharing
from cases.models import Ask, Case, Grant, HandlingConfirmation
from cases.models.copy import Purpose
from cases.models.levels import Level
from cases.problems import CaseProblem, NotAllowed, StaleVersion, WrongState
from cases.reading import Sighted
from cases.trace import Operation, trace
from notices.models import Notice

Handling = Case.Handling
# What says how a case is to be handled; a change of it is told to those who see the case.
FIELDS = ("handling_code", "handling_text")


class HandlingForbids(CaseProblem):
    """The handling code does not let this copy out; its originator may consent."""

    code = "handling_forbids"
    status = HTTPStatus.FORBIDDEN


class HandlingToConfirm(CaseProblem):
    """The restriction (H3) must be read and confirmed first."""

    code = "handling_to_confirm"
    status = HTTPStatus.FORBIDDEN


# -- H1 and H2: copies ---------------------------------------------------------------------------


def may_export(sighted: Sighted, purpose: Purpose, user: object) -> bool:
    """Whether this reader may take a copy of the case, or of one of its files, for this purpose."""
    return sighted.case.pk not in withheld([sighted.case], user, purpose)


def must_allow_export(sighted: Sighted, purpose: Purpose, user: object) -> None:
    """The same, as a refusal with its reason. Asked before any copy is made."""
    if not may_export(sighted, purpose, user):
        raise HandlingForbids(refusal(sighted.case), field="purpose")


def refusal(case: Case) -> str:
    """Why no copy is made, and what can be done. What others gave is not the originator's to
    agree to."""
    if of_others := received.refusal(case):
        return of_others
    facts = {"office": case.office.title}
    if case.handling_code == Handling.H1:
        text = _("Handling code H1: not for a court without the consent of %(office)s. Ask for it.")
    else:
        text = _("Handling code H2: no copy without the consent of %(office)s. Ask for it.")
    return text % facts


def withheld(cases: Iterable[Case], user: object, purpose: Purpose) -> dict[int, str]:
    """Which of these cases may not go out for this purpose: their handling code, by key, or that
    of what another country's office gave to them."""
    cases = list(cases)
    return received.binding(cases, purpose, country_of(user)) | _withheld(cases, user, purpose)


def _withheld(cases: list[Case], user: object, purpose: Purpose) -> dict[int, str]:
    bound = [case for case in cases if is_bound(case, purpose)]
    if not bound:
        return {}
    levels = sharing.levels_of(user, bound)
    consents = Ask.objects.consents().of_holder(country_of(user), office_of(user))
    consents = consents.filter(case__in=bound, export_purpose=purpose)
    free = set(consents.values_list("case", flat=True))
    free |= {pk for pk, level in levels.items() if level is Level.ORIGINATOR}
    return {case.pk: case.handling_code for case in bound if case.pk not in free}


def is_bound(case: Case, purpose: Purpose) -> bool:
    """Whether a copy for this purpose needs the originator's consent."""
    if case.handling_code == Handling.H1:
        return purpose is Purpose.COURT
    return case.handling_code == Handling.H2


BINDS_COPIES = (Handling.H1, Handling.H2)


class PurposeNeeded(CaseProblem):
    """The handling code lets copies out for some purposes only, so theirs has to be said."""

    code = "purpose_needed"


def needs_purpose(sighted: Sighted) -> bool:
    """Whether this reader takes a copy only with its purpose named."""
    return sighted.case.handling_code in BINDS_COPIES and not sighted.is_originator


def must_name_purpose(sighted: Sighted) -> None:
    if needs_purpose(sighted):
        message = _("Handling code %(code)s: say what the copy is for.")
        raise PurposeNeeded(message % {"code": sighted.case.handling_code}, field="purpose")


# -- H3: read and confirm ------------------------------------------------------------------------


def must_be_confirmed_first(sighted: Sighted) -> None:
    """Refuse what belongs to the full case to who has the restriction still to read."""
    if sighted.to_confirm is not None:
        raise HandlingToConfirm(
            _("Read the restriction of this case and confirm it before you open the full case.")
        )


@transaction.atomic
def confirm(case: Case, *, officer: Officer, version: int) -> HandlingConfirmation:
    """The officer has read the restriction in this version. A second time changes nothing."""
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    granted = sharing.granted_levels(officer, [case]).get(case.pk)
    wrote = granted is Level.ORIGINATOR and country_of(officer) == case.country_id
    if granted in (None, Level.HEADLINE) or wrote:
        raise NotAllowed(_("There is nothing for you to confirm."))
    if case.handling_code != Handling.H3:
        raise WrongState(_("This case has no restriction to confirm."))
    if version != case.handling_version:
        raise StaleVersion(case.handling_version)
    row, is_new = HandlingConfirmation.objects.get_or_create(
        case=case, officer=officer, version=version, defaults={"at": now()}
    )
    if is_new:
        trace(
            case,
            Operation.CONSULTATION,
            "confirm_handling",
            by=officer,
            fields=["handling_text"],
        )
    return row


def must_have_read(case: Case, officer: Officer) -> None:
    """Who takes a case over has read its restriction, unless it is of the same country."""
    if case.handling_code != Handling.H3 or country_of(officer) == case.country_id:
        return
    if confirmation_of(case, officer) is None:
        raise HandlingToConfirm(
            _(
                "Read the restriction of this case and confirm it first; for that it has to be "
                "shared with you in full."
            )
        )


def go_on_reading(case: Case, office: Office) -> None:
    """Before the case is led by another office: who led it knows the restriction, which it wrote
    or had bound its readers with. When it is written anew, they confirm it like everybody."""
    if case.handling_code != Handling.H3:
        return
    people = Officer.objects.active().people().posted_to(office)
    HandlingConfirmation.objects.bulk_create(
        (
            HandlingConfirmation(case=case, officer=one, version=case.handling_version, at=now())
            for one in people
        ),
        ignore_conflicts=True,
    )


def must_not_loosen(case: Case, code: str, text: str, *, officer: Officer) -> None:
    """The second originator of a joint case may tighten what the first one wrote, never loosen
    it or write its restriction anew."""
    if country_of(officer) == case.country_id or code > case.handling_code:
        return
    if (code, text) != (case.handling_code, case.handling_text):
        raise NotAllowed(_("Only the office that leads the case loosens its handling code."))


def confirmation_of(case: Case, user: object) -> HandlingConfirmation | None:
    return HandlingConfirmation.objects.standing().by(user).filter(case=case).first()


# -- a code that changes -------------------------------------------------------------------------


def changed(case: Case) -> list[Office]:
    """The code or the restriction was changed: what was confirmed or consented to holds no longer,
    and whoever sees the case is told. Inside the verb's transaction, with the case locked."""
    case.handling_version += 1
    case.save(update_fields=["handling_version"])
    if case.is_draft:
        return []
    key = f"{case.reference}:handling:{case.handling_version}"
    grants = Grant.objects.current().filter(case=case, partner=None)
    countries = Country.objects.filter(pk__in=grants.values("country"))
    told: list[Office] = []
    for country in countries:
        told += notify.tell_country(case, country.pk, Notice.Kind.HANDLING_CHANGED, key)
    return told
