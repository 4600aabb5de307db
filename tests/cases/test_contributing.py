"""A country that contributes adds people and things, and keeps what it added."""

import pytest
from django.urls import reverse

from cases import disclosure, subjects
from cases.models import Subject
from cases.models.levels import Level
from cases.problems import NotAllowed
from cases.reading import find
from cases.subjects import SubjectRecord, record_of
from notices.models import Notice
from tests.api import Caller
from tests.cases.seized import lists
from tests.factories import submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(world, cast):
    """Myanmar contributes, Laos reads the full case."""
    case = submitted(world, cast.somchai, levels={"MM": Level.CONTRIBUTE})
    disclosure.share(case, world.hxy.country, Level.FULL, officer=cast.somchai)
    return case


@pytest.fixture
def victim(case, thida):
    record = SubjectRecord("person", "victim", name="Planted-theirs")
    return subjects.add_subject(case, record, officer=thida)


def test_added_in_the_browser_and_the_originator_is_told(signed_in, case, cast, world):
    browser = signed_in(cast.thida)
    assert "Add a person, vehicle" in browser.get(case.link).content.decode()
    address = reverse("subject-new", args=[case.reference])
    browser.post(address, {"kind": "phone", "role": "suspect", "phone": "+66812345678"})
    added = Subject.objects.get(kind="phone")
    assert added.contributed_by_id == "MM"
    assert Notice.objects.get(kind=Notice.Kind.CONTRIBUTED).office == world.msi
    page = browser.get(reverse("subject-detail", args=[case.reference, added.public_id]))
    assert "Take off the case" in page.content.decode()


def test_its_own_is_changed_removed_and_brought_back(case, victim, cast):
    record = record_of(victim)
    changed = subjects.change_subject(
        victim, subjects.merged(record, {"description": "tall"}), officer=cast.kyaw, version=1
    )
    subjects.remove_subject(changed, officer=cast.thida)
    (gone,) = subjects.removed_of(find(case.reference, cast.thida))
    assert subjects.restore_subject(gone, officer=cast.thida).description == "tall"


def test_what_others_added_is_not_touched(case, cast):
    suspect = case.subjects.first()
    for verb in (
        lambda: subjects.remove_subject(suspect, officer=cast.thida),
        lambda: subjects.change_subject(
            suspect, record_of(suspect), officer=cast.thida, version=suspect.version
        ),
    ):
        with pytest.raises(NotAllowed):
            verb()


def test_the_originator_keeps_everything(case, victim, cast):
    subjects.remove_subject(victim, officer=cast.somchai)
    assert not find(case.reference, cast.thida).subjects[1:]


def test_a_victim_is_seen_by_who_added_them_and_the_originator_alone(signed_in, case, victim, cast):
    seen = {}
    for name in ("somchai", "thida", "bounmy"):
        browser = signed_in(getattr(cast, name))
        answers = [browser.get(case.link), Caller(browser).get(f"cases/{case.reference}/subjects/")]
        seen[name] = "Planted-theirs" in "".join(a.content.decode() for a in answers)
    assert seen == {"somchai": True, "thida": True, "bounmy": False}


def test_a_full_reader_adds_nothing(signed_in, case, cast):
    with pytest.raises(NotAllowed):
        subjects.add_subject(
            case, SubjectRecord("person", "suspect", name="x"), officer=cast.bounmy
        )
    answer = Caller(signed_in(cast.bounmy)).post(
        f"cases/{case.reference}/subjects/", {"kind": "person", "role": "suspect", "name": "x"}
    )
    assert answer.status_code == 403


def test_no_longer_contributing_it_keeps_nothing(case, victim, cast, world):
    disclosure.share(case, world.tcl.country, Level.FULL, officer=cast.somchai, purpose="less")
    with pytest.raises(NotAllowed):
        subjects.remove_subject(victim, officer=cast.thida)


def test_a_seizure_is_added_by_a_contributor_and_kept_by_it(signed_in, case, cast):
    theirs, own = Caller(signed_in(cast.thida)), Caller(signed_in(cast.somchai))
    base = f"cases/{case.reference}/seizures/"
    said = {"kind": "drug", "substance": "METH_TAB", "quantity": 20, "unit": "tablet"}
    made = theirs.post(base, said)
    assert made.status_code == 201, made.content
    one = f"{base}{made.json()['id']}/"
    (first, *_rest) = own.get(base).json()
    assert theirs.delete(f"{base}{first['id']}/").status_code == 403
    assert theirs.delete(one).status_code == 204
    assert theirs.post(f"{one}restore/").status_code == 200
    assert own.delete(one).status_code == 204


def test_the_country_that_added_it_is_named(signed_in, case, cast):
    lists()
    theirs, ours = Caller(signed_in(cast.thida)), Caller(signed_in(cast.somchai))
    bodies = {
        "subject": {"kind": "phone", "role": "suspect", "phone": "+66812345678"},
        "seizure": {"kind": "cash", "value": 5, "currency": "THB"},
    }
    for part, body in bodies.items():
        there = f"cases/{case.reference}/{part}s/"
        for door, country in ((theirs, "MM"), (ours, None)):
            added = door.post(there, body).json()
            assert added["contributed_by"] == country, added
            page = reverse(f"{part}-detail", args=[case.reference, added["id"]])
            text = door.client.get(page).content.decode()
            assert ("<dt>Added by</dt><dd>Myanmar" in text) is (country == "MM")
