"""Titles and formulas of the Roadmap's data are read in the language of the reader."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import translation

from roadmap import reference
from roadmap.models import ActionItem, Indicator

pytestmark = pytest.mark.django_db


def test_the_words_for_the_translators_are_up_to_date():
    call_command("write_roadmap_messages", check=True, stdout=StringIO())


def test_every_title_and_formula_is_read_in_thai(world):
    reference.load()
    with translation.override("th"):
        words = [str(one) for one in ActionItem.objects.filter(edition__year=2021)]
        for one in Indicator.objects.all():
            words += [str(one), one.formula_text]
    assert len(words) > 70
    assert [said for said in words if not any("\u0e00" <= c <= "\u0e7f" for c in said)] == []
