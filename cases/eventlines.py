"""What happened to a case, line by line, in the reader's language.

Events are codes; the sentences are made here. A headline reader learns of other countries
neither the names of officers nor the reasons they wrote.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Count, Min
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agencies.durations import in_words
from agencies.models import Office
from cases.models import Ask, Case, Event
from cases.models.levels import Level
from cases.reading import Sighted
from notices.models import Notice, NoticeRead

Kind = Event.Kind


@dataclass(frozen=True)
class Line:
    """One line of the timeline. `tone` is ok, late or soft: what the colour says. `entered` is
    there when it was typed in much later than it happened."""

    at: datetime
    text: str
    who: str = ""
    after: str = ""
    reason: str = ""
    tone: str = "soft"
    view: str = ""
    entered: datetime | None = None


class View(models.TextChoices):
    """Parts of the timeline that can be looked at alone."""

    ROUTE = "route", gettext_lazy("Route")
    ANSWERS = "answers", gettext_lazy("Offices and answers")
    CHANGES = "changes", gettext_lazy("Changes")
    SHARING = "sharing", gettext_lazy("Who sees it")
    FILES = "files", gettext_lazy("Files")


def view_of(kind: str) -> View:
    known = ((Event.OF_ANSWERS, View.ANSWERS), (Event.OF_SHARING, View.SHARING),
             (Event.ABOUT_FILES, View.FILES), (Event.OF_REQUESTS, View.ANSWERS))  # fmt: skip
    return next((view for kinds, view in known if kind in kinds), View.CHANGES)


@dataclass(frozen=True)
class Scene:
    """What the sentences need to know, read once: the reader, the offices in sight and when
    each was told, the names of the countries."""

    sighted: Sighted
    told: dict[int, datetime]
    countries: dict[str, str]
    files: dict[str, str]

    def may_read_words_of(self, office: Office | None) -> bool:
        own = office is not None and office.country_id == self.sighted.country
        return self.sighted.is_full or own


def lines_of(sighted: Sighted) -> list[Line]:
    """Newest first: events, first readings, steps of the escalation and, for those who see the
    route, what was done where."""
    scene = Scene(
        sighted=sighted,
        told=_told(sighted),
        countries={country.pk: str(country) for country in sighted.countries},
        files=_file_names(sighted),
    )
    lines = [_event_line(event, scene) for event in sighted.events]
    lines += _read_lines(scene) + _climb_lines(scene) + _stop_lines(scene)
    return sorted(lines, key=lambda line: line.at)[::-1]


def _file_names(sighted: Sighted) -> dict[str, str]:
    """Of the files in sight; one that was removed has lost its name for those who only read."""
    files = (*sighted.files, *sighted.removed_files)
    return {str(file.public_id): file.name for file in files}


def _told(sighted: Sighted) -> dict[int, datetime]:
    """When each office was told; a headline reader knows only the own country's."""
    return {told.office_id: told.told_at for told in sighted.involvements}


# -- events ----------------------------------------------------------------------------------

