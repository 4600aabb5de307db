"""Standard procedures: drafted by one country, agreed by another, in force, acknowledged."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from agencies.access import actor, office_of
from agencies.models import Border, Country, Office, Officer
from agencies.problems import NotAllowed, Problem, StaleVersion, WrongState
from audit.clock import now
from audit.models import Entry
from audit.trail import record
from cases.operationreading import mark_notices_read
from notices.models import Notice, Urgency
from notices.outbox import tell
from roadmap.keepers import LEAD, kept_by, must_be_person, must_keep
from roadmap.models import Acknowledgement, Procedure, ProcedureVersion

KIND = "procedure"


@dataclass(frozen=True)
class Share:
    """How many of the acknowledgements that are due are there."""

    done: int
    due: int


def find_procedure(reference: str, user: object) -> Procedure:
    """Out of reach does not exist."""
    rows = Procedure.objects.visible_to(user).with_countries()
    procedure = rows.filter(reference=reference).first()
    if procedure is None:
        raise Http404
    return procedure


def find_version(procedure: Procedure, number: int, user: object) -> ProcedureVersion:
    rows = ProcedureVersion.objects.visible_to(user).filter(procedure=procedure, number=number)
    version = rows.select_related("procedure", "drafted_by", "agreed_by").first()
    if version is None:
        raise Http404
    return version


def consult_procedure(reference: str, user: object) -> Procedure:
    """The notices about it are read by this officer."""
    procedure = find_procedure(reference, user)
    mark_notices_read(reference, user)
    return procedure


def versions_for(procedure: Procedure, user: object) -> list[ProcedureVersion]:
    rows = ProcedureVersion.objects.visible_to(user).filter(procedure=procedure)
    return list(rows.select_related("procedure").order_by("-number"))


def current_of(procedure: Procedure) -> ProcedureVersion | None:
    return ProcedureVersion.objects.current().filter(procedure=procedure).first()


def offices_concerned(procedure: Procedure) -> QuerySet[Office]:
    """The active Border Liaison Offices on the border; region-wide, all of them."""
    rows = Office.objects.active().border_offices().select_related("country")
    if procedure.border_id is not None:
        rows = rows.filter(borders=procedure.border_id)
    return rows.order_by("code")


def acknowledged_share(country: str) -> Share:
    """Of the procedures in force, as each office of the country is to acknowledge them."""
    done = due = 0
    current = ProcedureVersion.objects.current()
    for office in Office.objects.active().border_offices().filter(country=country):
        owed = current.concerning(office)
        due += owed.count()
        done += Acknowledgement.objects.filter(version__in=owed, office=office).count()
    return Share(done, due)


@transaction.atomic
def begin(title: str, border: Border | None, text: str, *, officer: Officer) -> Procedure:
    """A procedure of the officer's country with the draft of its first version."""
    country = kept_by(officer)
    must_keep(officer, country)
    if border is not None and country not in border.countries:
        raise Problem(_("Choose a border of your own country."), field="border")
    _must_say(title, "title")
    procedure = Procedure.objects.create(
        reference=_next_reference(country),
        title=title,
        border=border,
        country_id=country,
        agreeing_id=_agreeing(country, border),
        created_by=officer,
        created_at=now(),
    )
    _note(procedure, "begin procedure", officer, ["title", "border"], Entry.Operation.COLLECTION)
    draft(procedure, text, "", officer=officer)
    return procedure


@transaction.atomic
def rename(procedure: Procedure, title: str, *, officer: Officer, version: int) -> Procedure:
    procedure = _locked(procedure)
    must_keep(officer, procedure.country_id)
    if procedure.version != version:
        raise StaleVersion(procedure.version)
    _must_say(title, "title")
    if procedure.title != title:
        procedure.title = title
        procedure.version += 1
        procedure.save()
        _note(procedure, "rename procedure", officer, ["title"])
    return procedure


@transaction.atomic
def draft(procedure: Procedure, text: str, changes: str, *, officer: Officer) -> ProcedureVersion:
    """The next version. There is one draft at a time."""
    procedure = _locked(procedure)
    must_keep(officer, procedure.country_id)
    latest = procedure.versions.order_by("-number").first()
    if latest is not None and latest.in_force_at is None:
        raise WrongState(_("There is a draft already. Change that one."))
    _must_say(text, "text")
    if latest is not None:
        _must_say(changes, "changes")
    version = ProcedureVersion.objects.create(
        procedure=procedure,
        number=latest.number + 1 if latest is not None else 1,
        text=text,
        changes=changes,
        drafted_by=officer,
        drafted_at=now(),
    )
    _note(procedure, "draft version", officer, ["text", "changes"])
    return version


