"""A bad value stops the start with one sentence that names the variable."""

import json
import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from blo_portal import settings

PRODUCTION = {
    "BLO_PRODUCTION": "1",
    "BLO_DEMO": "0",
    "SECRET_KEY": "k" * 20 + "long enough and different" * 2,
    "ALLOWED_HOSTS": "portal.example.org",
    "BASE_URL": "https://portal.example.org",
    "BLO_INSTALLATION": "node",
    "DATABASE_URL": "postgresql://blo:secret@db:5432/blo",
    "REDIS_URL": "redis://:secret@broker:6379/0",
    "CACHE_URL": "redis://:secret@cache:6379/0",
    "EMAIL_URL": "smtp://relay:25",
    "FILE_MASTER_KEYS": "first:" + "A" * 43 + "=",
}


READ = """
import json
from django.core.exceptions import ImproperlyConfigured
try:
    from blo_portal import settings
except ImproperlyConfigured as error:
    raise SystemExit(str(error))
plain = {name: value for name, value in vars(settings).items() if isinstance(value, int | str)}
print(json.dumps(plain))
"""


def start_with(tmp_path, **environment):
    """Read the settings in a fresh process: the settings, or the words of the refusal."""
    clean = {"PATH": os.defpath, "BLO_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", READ],
        env=clean | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return (json.loads(done.stdout), "") if done.returncode == 0 else (None, done.stderr.strip())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eighty"),
        ("BLO_IDLE_MINUTES", "0"),
        ("BLO_PRODUCTION", "perhaps"),
        ("DATABASE_URL", "mysql://db/blo"),
        ("DATABASE_URL", "postgresql://db/"),
        ("REDIS_URL", "redis://broker/first"),
        ("CACHE_URL", "memcached://cache"),
        ("EMAIL_URL", "relay.example.org"),
        ("FILE_MASTER_KEYS", "first:c2hvcnQ="),
        ("FILE_MASTER_KEYS", "A" * 43 + "="),
        ("FILE_LIMIT_MB", "0"),
        ("CLAMAV_URL", "clamav:3310"),
        ("BLO_LOG_LEVEL", "LOUD"),
    ],
)
def test_a_bad_value_is_one_sentence_with_its_name(tmp_path, name, value):
    _found, words = start_with(tmp_path, **PRODUCTION | {name: value})
    assert name in words
    assert len(words.splitlines()) == 1


@pytest.mark.parametrize("name", sorted(set(PRODUCTION) - {"BLO_PRODUCTION", "BLO_DEMO"}))
def test_production_has_no_fallbacks(tmp_path, name):
    _found, words = start_with(tmp_path, **PRODUCTION | {name: ""})
    assert words.startswith(f"{name} is not set")


def test_production_is_strict(tmp_path):
    found, words = start_with(tmp_path, **PRODUCTION)
    assert words == ""
    assert found["SESSION_COOKIE_SECURE"] and found["CSRF_COOKIE_SECURE"]
    assert found["SECURE_SSL_REDIRECT"] and found["SECURE_HSTS_SECONDS"]
    assert found["SESSION_COOKIE_AGE"] == 15 * 60
    assert not found["DEBUG"] and not found["DEMO"]


@pytest.mark.parametrize(
    "given",
    [
        {"BLO_PRODUCTION": "1"},
        {"ALLOWED_HOSTS": "portal.example.org"},
        {"ALLOWED_HOSTS": "localhost,8.8.8.8"},
        {"ALLOWED_HOSTS": "*"},
        {"ALLOWED_HOSTS": ".example.org"},
    ],
)
def test_the_demonstration_refuses_the_world(tmp_path, given):
    _found, words = start_with(tmp_path, BLO_DEMO="1", **given)
    assert "known passwords" in words


def test_the_demonstration_answers_on_a_private_network(tmp_path):
    found, _words = start_with(tmp_path, BLO_DEMO="1", ALLOWED_HOSTS="192.168.1.20,office-pc")
    assert found["DEMO"]