_SENTENCES: dict[str, Any] = {
    Kind.LOGGED: gettext_lazy("Draft started"),
    Kind.SUBMITTED: gettext_lazy("Submitted"),
    Kind.REVISED: gettext_lazy("Changed: %(fields)s"),
    Kind.TOLD: gettext_lazy("%(office)s was told"),
    Kind.SKIPPED: gettext_lazy("Nobody in %(country)s could be told about the border %(border)s"),
    Kind.ACKNOWLEDGED: gettext_lazy("%(office)s acknowledged"),
    Kind.ENGAGED: gettext_lazy("%(office)s works on it"),
    Kind.DECLINED: gettext_lazy("%(office)s: not for us"),
    Kind.NEEDS_TIME: gettext_lazy("%(office)s needs 24 hours"),
    Kind.SHARED: gettext_lazy("What %(country)s sees was set to: %(level)s"),
    Kind.RECALLED: gettext_lazy("Recalled from %(country)s"),
    Kind.EXPIRED: gettext_lazy("What was shared with %(country)s ended by its time"),
    Kind.PERSON_SHOWN: gettext_lazy("A protected person was shown to %(country)s"),
    Kind.PERSON_HIDDEN: gettext_lazy("A protected person was hidden from %(country)s again"),
    Kind.PERSON_UNPROTECTED: gettext_lazy(
        "The protection of a person was lifted: whoever sees the full case sees them"
    ),
    Kind.TOUCH_ADDED: gettext_lazy("The border %(border)s was added"),
    Kind.TOUCH_STRUCK: gettext_lazy("The border %(border)s was struck"),
    Kind.TOUCH_FELL_AWAY: gettext_lazy("%(office)s was told that their border is not touched now"),
    Kind.CLOSED: gettext_lazy("Closed: %(outcome)s"),
    Kind.REOPENED: gettext_lazy("Reopened"),
    Kind.WITHDRAWN: gettext_lazy("Withdrawn"),
    Kind.JOINT_INVITED: gettext_lazy("%(office)s was asked to be originator too"),
    Kind.JOINT_ACCEPTED: gettext_lazy("%(office)s is originator too, with equal rights"),
    Kind.JOINT_DECLINED: gettext_lazy("%(office)s does not become originator"),
    Kind.JOINT_LEFT: gettext_lazy("%(office)s is no longer originator"),
    Kind.FILE_ADDED: gettext_lazy("File added: %(file)s"),
    Kind.FILE_HELD: gettext_lazy("File held back: %(file)s"),
    Kind.FILE_CHANGED: gettext_lazy("File changed: %(file)s"),
    Kind.FILE_REMOVED: gettext_lazy("File removed: %(file)s"),
    Kind.FILE_RESTORED: gettext_lazy("File brought back: %(file)s"),
    Kind.FILE_OPENED: gettext_lazy("File opened: %(file)s"),
    Kind.PROPOSED: gettext_lazy("%(country)s proposes to change: %(fields)s"),
    Kind.PROPOSAL_ACCEPTED: gettext_lazy("A proposal of %(country)s was accepted: %(fields)s"),
    Kind.PROPOSAL_DECLINED: gettext_lazy("A proposal of %(country)s was declined"),
    Kind.PROPOSAL_WITHDRAWN: gettext_lazy("%(country)s took its proposal back"),
    Kind.ASKED: gettext_lazy("%(country)s asks: %(ask)s"),
    Kind.ASK_GIVEN: gettext_lazy("Agreed with %(country)s: %(ask)s"),
    Kind.ASK_DECLINED: gettext_lazy("Not agreed with %(country)s: %(ask)s"),
    Kind.HAND_OVER_OFFERED: gettext_lazy("Offered to %(office)s"),
    Kind.HAND_OVER_DECLINED: gettext_lazy("%(office)s does not take it over"),
    Kind.HAND_OVER_CANCELLED: gettext_lazy("The offer to %(office)s was taken back"),
    Kind.HANDED_OVER: gettext_lazy("%(office)s leads the case now"),
    Kind.RESTRICTED: gettext_lazy("Restricted: offices see it, not countries"),
    Kind.OPENED_UP: gettext_lazy("No longer restricted"),
    Kind.RQ_ASKED: gettext_lazy("%(request)s: %(office)s was asked"),
    Kind.RQ_ACKNOWLEDGED: gettext_lazy("%(request)s: %(office)s acknowledged"),
    Kind.RQ_CLARIFY: gettext_lazy("%(request)s: %(office)s asked back"),
    Kind.RQ_CLARIFIED: gettext_lazy("%(request)s: %(office)s was told what it asked back"),
    Kind.RQ_PARTLY: gettext_lazy("%(request)s: %(office)s answered in part"),
    Kind.RQ_ANSWERED: gettext_lazy("%(request)s: %(office)s answered"),
    Kind.RQ_EXTENDED: gettext_lazy("%(request)s: %(office)s took more time"),
    Kind.RQ_REFUSED: gettext_lazy("%(request)s: %(office)s refused"),
    Kind.RQ_WITHDRAWN: gettext_lazy("%(request)s: withdrawn"),
    Kind.RQ_REOPENED: gettext_lazy("%(request)s: %(office)s was asked again"),
    Kind.RQ_RESULT: gettext_lazy("%(request)s: the result was reported to %(office)s"),
    Kind.RQ_FORWARDED: gettext_lazy("%(request)s: passed on to %(office)s"),
    Kind.RQ_NEEDS_TIME: gettext_lazy("%(request)s: %(office)s needs 24 hours"),
    Kind.RQ_TAKEN_BACK: gettext_lazy("%(request)s: %(office)s took an attachment back"),
    Kind.ATTACHED: gettext_lazy("Attached to an answer to %(country)s: %(fields)s"),
    Kind.ATTACHED_BACK: gettext_lazy("Taken back from an answer to %(country)s: %(fields)s"),
}
# Of parts of the case that were not changed but …
_DONE = {
    "added": gettext_lazy("Added: %(fields)s"),
    "removed": gettext_lazy("Taken off: %(fields)s"),
    "restored": gettext_lazy("Brought back: %(fields)s"),
}
_ANSWERS = (Kind.ACKNOWLEDGED, Kind.NEEDS_TIME, Kind.ENGAGED, Kind.DECLINED)
# Answers that nobody signed in for were given with a short code.
_BY_CODE = (Kind.ACKNOWLEDGED, Kind.NEEDS_TIME, Kind.RQ_ACKNOWLEDGED, Kind.RQ_NEEDS_TIME)


