"""The full content of a report, and how a frozen one is signed.

The fingerprint is the SHA-256 of the content as canonical JSON: whoever holds the JSON file can
check it. The seal is made with the portal's secret (an HMAC): only this portal could have set it.
"""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from roadmap.models import Report

FORMAT = 1
SALT = "roadmap.report"
Content = dict[str, Any]


@dataclass(frozen=True)
class Signed:
    text: str
    fingerprint: str
    seal: str


def content_of(report: Report) -> Content:
    """What was frozen; before that, what would be frozen now."""
    if report.is_frozen:
        return report.frozen_content
    with translation.override(report.language):
        return _content(report)


def _content(report: Report) -> Content:
    sections = [{**one, "text": report.texts.get(one["key"], "")} for one in report.data]
    replaces = report.replaces.reference if report.replaces is not None else None
    approved = report.approved_at
    return {
        "format": FORMAT,
        "reference": report.reference,
        "title": title_of(report),
        "kind": report.kind,
        "country": report.country_id,
        "place": place_of(report),
        "is_regional": report.is_regional,
        "is_national": report.is_national,
        "edition": report.edition.year,
        "item": report.item.number if report.item is not None else None,
        "period": report.period,
        "starts": f"{report.starts}",
        "ends": f"{report.ends}",
        "language": report.language,
        "number": report.number,
        "replaces": replaces,
        "drafted_at": report.drafted_at.isoformat(),
        "approved_at": approved.isoformat() if approved is not None else None,
        "sections": sections,
    }


def place_of(report: Report) -> str:
    return _("The whole region") if report.is_regional else str(report.country)


def title_of(report: Report) -> str:
    about = f"{place_of(report)}, {report.period}"
    if report.item is not None:
        about = f"{report.item}. {about}"
    return f"{report.get_kind_display()}: {about}"


def canonical(content: Content) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def signed(content: Content) -> Signed:
    text = canonical(content)
    fingerprint = hashlib.sha256(text.encode()).hexdigest()
    return Signed(text, fingerprint, _seal(fingerprint, settings.SECRET_KEY))


def holds(report: Report) -> bool:
    """The stored content is the one that was signed here. An older secret counts while it is
    named among the fallbacks."""
    known = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    fingerprint = hashlib.sha256(report.content.encode()).hexdigest()
    return fingerprint == report.fingerprint and any(
        constant_time_compare(_seal(fingerprint, key), report.seal) for key in known
    )


def _seal(fingerprint: str, key: str | bytes) -> str:
    return salted_hmac(SALT, fingerprint, secret=key, algorithm="sha256").hexdigest()


def titles_of(table: dict[str, Any]) -> list[str]:
    return [column["title"] for column in table["columns"]]


def lines_of(table: dict[str, Any]) -> list[list[Any]]:
    keys = [column["key"] for column in table["columns"]]
    return [[row.get(key, "–") for key in keys] for row in table["rows"]]


def says_something(section: dict[str, Any]) -> bool:
    """A section of words alone may be empty."""
    return bool(section["text"] or section["tables"])
