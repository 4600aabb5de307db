"""BLO_HOME: one portal at a time, secrets for its owner only."""

import stat

import pytest

from blo_portal.home import Home
from blo_portal.processes import StartError


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def open_home():
    """Open homes, and close them after the test."""
    opened = []

    def enter(path):
        opened.append(Home(path))
        opened[-1].open()
        return opened[-1]

    yield enter
    for home in opened:
        home.close()


def test_secrets_are_made_once_and_kept(tmp_path, open_home):
    home = open_home(tmp_path / "home")
    made = home.secrets()
    assert Home(home.path).secrets() == made
    assert len(set(made.values())) == len(made) > 2
    assert mode(home.path / "secrets.json") == 0o600
    assert mode(home.path) == 0o700


def test_a_second_portal_is_refused_in_one_sentence(tmp_path, open_home):
    open_home(tmp_path)
    with pytest.raises(StartError, match="already running") as refused:
        open_home(tmp_path)
    assert "\n" not in str(refused.value)


def test_a_home_that_was_closed_opens_again(tmp_path, open_home):
    open_home(tmp_path).close()
    open_home(tmp_path)


def test_a_home_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StartError, match="cannot be written"):
        Home(tmp_path / "file" / "home").open()


def test_a_damaged_file_is_named(tmp_path):
    (tmp_path / "secrets.json").write_text("{")
    with pytest.raises(StartError, match=r"secrets\.json is damaged"):
        Home(tmp_path).secrets()


def test_the_home_comes_from_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("BLO_HOME", str(tmp_path))
    assert Home.from_environment().path == tmp_path
    monkeypatch.setenv("BLO_HOME", "")
    assert Home.from_environment().path.name == "var"
