"""New editions, the trail of their adoption, and what became of earlier items."""

import pytest
from django.db import InternalError, transaction
from django.urls import reverse

from agencies.models import Partner
from agencies.problems import Conflict, NotAllowed, Problem, WrongState
from audit.models import Entry
from roadmap import editions, reference
from roadmap.commitments import find_item
from roadmap.editions import AdoptionContent, EditionContent, MappingContent
from roadmap.models import Adoption, Body, Edition, ItemMapping
from tests.api import system

pytestmark = pytest.mark.django_db

NEW = EditionContent(2030, "Roadmap", "25th AMMTC", "2030")


@pytest.fixture
def later(cast):
    reference.load()
    return editions.add_edition(NEW, ["One", " ", "Two"], officer=cast.coordinator_th)


def test_a_new_edition_has_official_titles_in_their_order(cast, later):
    items = later.items.all()
    assert [(i.number, i.title, i.is_working_title) for i in items] == [
        (1, "One", False),
        (2, "Two", False),
    ]
    editions.add_items(later, ["Three"], officer=cast.coordinator_th)
    assert find_item(2030, 3).title == "Three"
    with pytest.raises(Problem) as problem:
        editions.add_edition(NEW, [], officer=cast.coordinator_th)
    assert problem.value.field == "year"
    with pytest.raises(NotAllowed):
        editions.add_items(later, ["Four"], officer=cast.coordinator_mm)


def test_the_loader_seeds_bodies_and_trail_and_keeps_what_the_lead_entered(cast, later):
    assert {"SOMTC", "DGICM", "AMMTC", "ASOD", "AMICF"} <= {b.code for b in Body.objects.all()}
    trail = Adoption.objects.filter(edition__year=2021)
    assert [(a.body.code, a.at, a.what) for a in trail] == [
        ("SOMTC", "2019", "noted"),
        ("SOMTC", "2020", "adopted"),
        ("DGICM", "2021-08", "endorsed"),
        ("AMMTC", "2021-09", "adopted"),
    ]
    Edition.objects.filter(year=2025).update(title="Ours", entered_by=cast.coordinator_th)
    Body.objects.filter(code="SOMTC").update(name="Ours")
    loaded = reference.load()
    assert (loaded.created, loaded.changed, loaded.kept) == (0, 0, 1)
    assert Edition.objects.get(year=2025).title == "Ours"


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"at": "2021-13"}, "at"),
        ({"at": "2021-02-30"}, "at"),
        ({"at": "soon"}, "at"),
        ({"at": "2999"}, "at"),
        ({"document": "javascript:alert(1)"}, "document"),
    ],
)
def test_the_trail_names_a_day_and_an_address(cast, later, more, field):
    content = {"body": Body.objects.get(code="SOMTC"), "at": "2026-05", "what": "noted", **more}
    with pytest.raises(Problem) as problem:
        editions.add_adoption(later, AdoptionContent(**content), officer=cast.coordinator_th)
    assert problem.value.field == field
    assert not later.adoptions.exists()


def test_the_trail_stands(cast, later):
    content = AdoptionContent(Body.objects.get(code="SOMTC"), "2026-05", "noted")
    editions.add_adoption(later, content, officer=cast.coordinator_th)
    with pytest.raises(Conflict):
        editions.add_adoption(later, content, officer=cast.coordinator_th)
    with pytest.raises(InternalError), transaction.atomic():
        Adoption.objects.update(what="adopted")


def test_items_are_joined_many_to_many(cast, later):
    by, old, one, two = cast.coordinator_th, find_item(2021, 1), *later.items.all()

    def join(*said):
        return editions.map_item(later, MappingContent(*said), officer=by)

    join(old, "split", one)
    join(old, "split", two)
    join(find_item(2021, 2), "merged", two)
    join(find_item(2021, 3), "dropped")
    assert ItemMapping.objects.into(later).count() == 4
    with pytest.raises(Conflict):
        join(old, "kept", one)
    for wrong in ((old, "dropped", one), (find_item(2021, 4), "kept"), (two, "kept", one)):
        with pytest.raises(Problem):
            join(*wrong)


