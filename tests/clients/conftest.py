"""A portal that answers what it is told to."""

import pytest

from tests.clients.fake import FakePortal


@pytest.fixture
def fake():
    one = FakePortal()
    yield one
    one.close()
