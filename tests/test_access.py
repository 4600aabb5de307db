"""Every address is asked by every person, and answers what the table says."""

import json
import logging
import re
from dataclasses import replace

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from tests import access_requests
from tests.access_bodies import body_of
from tests.access_table import API, PAGES, lines
from tests.access_world import AccessWorld
from tests.framework_routes import FRAMEWORK, own_account

pytestmark = pytest.mark.django_db

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


@pytest.fixture(scope="module")
def walked(django_db_setup, django_db_blocker):
    """One world for all cells; each request is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = AccessWorld()
        yield world, world.doors()
        transaction.set_rollback(True)


def address_of(world, line):
    arguments = world.arguments(line.target)
    if line.is_api:
        return "/api/v1/" + line.route.format(**arguments)
    arguments = access_requests.page_arguments(world).get(line.target, arguments)
    return reverse(line.route, kwargs=arguments)


def request(world, door, line):
    """Ask once, as this person, and take back what it changed."""
    data, headers = body_of(world, line)
    if line.is_api:
        data = json.dumps(data) if line.method != "GET" else data
    ask = getattr(door, line.method.lower())
    with transaction.atomic():
        answer = ask(address_of(world, line), data, headers=headers, **kind_of(line))
        transaction.set_rollback(True)
    return answer


def kind_of(line):
    return {"content_type": "application/json"} if line.is_api and line.method != "GET" else {}


def code(answer):
    to_sign_in = answer.status_code == 302 and answer["Location"].startswith("/account/login/")
    return "in" if to_sign_in else str(answer.status_code)


def wrong_cells(world, doors, line):
    for person, wanted in line.cells:
        found = code(request(world, doors[person], line))
        if found != wanted:
            yield f"{line}: {person} got {found}, not {wanted}"


@pytest.mark.parametrize("table", ["PAGES", "API"])
def test_every_cell(walked, table, capsys, caplog):
    caplog.set_level(logging.CRITICAL, "django.request")
    world, doors = walked
    asked = list(lines({"PAGES": PAGES, "API": API}[table]))
    wrong = [cell for line in asked for cell in wrong_cells(world, doors, line)]
    with capsys.disabled():
        cells = sum(len(line.cells) for line in asked)
        print(f"\naccess table, {table}: {len(asked)} lines, {cells} cells, {len(wrong)} wrong")
    assert not wrong, "\n" + "\n".join(wrong)


# -- The table and the map are the same ---------------------------------------------------------


def addresses(patterns=None, path=""):
    """(name, address, methods that a viewset names) of every route of the site map."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        here = path + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            ways = getattr(pattern.callback, "actions", None) or ["get"]
            yield pattern.name or "", re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", here), ways
        else:
            yield from addresses(pattern.url_patterns, here)


def routes():
    """Every route as the table calls it: pages by name, the API by method and address."""
    for name, address, ways in addresses():
        if address.startswith("api/v1/"):
            inner = address.removeprefix("api/v1/")
            if not inner:  # every other address: it does not exist, whatever is asked
                inner, ways = "{nowhere}", ["get"]
            yield from (f"{way.upper()} {inner}" for way in set(ways) - {"head", "options"})
        else:
            yield name or address


def in_tables():
    pages = {line.route for line in lines(PAGES)}
    return pages | {f"{line.method} {line.route}" for line in lines(API)} | FRAMEWORK


def test_every_route_has_a_line():
    assert set(routes()) - in_tables() == set()


def test_every_line_has_a_route():
    assert in_tables() - set(routes()) == set()


def path_of(name):
    for known, address, _ways in addresses():
        if known == name:
            names = re.findall(r"\w+(?=})|(?<=P<)\w+", address)
            return reverse(name, kwargs=dict.fromkeys(names, "1"))
    raise LookupError(name)


@pytest.mark.parametrize("name", own_account())
def test_an_account_is_its_owners_alone(walked, name):
    world, _doors = walked
    found = []
    for person in (None, world.cast.somchai):
        door = Client(raise_request_exception=False)
        if person is not None:
            door.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        found.append(code(door.get(path_of(name))))
    assert tuple(found) == own_account()[name]


def test_a_method_without_a_line_is_refused(walked):
    """Nobody, not even those who may most, can use a method that is not in the table."""
    world, doors = walked
    known = {(line.method, line.route) for table in (PAGES, API) for line in lines(table)}
    each = {line.route: line for table in (PAGES, API) for line in lines(table)}.values()
    unknown = [
        replace(line, method=method)
        for line in each
        for method in METHODS
        if (method, line.route) not in known
    ]
    open_ways = [
        f"{line}: {person} {answer.status_code}"
        for line in unknown
        for person in ("boss", "admn")
        if (answer := request(world, doors[person], line)).status_code not in {403, 404, 405}
    ]
    assert open_ways == []


def test_a_page_that_changes_something_wants_its_token(walked):
    world, _doors = walked
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(
        world.cast.somchai, backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    posts = [line for line in lines(PAGES) if line.method == "POST"]
    posts += [line for line in lines(API) if line.method not in {"GET", "HEAD"}]
    unprotected = [str(line) for line in posts if request(world, strict, line).status_code != 403]
    assert unprotected == []
