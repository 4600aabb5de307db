"""A person follows a case: what happened since that person last opened it is marked as news.

Only what the person may see counts: news begin at the events of the own level.
"""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from agencies.access import country_of, office_of
from agencies.models import Officer
from audit.clock import now
from cases import officework, sharing
from cases.models import Case, CaseFile, Event, Watch
from cases.models.levels import Level
from cases.officework import Operation
from cases.problems import NotAllowed
from cases.reading import Sighted


@transaction.atomic
def watch(case: Case, *, officer: Officer) -> Watch:
    """Follow it from now on. A second time changes nothing."""
    _must_be_a_person(officer)
    case = officework.enter(case, officer)
    found, is_new = Watch.objects.get_or_create(
        officer=officer,
        case=case,
        defaults={
            "since": now(),
            "seen_at": now(),
            "seen_event": officework.last_event(case),
        },
    )
    if is_new:
        officework.note(case, Operation.ALTERATION, "watch", officer, ["watch"])
    return found


@transaction.atomic
def stop_watching(case: Case, *, officer: Officer) -> None:
    _must_be_a_person(officer)
    gone, _rows = Watch.objects.filter(case=case, officer=officer).delete()
    if gone:
        officework.note(case, Operation.ALTERATION, "stop watching", officer, ["watch"])


def is_watching(case: Case, reader: object) -> bool:
    return Watch.objects.readable_by(reader).filter(case=case).exists()


def watches_of(reader: object) -> list[Watch]:
    """The newest first, of cases within reach."""
    return list(Watch.objects.readable_by(reader).select_related("case__office"))


def news_of(watches: Iterable[Watch], reader: Officer) -> dict[int, list[Event]]:
    """By case, what others did since the reader last opened it, oldest first. The number of
    questions to the database does not grow with the number of cases."""
    cases = [watch.case for watch in watches]
    levels = sharing.levels_of(reader, cases)
    country = country_of(reader)
    found: list[Event] = []
    for level in sorted(set(levels.values())):
        at_level = [pk for pk, held in levels.items() if held is level]
        found += _news_at(level, country, at_level, reader)
    shown = _files_in_sight(found, levels, country)
    news: dict[int, list[Event]] = {}
    for event in sorted(found, key=lambda event: event.pk):
        if event.kind not in Event.ABOUT_FILES or event.detail in shown:
            news.setdefault(event.case_id, []).append(event)
    return news


def _news_at(level: Level, country: str, cases: list[int], reader: Officer) -> list[Event]:
    events = Event.objects.readable_at(level, country).filter(
        case__in=cases, case__watches__officer=reader, pk__gt=F("case__watches__seen_event")
    )
    return list(events.exclude(by=reader).select_related("case"))


def _files_in_sight(events: list[Event], levels: dict[int, Level], country: str) -> set[str]:
    """A file out of sight has no history either (as in `Sighted.events`)."""
    named = [event.detail for event in events if event.kind in Event.ABOUT_FILES]
    files = CaseFile.everything.filter(public_id__in=named).select_related("case")
    return {
        str(file.public_id)
        for file in files
        if Sighted(file.case, levels[file.case_id], country).sees_file(file)
    }


def _must_be_a_person(officer: Officer) -> None:
    if office_of(officer) is None:
        raise NotAllowed(_("Only an officer who is posted to an office watches cases."))