def test_pages_of_the_lead_shepherd(cast, signed_in):
    reference.load()
    thai = signed_in(cast.coordinator_th)
    new = reverse("roadmap-edition-new")
    refused = thai.post(new, {"year": "2025", "title": "Kept", "adopted_by": "AMMTC"})
    assert "There is an edition of this year." in refused.content.decode()
    assert "Kept" in refused.content.decode()
    said = {"year": "2030", "title": "Next", "adopted_by": "AMMTC", "items": "One\nTwo"}
    assert thai.post(new, said).status_code == 302
    found = Edition.objects.get(year=2030)
    adoption = {"body": Body.objects.get(code="SOMTC").pk, "at": "2026-05", "what": "noted"}
    assert thai.post(reverse("roadmap-adoption-new", args=[2030]), adoption).status_code == 302
    join = {"old": find_item(2021, 1).pk, "new": find_item(2030, 2).pk, "kind": "kept"}
    assert thai.post(reverse("roadmap-mapping-new", args=[2030]), join).status_code == 302
    remove = reverse("roadmap-mapping-remove", args=[2030, ItemMapping.objects.get().public_id])
    text = thai.get(found.link).content.decode()
    assert remove in text
    assert "SOMTC: noted" in text
    assert remove not in signed_in(cast.observer).get(found.link).content.decode()
    assert thai.post(remove).status_code == 302
    assert not ItemMapping.objects.exists()


def test_over_the_api(cast):
    reference.load()
    scopes = {"scope": "roadmap:read roadmap:write"}
    Partner.objects.update(scopes=scopes["scope"].split())
    thai, other = system("TH", **scopes), system("MM", **scopes)
    said = {**vars(NEW), "items": ["One", "Two"]}
    assert other.post("roadmap/editions/", said).status_code == 403
    made = thai.post("roadmap/editions/", said)
    assert made.status_code == 201, made.content
    address = made["Location"]
    assert [item["title"] for item in thai.get(address).json()["items"]] == ["One", "Two"]
    trail = {"body": "SOMTC", "at": "2026-05", "what": "noted"}
    assert thai.post(f"{address}adoptions/", trail).status_code == 201
    assert thai.post(f"{address}adoptions/", trail).status_code == 409
    join = {"old": "2021-1", "new": "2030-1", "kind": "kept"}
    made = thai.post(f"{address}mappings/", join)
    assert (made.json()["old"], made.json()["new"]) == ("2021-1", "2030-1")
    assert thai.post(f"{address}mappings/", {**join, "old": "x"}).status_code == 400
    assert thai.delete(f"{address}mappings/{made.json()['id']}/").status_code == 204
    assert other.get(f"{address}mappings/").json()["results"] == []


def test_an_edition_entered_by_mistake_is_removed_as_long_as_nothing_rests_on_it(cast, later):
    with pytest.raises(NotAllowed):
        editions.remove_edition(later, officer=cast.coordinator_mm)
    standing = Edition.objects.get(year=2021)
    with pytest.raises(WrongState, match="it stays"), transaction.atomic():
        editions.remove_edition(standing, officer=cast.coordinator_th)
    assert standing.items.count() == 9
    editions.remove_edition(later, officer=cast.coordinator_th)
    assert not Edition.objects.filter(year=2030).exists()
    assert Entry.objects.filter(action="remove edition").exists()


def test_what_is_dropped_does_not_live_on(cast, later):
    by, old, new = cast.coordinator_th, find_item(2021, 3), find_item(2030, 1)
    mapping = editions.map_item(later, MappingContent(old, "dropped"), officer=by)
    with pytest.raises(Problem, match="dropped in the edition already"):
        editions.map_item(later, MappingContent(old, "kept", new), officer=by)
    editions.unmap_item(mapping, officer=by)
    editions.map_item(later, MappingContent(old, "kept", new), officer=by)
    with pytest.raises(Problem, match="lives on in the edition"):
        editions.map_item(later, MappingContent(old, "dropped"), officer=by)
