"""A bad value stops the start with one sentence that names the variable."""

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
}


def start_with(tmp_path, **environment):
    """Read the settings in a fresh process; its words and whether it went well."""
    clean = {"PATH": os.defpath, "BLO_HOME": str(tmp_path)}
    code = "import manage, sys; sys.argv = ['manage.py', 'diffsettings']; manage.main()"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=clean | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode == 0, done.stderr.strip() or done.stdout


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
        ("BLO_LOG_LEVEL", "LOUD"),
    ],
)
def test_a_bad_value_is_one_sentence_with_its_name(tmp_path, name, value):
    went_well, words = start_with(tmp_path, **PRODUCTION | {name: value})
    assert not went_well
    assert name in words
    assert len(words.splitlines()) == 1


@pytest.mark.parametrize("name", sorted(set(PRODUCTION) - {"BLO_PRODUCTION", "BLO_DEMO"}))
def test_production_has_no_fallbacks(tmp_path, name):
    went_well, words = start_with(tmp_path, **PRODUCTION | {name: ""})
    assert not went_well
    assert name in words


def test_production_is_strict(tmp_path):
    went_well, words = start_with(tmp_path, **PRODUCTION)
    assert went_well
    for line in (
        "SESSION_COOKIE_SECURE = True",
        "CSRF_COOKIE_SECURE = True",
        "SESSION_COOKIE_AGE = 900",
        "SECURE_SSL_REDIRECT = True",
        "DEBUG = False",
    ):
        assert line in words or line.split(" = ")[0] not in words


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
    went_well, words = start_with(tmp_path, BLO_DEMO="1", **given)
    assert not went_well
    assert "known passwords" in words


def test_the_demonstration_answers_on_a_private_network(tmp_path):
    went_well, _words = start_with(tmp_path, BLO_DEMO="1", ALLOWED_HOSTS="192.168.1.20,office-pc")
    assert went_well


def test_a_home_made_by_make_run_stays_a_demonstration(tmp_path):
    (tmp_path / "secrets.json").write_text('{"secret_key": "kept from the first start"}')
    went_well, words = start_with(tmp_path)
    assert went_well
    assert "kept from the first start" in words


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
    with pytest.raises(ImproperlyConfigured, match="endpoints.json is not valid JSON"):
        settings.kept("endpoints.json")
