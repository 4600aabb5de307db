"""What somebody had read of who sees a case before deciding about it: a colleague may have shared
or recalled it since. Counted from the events, which nobody takes away."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agencies.models import Country
from cases.models import Case, Event
from cases.models.event import EventQuerySet
from cases.problems import CaseProblem, StaleVersion


@dataclass(frozen=True)
class Seen:
    """`version` is what `version_of` said; `country` empty: of the whole case."""

    version: int
    country: str = ""


class Moved(StaleVersion):
    """Who sees the case was changed since it was read."""

    def __init__(self, current: int, message: str) -> None:
        CaseProblem.__init__(self, message)
        self.current = current


def version_of(case: Case, country: str = "") -> int:
    """Grows with every change of who sees the case, or of what one country sees of it."""
    return _changes(case, country).count()


def must_stand(case: Case, seen: Seen | None) -> None:
    """Nothing is done upon what was read and stands no more. The caller has locked the case."""
    if seen is None:
        return
    current = version_of(case, seen.country)
    last = _changes(case, seen.country).select_related("by", "about_office").last()
    if current != seen.version and last is not None:
        raise Moved(current, _what_happened(last))


def _changes(case: Case, country: str) -> EventQuerySet:
    rows: EventQuerySet = case.events.filter(kind__in=Event.OF_GRANTS)
    about = Q(about_country=country) | Q(kind__in=Event.OF_ALL_GRANTS)
    return rows.filter(about) if country else rows


def _what_happened(event: Event) -> str:
    what = str(event.get_kind_display())
    of = event.about_office or Country.objects.filter(pk=event.about_country).first()
    return _(
        "Changed meanwhile: %(what)s, %(name)s, %(time)s. Nothing was done now. Look at what "
        "stands, then decide."
    ) % {
        "what": f"{what} – {of}" if of else what,
        "name": event.by.full_title if event.by is not None else _("by its time"),
        "time": date_format(timezone.localtime(event.at), "DATETIME_FORMAT"),
    }
