"""No request of a person breaks the portal or its description."""

import pytest

from tests.contract.asking import PICKED, asked_everything

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("column", ["orig", "obsv", "cdTH"])
def test_every_operation_keeps_its_description(ground, open_portal, column, capsys):
    """An officer who logs cases, a regional observer, and a coordinator."""
    found = asked_everything(*ground, column)
    with capsys.disabled():
        print(f"\n{column}: {found}")
    assert found.faults == {}, found.in_words()
    assert PICKED or found.statuses[200] > 150, "nobody was let in"
