"""The person behind a partner system stands in the audit trail."""

import pytest

from audit.models import Entry
from tests.api import Caller, system
from tests.factories import submitted

pytestmark = pytest.mark.django_db


def behind(action):
    return list(Entry.objects.filter(action=action).values_list("on_behalf_of", flat=True))


def test_what_a_system_does_names_who_asked_it(world, cast, signed_in):
    case = submitted(world, cast.somchai)
    thai = system("TH", scope="cases:read")
    address = f"cases/{case.reference}/"
    thai.get(address, on_behalf_of="officer 4711")
    thai.get(address)
    Caller(signed_in(cast.somchai)).get(address, on_behalf_of="somebody else")
    assert sorted(behind("open")) == ["", "", "officer 4711"]


@pytest.mark.parametrize("name", ["x" * 151, "caf\u00e9"])
def test_a_name_that_does_not_fit_is_refused(cast, signed_in, name):
    for door in (system("TH", scope="cases:read"), Caller(signed_in(cast.somchai))):
        refused = door.get("cases/", on_behalf_of=name)
        assert refused.status_code == 400
        assert refused.json()["errors"][0]["field"] == "On-Behalf-Of"
