"""How to sign in to the demonstration: one password for its officers, a secret for each partner
system, and the two files that list them.

All of them are derived from the installation's own secret key, so that the files can be written
again at any time although the database only holds digests.
"""

import base64
import json
import os
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.utils.crypto import salted_hmac

from agencies.models import Officer, Partner

ACCOUNTS, PARTNERS = "demo-accounts.json", "demo-partners.json"


def secret(purpose: str) -> str:
    """100 bits in four groups of five letters and digits: can be typed from a screen."""
    digest = salted_hmac("demonstration", purpose, algorithm="sha256").digest()
    text = base64.b32encode(digest).decode().lower()
    return "-".join(text[start : start + 5] for start in range(0, 20, 5))


def password() -> str:
    return secret("officers")


def encoded_password(known: Iterable[Officer]) -> str:
    """The digest that all demonstration officers share: hashing it for each would take minutes.

    A key that has changed gives everybody the new password.
    """
    officers = list(known)
    if officers and check_password(password(), officers[0].password):
        return officers[0].password
    encoded = make_password(password())
    Officer.objects.filter(pk__in=[officer.pk for officer in officers]).update(password=encoded)
    return encoded


def write_files(officers: Iterable[Officer], partners: Iterable[Partner]) -> None:
    _write(ACCOUNTS, [_account(officer) for officer in officers])
    _write(PARTNERS, [_partner(partner) for partner in partners])


def _account(officer: Officer) -> dict[str, object]:
    return {
        "username": officer.username,
        "password": password(),
        "role": officer.role,
        "country": officer.country_id or "",
        "office": officer.office.code if officer.office is not None else "",
    }


def _partner(partner: Partner) -> dict[str, object]:
    return {
        "name": partner.name,
        "country": partner.country_id,
        "client_id": partner.application.client_id,
        "client_secret": secret(partner.application.client_id),
        "scopes": partner.scopes,
    }


def _write(name: str, rows: list[dict[str, object]]) -> None:
    """In one step, and readable by its owner alone."""
    path = Path(settings.BLO_HOME) / name
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = path.with_suffix(".new")
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    with os.fdopen(os.open(unfinished, flags, 0o600), "w", encoding="utf-8") as file:
        json.dump(rows, file, indent=1, ensure_ascii=False)
    unfinished.replace(path)
