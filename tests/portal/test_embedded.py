"""The bundled servers: durable, private, and started again over whatever a kill left behind."""

import os
import signal
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg2
import pytest
import redis

from blo_portal.embedded import Servers, private_pair
from blo_portal.privileges import open_to_everybody, server_account
from blo_portal.processes import StartError, living_in
from blo_portal.wheels import LONGEST_FOLDER, socket_folder


@pytest.fixture
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("home")


@contextmanager
def servers(home, **options):
    pair = Servers(home, "password", "admin", **options)
    pair.start()
    try:
        yield pair
    finally:
        pair.stop()


def ask(pair, statement):
    with closing(psycopg2.connect(pair.postgres.url())) as connection:
        connection.autocommit = True
        cursor = connection.cursor()
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else None


def broker(pair):
    return redis.Redis.from_url(pair.redis.url())


def test_what_the_portal_needs_of_the_servers(home):
    with servers(home) as pair:
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            assert ask(pair, f"SHOW {name}") == [("on",)]
        assert ask(pair, "SHOW listen_addresses") == [("",)]
        assert ask(pair, "SHOW server_encoding") == [("UTF8",)]
        ask(pair, "CREATE EXTENSION pg_trgm")
        assert ask(pair, "SELECT cardinality(show_trgm('สมชาย')) > 0, lower('Đ')") == [(True, "đ")]
        assert ask(pair, "SELECT rolsuper FROM pg_roles WHERE rolname = 'blo'") == [(False,)]
        with closing(broker(pair)) as client:
            settings = client.config_get("*")
            assert settings["appendonly"] == "yes"
            assert settings["appendfsync"] == "everysec"
            assert settings["maxmemory-policy"] == "noeviction"
            assert settings["port"] == "0"


def test_data_survives_a_kill_of_everything(home):
    pair = Servers(home, "password", "admin")
    pair.start()
    ask(pair, "CREATE TABLE kept (word text)")
    ask(pair, "INSERT INTO kept VALUES ('ขอบคุณ')")
    with closing(broker(pair)) as client:
        client.rpush("queue", "wake up")
    os.kill(pair.postgres.process.pid, signal.SIGKILL)
    os.kill(pair.redis.process.pid, signal.SIGKILL)
    pair.postgres.process.wait()
    pair.redis.process.wait()
    # A number in a stale lock file may by now belong to a stranger: here, to this test.
    lock = home / "postgres" / "postmaster.pid"
    lines = lock.read_text().splitlines()
    lock.write_text("\n".join([str(os.getppid()), *lines[1:]]) + "\n")
    with servers(home) as again:
        assert ask(again, "SELECT word FROM kept") == [("ขอบคุณ",)]
        with closing(broker(again)) as client:
            assert client.lrange("queue", 0, -1) == [b"wake up"]


def test_servers_left_by_a_killed_supervisor_are_replaced(home):
    left = Servers(home, "password", "admin")
    left.start()
    ask(left, "CREATE TABLE kept AS SELECT 1 AS one")
    with servers(home) as again:
        assert again.postgres.process.pid != left.postgres.process.pid
        left.postgres.process.wait(5)
        left.redis.process.wait(5)
        assert ask(again, "SELECT one FROM kept") == [(1,)]
    assert not living_in(home / "postgres", "postgres")
    assert not living_in(home / "redis", "redis-server")


def test_a_half_made_data_folder_is_made_anew(home):
    (home / "postgres.new").mkdir(parents=True)
    (home / "postgres.new" / "PG_VERSION").write_text("18")
    with servers(home, durable=False) as pair:
        assert ask(pair, "SELECT 1") == [(1,)]


def test_side_by_side_below_a_long_path_with_spaces(tmp_path):
    homes = [tmp_path / name / ("long name " * 12) for name in ("one", "two")]
    with servers(homes[0], durable=False) as one, servers(homes[1], durable=False) as two:
        ask(one, "CREATE TABLE only_here (word text)")
        assert one.postgres.sockets != two.postgres.sockets
        assert len(os.fsencode(one.postgres.sockets)) <= LONGEST_FOLDER
        with pytest.raises(psycopg2.errors.UndefinedTable):
            ask(two, "SELECT * FROM only_here")


def test_a_short_folder_that_somebody_else_made_is_not_used(tmp_path, monkeypatch):
    long = tmp_path / ("x" * 120)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    first = socket_folder(long, server_account(long))
    first.chmod(0o755)
    assert socket_folder(long, server_account(long)) != first


def test_a_server_that_cannot_start_says_why(home):
    (home / "postgres").mkdir(mode=0o700)
    with pytest.raises(StartError, match="PostgreSQL did not start"):
        Servers(home, "password", "admin").postgres.start()


def test_private_pair_is_gone_afterwards():
    with private_pair() as environment:
        home = Path(environment["BLO_HOME"])
        with closing(psycopg2.connect(environment["DATABASE_URL"])):
            pass
    assert not home.exists()


def test_a_closed_folder_is_noticed(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    (closed / "inside").mkdir(mode=0o755)
    assert not open_to_everybody(closed / "inside")
