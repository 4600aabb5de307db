"""Studies, their recommendations and where each member state stands; nothing said is lost."""

import shutil
from datetime import date

import pytest
from django.db import InternalError, transaction
from django.urls import reverse

from agencies.models import Country, Partner
from agencies.problems import Conflict, NotAllowed, Problem, StaleVersion
from audit.models import Entry
from cases.forms.days import latest_day, written
from roadmap import reference, studies
from roadmap.commitments import find_item
from roadmap.models import Body, Position, RecommendationChange, Study, StudyChange
from roadmap.studies import RecommendationContent, Standing, StudyContent
from roadmap.studypage import rows_of
from tests.api import system

pytestmark = pytest.mark.django_db

CONTENT = StudyContent("A study", "An institute", "Archive of the ministry", at="2025")


@pytest.fixture
def study(cast):
    reference.load()
    return Study.objects.get()


@pytest.fixture
def row(cast, study):
    return added(study, cast.coordinator_th)


def added(study, officer, **more):
    said = {"number": 1, "text": "Do this", "addressee": "all member states", **more}
    return studies.add_recommendation(study, RecommendationContent(**said), officer=officer)


def stated(row, officer, stance="supports", version=0, **more):
    country = Country.objects.get(pk=more.pop("country", officer.country_id))
    said = {"stance": stance, "version": version, **more}
    return studies.state_position(row, country, officer=officer, **said)


def changed(content, **more):
    return type(content)(**{**vars(content), **more})


def test_the_visa_study_comes_with_its_sources_and_no_recommendation(study):
    assert study.title == "Towards an ASEAN Common Visa"
    assert [is_address for _line, is_address in study.sources] == [True, True, True]
    assert "not in the portal yet" in study.note
    assert not study.recommendations.exists()
    assert study.changes.get().by is None


def test_loading_again_leaves_what_the_lead_shepherd_wrote(cast, study, tmp_path):
    words = changed(studies.content_of(study), title="Common visa")
    studies.change_study(study, words, officer=cast.coordinator_th, version=1)
    assert reference.load().created == 0
    assert Study.objects.get().title == "Common visa"
    studies.add_study(CONTENT, officer=cast.coordinator_th)
    shutil.copytree(reference.DATA, tmp_path, dirs_exist_ok=True)
    with (tmp_path / "studies.csv").open("a") as file:
        file.write("A study,Another,,Somewhere,\n")
    reference.load(tmp_path)
    assert Study.objects.get(title="A study").made_by == "An institute"


def test_a_study_is_kept_by_the_lead_shepherd_with_its_history(cast, study):
    for person in (cast.coordinator_mm, cast.observer, cast.somchai):
        with pytest.raises(NotAllowed):
            studies.add_study(CONTENT, officer=person)
        with pytest.raises(NotAllowed):
            studies.change_study(study, CONTENT, officer=person, version=1)
    by = cast.coordinator_th
    made = studies.add_study(CONTENT, officer=by)
    with pytest.raises(Conflict) as problem:
        studies.add_study(CONTENT, officer=by)
    assert problem.value.field == "title"
    again = studies.change_study(made, changed(CONTENT, note="Read"), officer=by, version=1)
    assert [one.note for one in again.changes.all()] == ["Read", ""]
    with pytest.raises(StaleVersion):
        studies.change_study(made, CONTENT, officer=by, version=1)
    actions = Entry.objects.filter(object_kind="study").order_by("pk")
    assert [one.action for one in actions] == ["add study", "change study"]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"title": " "}, "title"),
        ({"made_by": ""}, "made_by"),
        ({"document": ""}, "document"),
        ({"at": "2025-13"}, "at"),
    ],
)
def test_what_is_wrong_with_a_study_is_named(cast, more, field):
    with pytest.raises(Problem) as problem:
        studies.add_study(changed(CONTENT, **more), officer=cast.coordinator_th)
    assert problem.value.field == field
    assert not Study.objects.exists()


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"text": " "}, "text"),
        ({"addressee": ""}, "addressee"),
        ({"number": 0}, "number"),
        ({"body": "SOMTC"}, "addressee"),
    ],
)
def test_what_is_wrong_with_a_recommendation_is_named(cast, study, more, field):
    if "body" in more:
        more["body"] = Body.objects.get(code=more["body"])
    with pytest.raises(Problem) as problem:
        added(study, cast.coordinator_th, **more)
    assert problem.value.field == field
    assert not study.recommendations.exists()


