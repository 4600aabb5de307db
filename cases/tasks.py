"""Tasks of the cases: what has had its time, and the files that have arrived."""

from celery import shared_task

from audit.context import acting
from cases import drafts, expiry, lefttyping, requestdeadlines, rewording, savedviews
from cases.exports import jobs, making
from cases.files import arriving, checking, store
from cases.imports import ending, working
from cases.mailbox import keeping, taking


@shared_task(name="cases.tidy")
def tidy() -> None:
    """Forms that were begun, never sent and never opened again; uploads that nobody went on
    with; content of files that lost its row; exports that had their day; e-mails."""
    drafts.drop_outlived()
    lefttyping.drop_outlived()
    arriving.drop_abandoned()
    store.erase_strays()
    jobs.erase_outlived()
    ending.drop_outlived()
    keeping.end_outlived()
    keeping.empty_mailbox()


@shared_task(name="cases.expire")
def expire() -> None:
    """Shares whose time is over."""
    expiry.end_due()


@shared_task(name="cases.send_digests")
def send_digests() -> None:
    """E-mails about saved views that are due."""
    savedviews.send_due()


@shared_task(name="cases.find_reworded")
def find_reworded() -> None:
    """Cases whose codes say something else than their search text."""
    for ids in rewording.stale():
        index_cases.delay(ids)


@shared_task(name="cases.index_cases")
def index_cases(ids: list[int]) -> None:
    rewording.index(ids)


@shared_task(name="cases.check_file")
def check_file(pk: int) -> None:
    with acting("worker"):
        checking.check(pk)


@shared_task(name="cases.check_files")
def check_files() -> None:
    with acting("worker"):
        checking.sweep()


# A list of 50,000 cases takes minutes. The message comes again meanwhile and finds it leased.
_SOFT, _HARD = 880, 900


@shared_task(name="cases.make_export", soft_time_limit=_SOFT, time_limit=_HARD)
def make_export(pk: int) -> None:
    with acting("worker"):
        making.make(pk)


@shared_task(name="cases.make_exports", soft_time_limit=_SOFT, time_limit=_HARD)
def make_exports() -> None:
    with acting("worker"):
        making.sweep()


@shared_task(name="cases.import_cases", soft_time_limit=_SOFT, time_limit=_HARD)
def import_cases(pk: int) -> None:
    with acting("worker"):
        working.work(pk)


@shared_task(name="cases.import_due", soft_time_limit=_SOFT, time_limit=_HARD)
def import_due() -> None:
    """Imports whose worker was killed, or that nobody was woken for."""
    with acting("worker"):
        working.sweep()


@shared_task(name="cases.tell_deadlines")
def tell_deadlines() -> None:
    """Requests whose time runs out, or is over."""
    with acting("worker"):
        requestdeadlines.tell_due()


@shared_task(name="cases.take_mails")
def take_mails() -> None:
    """Replies that came by e-mail."""
    with acting("worker"):
        taking.take_new()
