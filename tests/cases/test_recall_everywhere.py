"""After a recall the case does not exist for its former readers: on no route that names it, and in
no byte of their pages, exports, search, notices and e-mails."""

import json

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client

from cases import disclosure
from notices.models import Notice
from tests.access_table import API, PAGES, lines
from tests.access_world import AccessWorld
from tests.factories import delivered
from tests.test_access import request

pytestmark = pytest.mark.django_db

# What Myanmar (headline), Laos (full) and Viet Nam (contribute) could read until then.
COUNTRIES = {"MM": ("hdln", "hbos", "cdMM"), "LA": ("full",), "VN": ("ctrb",)}
PEOPLE = [person for people in COUNTRIES.values() for person in people]
# Of the case itself; every one of them stands in it, none in a code list.
WORDS = ("Planted-", "Lorry with tablets", "PA1234567", "ສົມໃຈ", "joint work", "an error of ours")
# Targets of the table that are not of the open case.
ELSEWHERE = {"draft", "closed", "sealed", "office-only", "-"}


@pytest.fixture(scope="module")
def recalled(django_db_setup, django_db_blocker):
    """The world of the access table, after the open case was recalled from everybody abroad."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = AccessWorld()
        mail.outbox = []
        for country in COUNTRIES:
            disclosure.recall(
                world.open,
                world.desks[country].country,
                officer=world.cast.somchai,
                reason="an error of ours",
            )
        delivered(world.open)
        world.mails = list(mail.outbox)
        yield world, world.doors()
        transaction.set_rollback(True)


def of_the_case(table, world):
    """The lines whose address names the case that was recalled."""
    for line in lines(table):
        names_it = world.open.reference in map(str, world.arguments(line.target).values())
        if names_it and line.target not in ELSEWHERE:
            yield line


@pytest.mark.parametrize("table", [PAGES, API], ids=["pages", "api"])
def test_every_route_of_the_case_is_gone(recalled, table):
    world, doors = recalled
    asked = list(of_the_case(table, world))
    assert len(asked) > 40
    wrong = [
        f"{line}: {person} got {answer.status_code}"
        for line in asked
        for person in PEOPLE
        if (answer := request(world, doors[person], line)).status_code not in gone(line, person)
    ]
    assert wrong == []


def gone(line, person):
    """What somebody gets who never had to do with the case. A coordinator may be refused by his
    role before anybody looks for it."""
    as_a_stranger = int(dict(line.cells)["strg"])
    return {as_a_stranger, 403} if person == "cdMM" else {as_a_stranger}


def everything(door):
    """What a former reader can still open, as one text."""
    pages = ["/", "/inbox/", "/cases/", "/network/"]
    pages += [f"/cases/?q={word}" for word in ("bridge", "Planted", "tablets")]
    api = ["cases/", "notices/", "tasks/"]
    answers = [door.get(page) for page in pages]
    answers += [door.get(f"/api/v1/{path}") for path in api]
    said = [{"search": "bridge"}, {"identifier": "PA1234567"}, {"subject": "Planted-suspect"}]
    answers += [_post(door, "cases/search/", body) for body in said]
    answers += [_post(door, "cases/export/", {"purpose": "reporting", "format": "csv"})]
    assert {answer.status_code for answer in answers} <= {200, 403, 404}
    return b"".join(answer.content for answer in answers).decode()


def _post(door, path, body):
    return door.post(f"/api/v1/{path}", json.dumps(body), content_type="application/json")


@pytest.mark.parametrize("person", PEOPLE)
def test_no_planted_word_is_left_in_what_they_open(recalled, person):
    world, doors = recalled
    text = everything(doors[person])
    theirs = _readable_elsewhere(world, person)
    assert [word for word in WORDS if word in text and word not in theirs] == []


def _readable_elsewhere(world, person):
    """Words that other cases, which they still see in full, have in common with this one."""
    shape = Client()
    shape.force_login(
        world.people[person], backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    paths = [f"cases/{case.reference}/" for case in (world.closed, world.sealed)]
    return "".join(shape.get(f"/api/v1/{path}").content.decode() for path in paths)


def test_notices_and_mail_name_it_and_say_no_more(recalled):
    world, _ = recalled
    notices = Notice.objects.filter(
        kind=Notice.Kind.CASE_RECALLED, subject_reference=world.open.reference
    )
    assert {notice.office.country_id for notice in notices} >= set(COUNTRIES)
    assert world.mails
    for message in world.mails:
        text = message.subject + message.body
        assert [word for word in WORDS if word in text] == []


def test_the_table_would_notice_a_case_that_stayed(recalled):
    """The originator still reads the words that must be gone elsewhere: the test can fail."""
    world, doors = recalled
    answer = doors["orig"].get(f"/api/v1/cases/{world.open.reference}/")
    text = answer.content.decode()
    assert [w for w in ("Planted-", "Lorry with tablets", "PA1234567") if w not in text] == []