def test_a_recommendation_keeps_every_wording_and_status(cast, study, row):
    by = cast.coordinator_th
    with pytest.raises(Conflict):
        added(study, by)
    with pytest.raises(NotAllowed):
        added(study, cast.coordinator_mm, number=2)
    body, item = Body.objects.get(code="DGICM"), find_item(2021, 4)
    words = RecommendationContent(1, "Do that", body, items=(item,))
    row = studies.change_recommendation(row, words, officer=by, version=1)
    assert studies.change_recommendation(row, words, officer=by, version=2).version == 2
    said = Standing("accepted", latest_day(), "By the 29th meeting")
    row = studies.put_standing(row, said, officer=by, version=2)
    told = [(one.text, one.addressed_to, one.items, one.status) for one in row.changes.all()]
    assert told == [
        ("Do that", "DGICM", "2021-4", "accepted"),
        ("Do that", "DGICM", "2021-4", "proposed"),
        ("Do this", "all member states", "", "proposed"),
    ]
    with pytest.raises(StaleVersion):
        studies.put_standing(row, said, officer=by, version=2)


def test_a_status_has_a_reason_and_a_day_that_has_come(cast, row):
    def put(officer=cast.coordinator_th, **said):
        values = {"status": "done", "status_on": latest_day(), "reason": "Done", **said}
        return studies.put_standing(row, Standing(**values), officer=officer, version=1)

    faults = {
        "reason": {"reason": ""},
        "status_on": {"status_on": latest_day().replace(year=2990)},
    }
    for field, said in faults.items():
        with pytest.raises(Problem) as problem:
            put(**said)
        assert problem.value.field == field
    with pytest.raises(NotAllowed):
        put(cast.coordinator_mm)
    assert RecommendationChange.objects.count() == 1


def test_a_status_is_not_of_an_earlier_day_than_the_one_that_stands(cast, row):
    """The first day is that of entry: what came of an old study may be of any day before."""

    def put(status, on, version):
        said = Standing(status, on, "So it was")
        return studies.put_standing(row, said, officer=cast.coordinator_th, version=version)

    put("considered", date(2018, 5, 1), 1)
    with pytest.raises(Problem) as problem:
        put("done", date(2017, 5, 1), 2)
    assert problem.value.field == "status_on"
    assert put("done", date(2019, 5, 1), 2).status == "done"


def test_each_country_states_its_own_position_and_keeps_the_earlier_ones(cast, row):
    by = cast.coordinator_mm
    for person in (cast.coordinator_th, cast.observer, cast.kyaw):
        with pytest.raises(NotAllowed):
            stated(row, person, country="MM")
    stated(row, by, "needs_time", note="One year")
    with pytest.raises(StaleVersion) as problem:
        stated(row, by)
    assert problem.value.current == 1
    assert stated(row, by, "supports", version=1).version == 2
    assert stated(row, by, "supports", version=2).version == 2
    assert [one.stance for one in row.positions.all()] == ["supports", "needs_time"]
    assert Entry.objects.filter(object_kind="position").count() == 2


def test_a_state_that_is_no_member_has_no_position(world, cast, row):
    Country.objects.filter(pk="MM").update(is_member=False)
    with pytest.raises(NotAllowed):
        stated(row, cast.coordinator_mm)
    assert not Position.objects.exists()


def test_the_grid_counts_every_position_and_who_said_nothing(cast, study, row):
    other = added(study, cast.coordinator_th, number=2)
    stated(row, cast.coordinator_th)
    stated(row, cast.coordinator_mm, "needs_time")
    stated(row, cast.coordinator_mm, "not", version=1)
    members = Country.objects.filter(is_member=True).count()
    first, second = rows_of([row, other], cast.observer)
    assert [many for _shape, _word, many in first.counts] == [1, 0, 0, 1, members - 2]
    assert [many for _shape, _word, many in second.counts] == [0, 0, 0, 0, members]
    assert len({shape for shape, _word, _many in first.counts}) == 5


@pytest.mark.parametrize("model", [StudyChange, RecommendationChange, Position])
def test_the_database_refuses_to_change_the_history(cast, row, model):
    stated(row, cast.coordinator_mm)
    for change in (lambda rows: rows.update(by=cast.somchai), lambda rows: rows.delete()):
        with pytest.raises(InternalError), transaction.atomic():
            change(model.objects.all())


