"""One case on paper: what its reader may see of it, in his language, stamped on every page.

Everything is read through `CasePage`, so the paper never knows more than the screen. What is
national (files and notes of the own country) goes along only when it was asked for.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agencies.access import office_of
from cases import handling, notes, reading
from cases.eventlines import Line
from cases.exports import docx, pdf, umf
from cases.exports.printed import Block, Document, Facts, Section, Table, Text
from cases.exports.stamp import Purpose, Stamp, stamp_for
from cases.exports.taken import Copy, Written, register
from cases.models import CaseFile, NationalNote
from cases.page import CasePage
from cases.problems import NotAllowed
from cases.reading import Sighted
from cases.subjectpage import SubjectPage
from cases.trace import Operation, trace

PDF, DOCX, UMF = "pdf", "docx", "umf"
TYPES = {PDF: "application/pdf", DOCX: docx.CONTENT_TYPE, UMF: "application/xml"}
ENDINGS = {UMF: "xml"}
_WRITERS: dict[str, Callable[[Document], bytes]] = {PDF: pdf.written, DOCX: docx.written}


@dataclass(frozen=True)
class Asked:
    """What somebody wants on paper, and what for. `language` empty: the one in use."""

    kind: str
    purpose: Purpose
    language: str = ""
    national: bool = False


@dataclass(frozen=True)
class OnPaper(Sighted):
    """What a reader may see, for paper that may travel: of what is national, nothing, or that of
    the own country alone when it was asked for."""

    national: bool = False

    def sees_file(self, file: CaseFile) -> bool:
        if file.reach == CaseFile.Reach.NATIONAL:
            return self.national and file.country_id == self.country
        return super().sees_file(file)


@transaction.atomic
def take_report(sighted: Sighted, user: object, asked: Asked) -> Copy:
    """Write the report, the row its number leads to, and its row of the audit."""
    copy = written_report(sighted, user, asked).record()
    reading.mark_notices_read(sighted.case, user)
    return copy


def written_report(sighted: Sighted, user: object, asked: Asked) -> Written:
    """The report, for its caller to put on record."""
    handling.must_allow_export(sighted, asked.purpose, user)
    if asked.national and not sighted.is_full:
        raise NotAllowed(
            _("Your country sees the headline only, so it has no notes here."), field="national"
        )
    office = office_of(user)
    zone = ZoneInfo(office.time_zone) if office is not None else timezone.get_current_timezone()
    language = asked.language or translation.get_language() or "en"
    with translation.override(language), timezone.override(zone):
        stamp = stamp_for(user, asked.purpose)
        if asked.kind == UMF:
            content = umf.written(sighted, stamp)
        else:
            content = _WRITERS[asked.kind](_document(sighted, user, asked, stamp))
    name = f"{sighted.case.reference}-{stamp.copy}.{ENDINGS.get(asked.kind, asked.kind)}"
    return Written(
        Copy(name, TYPES[asked.kind], content),
        partial(_put_on_record, sighted, user, asked, stamp, language),
    )


def _put_on_record(
    sighted: Sighted, user: object, asked: Asked, stamp: Stamp, language: str
) -> None:
    seen = {sighted.case.pk: sighted.level}
    register(seen, user, stamp, kind=asked.kind, language=language)
    trace(
        sighted.case,
        Operation.DISCLOSURE,
        "report",
        by=user,
        fields=[asked.kind, sighted.level],
        purpose=asked.purpose,
    )


def _document(sighted: Sighted, user: object, asked: Asked, stamp: Stamp) -> Document:
    seen = OnPaper(sighted.case, sighted.level, sighted.country, national=asked.national)
    page = CasePage(seen, user)
    return Document(
        language=translation.get_language() or "en",
        reference=sighted.case.reference,
        title=page.title,
        lead=page.sentence if page.title != page.sentence else "",
        handling=_handling(page),
        stamp=stamp,
        sections=[Section(title, blocks) for title, blocks in _sections(page) if blocks],
    )


def _handling(page: CasePage) -> str:
    if page.sighted.is_full and page.case.handling_text:
        return f"{page.handling}\n{page.case.handling_text}"
    return page.handling


def _sections(page: CasePage) -> Iterator[tuple[str, list[Block]]]:
    yield _("The case"), [_overview(page)]
    yield _("Result"), [Text(text) for text in [page.sighted.result] if text]
    yield _("Seizures"), _seizures(page)
    if page.sighted.is_full:
        yield from _full_sections(page)
    yield _("Offices that were told"), _offices(page)
    yield _("Timeline"), _timeline(page)


def _full_sections(page: CasePage) -> Iterator[tuple[str, list[Block]]]:
    yield _("What happened"), [Text(text) for text in [page.case.narrative] if text]
    yield _("Route"), _route(page)
    yield _("People and vehicles"), _subjects(page)
    yield _("Links"), _links(page)
    yield _("People counted"), _counts(page)
    yield _("Files"), _files(page)
    if isinstance(page.sighted, OnPaper) and page.sighted.national:
        own = _("Notes of %(country)s") % {"country": getattr(page.user, "country", "")}
        yield own, _notes(notes.consult(page.sighted, page.user))


def _overview(page: CasePage) -> Facts:
    case = page.case
    office = f"{case.office.title}, {case.office.country}"
    facts = [
        (_("Happened"), _moment(case.happened_at)),
        (_("Where"), page.where),
        (_("Offences"), ", ".join(map(str, page.offences))),
        (_("Urgency"), case.get_urgency_display()),
        (_("Status"), case.get_status_display()),
        (_("Logged by"), office),
        (_("Handling code"), page.handling_code),
        (_("You see"), str(page.sighted.level.label)),
    ]
    if page.sighted.is_full:
        facts.append((_("Evaluation"), page.evaluation))
    if page.sighted.is_full and case.outcome:
        facts.append((_("Outcome"), case.get_outcome_display()))
    return Facts([(label, value) for label, value in facts if value])


def _moment(at: datetime) -> str:
    """With its offset: a report crosses borders."""
    local = timezone.localtime(at)
    offset = f"{local:%z}"
    return f"{date_format(local, 'j M Y H:i')} (UTC{offset[:3]}:{offset[3:]})"


def _seizures(page: CasePage) -> list[Block]:
    if page.sighted.is_full:
        head = (_("What"), _("How much"), _("In kilograms"), _("Marks"))
        rows = [(one.what, one.amount, one.kilograms, one.seizure.marks) for one in page.seizures]
        return [Table(head, rows)] if rows else []
    totals = [(total.what, total.amount) for total in page.totals]
    return [Table((_("What"), _("How much")), totals)] if totals else []


def _counts(page: CasePage) -> list[Block]:
    rows = [(str(one.count.what), str(one.count.number), one.divided) for one in page.counts]
    return [Table((_("Who"), _("How many"), _("Of these")), rows)] if rows else []


def _route(page: CasePage) -> list[Block]:
    rows = [
        (str(stop), stop.get_role_display(), _moment(stop.at) if stop.at else "")
        for stop in page.route
    ]
    return [Table((_("Where"), _("What"), _("When")), rows)] if rows else []


def _subjects(page: CasePage) -> list[Block]:
    blocks: list[Block] = []
    for line in page.subjects:
        subject, shown = line.subject, SubjectPage(line.subject)
        kind = f"{subject.get_kind_display()}, {subject.get_role_display()}"
        documents = [
            (_("document"), " ".join(filter(None, [one.name, one.document.number, one.issuer])))
            for one in shown.documents
        ]
        more = [(label, text) for label, text in shown.facts if text != line.known]
        blocks.append(Facts([(kind, line.known), *more, *documents]))
    if page.sighted.hides_people:
        blocks.append(Text(_("There are people whom the office that logged the case protects.")))
    return blocks


def _links(page: CasePage) -> list[Block]:
    rows = [
        (one.source, one.link.get_kind_display(), one.target, one.link.note) for one in page.links
    ]
    titles = (_("Who or what"), _("does"), _("with whom or what"), _("Note"))
    return [Table(titles, rows)] if rows else []


def _files(page: CasePage) -> list[Block]:
    rows = [(file.name, file.caption, file.sha256) for file in page.sighted.files]
    titles = (_("File"), _("What it shows"), _("SHA-256 of the original"))
    return [Table(titles, rows)] if rows else []


def _notes(own: list[NationalNote]) -> list[Block]:
    rows = [(_moment(note.written_at), note.author.full_title, note.text) for note in own]
    return [Table((_("When"), _("Who"), _("Note")), rows)] if rows else []


def _offices(page: CasePage) -> list[Block]:
    rows = [(f"{step.office.title}, {step.office.country}", step.text) for step in page.steps]
    return [Table((_("Office"), _("Stand")), rows)] if rows else []


def _timeline(page: CasePage) -> list[Block]:
    rows = [
        (_moment(line.at), " ".join(filter(None, [line.text, line.reason, _later(line)])), line.who)
        for line in page.timeline.lines
    ]
    return [Table((_("When"), _("What"), _("Who")), rows)] if rows else []


def _later(line: Line) -> str:
    return f"({_('entered later:')} {_moment(line.entered)})" if line.entered else ""
