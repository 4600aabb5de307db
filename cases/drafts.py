"""What officers have typed and not sent yet: kept for the officer alone, valid or not."""

import uuid
from datetime import timedelta

from django.db import transaction

from agencies.models import Officer
from audit.clock import now
from cases.models import Case, FormDraft

MOST_KEPT = 20
# Personal data that nobody came back for; long enough for any leave.
KEPT_FOR = timedelta(days=90)


@transaction.atomic
def keep(
    officer: Officer, key: uuid.UUID, fields: dict[str, list[str]], *, case: Case | None = None
) -> None:
    """Keep the fields under their key. The oldest of too many drafts go.

    A late save of a form that has become a case already leaves nothing behind.
    """
    if case is None and Case.objects.filter(draft_key=key).exists():
        return
    FormDraft.objects.update_or_create(
        officer=officer, key=key, defaults={"data": fields, "case": case}
    )
    newest = FormDraft.objects.filter(officer=officer).order_by("-saved_at")[:MOST_KEPT]
    FormDraft.objects.filter(officer=officer).exclude(pk__in=newest.values("pk")).delete()


def drop(officer: Officer, key: uuid.UUID) -> None:
    FormDraft.objects.filter(officer=officer, key=key).delete()


def find(officer: Officer, key: uuid.UUID) -> FormDraft | None:
    """The officer's own draft; nobody finds another's."""
    return FormDraft.objects.select_related("case").filter(officer=officer, key=key).first()


def unfinished(officer: Officer, *, case: Case | None = None) -> list[FormDraft]:
    """New cases begun and not logged yet; or changes to one case begun and not saved."""
    return list(FormDraft.objects.filter(officer=officer, case=case))


def drop_outlived() -> int:
    """What nobody came back for in time. Returns how many went."""
    number, _ = FormDraft.objects.filter(saved_at__lt=now() - KEPT_FOR).delete()
    return number
