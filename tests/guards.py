"""Guards that act on every test: they turn quiet mistakes into failures.

A template variable that does not exist, an order that was never asked for, a connection that
leaves the machine: each works on the day it is written and breaks on another.
"""

import ipaddress
import os
import socket
import sys
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pgtrigger
import pytest
from django.conf import settings as portal_settings
from django.db import connection
from django.db.models.expressions import OrderBy
from django.db.models.functions import Random
from django.db.models.sql.compiler import SQLCompiler
from django.template import engines
from django.template.base import FilterExpression, Node
from django.test import TransactionTestCase
from django.utils import translation

from cases import sharing

HOUSE = Path(__file__).resolve().parent.parent


# -- A template variable that does not exist ----------------------------------------------------


class UndefinedVariable:
    """Stands where Django keeps the text for unknown variables and refuses to be that text.

    Only our own templates are judged. `{{ word|default:"" }}` says that the word may be missing
    and is answered as in production.
    """

    def __contains__(self, what):
        return what == "%s"

    def __bool__(self):
        return True

    def __mod__(self, name):
        asking = sys._getframe(1)
        expression = asking.f_locals.get("self")
        origin = origin_of(asking)
        if not is_ours(origin) or may_be_missing(expression):
            return self._as_in_production(expression, asking)
        pytest.fail(f"{origin}: the variable {name} does not exist", pytrace=False)

    def _as_in_production(self, expression, asking):
        if not isinstance(expression, FilterExpression):
            return ""
        context = asking.f_locals["context"]
        engine = context.template.engine
        engine.string_if_invalid = ""
        try:
            return expression.resolve(context)
        finally:
            engine.string_if_invalid = self


def may_be_missing(expression):
    filters = getattr(expression, "filters", ())
    return any(function.__name__ in {"default", "default_if_none"} for function, _ in filters)


def origin_of(frame):
    """The file of the nearest template node that is being rendered."""
    while frame is not None:
        node = frame.f_locals.get("self")
        if isinstance(node, Node) and getattr(node, "origin", None) is not None:
            return str(node.origin)
        frame = frame.f_back
    return ""


def is_ours(origin):
    return origin.startswith(str(HOUSE)) and ".venv" not in origin


@pytest.fixture(autouse=True, scope="session")
def undefined_variables_fail():
    engine = engines["django"].engine
    before, engine.string_if_invalid = engine.string_if_invalid, UndefinedVariable()
    yield
    engine.string_if_invalid = before


# -- An order nobody asked for ------------------------------------------------------------------


@pytest.fixture(autouse=True, scope="session")
def unordered_rows_come_shuffled():
    """PostgreSQL promises no order without ORDER BY: here it keeps that promise."""
    asked = SQLCompiler.get_order_by

    def get_order_by(compiler):
        order = asked(compiler)
        if order or not may_be_shuffled(compiler.query):
            return order
        term = OrderBy(Random()).resolve_expression(compiler.query)
        sql, params = compiler.compile(term)
        return [(term, (sql, params, False))]

    SQLCompiler.get_order_by = get_order_by
    yield
    SQLCompiler.get_order_by = asked


def may_be_shuffled(query):
    """Not inside another query, and not where an extra term would change the rows."""
    return not (query.subquery or query.distinct or query.combinator or query.group_by is not None)


# -- A connection that leaves the machine -------------------------------------------------------


def given_hosts():
    """Servers that the person who started the tests named."""
    urls = (os.environ.get("DATABASE_URL", ""), os.environ.get("REDIS_URL", ""))
    return {urlsplit(url).hostname for url in urls} - {None, ""}


def stays_here(family, address):
    if family == socket.AF_UNIX:
        return True
    host = address[0]
    if host in {"localhost", "", *given_hosts()}:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True, scope="session")
def no_connection_leaves_the_machine():
    kept = {name: getattr(socket.socket, name) for name in ("connect", "connect_ex", "sendto")}

    def guarded(name):
        def call(self, *args):
            address = args[-1]
            if isinstance(address, tuple) and not stays_here(self.family, address):
                pytest.fail(f"a test tried to reach {address[0]}", pytrace=True)
            return kept[name](self, *args)

        return call

    for name in kept:
        setattr(socket.socket, name, guarded(name))
    yield
    for name, function in kept.items():
        setattr(socket.socket, name, function)


@pytest.fixture(autouse=True, scope="session")
def there_is_a_folder_for_static_files():
    """Nothing is collected for the tests, and nobody needs to be warned of it."""
    Path(portal_settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


# -- What one test leaves to the next -----------------------------------------------------------


@pytest.fixture(autouse=True, scope="session")
def audit_may_be_emptied_between_tests():
    """The audit table refuses to be truncated; only the end of a transactional test may."""
    teardown = TransactionTestCase._fixture_teardown

    def empty(case):
        with pgtrigger.ignore():
            teardown(case)
        sharing._permissions.cache_clear()  # made anew, under other ids

    TransactionTestCase._fixture_teardown = empty
    yield
    TransactionTestCase._fixture_teardown = teardown


@pytest.fixture(autouse=True, scope="module")
def rows_rolled_back_are_swept(django_db_blocker):
    """Nobody else does it while tests run (blo_portal.postgres.FLEETING).

    Over a connection of its own: a browser's event loop, which outlives its tests, makes Django
    refuse its own.
    """
    yield
    with django_db_blocker.unblock():
        if not connection.settings_dict["NAME"].startswith("test_") or connection.in_atomic_block:
            return
        own = connection.Database.connect(**connection.get_connection_params())
    own.autocommit = True
    with closing(own), own.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_stat_user_tables WHERE n_dead_tup > 5000 ORDER BY relname"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f'VACUUM "{table}"')


@pytest.fixture(autouse=True)
def a_cache_of_its_own(settings, request):
    """Rate limits counted in one test must not refuse the next, nor another process's."""
    if request.node.get_closest_marker("browser") is None:
        backend = "django.core.cache.backends.locmem.LocMemCache"
        place = f"{request.node.nodeid}-{os.getpid()}"
        settings.CACHES = {
            **portal_settings.CACHES,
            "default": {"BACKEND": backend, "LOCATION": place},
        }


@pytest.fixture(autouse=True)
def the_language_of_the_last_reader_is_forgotten():
    """A page answered in a test leaves its reader's language to the thread; the next test, like
    the next request in production, begins in the portal's own."""
    translation.deactivate()
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Argon2 takes its fifth of a second on purpose; a test that is not about it does not."""
    quick = "django.contrib.auth.hashers.MD5PasswordHasher"
    settings.PASSWORD_HASHERS = [quick, *settings.PASSWORD_HASHERS]
