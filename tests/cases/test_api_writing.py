"""What may be said about a case, and what is refused by name."""

import pytest

from cases.models import Case
from tests.api import Caller, lorry, system


@pytest.fixture
def th(cast):
    return system("TH")


@pytest.fixture
def draft(th):
    """(reference, ETag) of a fresh draft."""
    answer = th.post("cases/", lorry())
    return answer.json()["reference"], answer["ETag"]


def faults(answer):
    assert answer.status_code == 400, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    return {error["field"]: error["code"] for error in answer.json()["errors"]}


STOP = {"role": "incident", "crossing": "TH-MM:mae-sai-1"}
TABLETS = {"substance": "METH_TAB", "quantity": 5, "unit": "tablet"}


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"reference": "TH-MSI-2026-000001"}, {"reference": "unknown_field"}),
        ({"status": "open"}, {"status": "unknown_field"}),
        ({"route": [{**STOP, "crosing": "x"}]}, {"route.0.crosing": "unknown_field"}),
        ({"subjects": [{"name": "A", "pk": 4}]}, {"subjects.0.pk": "unknown_field"}),
        ({"subjects": [{"name": "A", "id": 4}]}, {"subjects.0.id": "invalid"}),
        ({"seizures": [{**TABLETS, "case": 1}]}, {"seizures.0.case": "unknown_field"}),
        (
            {"evaluation": {"source": "A", "information": "1", "x": 1}},
            {"evaluation.x": "unknown_field"},
        ),
        (
            {"evaluation": "Z9"},
            {"evaluation.source": "invalid_choice", "evaluation.information": "invalid_choice"},
        ),
        ({"evaluation": 7}, {"evaluation": "invalid"}),
        ({"offences": []}, {"offences": "min_length"}),
        ({"offences": ["nope"]}, {"offences.0": "unknown"}),
        ({"route": []}, {"route": "min_length"}),
        ({"route": [{"role": "incident"}]}, {"route.0": "no_place"}),
        ({"route": [{"role": "incident", "lat": 20.1}]}, {"route.0": "one_coordinate"}),
        ({"route": [{**STOP, "lat": 20.1, "lon": 99}]}, {"route.0": "two_places"}),
        ({"route": [{**STOP, "country": "KH"}]}, {"route.0.country": "not_a_side"}),
        (
            {"route": [{**STOP, "crossing": "TH-MM:nowhere"}]},
            {"route.0.crossing": "does_not_exist"},
        ),
        ({"route": [{"role": "incident", "lat": 91, "lon": 0}]}, {"route.0.lat": "max_value"}),
        ({"route": [{**STOP, "at": "2026-11-21T19:10:00"}]}, {"route.0.at": "zone"}),
        ({"happened_at": "0001-01-01T00:00:00+14:00"}, {"happened_at": "year"}),
        ({"happened_at": "2199-01-01T00:00:00Z"}, {"happened_at": "invalid"}),
        ({"seizures": [{**TABLETS, "quantity": 2.5}]}, {"seizures.0.quantity": "not_whole"}),
        ({"seizures": [{**TABLETS, "quantity": 0}]}, {"seizures.0.quantity": "min_value"}),
        ({"seizures": [{"quantity": 1, "unit": "kg"}]}, {"seizures.0": "nothing_seized"}),
        ({"subjects": [{"kind": "person"}]}, {"subjects.0": "unknown_subject"}),
        ({"title": "x" * 201}, {"title": "max_length"}),
        ({"title": "nul \x00"}, {"title": "null_characters_not_allowed"}),
        ({"office": "MM-TCL"}, {"office": "not_possible"}),
        ({"office": "XX-XXX"}, {"office": "does_not_exist"}),
    ],
)
def test_what_is_not_understood_is_refused_by_name(th, change, fault):
    assert faults(th.post("cases/", lorry(**change))) == fault
    assert not Case.objects.exists()


def test_what_is_missing_is_named(th):
    needed = dict.fromkeys(("evaluation", "offences", "route"), "required")
    assert faults(th.post("cases/", {})) == needed


@pytest.mark.parametrize("body", ["[]", '"x"', "3", "null"])
def test_a_body_that_is_no_object_is_refused(th, body):
    answer = th.client.generic("POST", "/api/v1/cases/", body, content_type="application/json")
    assert answer.status_code == 400


@pytest.mark.parametrize("body", ["{", '{"a": NaN}', "[" * 100_000, "\xff"])
def test_a_body_that_is_no_json_is_refused(th, body):
    answer = th.client.generic(
        "POST", "/api/v1/cases/", body.encode("latin-1"), content_type="application/json"
    )
    assert (answer.status_code, answer.json()["code"]) == (400, "parse_error")


def test_a_form_is_not_json(th):
    answer = th.client.post("/api/v1/cases/", {"title": "x"})
    assert answer.status_code == 415


