"""Certificates: issued for a completed course, printed, and checked by anybody with the code."""

import secrets
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import Http404
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agencies.access import actor
from agencies.models import Officer
from agencies.problems import Problem, WrongState
from audit.clock import now
from audit.models import Entry
from audit.trail import record
from cases.exports import pdf
from cases.exports.printed import printable
from cases.exports.taken import Copy
from cases.forms.days import latest_day
from notices import tries
from roadmap.keepers import must_keep
from roadmap.models import Certificate, Trainee, TrainingSession

PAGE = Path(__file__).with_name("certificate.typ")
CHECK = "/certificates/"
# Letters and figures that nobody takes for one another; twelve of them are not guessed.
SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12


@dataclass(frozen=True)
class Checked:
    """What anybody may know. `name` only where it was typed, and is the right one. `wait`:
    seconds until another try, when there were too many."""

    status: str = "unknown"
    course: str = ""
    issued_on: date | None = None
    expires_on: date | None = None
    name: str = ""
    name_fits: bool | None = None
    wait: int = 0


@transaction.atomic
def issue(trainee: Trainee, *, expires_on: date | None, officer: Officer) -> Certificate:
    """Once, for who has completed the session, by the country that held it."""
    trainee = Trainee.objects.select_for_update().get(pk=trainee.pk)
    must_keep(officer, trainee.session.country_id)
    if not trainee.completed:
        raise WrongState(_("It is issued when the course is completed."))
    if Certificate.objects.filter(trainee=trainee).exists():
        raise WrongState(_("It is issued already."))
    session = TrainingSession.objects.select_related("course").get(pk=trainee.session_id)
    if session.ends > latest_day():
        raise WrongState(_("It is issued when the session is over."))
    today = now().date()
    if expires_on is not None and expires_on <= today:
        raise Problem(_("A certificate ends after the day it is issued."), field="expires_on")
    made = Certificate.objects.create(
        trainee=trainee,
        code="".join(secrets.choice(SIGNS) for _sign in range(LENGTH)),
        issued_by=officer,
        issued_on=today,
        expires_on=expires_on,
        course=session.course.title,
        subject=session.course.subject,
        place=session.place,
        starts=session.starts,
        ends=session.ends,
    )
    _note(trainee, Entry.Operation.ALTERATION, "issue certificate", officer, ["certificate"])
    return made


@transaction.atomic
def take(trainee: Trainee, user: object, language: str = "") -> Copy:
    """The certificate as PDF, for who may read the trainee's name."""
    certificate = Certificate.objects.filter(trainee=trainee).first()
    if certificate is None:
        raise Http404
    language = language or translation.get_language() or "en"
    with translation.override(language):
        content = pdf.typeset(PAGE, _data(certificate, trainee, language), now())
    _note(trainee, Entry.Operation.DISCLOSURE, "print certificate", user, ["pdf"])
    return Copy(f"certificate-{certificate.code}.pdf", "application/pdf", content)


@transaction.atomic
def check(code: str, name: str = "", *, source: str) -> Checked:
    """Whoever asks is counted when wrong: a code or a name that does not fit."""
    door = tries.counter("address", f"certificate:{tries.network_of(source)}")
    if door.wait:
        return Checked(wait=door.wait)
    rows = Certificate.objects.select_related("trainee__officer")
    found = rows.filter(code=bare(code)).first()
    if found is None:
        door.wrong()
        return Checked()
    fits = _fits(name, found.trainee) if name.strip() else None
    if fits is False:
        door.wrong()
    return Checked(
        status=status_of(found),
        course=found.course,
        issued_on=found.issued_on,
        expires_on=found.expires_on,
        name=found.trainee.written_name if fits else "",
        name_fits=fits,
    )


def status_of(certificate: Certificate) -> str:
    ended = certificate.expires_on is not None and certificate.expires_on <= now().date()
    return "expired" if ended else "valid"


def bare(typed: str) -> str:
    """As it is compared: blanks and hyphens do not count."""
    return "".join(sign for sign in typed.upper() if sign.isalnum())


def _fits(typed: str, trainee: Trainee) -> bool:
    """Any way in which the name is written counts; capitals and blanks do not."""
    who = trainee.officer
    written = [trainee.name] if who is None else [who.name, who.name_latin, who.full_title]
    return _plain(typed) in {_plain(name) for name in written if name}


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _data(certificate: Certificate, trainee: Trainee, language: str) -> dict[str, Any]:
    country = str(trainee.session.country)
    days = f"{date_format(certificate.starts, 'j M Y')} – {date_format(certificate.ends, 'j M Y')}"
    facts = [
        (_("Subject"), certificate.subject),
        (_("Held in"), f"{certificate.place}, {country}"),
        (_("Days"), days),
        (_("Issued on"), date_format(certificate.issued_on, "j M Y")),
    ]
    if certificate.expires_on is not None:
        facts.append((_("Good until"), date_format(certificate.expires_on, "j M Y")))
    return {
        "lang": language.partition("-")[0],
        "heading": _("Certificate of training"),
        "name": printable(trainee.written_name),
        "office": printable(trainee.belongs_to),
        "completed": _("has completed the course"),
        "course": printable(certificate.course),
        "facts": [[printable(cell) for cell in row] for row in facts],
        "check": _("To check this certificate, open %(address)s and type this code:")
        % {"address": settings.BASE_URL + CHECK},
        "code": certificate.written_code,
        "author": country,
    }


def _note(
    trainee: Trainee, doing: Entry.Operation, action: str, by: object, names: list[str]
) -> None:
    record(
        doing,
        action,
        actor=actor(by),
        kind="training",
        ids=[str(trainee.public_id)],
        fields=names,
    )
