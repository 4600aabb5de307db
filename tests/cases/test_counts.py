"""Counts of people: set once for each sort, read in full, gone for a headline reader."""

import pytest
from django.urls import reverse

from agencies.models import Code
from cases import counts, disclosure
from cases.counts import Counted
from cases.models import PeopleCount
from cases.models.levels import Level
from cases.problems import WrongState
from tests.api import Caller
from tests.factories import code, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(world, somchai):
    code("tip_counts", "victims_identified", "Victims formally identified")
    code("tip_counts", "smuggled", "Smuggled migrants")
    code("tip_counts", "by_sex", "Female, male, other or unknown")
    return submitted(world, somchai, levels={"MM": Level.FULL})


def new(case):
    return reverse("count-new", args=[case.reference])


def test_people_are_counted_once_for_each_sort(signed_in, somchai, case):
    browser = signed_in(somchai)
    said = {"what": "smuggled", "number": "๑๒", "sex": "F", "age": "child", "nationality": "MM"}
    assert browser.post(new(case), said).status_code == 302
    assert browser.post(new(case), said | {"number": "14"}).status_code == 302
    assert browser.post(new(case), {"what": "smuggled", "number": "3"}).status_code == 302
    assert sorted(case.counts.values_list("number", flat=True)) == [3, 14]
    page = browser.get(case.link).content.decode()
    assert "Smuggled migrants" in page
    assert "Female, Under 18, Myanmar" in page
    assert case.events.last().fields == ["counts"]
    first = case.counts.get(number=14)
    assert (
        browser.post(reverse("count-remove", args=[case.reference, first.public_id])).status_code
        == 302
    )
    assert [line.number for line in PeopleCount.objects.filter(case=case)] == [3]
    counts = browser.get(case.link).content.decode().partition('id="counts"')[2]
    assert ">14<" not in counts.partition("</table>")[0]
    browser.post(reverse("count-restore", args=[case.reference, first.public_id]))
    assert PeopleCount.objects.filter(case=case).count() == 2
    assert browser.post(new(case), said | {"number": "15"}).status_code == 302
    assert PeopleCount.objects.filter(case=case).count() == 2


def test_what_was_counted_anew_is_not_brought_back(case, somchai):
    sort = Counted(Code.objects.get(code="smuggled"))
    first = counts.set_count(case, sort, 3, officer=somchai)
    counts.remove_count(first, officer=somchai)
    counts.set_count(case, sort, 4, officer=somchai)
    with pytest.raises(WrongState):
        counts.restore_count(first, officer=somchai)


@pytest.mark.parametrize("number", ["0", "-1", "many", "1.5e3", "9999999"])
def test_what_is_no_number_is_asked_again(signed_in, somchai, case, number):
    answer = signed_in(somchai).post(new(case), {"what": "smuggled", "number": number})
    assert set(answer.context["form"].errors) == {"number"}
    assert not case.counts.exists()


def test_over_the_api(signed_in, somchai, case):
    door = Caller(signed_in(somchai))
    there = f"cases/{case.reference}/counts/"
    made = door.post(there, {"what": "victims_identified", "number": 2, "age": "child"})
    assert made.status_code == 201, made.content
    assert made.json()["label"] == "Victims formally identified"
    assert door.get(there).json() == [made.json()]
    for field, wrong in {"what": "by_sex", "number": 0, "nationality": "QQ", "sex": "?"}.items():
        answer = door.post(there, {"what": "smuggled", "number": 1} | {field: wrong})
        assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert door.delete(f"{there}{made.json()['id']}/").status_code == 204
    assert door.get(there).json() == []


def test_figures_are_for_full_readers(signed_in, cast, case):
    owner = signed_in(cast.somchai)
    owner.post(new(case), {"what": "smuggled", "number": "7731"})
    there = f"/api/v1/cases/{case.reference}/counts/"
    door = signed_in(cast.thida)
    assert "7731" in door.get(there).content.decode()
    assert door.post(new(case), {}).status_code == 403
    disclosure.share(case, cast.thida.country, Level.HEADLINE, officer=cast.somchai, purpose="less")
    for place in (there, case.link, f"/api/v1/cases/{case.reference}/"):
        assert "7731" not in door.get(place).content.decode()
