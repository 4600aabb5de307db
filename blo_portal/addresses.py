"""Addresses of servers as they stand in the environment. A bad one stops the start with one
sentence that names the variable."""

from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def split_url(name: str, url: str, schemes: set[str]) -> SplitResult:
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018  reading it checks it
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} is not an address: {error}.") from error
    if parts.scheme not in schemes:
        wanted = ", ".join(sorted(schemes))
        raise ImproperlyConfigured(f"{name} must begin with one of {wanted}://.")
    return parts


def query_of(parts: SplitResult) -> dict[str, str]:
    return {key: values[-1] for key, values in parse_qs(parts.query).items()}


def mail(url: str) -> dict[str, Any]:
    """Django's mail settings from `smtp://user:password@host:port?tls=1` (or `smtps://`)."""
    parts = split_url("EMAIL_URL", url, {"smtp", "smtps"})
    if not parts.hostname:
        raise ImproperlyConfigured("EMAIL_URL does not name a mail server.")
    tls = query_of(parts).get("tls", "0") not in {"0", "false", "no"}
    return {
        "HOST": parts.hostname,
        "PORT": parts.port or {"smtps": 465}.get(parts.scheme, 587 if tls else 25),
        "HOST_USER": unquote(parts.username or ""),
        "HOST_PASSWORD": unquote(parts.password or ""),
        "USE_TLS": tls and parts.scheme == "smtp",
        "USE_SSL": parts.scheme == "smtps",
    }


def mailbox(url: str, *, open_text: bool) -> dict[str, Any]:
    """`imaps://user:password@host:993/INBOX`, or `imap://…?tls=1` for TLS after the greeting.
    `?ca=` names the file of an authority of one's own. Without TLS only in the demonstration."""
    parts = split_url("MAILBOX_URL", url, {"imap", "imaps"})
    query = query_of(parts)
    if not (parts.hostname and parts.username and parts.password):
        raise ImproperlyConfigured("MAILBOX_URL must name user, password and mail server.")
    after = "after hello" if query.get("tls", "0") not in {"0", "false", "no"} else ""
    tls = "from the start" if parts.scheme == "imaps" else after
    if not tls and not open_text:
        raise ImproperlyConfigured(
            "MAILBOX_URL must use TLS: imaps://…, or imap://…?tls=1 for TLS after the greeting."
        )
    return {
        "host": parts.hostname,
        "port": parts.port or (993 if parts.scheme == "imaps" else 143),
        "user": unquote(parts.username),
        "password": unquote(parts.password),
        "folder": unquote(parts.path.lstrip("/")) or "INBOX",
        "tls": tls,
        "ca": query.get("ca", ""),
    }