def test_pages_from_the_study_to_a_position(cast, signed_in, study):
    lead, other = signed_in(cast.coordinator_th), signed_in(cast.coordinator_mm)
    assert study.link in other.get(reverse("roadmap-studies")).content.decode()
    new = reverse("roadmap-recommendation-new", args=[study.public_id])
    assert new in lead.get(study.link).content.decode()
    page = other.get(study.link).content.decode()
    assert new not in page
    assert "not in the portal yet" in page
    item, body = find_item(2021, 4), Body.objects.get(code="DGICM")
    form = {"number": "1", "text": "Do <this>", "body": body.pk, "items": [item.pk]}
    refused = lead.post(new, {**form, "addressee": "others too"}).content.decode()
    assert "Name one addressee" in refused
    assert "others too" in refused
    assert lead.post(new, form).status_code == 302
    row = study.recommendations.get()
    state = reverse("roadmap-recommendation-position", args=[row.public_id])
    page = other.get(row.link).content.decode()
    assert state in page
    assert item.reference in page
    assert "Do &lt;this&gt;" in page
    assert row.link in other.get(item.link).content.decode()
    assert "no position yet" in page
    said = {"stance": "needs_time", "note": "Two years", "version": "0"}
    assert other.post(state, said).status_code == 302
    stale = other.post(state, {**said, "stance": "not"}).content.decode()
    assert "It now says: needs time, Two years" in stale
    assert "Myanmar: needs time" in signed_in(cast.observer).get(study.link).content.decode()
    status = reverse("roadmap-recommendation-status", args=[row.public_id])
    put = {"status": "accepted", "status_on": written(latest_day()), "version": "1"}
    assert "Say why it stands so" in lead.post(status, put).content.decode()
    assert lead.post(status, {**put, "reason": "By the meeting"}).status_code == 302
    assert "By the meeting" in other.get(row.link).content.decode()
    change = reverse("roadmap-recommendation-change", args=[row.public_id])
    chosen = [box for box in lead.get(change).context["form"]["items"] if box.data["selected"]]
    assert [box.data["value"].value for box in chosen] == [item.pk]


def test_over_the_api(cast, study):
    scopes = {"scope": "roadmap:read roadmap:write"}
    Partner.objects.update(scopes=scopes["scope"].split())
    lead, other = system("TH", **scopes), system("MM", **scopes)
    made = lead.post("roadmap/studies/", {**vars(CONTENT), "at": "2025-06"})
    assert made.status_code == 201, made.content
    address = made["Location"]
    assert lead.patch(address, {"note": "x"}, if_match='"9"').status_code == 412
    assert lead.patch(address, {"note": "x"}).status_code == 428
    assert lead.patch(address, {"note": "x"}, if_match=made["ETag"]).json()["version"] == 2
    assert len(other.get("roadmap/studies/").json()["results"]) == 2
    said = {"number": 1, "text": "Do this", "body": "DGICM", "items": ["2021-4"]}
    assert other.post(f"{address}recommendations/", said).status_code == 403
    unknown = lead.post(f"{address}recommendations/", {**said, "items": ["2021-99"]})
    assert (unknown.status_code, "items" in unknown.content.decode()) == (400, True)
    one = lead.post(f"{address}recommendations/", said)
    assert one.status_code == 201, one.content
    assert one.json()["items"] == ["2021-4"]
    kept = lead.patch(one["Location"], {"text": "Do that"}, if_match=one["ETag"]).json()
    assert (kept["text"], kept["items"], kept["body"]) == ("Do that", ["2021-4"], "DGICM")
    put = {"status": "accepted", "status_on": latest_day().isoformat(), "reason": "Agreed"}
    status = lead.post(f"{one['Location']}status/", put, if_match="*")
    assert status.json()["status"] == "accepted"
    listed = f"{address}recommendations/?status="
    found = [other.get(f"{listed}{word}").json()["results"] for word in ("accepted", "done")]
    assert [len(rows) for rows in found] == [1, 0]


def test_positions_over_the_api(cast, row):
    scopes = {"scope": "roadmap:read roadmap:write"}
    Partner.objects.update(scopes=scopes["scope"].split())
    lead, other = system("TH", **scopes), system("MM", **scopes)
    positions = f"{row.api_link}positions/"
    said = {"stance": "in_part", "note": "Not all"}
    assert lead.put(f"{positions}MM/", said, if_match='"0"').status_code == 403
    assert other.put(f"{positions}XX/", said, if_match='"0"').status_code == 404
    first = other.put(f"{positions}MM/", said, if_match='"0"')
    assert first.status_code == 200, first.content
    assert other.put(f"{positions}MM/", said, if_match='"0"').status_code == 412
    second = other.put(f"{positions}MM/", {"stance": "supports"}, if_match=first["ETag"])
    assert second.json()["version"] == 2
    told = lead.get(f"{positions}?country=MM").json()["results"]
    assert [(one["stance"], one["by"]) for one in told] == [
        ("supports", "Myanmar"),
        ("in_part", "Myanmar"),
    ]
    stands = {one["country"]: one["stance"] for one in lead.get(row.api_link).json()["positions"]}
    assert (stands["MM"], stands["TH"]) == ("supports", None)
