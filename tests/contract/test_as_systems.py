"""No request of a partner system breaks the portal or its description."""

import pytest

from tests.contract.asking import PICKED, asked_everything

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("column", ["pawr", "pard"])
def test_every_operation_keeps_its_description(ground, open_portal, column, capsys):
    """A system with every scope, and one that may read."""
    found = asked_everything(*ground, column)
    with capsys.disabled():
        print(f"\n{column}: {found}")
    assert found.faults == {}, found.in_words()
    assert PICKED or found.statuses[200] > 150, "nobody was let in"
