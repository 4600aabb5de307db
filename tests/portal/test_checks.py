"""What must hold before real cases are handled."""

import pytest
from django.core import checks
from django.db import connection

from blo_portal import settings as portal
from blo_portal.checks import server_settings


def found(settings, **changed):
    for name, value in changed.items():
        setattr(settings, name, value)
    return {error.id for error in checks.run_checks(include_deployment_checks=True)}


@pytest.fixture(autouse=True)
def production(settings):
    settings.DEMO = False
    settings.WEBHOOK_LOOPBACK = False
    settings.PASSWORD_HASHERS = portal.PASSWORD_HASHERS
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://cache/0",
        }
    }


def test_nothing_of_ours_to_say_about_production(settings):
    assert not {error for error in found(settings) if error.startswith("portal.")}


@pytest.mark.parametrize(
    ("changed", "identity"),
    [
        ({"DEMO": True}, "portal.demonstration"),
        ({"DEBUG": True}, "portal.demonstration"),
        ({"MFA_TOTP_TOLERANCE": 1}, "portal.one_time_codes"),
        ({"WEBHOOK_LOOPBACK": True}, "portal.webhooks_lead_out"),
        ({"REDIS_URL": "redis://cache/0"}, "portal.shared_cache"),
        (
            {"CACHES": {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}},
            "portal.shared_cache",
        ),
        (
            {"PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"]},
            "portal.password_hashing",
        ),
    ],
)
def test_each_fault_is_found(settings, changed, identity):
    assert identity in found(settings, **changed)


@pytest.mark.django_db
def test_the_database_server_is_asked_itself(settings):
    """The tests' own server is fast because it is not durable: just what must be refused."""
    said = " ".join(error.msg for error in server_settings(databases=["default"]))
    for name in ("fsync", "full_page_writes", "synchronous_commit"):
        assert f"{name} is off" in said
    assert "UTF" not in said
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = on")
    assert "synchronous_commit" not in " ".join(
        error.msg for error in server_settings(databases=["default"])
    )


@pytest.mark.django_db
def test_the_demonstration_may_have_a_fast_server(settings):
    settings.DEMO = True
    assert server_settings(databases=["default"]) == []
