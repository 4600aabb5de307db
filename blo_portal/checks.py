"""What must hold before real cases are handled. Errors, not warnings.

`manage.py check --deploy` asks all of them; `--database default` adds those that need to ask
the server itself.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections
from django.urls import get_resolver

Apps = Sequence[AppConfig] | None


def _deploy(check: Callable[[], Iterator[str]]) -> Callable[[], Iterator[str]]:
    """Register a check whose every sentence is an error of a deployment."""
    identity = f"portal.{check.__name__}"

    def run(app_configs: Apps = None, **_: Any) -> list[CheckMessage]:
        return [Error(sentence, id=identity) for sentence in check()]

    register(run, Tags.security, deploy=True)
    return check


@_deploy
def demonstration() -> Iterator[str]:
    if settings.DEMO:
        yield "BLO_DEMO is on: the accounts of the demonstration have known passwords."
    if settings.DEBUG:
        yield "DEBUG is on."


@_deploy
def shared_cache() -> Iterator[str]:
    """Rate limits and the single use of one-time codes live there: all processes share it."""
    for name, cache in settings.CACHES.items():
        if not str(cache["BACKEND"]).endswith("RedisCache"):
            yield f"The cache {name!r} is not shared between processes: set CACHE_URL."
        if cache.get("LOCATION") == settings.REDIS_URL:
            yield "CACHE_URL and REDIS_URL are the same: the cache may forget, the broker may not."


@_deploy
def one_time_codes() -> Iterator[str]:
    if settings.MFA_TOTP_TOLERANCE > 0:
        yield "MFA_TOTP_TOLERANCE must be 0: an old code could be used again."


@_deploy
def no_admin_site() -> Iterator[str]:
    if "django.contrib.admin" in settings.INSTALLED_APPS:
        yield "django.contrib.admin must not be installed."
    if "rest_framework.authtoken" in settings.INSTALLED_APPS:
        yield "rest_framework.authtoken keeps tokens in clear and must not be installed."
    if any(str(entry.pattern).startswith("admin/") for entry in get_resolver().url_patterns):
        yield "An admin/ address is mounted."


@_deploy
def password_hashing() -> Iterator[str]:
    if "Argon2" not in settings.PASSWORD_HASHERS[0]:
        yield "Argon2 must be the first of PASSWORD_HASHERS."


@_deploy
def webhooks_lead_out() -> Iterator[str]:
    if settings.WEBHOOK_LOOPBACK and not settings.DEMO:
        yield "BLO_WEBHOOK_LOOPBACK is on: webhooks could reach this machine."


@register(Tags.database)
def server_settings(
    app_configs: Apps = None, databases: Sequence[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """Durability and character type of the database, asked from the server itself."""
    return [
        Error(f"{sentence} (database {alias!r})", id="portal.database")
        for alias in databases or []
        for sentence in _faults_of(alias)
    ]


def _faults_of(alias: str) -> Iterator[str]:
    if not settings.DEMO:
        yield from _lost_on_a_power_cut(alias)
        if _ask(alias, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") == "True":
            yield "The portal's role is a superuser."
    if _ask(alias, "SELECT current_setting('server_encoding')") != "UTF8":
        yield "The encoding must be UTF8."
    # In a plain C locale words in Thai, Lao, Khmer and Burmese have no trigrams at all.
    query = "SELECT datctype FROM pg_database WHERE datname = current_database()"
    if "utf" not in _ask(alias, query).lower():
        yield "LC_CTYPE must be a UTF-8 one (C.UTF-8): search would not see Asian scripts."


def _lost_on_a_power_cut(alias: str) -> Iterator[str]:
    for name in ("fsync", "full_page_writes", "synchronous_commit"):
        if _ask(alias, "SELECT current_setting(%s)", name) == "off":
            yield f"{name} is off: confirmed changes could be lost."


def _ask(alias: str, query: str, *values: str) -> str:
    with connections[alias].cursor() as cursor:
        cursor.execute(query, values)
        return str(cursor.fetchone()[0])
