"""After a recall its originator, and nobody else, reads who knows of it and who had opened it."""

import pytest
from django.db import connection
from django.urls import reverse

from audit.models import OPENINGS, Entry
from cases import answers, disclosure
from cases.models.levels import Level
from notices.models import Notice
from tests.api import Caller, system
from tests.factories import delivered, submitted

pytestmark = pytest.mark.django_db


def address(case):
    return reverse("case-detail", args=[case.reference])


@pytest.fixture
def case(world, cast, signed_in):
    """Thida opened it twice and took a list, Myanmar's system once; then it was recalled."""
    case = delivered(submitted(world, cast.somchai))
    thida = signed_in(cast.thida)
    for _ in range(2):
        thida.get(address(case))
    Caller(thida).post("cases/export/", {"purpose": "reporting"})
    system("MM").get(f"cases/{case.reference}/")
    signed_in(cast.preecha).get(address(case))
    disclosure.recall(case, world.tcl.country, officer=cast.somchai, reason="Planted-reason")
    return delivered(case)


def recall_of(browser, case):
    (row,) = Caller(browser).get(f"cases/{case.reference}/recalls/").json()
    return row


def test_who_had_opened_it_is_read_from_the_trail(case, signed_in, cast):
    row = recall_of(signed_in(cast.somchai), case)
    assert (row["country"], row["reason"]) == ("MM", "Planted-reason")
    said = [(o["office"], o["by"], o["times"], o["copies"]) for o in row["openings"]]
    assert said == [("MM-TCL", cast.thida.full_title, 3, 1), (None, "System MM", 1, 0)]


def test_an_office_stands_as_silent_until_it_acknowledges(case, signed_in, cast):
    browser = signed_in(cast.somchai)
    (office,) = recall_of(browser, case)["offices"]
    assert (office["office"], office["acknowledged_at"]) == ("MM-TCL", None)
    assert "has not acknowledged the recall" in browser.get(address(case)).content.decode()
    answers.acknowledge(Notice.objects.get(kind="case_recalled"), officer=cast.thida)
    assert recall_of(browser, case)["offices"][0]["acknowledged_by"] == cast.thida.full_title
    text = browser.get(address(case)).content.decode()
    assert "acknowledged the recall" in text and "has not acknowledged the recall" not in text
    assert "took 1 copy" in text and "3 times" in text


def test_what_comes_after_the_recall_is_not_in_its_list(world, case, signed_in, cast):
    myanmar = world.tcl.country
    disclosure.share(case, myanmar, Level.HEADLINE, officer=cast.somchai)
    signed_in(cast.kyaw).get(address(case))
    assert len(recall_of(signed_in(cast.somchai), case)["openings"]) == 2
    disclosure.recall(case, myanmar, officer=cast.somchai, reason="again")
    rows = Caller(signed_in(cast.somchai)).get(f"cases/{case.reference}/recalls/").json()
    assert [(row["reason"], len(row["openings"])) for row in rows] == [
        ("again", 3),
        ("Planted-reason", 2),
    ]


def test_nobody_else_reads_it(case, world, signed_in, cast):
    disclosure.share(case, world.hxy.country, Level.CONTRIBUTE, officer=cast.somchai)
    for person in (cast.preecha, cast.bounmy, cast.coordinator_th):
        browser = signed_in(person)
        answer = Caller(browser).get(f"cases/{case.reference}/recalls/")
        assert answer.status_code == 403
        assert cast.thida.full_title not in browser.get(address(case)).content.decode()
    answer = Caller(signed_in(cast.thida)).get(f"cases/{case.reference}/recalls/")
    assert answer.status_code == 404


def test_an_index_holds_what_is_asked_of_the_trail(case):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_indexscan = off")
        asked = Entry.objects.filter(
            object_ids__contains=[case.reference], action__in=OPENINGS
        ).order_by("pk")
        assert "audit_openings" in asked.explain()
