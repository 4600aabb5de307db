"""The minutes of a meeting to print: agenda, who came, what was said, what was decided."""

from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agencies.access import office_of
from agencies.models import Office
from audit.models import Entry
from cases.exports import pdf
from cases.exports.printed import Block, Document, Facts, Section, Table, Text
from cases.exports.stamp import Purpose, stamp_for
from cases.exports.taken import Copy, Written
from cases.meetings import decisions_of, trace_meeting
from cases.models import Meeting


@transaction.atomic
def take_minutes(meeting: Meeting, user: object, purpose: Purpose, language: str = "") -> Copy:
    """Write the paper and its row of the audit, which the number of the copy leads to."""
    office = office_of(user)
    zone = ZoneInfo(office.time_zone) if office is not None else timezone.get_current_timezone()
    language = language or translation.get_language() or "en"
    with translation.override(language), timezone.override(zone):
        stamp = stamp_for(user, purpose)
        sections = [Section(title, blocks) for title, blocks in _sections(meeting) if blocks]
        content = pdf.written(
            Document(
                language,
                meeting.reference,
                meeting.title,
                meeting.get_status_display(),
                _("For the two offices"),
                stamp,
                sections,
            )
        )
    copy = Copy(f"{meeting.reference}-{stamp.copy}.pdf", "application/pdf", content)
    put = partial(
        trace_meeting,
        meeting,
        Entry.Operation.DISCLOSURE,
        "print minutes",
        user,
        ["pdf"],
        purpose=purpose,
    )
    return Written(copy, put).record()


def times_of(meeting: Meeting) -> list[tuple[Office, str]]:
    """The moment on the clock of each side, with its offset."""
    return [(office, _at(meeting.at, office)) for office in meeting.offices]


def _at(moment: datetime, office: Office) -> str:
    local = moment.astimezone(ZoneInfo(office.time_zone))
    offset = f"{local:%z}"
    return f"{date_format(local, 'j M Y H:i')} (UTC{offset[:3]}:{offset[3:]})"


def _sections(meeting: Meeting) -> list[tuple[str, list[Block]]]:
    facts = [
        *((office.title, text) for office, text in times_of(meeting)),
        (_("Place"), meeting.place),
    ]
    present = [
        (office.title, ", ".join(names))
        for office, names in zip(
            meeting.offices, (meeting.present_own, meeting.present_other), strict=True
        )
        if names
    ]
    return [
        (_("The meeting"), [Facts(facts)]),
        (_("Agenda"), [Text(f"{n}. {item}") for n, item in enumerate(meeting.agenda, 1)]),
        (_("Who came"), [Facts(present)] if present else []),
        (_("Minutes"), [Text(meeting.minutes)] if meeting.minutes else []),
        (_("Decisions"), _decisions(meeting)),
    ]


def _decisions(meeting: Meeting) -> list[Block]:
    rows = [
        (one.text, one.office.title, date_format(one.due, "j M Y") if one.due else "–")
        for one in decisions_of(meeting)
    ]
    return (
        [Table((_("What is to be done"), _("By which office"), _("Until when")), rows)]
        if rows
        else []
    )
