"""Countries, borders, crossings, offices and code lists, and who may change them."""

import pytest

from agencies.models import Crossing, DutyShift, Office
from tests.api import Caller, system


@pytest.fixture
def th(cast):
    return system("TH")


def codes(answer, name="code"):
    assert answer.status_code == 200, answer.content
    return [row[name] for row in answer.json()["results"]]


def test_every_list_and_its_entries(th):
    for path, name in [
        ("countries", "code"),
        ("borders", "code"),
        ("crossings", "code"),
        ("offices", "code"),
        ("code-lists", "slug"),
    ]:
        found = codes(th.get(f"{path}/"), name)
        assert found == sorted(found)
        assert th.get(f"{path}/{found[0]}/").json()[name] == found[0]
        assert th.get(f"{path}/nothing/").status_code == 404
    assert th.get("code-lists/nothing/codes/").status_code == 404
    drugs = "code-lists/drugs/codes/"
    assert codes(th.get(drugs)) == ["HEROIN", "METH_TAB"]
    assert codes(th.get(drugs, query={"active": "false"})) == []
    assert th.get(drugs, query={"active": "AAA"}).status_code == 400
    assert th.get("offices/TH-MSI/").json()["opens"] == "08:30"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"search": "แม่สาย"}, ["TH-MM:mae-sai-1"]),
        ({"search": "တာချီလိတ်"}, ["TH-MM:mae-sai-1"]),
        ({"search": "houayxay"}, ["TH-LA:chiang-khong-4"]),
        ({"border": "TH-MM"}, ["TH-MM:mae-sai-1", "TH-MM:mae-sot-1"]),
        ({"country": "VN"}, ["VN-KH:moc-bai"]),
        ({"country": "TH", "border": "TH-KH"}, ["TH-KH:aranyaprathet"]),
        ({"status": "closed"}, []),
    ],
)
def test_crossings_by_any_name_and_filter(th, query, found):
    assert codes(th.get("crossings/", query=query)) == found


def test_offices_by_filter(th):
    assert codes(th.get("offices/", query={"border": "TH-LA"})) == ["LA-HXY", "TH-CKG"]
    assert codes(th.get("offices/", query={"country": "MM", "kind": "national"})) == ["MM-NCD"]
    assert codes(th.get("offices/", query={"crossing": "TH-MM:mae-sai-1"})) == ["MM-TCL", "TH-MSI"]


def test_pages_are_walked_forth_and_back(th):
    first = th.get("offices/", query={"page_size": "4"}).json()
    seen, page = [], first
    while True:
        seen += [row["code"] for row in page["results"]]
        if page["next"] is None:
            break
        page = th.get(page["next"].removeprefix("http://testserver")).json()
    assert seen == sorted(Office.objects.values_list("code", flat=True))
    second = th.get(first["next"].removeprefix("http://testserver")).json()
    back = th.get(second["previous"].removeprefix("http://testserver")).json()
    assert back["results"] == first["results"]


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ({"page": "2"}, "page"),
        ({"page_size": "0"}, "page_size"),
        ({"page_size": "201"}, "page_size"),
        ({"page_size": "x"}, "page_size"),
        ({"cursor": "cD0x"}, "cursor"),
        ({"country": "XX"}, "country"),
        ({"country": ["TH", "MM"]}, "country"),
        ({"ordering": "phone"}, "ordering"),
        ({"search": "nul\x00"}, "search"),
        ({"status": ""}, "status"),
    ],
)
def test_a_parameter_that_is_not_understood_is_refused_by_name(th, query, fault):
    answer = th.get("crossings/", query=query)
    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == [fault]


def test_a_cursor_belongs_to_its_list_and_tells_nothing(th):
    address = th.get("offices/", query={"page_size": "2"}).json()["next"]
    cursor = address.partition("cursor=")[2].partition("&")[0]
    assert th.get("crossings/", query={"cursor": cursor}).status_code == 400
    assert th.get("offices/", query={"cursor": cursor[:-3] + "abc"}).status_code == 400


def test_a_detail_that_did_not_change_is_304(th):
    tag = th.get("offices/TH-MSI/")["ETag"]
    assert th.get("offices/TH-MSI/", if_none_match=tag).status_code == 304
    assert th.get("offices/TH-MSI/", if_none_match='"0"').status_code == 200


