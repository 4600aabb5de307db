"""Cases that belong together: whoever sees one side only learns nothing of the other."""

import pytest
from django.urls import reverse

from audit.models import Entry
from cases import disclosure, relations
from cases.models import Event, Relation
from cases.models.levels import Level
from cases.problems import CaseProblem, NotAllowed, WrongState
from cases.reading import find
from cases.relations import relations_of
from notices.models import Notice
from tests.api import Caller, system
from tests.cases.counting import queries_of
from tests.factories import delivered, draft, submitted

pytestmark = pytest.mark.django_db

REASON = "Planted-relation"


@pytest.fixture
def pair(world, cast):
    """Two cases of Mae Sai. Tachileik sees both in full, Houay Xay the first one alone."""
    first = submitted(world, cast.somchai, levels={"MM": Level.FULL})
    second = submitted(world, cast.somchai, levels={"MM": Level.FULL})
    disclosure.share(first, world.hxy.country, Level.FULL, officer=cast.somchai)
    relations.relate(first, second.reference, kind="parent", reason=REASON, officer=cast.somchai)
    return delivered(first), delivered(second)


def roads(browser, case):
    caller, base = Caller(browser), f"cases/{case.reference}/"
    answers = [caller.get(base + path) for path in ("", "events/", "relations/", "access/")]
    answers += [browser.get(reverse("case-detail", args=[case.reference]))]
    assert {answer.status_code for answer in answers} == {200}
    return "".join(answer.content.decode() for answer in answers)


def test_it_reads_from_both_sides(pair, cast):
    first, second = pair
    (line,) = relations_of(find(first.reference, cast.thida), cast.thida)
    assert (line.text, line.other, line.reason) == ("parent of", second, REASON)
    (line,) = relations_of(find(second.reference, cast.thida), cast.thida)
    assert (line.text, line.other, line.by) == ("part of", first, cast.somchai.full_title)


def test_who_sees_one_side_finds_no_trace_of_the_other(pair, cast, signed_in):
    first, second = pair
    text = roads(signed_in(cast.bounmy), first)
    assert second.reference not in text and REASON not in text
    assert Caller(signed_in(cast.bounmy)).get(f"cases/{first.reference}/relations/").json() == []
    assert "parent of" not in text
    assert second.reference in roads(signed_in(cast.thida), first)


def test_a_recall_of_one_side_ends_it_on_both(pair, world, cast, signed_in):
    first, second = pair
    disclosure.recall(second, world.tcl.country, officer=cast.somchai, reason="an error")
    assert second.reference not in roads(signed_in(cast.thida), first)
    relation = Relation.objects.get()
    with pytest.raises(NotAllowed):
        relations.unrelate(relation, officer=cast.thida)


def test_the_reason_is_for_those_who_see_both_in_full(pair, world, cast, signed_in):
    first, second = pair
    disclosure.share(second, world.tcl.country, Level.HEADLINE, officer=cast.somchai)
    text = roads(signed_in(cast.thida), first)
    assert second.reference in text and REASON not in text
    assert Caller(signed_in(cast.thida)).get(f"cases/{first.reference}/relations/").json()[0] == {
        "id": str(Relation.objects.get().public_id),
        "kind": "parent",
        "case": first.reference,
        "other": second.reference,
        "reason": "",
        "by": "",
        "at": Caller(signed_in(cast.somchai))
        .get(f"cases/{first.reference}/relations/")
        .json()[0]["at"],
    }


def test_nothing_announces_it_and_no_log_of_one_names_the_other(pair, world, cast):
    first, second = pair
    before = (Event.objects.count(), Notice.objects.count())
    third = draft(world, cast.somchai)
    events = Event.objects.count() - before[0]
    relations.relate(first, third.reference, kind="related", reason="x", officer=cast.somchai)
    assert (Event.objects.count() - events, Notice.objects.count()) == before
    assert not Entry.objects.about("case", first.reference).filter(action="relate").exists()
    row = Entry.objects.about("case_relation", second.reference).get()
    assert set(row.object_ids) == {first.reference, second.reference}


def test_out_of_reach_reads_as_unknown(pair, world, cast, signed_in):
    _first, second = pair
    own = draft(world, cast.bounmy)
    caller, path = Caller(signed_in(cast.bounmy)), f"cases/{own.reference}/relations/"
    said = {"kind": "related", "reason": "x"}
    faults = [
        caller.post(path, {**said, "other": other}).json()["errors"]
        for other in (second.reference, second.reference[:-6] + "999999")
    ]
    assert faults[0] == faults[1]
    assert faults[0][0]["field"] == "other"


def test_two_cases_are_related_once_and_never_to_themselves(pair, cast):
    first, second = pair
    for one, other in ((first, second), (second, first)):
        with pytest.raises(WrongState):
            relations.relate(one, other.reference, kind="related", reason="x", officer=cast.thida)
    with pytest.raises(CaseProblem):
        relations.relate(first, first.reference, kind="related", reason="x", officer=cast.thida)


def test_who_takes_it_away(pair, world, cast):
    relation = Relation.objects.get()
    with pytest.raises(NotAllowed):
        relations.unrelate(relation, officer=cast.thida)
    relations.unrelate(relation, officer=cast.preecha)  # the country that added it
    assert not Relation.objects.standing().exists()
    relations.unrelate(relation, officer=cast.preecha)
    assert Relation.objects.get().removed_by == cast.preecha


def test_on_the_page(pair, world, cast, signed_in):
    first, _second = pair
    third = submitted(world, cast.somchai)
    browser = signed_in(cast.thida)
    address = reverse("relation-new", args=[first.reference])
    wrong = browser.post(address, {"kind": "related", "other": "nothing", "reason": "x"})
    assert "You see no case with this reference." in wrong.content.decode()
    data = {"kind": "duplicate", "other": third.reference.lower(), "reason": "same lorry"}
    text = browser.post(address, data, follow=True).content.decode()
    assert "duplicate of" in text and third.reference in text
    made = Relation.objects.get(other=third)
    address = reverse("relation-remove", args=[first.reference, made.public_id])
    assert "no longer related" in browser.post(address, follow=True).content.decode()


def test_a_partner_system_relates_what_it_sees(pair, world, cast):
    first, second = pair
    caller = system("MM")
    assert len(caller.get(f"cases/{second.reference}/relations/").json()) == 1
    third = submitted(world, cast.somchai)
    made = caller.post(
        f"cases/{first.reference}/relations/",
        {"kind": "related", "other": third.reference, "reason": "by machine"},
    )
    assert made.status_code == 201
    gone = caller.delete(f"cases/{third.reference}/relations/{made.json()['id']}/")
    assert gone.status_code == 204


def test_one_and_ten_ask_the_same_questions(pair, world, cast, signed_in):
    first, _second = pair
    browser, address = signed_in(cast.somchai), reverse("case-detail", args=[first.reference])
    one = queries_of(browser, address)
    for _ in range(9):
        case = submitted(world, cast.somchai)
        relations.relate(first, case.reference, kind="related", reason="x", officer=cast.somchai)
    assert len(queries_of(browser, address)) == len(one)
