"""How an import ends: its content is erased, the report stays for some weeks."""

import structlog
from django.db import transaction

from agencies.access import actor
from audit.clock import now
from audit.trail import record
from cases.imports import content
from cases.models import CaseImport
from cases.trace import Operation

State = CaseImport.State

log = structlog.get_logger(__name__)


def end(found: CaseImport, state: CaseImport.State, why: str = "") -> None:
    """Inside a transaction that holds the row; the caller saves it."""
    found.state, found.fault, found.lease = state, why[:300], None
    found.expires_at = now()
    found.key, found.country_key = b"", None
    transaction.on_commit(lambda: content.erase(found))
    record(
        Operation.COLLECTION,
        "end_import",
        actor=actor(found.officer),
        kind="import",
        ids=[str(found.public_id)],
        fields=[state, found.mode],
    )


def drop_outlived() -> int:
    """Imports that were checked and never run, and reports that had their time; how many."""
    outlived = list(CaseImport.objects.outlived().values_list("pk", flat=True))
    for pk in outlived:
        _drop(pk)
    forgotten, _by_model = CaseImport.objects.to_forget().delete()
    return len(outlived) + forgotten


@transaction.atomic
def _drop(pk: int) -> None:
    row = CaseImport.objects.outlived().select_for_update(of=("self",)).filter(pk=pk).first()
    if row is not None:
        end(row, State.CANCELLED)
        row.save()


def wake(pk: int) -> None:
    """A broker that is away delays, never fails: the sweeper comes."""
    from cases.tasks import import_cases

    try:
        import_cases.apply_async(args=(pk,), retry=False)
    except Exception as error:  # any broker fault; the row is safe and due
        log.warning("wake_up_not_sent", fault=type(error).__name__)