def _event_line(event: Event, scene: Scene) -> Line:
    readable = scene.may_read_words_of(event.office)
    return Line(
        at=event.at,
        text=str(_sentence(event)) % _facts(event, scene),
        who=_who(event, named=readable),
        after=_after_notice(event, scene),
        reason=event.reason if readable else "",
        tone="ok" if event.kind in (Kind.ACKNOWLEDGED, Kind.ENGAGED) else "soft",
        view=view_of(event.kind),
    )


def _sentence(event: Event) -> Any:
    of_parts = event.kind == Kind.REVISED and event.detail in _DONE
    return _DONE[event.detail] if of_parts else _SENTENCES[event.kind]


def _who(event: Event, *, named: bool) -> str:
    if named and event.by is not None:
        return event.by.full_title
    if event.by is None and event.kind in _BY_CODE:
        return _("by code")
    return event.office.title if event.office is not None else ""


def _after_notice(event: Event, scene: Scene) -> str:
    told_at = scene.told.get(event.about_office_id or 0)
    if told_at is None or event.kind not in _ANSWERS:
        return ""
    return _("%(length)s after notice") % {"length": in_words(event.at - told_at)}


def _facts(event: Event, scene: Scene) -> dict[str, str]:
    return {
        "office": event.about_office.title if event.about_office is not None else "",
        "country": _audience(event, scene),
        "border": event.detail.replace("-", " – "),
        "level": _label(Level.choices, event.detail),
        "outcome": _label(Case.Outcome.choices, event.detail),
        "ask": _label(Ask.Kind.choices, event.detail),
        "fields": _changed(event),
        "request": event.detail if event.kind in Event.OF_REQUESTS else "",
        "file": scene.files.get(event.detail, _("one that was removed")),
    }


def _audience(event: Event, scene: Scene) -> str:
    """A country, or the one office of it that a share or its end was about."""
    if event.about_office is not None:
        return event.about_office.title
    return scene.countries.get(event.about_country, event.about_country)


def _changed(event: Event) -> str:
    """The changed fields of the case; those of a file have their own words."""
    if event.kind in Event.ABOUT_FILES:
        return ""
    return ", ".join(field_label(name) for name in event.fields)


def _label(choices: list[tuple[str, Any]], value: str) -> str:
    return str(dict(choices).get(value, value))


_PARTS = {
    "route": gettext_lazy("route"),
    "subjects": gettext_lazy("people and vehicles"),
    "seizures": gettext_lazy("seizures"),
    "exhibits": gettext_lazy("exhibits"),
    "counts": gettext_lazy("people counted"),
    "links": gettext_lazy("links between them"),
}


def field_label(name: str) -> str:
    """A field of the case in the words of the page."""
    return str(
        _PARTS[name]
        if name in _PARTS
        else getattr(Case._meta.get_field(name), "verbose_name", name)
    )


# -- readings and silence --------------------------------------------------------------------


def _read_lines(scene: Scene) -> list[Line]:
    """One line per office: when somebody there first opened it, and how many have."""
    reads = (
        NoticeRead.objects.filter(
            notice__involvement__case=scene.sighted.case, notice__office__in=scene.told
        )
        .order_by()
        .values("notice__office")
        .annotate(first=Min("at"), officers=Count("officer", distinct=True))
    )
    offices = Office.objects.in_bulk([read["notice__office"] for read in reads])
    return [
        Line(
            at=read["first"],
            text=_("%(office)s read it") % {"office": offices[read["notice__office"]].title},
            who=ngettext("%(count)s officer", "%(count)s officers", read["officers"])
            % {"count": read["officers"]},
            view=View.ANSWERS,
        )
        for read in reads
    ]


def _stop_lines(scene: Scene) -> list[Line]:
    """Stops whose time is known: what happened, among what was written about it."""
    stops = scene.sighted.case.route.all() if scene.sighted.is_full else []
    return [
        Line(
            at=stop.at,
            text=f"{stop.get_role_display()}: {stop}",
            view=View.ROUTE,
            entered=stop.entered_at if stop.is_entered_later else None,
        )
        for stop in stops
        if stop.at is not None
    ]


_CLIMBED: dict[str, Any] = {
    Notice.Kind.ESCALATED_DUTY: gettext_lazy("%(office)s stayed silent: officers on duty reminded"),
    Notice.Kind.ESCALATED_HEAD: gettext_lazy("%(office)s stayed silent: head of office told"),
    Notice.Kind.ESCALATED_COORDINATOR: gettext_lazy(
        "%(office)s stayed silent: national coordinator told"
    ),
}


def _climb_lines(scene: Scene) -> list[Line]:
    climbs = Notice.objects.about(scene.sighted.case.reference).filter(
        kind__in=_CLIMBED, follows__office__in=scene.told
    )
    return [
        Line(
            at=climb.created_at,
            text=str(_CLIMBED[climb.kind]) % {"office": climb.follows.office.title},
            tone="late",
            view=View.ANSWERS,
        )
        for climb in climbs.select_related("follows__office")
        if climb.follows is not None
    ]
