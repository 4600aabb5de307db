"""One IMAP server for a module, one folder of it for a test."""

import itertools

import pytest

from cases import disclosure
from cases.models.levels import Level
from tests.cases.mailbox.mailserver import ADDRESS, Post, imap_server
from tests.factories import submitted

NUMBERS = itertools.count()


@pytest.fixture(scope="module")
def server():
    with imap_server() as port:
        yield port


@pytest.fixture
def post(server, settings):
    """The mailbox of the portal, empty."""
    found = Post(server, f"box-{next(NUMBERS)}")
    settings.MAILBOX, settings.MAILBOX_ADDRESS = found.setting, ADDRESS
    yield found
    found.client.logout()


@pytest.fixture
def case(world, cast):
    """Mae Sai's; Tachileik sees it in full."""
    made = submitted(world, cast.somchai)
    disclosure.share(
        made, world.tcl.country, Level.FULL, officer=cast.somchai, purpose="joint work"
    )
    return made
