"""What will go away says so, a year before it does."""

from datetime import UTC, date, datetime

import pytest

from agencies.api.deprecation import Deprecated
from agencies.api.reference import BorderApi
from audit import clock
from tests.api import Caller

pytestmark = pytest.mark.django_db
LEAVING = Deprecated(date(2026, 11, 1), date(2027, 11, 1), "crossings/")


def test_every_answer_says_when_and_what_instead(cast, signed_in, monkeypatch):
    monkeypatch.setattr(BorderApi, "deprecated", {"list": LEAVING})
    door = Caller(signed_in(cast.somchai))
    answer = door.get("borders/")
    assert answer["Deprecation"] == "@1793491200"
    assert answer["Sunset"] == "Mon, 01 Nov 2027 00:00:00 GMT"
    assert answer["Link"] == '</api/v1/crossings/>; rel="successor-version"'
    assert door.get("borders/", query={"wrong": "1"})["Deprecation"] == "@1793491200"
    assert "Deprecation" not in door.get("crossings/")
    with clock.at(datetime(2027, 11, 1, 12, tzinfo=UTC)):
        gone = door.get("borders/")
    assert (gone.status_code, gone.json()["code"]) == (410, "gone")
    assert "/api/v1/crossings/" in gone.json()["detail"]


def test_a_year_at_least():
    with pytest.raises(ValueError, match="a year"):
        Deprecated(date(2026, 11, 1), date(2027, 10, 31), "crossings/")
