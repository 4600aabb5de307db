"""Short codes: an office answers a notice without signing in.

A code has eight letters and figures that nobody takes for one another, the last of them a check
character (ISO/IEC 7064, hybrid system MOD 31,30): a slip is noticed before anything is asked.
Seven that are free make 21,870,000,000 codes. Codes of e-mails are derived from the portal's
secret and the notice, so that a mail that is sent twice says the same; those of a printed sheet
are drawn by lot. Of both only a keyed hash is kept. A new SECRET_KEY ends all of them.
"""

import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from agencies.access import actor
from agencies.models import Office, Officer
from agencies.problems import Problem
from audit.clock import now
from audit.models import Entry
from audit.trail import record
from notices.models import Notice, ShortCode

SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8
PAGE = "/ack/"
MOST = 40
SHOWN = 20


# -- the code itself -----------------------------------------------------------------------------


def check_sign(free: str) -> str:
    """The last sign: it notices a wrong one, and nearly all that changed places."""
    rest = len(SIGNS)
    for sign in free:
        rest = (rest + SIGNS.index(sign)) % len(SIGNS) or len(SIGNS)
        rest = rest * 2 % (len(SIGNS) + 1)
    return SIGNS[(len(SIGNS) + 1 - rest) % len(SIGNS)]


def bare(typed: str) -> str:
    """As it is compared: blanks and hyphens do not count."""
    return "".join(sign for sign in typed.upper() if not sign.isspace() and sign != "-")


def is_well_formed(code: str) -> bool:
    """Says nothing about whether there is such a code."""
    if len(code) != LENGTH or set(code) - set(SIGNS):
        return False
    return check_sign(code[:-1]) == code[-1]


def digest_of(code: str) -> str:
    return salted_hmac("notices.shortcodes.kept", code, algorithm="sha256").hexdigest()


def grouped(code: str) -> str:
    return f"{code[:4]}-{code[4:]}"


def _of_number(number: int) -> str:
    signs = []
    for _place in range(LENGTH - 1):
        number, rest = divmod(number, len(SIGNS))
        signs.append(SIGNS[rest])
    free = "".join(signs)
    return free + check_sign(free)


# -- in an e-mail --------------------------------------------------------------------------------


def for_mail(notice: Notice) -> str:
    """The code that goes with this mail: for the notice itself, or for the one it reminds of.

    Nothing where nothing waits, where another office is told of the silence, and where the code
    was used or has ended.
    """
    asked = notice.follows or notice
    if not asked.is_waiting or asked.office_id != notice.office_id:
        return ""
    code, row = _derived(notice, asked)
    is_usable = row.used_at is None and row.cancelled_at is None and row.expires_at > now()
    return grouped(code) if is_usable else ""


def _derived(notice: Notice, asked: Notice) -> tuple[str, ShortCode]:
    """The next one of its row where another notice happens to have the same code."""
    number = 0
    while True:
        code = _of_number(_secret_number(f"{notice.public_id}:{number}"))
        row, _is_new = ShortCode.objects.get_or_create(
            digest=digest_of(code),
            defaults={
                "office_id": asked.office_id,
                "notice": asked,
                "mailed_with": notice,
                "made_at": now(),
                "expires_at": now() + timedelta(days=settings.ACK_CODE_DAYS),
            },
        )
        if row.mailed_with_id == notice.pk:
            return code, row
        number += 1


def _secret_number(seed: str) -> int:
    made = salted_hmac("notices.shortcodes.mailed", seed, algorithm="sha256")
    return int.from_bytes(made.digest())


# -- on paper ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sheet:
    """A printed list of spare codes. `codes` are there once: when it was made."""

    id: uuid.UUID
    office: Office
    made_by: Officer | None
    made_at: datetime
    expires_at: datetime
    total: int
    unused: int
    codes: tuple[str, ...] = ()