def test_a_head_changes_the_own_office(signed_in, cast, world):
    anong = Caller(signed_in(cast.anong))
    tag = anong.get("offices/TH-MSI/")["ETag"]
    answer = anong.patch(
        "offices/TH-MSI/", {"phone": "+66 53 000 000", "lat": 20.431}, if_match=tag
    )
    assert answer.status_code == 200, answer.content
    office = answer.json()
    assert (office["phone"], office["lat"], office["version"]) == ("+66 53 000 000", 20.431, 2)
    assert office["coordinates_ground"] == "owner"
    assert anong.patch("offices/TH-MSI/", {"phone": "1"}, if_match=tag).status_code == 412
    assert anong.patch("offices/TH-MSI/", {"phone": "1"}).status_code == 428
    assert anong.patch("offices/TH-CKG/", {"phone": "1"}, if_match='"1"').status_code == 403


def test_a_rule_of_an_office_is_told_in_its_own_words(signed_in, cast, world):
    anong = Caller(signed_in(cast.anong))
    answer = anong.patch("offices/TH-MSI/", {"opens": "18:00", "closes": "08:00"}, if_match='"1"')
    assert answer.status_code == 400
    assert "opens before it closes" in answer.content.decode()
    answer = anong.patch("offices/TH-MSI/", {"name": "X", "version": 9}, if_match='"1"')
    assert [error["field"] for error in answer.json()["errors"]] == ["name", "version"]


def test_systems_officers_and_strangers_change_nothing(th, signed_in, cast, world):
    for caller in (th, Caller(signed_in(cast.somchai)), Caller(signed_in(cast.kyaw))):
        assert caller.patch("offices/TH-MSI/", {"phone": "1"}, if_match='"1"').status_code == 403
    assert Office.objects.get(code="TH-MSI").phone == ""


def test_the_head_beside_a_crossing_changes_its_own_side(signed_in, cast, world):
    kyaw = Caller(signed_in(cast.kyaw))
    answer = kyaw.patch(
        "crossings/TH-MM:mae-sai-1/",
        {"status": "disrupted", "status_note": "Flood", "lat": 20.4458},
        if_match='"1"',
    )
    assert answer.status_code == 200, answer.content
    row = Crossing.objects.get(code="TH-MM:mae-sai-1")
    assert (row.status, float(row.lat_b), float(row.lat_a)) == ("disrupted", 20.4458, 20.443)
    preecha = Caller(signed_in(cast.preecha))
    refused = preecha.patch("crossings/TH-MM:mae-sai-1/", {"status": "closed"}, if_match='"2"')
    assert refused.status_code == 403


def test_a_roster_is_for_the_own_country_and_set_by_the_head(signed_in, cast, world):
    anong, kyaw = Caller(signed_in(cast.anong)), Caller(signed_in(cast.kyaw))
    shift = {"officer": "somchai", "weekday": 1, "starts": "08:00", "ends": "20:00"}
    tag = anong.get("offices/TH-MSI/roster/")["ETag"]
    answer = anong.ask("PUT", "offices/TH-MSI/roster/", {"shifts": [shift]}, if_match=tag)
    assert [row["officer"] for row in answer.json()["shifts"]] == ["somchai"]
    assert DutyShift.objects.count() == 1
    assert kyaw.get("offices/TH-MSI/roster/").status_code == 403
    assert (
        kyaw.ask("PUT", "offices/TH-MSI/roster/", {"shifts": []}, if_match="*").status_code == 403
    )


def test_a_roster_knows_no_names_of_other_countries(signed_in, cast, world):
    """A foreign officer's name is refused in the same words as one that nobody has."""
    anong = Caller(signed_in(cast.anong))
    tag = anong.get("offices/TH-MSI/roster/")["ETag"]

    def refused(username):
        shift = {"officer": username, "weekday": 1, "starts": "08:00", "ends": "20:00"}
        answer = anong.ask("PUT", "offices/TH-MSI/roster/", {"shifts": [shift]}, if_match=tag)
        assert answer.status_code == 400
        return answer.content.decode().replace(username, "…")

    assert refused("kyaw") == refused("nobody")