def test_a_rule_of_the_data_is_told_in_its_own_words(th):
    case = th.post("cases/", lorry(handling_code="H3", handling_text="ask us first")).json()
    change = {"handling_text": ""}
    answer = th.patch(f"cases/{case['reference']}/", change, if_match="*")
    assert answer.status_code == 400
    assert answer.json()["detail"] == "Handling code H3 needs the restriction in words."
    assert Case.objects.get().handling_text == "ask us first"


def test_evaluation_in_two_characters_or_as_an_object(th):
    for given in ("B2", {"source": "B", "information": "2"}):
        case = th.post("cases/", lorry(evaluation=given)).json()
        assert case["evaluation"] == {"source": "B", "information": "2"}


def test_text_is_kept_composed(th):
    case = th.post("cases/", lorry(title="Nguye\u0302\u0303n")).json()
    assert case["title"] == "Nguyễn"


def test_it_happened_when_the_incident_did_unless_said_otherwise(th):
    assert th.post("cases/", lorry()).json()["happened_at"] == "2026-11-21T19:10:00Z"
    said = th.post("cases/", lorry(happened_at="2026-11-20T07:00:00+07:00")).json()
    assert said["happened_at"] == "2026-11-20T00:00:00Z"


def test_gaps_are_told_and_never_guessed(th):
    case = th.post(
        "cases/",
        lorry(
            route=[
                {"role": "origin", "country": "LA"},
                {"role": "transit", "country": "KH"},
                {"role": "incident", "crossing": "TH-MM:mae-sai-1", "country": "TH"},
            ]
        ),
    ).json()
    assert {(gap["position"], gap["to_position"]) for gap in case["gaps"]} == {(1, 2)}


# -- Changing ---------------------------------------------------------------------------------


def test_a_change_needs_the_version_that_was_read(th, draft):
    reference, tag = draft
    missing = th.patch(f"cases/{reference}/", {"title": "New"})
    assert (missing.status_code, missing.json()["code"]) == (428, "version_missing")
    done = th.patch(f"cases/{reference}/", {"title": "New"}, if_match=tag)
    assert (done.status_code, done.json()["title"], done.json()["version"]) == (200, "New", 2)
    stale = th.patch(f"cases/{reference}/", {"title": "Newer"}, if_match=tag)
    assert (stale.status_code, stale.json()["code"]) == (412, "stale_version")
    assert Case.objects.get().title == "New"


@pytest.mark.parametrize("tag", ['"1"', 'W/"1"', "*"])
def test_the_bare_version_a_weak_tag_and_a_star_are_understood(th, draft, tag):
    reference, _tag = draft
    assert th.patch(f"cases/{reference}/", {"title": "New"}, if_match=tag).status_code == 200


@pytest.mark.parametrize("tag", ["1", '"x"', '"1.zz"', '"2"'])
def test_any_other_tag_is_not_the_one_that_was_read(th, draft, tag):
    reference, _tag = draft
    assert th.patch(f"cases/{reference}/", {"title": "New"}, if_match=tag).status_code == 412


def test_what_is_not_named_stays_and_a_list_is_replaced_whole(th, draft):
    reference, tag = draft
    case = th.patch(
        f"cases/{reference}/", {"subjects": [{"plate": "กก 1234"}]}, if_match=tag
    ).json()
    assert [subject["plate"] for subject in case["subjects"]] == ["กก 1234"]
    assert case["narrative"].startswith("Planted")
    assert case["seizures"][0]["quantity"] == 400000
    assert case["happened_at"] == "2026-11-21T19:10:00Z"


def test_the_office_cannot_be_changed(th, draft):
    reference, tag = draft
    answer = th.patch(f"cases/{reference}/", {"office": "TH-MST"}, if_match=tag)
    assert faults(answer) == {"office": "unknown_field"}


def test_a_new_border_tells_only_the_new_office(th, draft):
    reference, _tag = draft
    tag = th.post(f"cases/{reference}/submit/")["ETag"]
    route = [
        {"role": "incident", "crossing": "TH-MM:mae-sai-1"},
        {"role": "destination", "crossing": "TH-LA:chiang-khong-4"},
    ]
    case = th.patch(f"cases/{reference}/", {"route": route}, if_match=tag).json()
    assert [one["office"] for one in case["recipients"]] == ["MM-TCL", "LA-HXY"]
    kinds = [event["kind"] for event in th.get(f"cases/{reference}/events/").json()]
    assert kinds == ["logged", "submitted", "told", "revised", "told"]


def test_an_officer_may_do_the_same_in_a_browser_with_its_token(signed_in, somchai):
    somchai = Caller(signed_in(somchai))
    case = somchai.post("cases/", lorry())
    assert case.status_code == 201
    assert case.json()["office"]["code"] == "TH-MSI"
    strict = somchai.client
    strict.handler.enforce_csrf_checks = True
    refused = somchai.post("cases/", lorry())
    assert refused.status_code == 403
    assert Case.objects.count() == 1