@transaction.atomic
def print_sheet(count: int, *, officer: Officer, office: Office) -> Sheet:
    """So many spare codes for the office, each good once for whichever notice waits there."""
    if not 1 <= count <= MOST:
        raise Problem(_("A sheet has 1 to %(most)s codes.") % {"most": MOST}, field="count")
    moment, sheet = now(), uuid.uuid4()
    expires = moment + timedelta(days=settings.ACK_SHEET_DAYS)
    codes = _drawn(count)
    ShortCode.objects.bulk_create(
        ShortCode(
            office=office,
            digest=digest_of(code),
            sheet=sheet,
            made_at=moment,
            made_by=officer,
            expires_at=expires,
        )
        for code in codes
    )
    _record("print_short_codes", officer, office, sheet)
    shown = tuple(grouped(code) for code in codes)
    return Sheet(sheet, office, officer, moment, expires, count, count, shown)


def _drawn(count: int) -> list[str]:
    """By lot; none that is taken."""
    codes: dict[str, str] = {}
    while len(codes) < count:
        code = _of_number(secrets.randbelow(len(SIGNS) ** (LENGTH - 1)))
        codes[digest_of(code)] = code
        if len(codes) == count:
            taken = ShortCode.objects.filter(digest__in=codes).values_list("digest", flat=True)
            for digest in list(taken):
                del codes[digest]
    return list(codes.values())


@transaction.atomic
def cancel_sheet(sheet: Sheet, *, officer: Officer) -> None:
    """A list that was lost: none of its codes is taken any more."""
    ShortCode.objects.filter(sheet=sheet.id, used_at=None, cancelled_at=None).update(
        cancelled_at=now()
    )
    _record("cancel_short_codes", officer, sheet.office, sheet.id)


def _record(action: str, officer: Officer, office: Office, sheet: uuid.UUID) -> None:
    record(
        Entry.Operation.ADMINISTRATION,
        action,
        actor=actor(officer),
        kind="short_codes",
        ids=[str(sheet)],
        recipients=[office.code],
    )


def sheets_of(user: object, *, only: uuid.UUID | None = None) -> list[Sheet]:
    """Sheets of the own office with codes that are still good, newest first."""
    moment = now()
    codes = ShortCode.objects.visible_to(user).on_paper()
    if only is not None:
        codes = codes.filter(sheet=only)
    usable = Q(used_at=None, cancelled_at=None, expires_at__gt=moment)
    rows: list[Any] = list(
        codes.order_by()
        .values("sheet", "office", "made_by", "made_at", "expires_at")
        .annotate(total=Count("pk"), unused=Count("pk", filter=usable))
        .filter(unused__gt=0)
        .order_by("-made_at")[:SHOWN]
    )
    offices = Office.objects.in_bulk([row["office"] for row in rows])
    people = Officer.objects.in_bulk([row["made_by"] for row in rows])
    return [
        Sheet(
            id=row["sheet"],
            office=offices[row["office"]],
            made_by=people.get(row["made_by"]),
            made_at=row["made_at"],
            expires_at=row["expires_at"],
            total=row["total"],
            unused=row["unused"],
        )
        for row in rows
    ]


# -- when one is typed ---------------------------------------------------------------------------


def held_by(code: str) -> ShortCode | None:
    """The row of a code, locked, good or not. Inside the verb's transaction."""
    rows = ShortCode.objects.select_for_update(of=("self",)).select_related("office")
    return rows.filter(digest=digest_of(code)).first()


def asked_by(reference: str, code: ShortCode | None) -> Notice | None:
    """The notice that this code may answer under this reference, locked: the one it was mailed
    for, or the one of its office that waits longest. Asked for in one query whatever was typed."""
    notices = Notice.objects.waiting().about(reference)
    notices = notices.filter(office=code.office_id if code is not None else 0)
    if code is not None and code.notice_id is not None:
        notices = notices.filter(pk=code.notice_id)
    locked = notices.select_for_update(of=("self",)).select_related("office")
    return locked.order_by("pk").first()
