"""Forms on paper: numbers reserved for an office, printed, and keyed in later.

A number is a reference of the office, taken from the same counter as those of its other cases. The
check code behind it (`cases.standards.checkcode`) tells a misread number before anything is typed.
"""

import re
import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.access import actor
from agencies.models import Office, Officer
from agencies.problems import Conflict
from audit.clock import now
from audit.trail import record
from cases.models import Case, PaperForm
from cases.problems import CaseProblem
from cases.references import ReferenceConverter, next_reference
from cases.standards.checkcode import check_code, is_right
from cases.trace import Operation

MOST = 50
SHOWN = 100
_TYPED = re.compile(rf"({ReferenceConverter.regex})-?([0-9A-Z]{{2}})")


class AlreadyKeyedIn(Conflict):
    code = "already_keyed_in"


@transaction.atomic
def reserve(count: int, *, officer: Officer, office: Office) -> list[PaperForm]:
    """Numbers for so many forms of the office. Nobody else gets them."""
    moment = now()
    forms = PaperForm.objects.bulk_create(
        PaperForm(
            number=next_reference(office, moment),
            office=office,
            printed_by=officer,
            printed_at=moment,
        )
        for _number in range(count)
    )
    _record("print_paper_forms", officer, forms)
    return forms


def printed_again(forms: list[PaperForm], officer: Officer) -> None:
    _record("print_paper_forms", officer, forms)


def _record(action: str, officer: Officer, forms: list[PaperForm]) -> None:
    record(
        Operation.ADMINISTRATION,
        action,
        actor=actor(officer),
        kind="paper_form",
        ids=[form.number for form in forms],
    )


def code_of(form: PaperForm) -> str:
    """Number and check code, as they are typed."""
    return f"{form.number}-{check_code(form.number)}"


def unused_of(user: object) -> list[PaperForm]:
    forms = PaperForm.objects.visible_to(user).unused()
    return list(forms.select_related("office", "printed_by")[:SHOWN])


def to_key_in(typed: str, user: object) -> PaperForm:
    """The form with this number and check code, if it is this office's and still to be keyed in."""
    number = _checked(typed)
    form = PaperForm.objects.visible_to(user).filter(number=number).select_related("case").first()
    if form is None:
        raise _problem(_("No form with this number was printed for your office."))
    if form.case is not None:
        raise AlreadyKeyedIn(_used(form.case, user), field="paper_form")
    return form


def _checked(typed: str) -> str:
    found = _TYPED.fullmatch(re.sub(r"\s", "", typed).upper())
    if found is None:
        raise _problem(
            _("Write number and check code as they stand on the form: TH-CKG-2026-000123-4F.")
        )
    if not is_right(found[1], found[2]):
        raise _problem(_("The check code does not fit the number. Look at both again."))
    return found[1]


def _problem(message: str) -> CaseProblem:
    return CaseProblem(message, field="paper_form")


def _used(case: Case, user: object) -> str:
    if Case.objects.visible_to(user).filter(pk=case.pk).exists():
        return _("This form was keyed in already: it is the case %(ref)s.") % {
            "ref": case.reference
        }
    return _("This form was keyed in already.")


def key_for(form: PaperForm | None, office: Office) -> uuid.UUID | None:
    """The key of a form that is keyed in as a case of this office."""
    if form is None:
        return None
    if form.office_id != office.pk:
        raise _problem(_("This form was printed for another office."))
    return form.draft_key


def key_on_paper(key: uuid.UUID | None, officer: Officer) -> str:
    """The same key, if it is that of a form of the own office that waits to be keyed in."""
    if key is None:
        return ""
    waiting = PaperForm.objects.visible_to(officer).unused().filter(draft_key=key)
    return str(key) if waiting.exists() else ""


def of_draft(key: uuid.UUID, office: Office) -> PaperForm | None:
    """The form that is being keyed in under this key, locked. Inside the verb's transaction."""
    rows = PaperForm.objects.unused().select_for_update(of=("self",))
    return rows.filter(draft_key=key, office=office).first()


def keyed_in_by_another(key: uuid.UUID, officer: Officer) -> Case | None:
    """The case that a colleague made meanwhile of the same sheet of paper."""
    others = Case.objects.visible_to(officer).filter(paper__draft_key=key)
    return others.exclude(created_by=officer).first()


def keyed_in(form: PaperForm | None, case: Case) -> None:
    if form is not None:
        form.case = case
        form.save(update_fields=["case"])