def test_a_home_made_by_make_run_stays_a_demonstration(tmp_path):
    (tmp_path / "secrets.json").write_text('{"secret_key": "kept from the first start"}')
    endpoints = {"database_url": "postgresql://kept/blo", "redis_url": "redis://kept", "demo": "1"}
    (tmp_path / "endpoints.json").write_text(json.dumps(endpoints))
    found, _words = start_with(tmp_path)
    assert found["DEMO"]
    assert found["SECRET_KEY"] == "kept from the first start"
    assert found["DATABASE_URL"] == "postgresql://kept/blo"
    (tmp_path / "endpoints.json").write_text(json.dumps(endpoints | {"demo": "0"}))
    _found, words = start_with(tmp_path)
    assert words.startswith("SECRET_KEY is not set")


def test_database_address_with_a_socket_folder():
    found = settings.database("postgresql://blo:p%40ss@/blo?host=%2Frun%2Fpg&port=5433")
    assert (found["NAME"], found["HOST"], found["PORT"]) == ("blo", "/run/pg", "5433")
    assert (found["USER"], found["PASSWORD"]) == ("blo", "p@ss")


@pytest.mark.parametrize(
    ("address", "shifted"),
    [
        ("redis://:pw@host:6379/0", "redis://:pw@host:6379/1"),
        ("redis://host", "redis://host/1"),
        ("unix:///run/redis.sock?db=0", "unix:///run/redis.sock?db=1"),
    ],
)
def test_the_next_database_of_the_same_redis(address, shifted):
    assert settings.redis_database("REDIS_URL", address, shift=1) == shifted


@pytest.mark.parametrize(
    ("url", "port", "tls", "ssl"),
    [
        ("smtp://relay", 25, False, False),
        ("smtp://me:secret@relay?tls=1", 587, True, False),
        ("smtps://relay", 465, False, True),
        ("smtp://127.0.0.1:2525?tls=0", 2525, False, False),
    ],
)
def test_mail_address(url, port, tls, ssl):
    found = settings.mail(url)
    assert (found["PORT"], found["USE_TLS"], found["USE_SSL"]) == (port, tls, ssl)


def test_damaged_home_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "BLO_HOME", tmp_path)
    (tmp_path / "endpoints.json").write_text("{")
    with pytest.raises(ImproperlyConfigured, match=r"endpoints\.json is not valid JSON"):
        settings.kept("endpoints.json")


MAILBOX = "imaps://portal:secr%40t@mail.example.org/Replies"


@pytest.mark.parametrize(
    ("url", "tls", "port"),
    [
        (MAILBOX, "from the start", 993),
        ("imap://portal:x@mail.example.org?tls=1", "after hello", 143),
        ("imap://portal:x@mail.example.org:1143?tls=1&ca=/etc/own.pem", "after hello", 1143),
    ],
)
def test_a_mailbox_is_reached_over_tls(url, tls, port):
    found = settings.mailbox(url, open_text=False)
    assert (found["tls"], found["port"]) == (tls, port)


def test_what_a_mailbox_is_made_of():
    found = settings.mailbox(MAILBOX, open_text=False)
    assert (found["user"], found["password"], found["folder"]) == ("portal", "secr@t", "Replies")


@pytest.mark.parametrize(
    "url", ["imap://portal:x@mail.example.org", "imaps://mail.example.org", "pop3://a:b@c", "x"]
)
def test_a_mailbox_without_tls_or_password_stops_the_start(url):
    with pytest.raises(ImproperlyConfigured, match="MAILBOX_URL"):
        settings.mailbox(url, open_text=False)


def test_a_mailbox_needs_its_address(tmp_path):
    found, words = start_with(tmp_path, **PRODUCTION, MAILBOX_URL=MAILBOX)
    assert found is None
    assert "MAILBOX_ADDRESS" in words
