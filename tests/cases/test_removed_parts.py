"""What was taken off a case is listed for those who may bring it back, and for nobody else."""

from uuid import UUID

import pytest

from cases import counts, exhibits, links, seizures, subjects
from cases.counts import Counted
from cases.exhibits import ExhibitContent
from cases.files import keeping
from cases.models.levels import Level
from cases.problems import NotAllowed
from cases.reading import find
from cases.subjects import SubjectRecord
from tests import factories
from tests.api import Caller
from tests.factories import submitted
from tests.file_samples import arrived

pytestmark = pytest.mark.django_db
PARTS = ("subjects", "seizures", "exhibits", "counts", "links")


@pytest.fixture
def case(world, somchai):
    return submitted(world, somchai, levels={"MM": Level.CONTRIBUTE})


@pytest.fixture
def gone(case, somchai):
    """One of each part taken off: its id, by part."""
    suspect, victim = case.subjects.filter(kind="person")
    car = subjects.add_subject(
        case, SubjectRecord("vehicle", "suspect", plate="X 1"), officer=somchai
    )
    what = factories.code("tip_counts", "arrested", "Arrested")
    rows = {
        "links": links.add_link(case, suspect, car, kind="drives", officer=somchai),
        "counts": counts.set_count(case, Counted(what), 3, officer=somchai),
        "exhibits": exhibits.add_exhibit(case, ExhibitContent("A bag"), officer=somchai),
        "seizures": case.seizures.first(),
        "subjects": victim,
    }
    for part, kept in KEPT.items():
        kept.remove(rows[part], officer=somchai)
    return {part: str(row.public_id) for part, row in rows.items()}


KEPT = {
    "links": links.LINKS,
    "counts": counts.COUNTS,
    "exhibits": exhibits.EXHIBITS,
    "seizures": seizures.SEIZURES,
    "subjects": subjects.SUBJECTS,
}


def listed(browser, case, part, **query):
    answer = Caller(browser).get(f"cases/{case.reference}/{part}/", query=query)
    assert answer.status_code == 200, answer.content
    return [row["id"] for row in answer.json()]


@pytest.mark.parametrize("part", PARTS)
def test_the_originator_finds_it_and_others_do_not(signed_in, cast, somchai, case, gone, part):
    own = signed_in(somchai)
    assert listed(own, case, part, removed="true") == [gone[part]]
    assert gone[part] not in listed(own, case, part)
    assert gone[part] not in listed(own, case, part, removed="false")
    assert listed(signed_in(cast.thida), case, part, removed="true") == []
    for wrong in ("1", "TRUE"):
        answer = Caller(own).get(f"cases/{case.reference}/{part}/", query={"removed": wrong})
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "removed")


def test_a_contributor_finds_what_it_added_itself(signed_in, world, cast, somchai, case):
    record = SubjectRecord("phone", "suspect", phone="+66812345678")
    phone = subjects.add_subject(case, record, officer=cast.thida)
    subjects.remove_subject(phone, officer=cast.thida)
    assert listed(signed_in(cast.thida), case, "subjects", removed="true") == [str(phone.public_id)]
    case = submitted(world, somchai, levels={"MM": Level.FULL})
    subjects.remove_subject(case.subjects.first(), officer=somchai)
    assert listed(signed_in(cast.thida), case, "subjects", removed="true") == []


def test_what_the_originator_took_off_a_contributor_does_not_bring_back(
    signed_in, cast, somchai, case
):
    record = SubjectRecord("phone", "suspect", phone="+66812345678")
    phone = subjects.add_subject(case, record, officer=cast.thida)
    subjects.remove_subject(phone, officer=somchai)
    theirs, own = Caller(signed_in(cast.thida)), Caller(signed_in(somchai))
    there = f"cases/{case.reference}/subjects/{phone.public_id}/restore/"
    assert listed(theirs.client, case, "subjects", removed="true") == []
    assert theirs.post(there).status_code == 404
    with pytest.raises(NotAllowed):
        subjects.restore_subject(phone, officer=cast.thida)
    assert own.post(there).status_code == 200


def test_nor_a_file(signed_in, cast, somchai, case):
    file = arrived(case, cast.thida, "theirs.jpg")
    keeping.remove(file, officer=somchai)
    theirs, own = Caller(signed_in(cast.thida)), Caller(signed_in(somchai))
    there = f"cases/{case.reference}/files/{file.public_id}/restore/"
    assert listed(theirs.client, case, "files", removed="true") == []
    assert theirs.post(there).status_code == 404
    with pytest.raises(NotAllowed):
        keeping.restore(file, officer=cast.thida)
    assert own.post(there).status_code == 200


def test_the_id_of_another_cases_record_is_refused(signed_in, world, somchai, case):
    own, other = Caller(signed_in(somchai)), submitted(world, somchai)
    read = own.get(f"cases/{case.reference}/")
    stranger = str(other.subjects.first().public_id)
    for name, row in (
        ("subjects", {"id": stranger, "name": "Planted", "role": "suspect"}),
        ("seizures", {"id": stranger, "substance": "METH_TAB", "quantity": 1, "unit": "tablet"}),
    ):
        answer = own.patch(f"cases/{case.reference}/", {name: [row]}, if_match=read["ETag"])
        assert answer.status_code == 400, answer.content
        assert answer.json()["errors"][0]["field"] == f"{name}.0.id"


def test_the_timeline_says_what_was_done_with_parts_and_never_which(signed_in, cast, case, gone):
    subjects.SUBJECTS.restore(
        subjects.find_removed(find(case.reference, cast.somchai), UUID(gone["subjects"])),
        officer=cast.somchai,
    )
    for reader in (cast.somchai, cast.thida):
        page = signed_in(reader).get(case.link).content.decode()
        for words in ("Added: exhibits", "Taken off: people", "Taken off: seizures",
                      "Brought back: people"):  # fmt: skip
            assert words in page
    told = Caller(signed_in(cast.thida)).get(f"cases/{case.reference}/events/").content.decode()
    assert '"detail":"restored"' in told
    assert gone["subjects"] not in told