@transaction.atomic
def redraft(
    row: ProcedureVersion, text: str, changes: str, *, officer: Officer, version: int
) -> ProcedureVersion:
    """Whatever was offered or agreed of the old wording is void: it is offered again."""
    row = _draft_at(row, version, officer, must_be_owner=True)
    _must_say(text, "text")
    if row.number > 1:
        _must_say(changes, "changes")
    if (row.text, row.changes) != (text, changes):
        row.text, row.changes = text, changes
        row.drafted_by, row.drafted_at = officer, now()
        row.offered_at = row.agreed_by = row.agreed_at = None
        _save(row, "change draft", officer, ["text", "changes"])
    return row


@transaction.atomic
def offer(row: ProcedureVersion, *, officer: Officer, version: int) -> ProcedureVersion:
    """The coordinators of the country that agrees read it from now on, and are told."""
    row = _draft_at(row, version, officer, must_be_owner=True)
    if row.offered_at is not None:
        raise WrongState(_("It is offered already."))
    row.offered_at = now()
    _save(row, "offer version", officer, ["offered_at"])
    for desk in Office.objects.active().national_desk_of(row.procedure.agreeing_id):
        _tell(row, desk, Notice.Kind.PROCEDURE_OFFERED, row.offered_at)
    return row


@transaction.atomic
def agree(row: ProcedureVersion, *, officer: Officer, version: int) -> ProcedureVersion:
    """By a coordinator of the other country, to what was read; never by who wrote it."""
    row = _draft_at(row, version, officer)
    must_keep(officer, row.procedure.agreeing_id)
    must_be_person(officer)
    if row.offered_at is None or row.agreed_at is not None:
        raise WrongState(_("There is nothing to agree to."))
    if row.drafted_by_id == officer.pk:
        raise NotAllowed(_("Somebody else agrees to what you wrote."))
    row.agreed_by, row.agreed_at = officer, now()
    _save(row, "agree version", officer, ["agreed_by"])
    return row


@transaction.atomic
def put_in_force(row: ProcedureVersion, *, officer: Officer, version: int) -> ProcedureVersion:
    """It stands as it is from this moment; the offices concerned are told."""
    row = _draft_at(row, version, officer, must_be_owner=True)
    if row.agreed_at is None:
        raise WrongState(_("It is agreed first, then put in force."))
    row.put_by, row.in_force_at = officer, now()
    _save(row, "put in force", officer, ["in_force_at"])
    for office in offices_concerned(row.procedure):
        _tell(row, office, Notice.Kind.PROCEDURE_IN_FORCE, row.in_force_at)
    return row


@transaction.atomic
def acknowledge(row: ProcedureVersion, *, officer: Officer) -> Acknowledgement:
    """For the officer's office, once. A second time changes nothing."""
    office = office_of(officer)
    concerned = office is not None and offices_concerned(row.procedure).filter(pk=office.pk)
    if office is None or not concerned:
        raise NotAllowed(_("Your office is not asked to acknowledge this procedure."))
    if row.in_force_at is None:
        raise WrongState(_("It is not in force."))
    done, created = Acknowledgement.objects.get_or_create(
        version=row, office=office, defaults={"officer": officer, "at": now()}
    )
    if created:
        _note(row.procedure, "acknowledge version", officer, ["acknowledgements"])
    return done


def _agreeing(country: str, border: Border | None) -> str:
    if border is None:
        return LEAD
    (other,) = border.countries - {country}
    return other


def _next_reference(country: str) -> str:
    Country.objects.select_for_update().get(pk=country)
    number = Procedure.objects.filter(country=country).count() + 1
    return f"SOP-{country}-{number:04d}"


def _locked(procedure: Procedure) -> Procedure:
    return Procedure.objects.select_for_update().get(pk=procedure.pk)


def _draft_at(
    row: ProcedureVersion, version: int, officer: Officer, *, must_be_owner: bool = False
) -> ProcedureVersion:
    rows = ProcedureVersion.objects.select_for_update(of=("self",)).select_related("procedure")
    row = rows.get(pk=row.pk)
    if must_be_owner:
        must_keep(officer, row.procedure.country_id)
    if row.in_force_at is not None:
        raise WrongState(_("What is in force is not changed. Draft the next version."))
    if row.version != version:
        raise StaleVersion(row.version)
    return row


def _must_say(text: str, field: str) -> None:
    if not text.strip():
        raise Problem(_("Write something here."), field=field)


def _save(row: ProcedureVersion, action: str, officer: Officer, fields: list[str]) -> None:
    row.version += 1
    row.save()
    _note(row.procedure, action, officer, fields)


def _tell(row: ProcedureVersion, office: Office, kind: Notice.Kind, at: datetime) -> None:
    """Reference and link only."""
    tell(
        office,
        kind,
        event_key=f"{row}:{kind}:{at.isoformat()}",
        reference=row.procedure.reference,
        link=row.procedure.link,
        urgency=Urgency.ROUTINE,
    )


def _note(
    procedure: Procedure,
    action: str,
    officer: Officer,
    fields: Iterable[str],
    doing: Entry.Operation = Entry.Operation.ALTERATION,
) -> None:
    record(
        doing,
        action,
        actor=actor(officer),
        kind=KIND,
        ids=[procedure.reference],
        fields=list(fields),
    )
