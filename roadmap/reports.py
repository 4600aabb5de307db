"""The verbs of reports: begin, write, draft the data anew, submit, send back, approve, mark as
sent, and correct what is frozen by a further edition."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.http import Http404
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from agencies.access import actor, partner_of
from agencies.models import Country, Officer
from agencies.problems import Conflict, NotAllowed, Problem, StaleVersion, WrongState, must_say_why
from audit.clock import now
from audit.models import Entry
from audit.trail import record
from cases.operationreading import mark_notices_read
from roadmap.commitments import own_country
from roadmap.figures.measured import months_between
from roadmap.gridchoice import standing_edition
from roadmap.indicators import compute_missing
from roadmap.keepers import kept_by, must_keep, must_lead
from roadmap.models import ActionItem, Edition, Report, ReportChange, ReportSending
from roadmap.reportcontent import content_of, signed
from roadmap.reportdata import drafted
from roadmap.reportperiods import Period, period_of, today
from roadmap.rows import put_down

KIND = "report"
State = Report.State
Step = ReportChange.Step
# Texts of a national kind are about a country; this one is the lead shepherd's, for all.
REGION = "ASEAN"


@dataclass(frozen=True)
class Wanted:
    """What is to be reported. `item` and `is_regional` are for item sheets."""

    kind: str
    period: str
    item: ActionItem | None = None
    is_regional: bool = False
    is_national: bool = False
    language: str = ""


def find_report(reference: str, user: object) -> Report:
    """Out of reach does not exist."""
    report = Report.objects.visible_to(user).to_show().filter(reference=reference).first()
    if report is None:
        raise Http404
    return report


def consult_report(reference: str, user: object) -> Report:
    """The reminders about it are read by this officer."""
    report = find_report(reference, user)
    mark_notices_read(reference, user)
    return report


def may_approve(report: Report, user: object) -> bool:
    """A person who keeps it, other than who submitted it."""
    is_person = partner_of(user) is None and kept_by(user) == report.country_id
    return is_person and report.submitted_by_id != getattr(user, "pk", None)


def reference_of(kind: str, place: str, period: str, item: ActionItem | None = None) -> str:
    """The first edition's: `REP-TH-2026-Q3`, `REP-ASEAN-2026-AMMTC`, `REP-TH-2026-10-I2021-4`."""
    tail = {Report.Kind.SOMTC: "-SOMTC", Report.Kind.AMMTC: "-AMMTC"}.get(Report.Kind(kind), "")
    if item is not None:
        tail = f"-I{item.reference}"
    return f"REP-{place}-{period}{tail}"


# -- writing ---------------------------------------------------------------------------------------


@transaction.atomic
def begin(wanted: Wanted, *, officer: Officer) -> Report:
    """Of the officer's own country; of the region by the lead shepherd."""
    country = own_country(officer).pk
    is_regional = wanted.is_regional or wanted.kind == Report.Kind.AMMTC
    if is_regional:
        must_lead(officer)
    _must_fit(wanted)
    period = period_of(wanted.kind, wanted.period)
    Country.objects.select_for_update().get(pk=country)
    place = REGION if is_regional else country
    report = Report(
        reference=reference_of(wanted.kind, place, period.text, wanted.item),
        kind=wanted.kind,
        country_id=country,
        is_regional=is_regional,
        edition=wanted.item.edition if wanted.item is not None else _edition(),
        item=wanted.item,
        is_national=wanted.is_national,
        language=wanted.language or get_language() or "en",
        **_days(period),
    )
    _create(report, officer)
    return report


def _must_fit(wanted: Wanted) -> None:
    is_sheet = wanted.kind == Report.Kind.ITEM
    if is_sheet and wanted.item is None:
        raise Problem(_("Choose the action item."), field="item")
    if not is_sheet and wanted.item is not None:
        raise Problem(_("Only an item sheet is about one item."), field="item")
    if wanted.is_regional and not (is_sheet or wanted.kind == Report.Kind.AMMTC):
        raise Problem(_("This report is about one country."), field="is_regional")


def _edition() -> Edition:
    edition = standing_edition()
    if edition is None:
        raise WrongState(_("No edition of the Roadmap has items yet."))
    return edition


def _days(period: Period) -> dict[str, Any]:
    return {"period": period.text, "starts": period.starts, "ends": period.ends}


def _create(report: Report, officer: Officer) -> None:
    report.begun_by, report.drafted_at = officer, now()
    if Report.objects.filter(reference=report.reference).exists():
        raise Conflict(_("There is a report of this period already."), field="period")
    compute_missing(months_between(report.starts, report.ends), officer=officer)
    report.data = drafted(report, officer)
    put_down(report, fields={"report_that_stays_is_of_a_country": "is_national"})
    _step(report, Step.BEGUN, officer)
    _note(report, "begin report", officer, ["data"], Entry.Operation.COLLECTION)


