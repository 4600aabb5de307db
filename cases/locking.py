"""The first step of every verb that changes a case: its row is locked until the transaction ends,
so that two verbs at once happen one after the other."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from agencies.models import Officer
from cases import sharing
from cases.models import Case
from cases.models.levels import Level
from cases.problems import NotAllowed

NOT_YOURS = gettext_lazy("Only the office that logged this case can do that.")


def lock(case: Case) -> Case:
    rows = Case.objects.select_for_update(of=("self",)).select_related("office", "country")
    return rows.get(pk=case.pk)


def lock_own(case: Case, officer: Officer, *, refusal: str | Promise = NOT_YOURS) -> Case:
    """The locked case of its originator. Asked inside the lock: a recall or a transfer may have
    come first."""
    locked = lock(case)
    if sharing.level_of(officer, locked) is not Level.ORIGINATOR:
        raise NotAllowed(str(refusal))
    return locked
