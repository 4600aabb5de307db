"""The common data standard says what the models say, and a published version stays."""

import json
from datetime import date

import jsonschema
import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from agencies.models import CodeList
from roadmap.standard import publication
from roadmap.standard.dictionary import terms_of
from roadmap.standard.entities import ENTITIES, entity
from tests.api import Caller

pytestmark = pytest.mark.django_db


def test_the_newest_version_is_what_the_models_say():
    assert publication.is_up_to_date(), "publish a new version: manage.py publish_data_standard"


def test_every_code_list_of_it_exists(world):
    call_command("load_reference", verbosity=0)
    named = {slug for one in ENTITIES for term in terms_of(one) for slug in term.lists}
    assert named - {"countries"} <= set(CodeList.objects.values_list("slug", flat=True))


@pytest.mark.parametrize("one", ENTITIES, ids=lambda one: one.name)
def test_each_schema_is_a_schema(one):
    body = next(e for e in publication.newest()["entities"] if e["name"] == one.name)
    jsonschema.Draft202012Validator.check_schema(body["schema"])


def test_a_stop_of_the_route_is_judged_by_its_schema():
    schema = next(e for e in publication.newest()["entities"] if e["name"] == "route_stop")
    judge = jsonschema.Draft202012Validator(schema["schema"])
    stop = {"position": 1, "role": "incident", "country": "TH", "lat": 20.4, "at": None}
    assert list(judge.iter_errors(stop)) == []
    faults = {error.validator for error in judge.iter_errors({**stop, "role": "picnic", "x": 1})}
    assert faults == {"enum", "additionalProperties"}


def test_what_belongs_to_the_portal_alone_is_no_part_of_it():
    names = {term.name for one in ENTITIES for term in terms_of(one)}
    assert not names & {"names_key", "draft_key", "created_by", "stays_protected", "removed_at"}


def test_a_published_version_stays(tmp_path, monkeypatch):
    monkeypatch.setattr(publication, "FOLDER", tmp_path)
    publication.versions.cache_clear()
    publication._read.cache_clear()
    try:
        publication.publish("1.0", "first", date(2026, 1, 1))
        assert publication.versions() == ("1.0",)
        with pytest.raises(FileExistsError):
            publication.publish("1.0", "again", date(2026, 1, 2))
        with pytest.raises(CommandError, match="Nothing changed"):
            call_command("publish_data_standard", "1.1", changes="none")
    finally:
        publication.versions.cache_clear()
        publication._read.cache_clear()


def test_the_page_names_fields_and_lists(cast, signed_in):
    page = signed_in(cast.somchai).get(reverse("data-standard")).content.decode()
    assert "<code>narrative</code>" in page
    assert "A code of the list case_type_iccs" in page


def test_the_file_is_what_was_published(cast, signed_in):
    answer = signed_in(cast.observer).get(reverse("data-standard-file", args=["1.0"]))
    assert answer["Content-Disposition"].startswith("attachment")
    assert json.loads(answer.content) == publication.published("1.0")
    missing = signed_in(cast.observer).get(reverse("data-standard-file", args=["0.9"]))
    assert missing.status_code == 404


def test_programs_read_dictionary_and_schemas(cast, signed_in):
    program = Caller(signed_in(cast.somchai))
    body = program.get("data-standard/").json()
    assert body["version"] == body["versions"][-1]
    case = next(one for one in body["entities"] if one["name"] == "case")
    assert {"narrative", "offences"} <= {term["name"] for term in case["fields"]}
    schema = program.get("data-standard/schemas/seizure/").json()
    assert schema["properties"]["unit"]["x-code-lists"] == ["units"]
    assert program.get("data-standard/schemas/nothing/").status_code == 404


def test_a_version_that_was_never_published_is_refused(cast, signed_in):
    answer = Caller(signed_in(cast.somchai)).get("data-standard/", query={"version": "9.9"})
    assert answer.status_code == 400
    assert "There are: 1.0" in answer.content.decode()


def test_an_entity_is_found_by_name():
    assert entity("case").model.__name__ == "Case"
    assert entity("nothing") is None