@transaction.atomic
def write(
    report: Report,
    texts: Mapping[str, str],
    *,
    officer: Officer,
    version: int,
    is_national: bool | None = None,
) -> Report:
    """The words of its sections; what is left out stays. Whether it stays with its country
    decides which figures may stand in it, so they are drafted anew."""
    row = _locked(report, officer, version, State.DRAFT)
    known = {one["key"] for one in row.data}
    if unknown := sorted(set(texts) - known):
        raise Problem(_("There is no section %(key)s.") % {"key": unknown[0]}, field="texts")
    plain = {key: text.replace("\r\n", "\n") for key, text in texts.items()}
    changed = {key: text for key, text in plain.items() if row.texts.get(key, "") != text}
    moves = is_national is not None and is_national != row.is_national
    if not changed and not moves:
        return row
    row.texts = {**row.texts, **changed}
    if moves:
        row.is_national = bool(is_national)
        row.data, row.drafted_at = drafted(row, officer), now()
    _save(row)
    for key, text in changed.items():
        _step(row, Step.WRITTEN, officer, section=key, text=text)
    names = [*(["texts"] if changed else []), *(["is_national"] if moves else [])]
    _note(row, "write report", officer, names)
    return row


@transaction.atomic
def refresh(report: Report, *, officer: Officer, version: int) -> Report:
    """The data as it stands now, as of the same day; the words stay."""
    row = _locked(report, officer, version, State.DRAFT)
    compute_missing(months_between(row.starts, row.ends), officer=officer)
    row.data, row.drafted_at = drafted(row, officer), now()
    _save(row)
    _step(row, Step.REFRESHED, officer)
    _note(row, "refresh report", officer, ["data"])
    return row


# -- approving -------------------------------------------------------------------------------------


@transaction.atomic
def submit(report: Report, *, officer: Officer, version: int) -> Report:
    row = _locked(report, officer, version, State.DRAFT)
    row.state, row.submitted_by, row.submitted_at = State.SUBMITTED, officer, now()
    row.sent_back_because = ""
    _save(row)
    _step(row, Step.SUBMITTED, officer)
    _note(row, "submit report", officer, ["state"])
    return row


@transaction.atomic
def send_back(report: Report, reason: str, *, officer: Officer, version: int) -> Report:
    row = _locked(report, officer, version, State.SUBMITTED)
    must_say_why(reason)
    row.state, row.submitted_by, row.submitted_at = State.DRAFT, None, None
    row.sent_back_because = reason
    _save(row)
    _step(row, Step.SENT_BACK, officer, text=reason)
    _note(row, "send report back", officer, ["state"])
    return row


@transaction.atomic
def approve(report: Report, *, officer: Officer, version: int) -> Report:
    """What was read is frozen: by a second coordinator of the country that keeps it."""
    row = _locked(report, officer, version, State.SUBMITTED)
    if not may_approve(row, officer):
        raise NotAllowed(_("A second coordinator of the country approves it."))
    row.approved_by, row.approved_at = officer, now()
    made = signed(content_of(row))
    row.state, row.content = State.FROZEN, made.text
    row.fingerprint, row.seal = made.fingerprint, made.seal
    _save(row)
    _step(row, Step.APPROVED, officer)
    _note(row, "approve report", officer, ["state", "content"])
    return row


@transaction.atomic
def mark_sent(report: Report, body: str, day: date, *, officer: Officer) -> ReportSending:
    """That it went to a body; the report itself stands as it is."""
    must_keep(officer, report.country_id)
    if not report.is_frozen:
        raise WrongState(_("It is sent when it is approved."))
    if report.is_national:
        raise WrongState(_("It stays with its country."))
    if day > today() or report.approved_at is None or day < report.approved_at.date():
        raise Problem(_("Give the day it was sent, since it was approved."), field="day")
    sending = ReportSending(report=report, body=body, day=day, by=officer)
    put_down(sending, fields={"report_sent_once_to_a_body": "body"})
    _note(report, "mark report as sent", officer, ["sendings"])
    return sending


@transaction.atomic
def correct(report: Report, *, officer: Officer) -> Report:
    """The draft of a further edition, with the words of this one and the data of now."""
    must_keep(officer, report.country_id)
    Country.objects.select_for_update().get(pk=report.country_id)
    if not report.is_frozen:
        raise WrongState(_("Only a frozen report is corrected by a further edition."))
    if Report.objects.filter(replaces=report).exists():
        raise Conflict(_("A further edition is begun already."))
    number = report.number + 1
    copied = ("kind", "country", "is_regional", "edition", "item", "period", "starts", "ends")
    made = Report(
        reference=re.sub("-E[0-9]+$", "", report.reference) + f"-E{number}",
        number=number,
        replaces=report,
        language=report.language,
        is_national=report.is_national,
        texts=report.texts,
        **{name: getattr(report, name) for name in copied},
    )
    _create(made, officer)
    return made


def _locked(report: Report, officer: Officer, version: int, state: str) -> Report:
    rows = Report.objects.to_show().select_for_update(of=("self",))
    row = rows.get(pk=report.pk)
    must_keep(officer, row.country_id)
    if row.state != state:
        words = row.get_state_display()
        raise WrongState(_("That cannot be done now: %(state)s.") % {"state": words})
    if row.version != version:
        raise StaleVersion(row.version)
    return row


def _save(row: Report) -> None:
    row.version += 1
    put_down(row, fields={"report_that_stays_is_of_a_country": "is_national"})


def _step(
    report: Report, step: ReportChange.Step, officer: Officer, *, section: str = "", text: str = ""
) -> None:
    ReportChange.objects.create(report=report, step=step, section=section, text=text, by=officer)


def _note(
    report: Report,
    action: str,
    officer: Officer,
    fields: Iterable[str],
    doing: Entry.Operation = Entry.Operation.ALTERATION,
) -> None:
    ids = [report.reference]
    record(doing, action, actor=actor(officer), kind=KIND, ids=ids, fields=fields)
