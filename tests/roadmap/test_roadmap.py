"""The Roadmap's editions and items: loaded from files, shown as what they are."""

import shutil

import pytest
from django.core.management import call_command
from django.urls import reverse

from agencies.reference.cells import BadLineError
from roadmap import reference
from roadmap.models import ActionItem, Edition

pytestmark = pytest.mark.django_db


def test_the_nine_items_are_marked_as_working_titles(cast, signed_in):
    call_command("load_roadmap", verbosity=0)
    text = signed_in(cast.observer).get(reverse("roadmap")).content.decode()
    assert text.count("working title</span>") == 9
    assert "Expand and strengthen the BLO network" in text
    assert "BLO network will be expanded" in text


def test_without_an_edition_it_says_what_to_do(cast, signed_in):
    assert "load_roadmap" in signed_in(cast.somchai).get(reverse("roadmap")).content.decode()


def test_loading_again_changes_nothing_and_keeps_official_titles():
    reference.load()
    ActionItem.objects.filter(number=4).update(title="Official", is_working_title=False)
    loaded = reference.load()
    assert (loaded.created, loaded.changed, loaded.kept) == (0, 0, 1)
    assert ActionItem.objects.get(number=4).title == "Official"


def test_a_bad_line_is_named_and_nothing_is_loaded(tmp_path):
    shutil.copytree(reference.DATA, tmp_path, dirs_exist_ok=True)
    items = tmp_path / "items.csv"
    items.write_text(items.read_text(encoding="utf-8").replace("2021,9,", "1999,9,"), "utf-8")
    with pytest.raises(BadLineError, match=r"items.csv, line 10: edition 1999"):
        reference.load(tmp_path)
    assert not Edition.objects.exists()
